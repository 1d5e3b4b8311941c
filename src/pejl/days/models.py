import secrets
from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.people.models import (
    Area,
    DevelopmentAgreement,
    FocusArea,
    Level,
    Organisation,
    Participant,
)

CONSOLE = "console"  # the giver of what the facilitator says, in every item
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is read wrongly from 15 metres


def make_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


def make_key() -> str:
    return secrets.token_urlsafe(18)


class Showing(models.TextChoices):
    """What the screen shows."""

    JOIN = "join", _("code and QR")
    ITEM = "item", _("the item")
    RESULT = "result", _("the result")
    BLANK = "blank", _("nothing")
    PLAN = "plan", _("the plan")
    TABLES = "tables", _("who sits where")


class ThemeDay(models.Model):
    """When the chain meets. `current` is the item that the room is at; `hushed` are the keys of the
    advice (`days.advice`) that was laid aside. `rooms` are the tables' video rooms, an address a
    line, or one address for all with {n} for the table's number; `seed` makes the groups;
    `tables_page` is the page of the room plan that the screen stays at (0: it turns by itself).
    `alone`: which of several items side by side the screen shows; none: all of them.
    `ends_at`: when it must be over. `allotted`: the minutes that items have got, by their id, where
    a change of the programme was taken on the day; 0: skipped. `change` is the last such change,
    for those whom it concerns (`days.late`). `silent`: no mail goes out about it by itself, since
    it was taken in from elsewhere."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="days")
    agreement = models.ForeignKey(
        DevelopmentAgreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="days"
    )
    title = models.CharField(_("title"), max_length=160)
    date = models.DateField(_("date"), null=True, blank=True)
    starts_at = models.TimeField(_("start"), default=time(8, 30))
    ends_at = models.TimeField(_("fixed end"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    tables = models.PositiveSmallIntegerField(_("tables"), default=9)
    rooms = models.TextField(_("video rooms"), blank=True)
    seed = models.PositiveIntegerField(default=0)
    tables_page = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=12, unique=True, default=make_code)
    screen_key = models.CharField(max_length=40, unique=True, default=make_key)
    current = models.ForeignKey(
        "Slot", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    showing = models.CharField(max_length=8, choices=Showing, default=Showing.JOIN)
    alone = models.ForeignKey(
        "Slot", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    rehearsing = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    hushed = models.JSONField(default=list, blank=True)
    allotted = models.JSONField(default=dict, blank=True)
    change = models.JSONField(null=True, blank=True)
    silent = models.BooleanField(default=False)

    class Meta:
        ordering = ["-date", "-id"]

    def __str__(self) -> str:
        return self.title


class Guest(models.Model):
    """An account that is let in to one day, as its facilitator, without being of the organisation:
    a consultant."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="guests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guest_days"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "user"], name="one_guest_a_day")]

    def __str__(self) -> str:
        return f"{self.user} · {self.day}"


class SlotState(models.TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")


RUNNING = (SlotState.OPEN, SlotState.PAUSED)


class PrivacyPromise(models.TextChoices):
    NAMED = "named", _("named")
    CONFIDENTIAL = "confidential", _("confidential")
    ANONYMOUS = "anonymous", _("anonymous")


class Seating(models.TextChoices):
    """Which groups people sit in."""

    STAY = "stay", _("people stay where they sit")
    NEW = "new", _("new groups: nobody meets twice")
    SAME = "same", _("the same groups as before")
    LEVEL = "level", _("groups of one level")
    AREA = "area", _("groups of one area")


class Keeping(models.TextChoices):
    """What may happen to an item when there is too little time."""

    SHORTEN = "shorten", _("may be shorter")
    UNCUT = "uncut", _("must not be cut")
    SKIP = "skip", _("may be skipped")


class Slot(models.Model):
    """An item of the programme: one activity with a start and a length.

    `minutes` are wished; `least` and `most`, where they are said, are as few and as many as will
    do. `fixed_at`: when it must begin. `beside`: it runs beside the item before it; then
    `for_levels` and `for_areas` are the ids of those whom it is for (`days.tracks`).

    `config` is what was planned; `resolved` is that made whole (focus areas, people, earlier
    outcomes), kept from the moment the item opens, when the promise is locked too. `secret` makes
    the handles of an anonymous item and is destroyed when it closes. `release_upto` is the last
    contribution that results may hold; `whole_only`: it has moved since a result was shown, so that
    figures by level and area, held against the earlier ones, would give newcomers away.
    `closes_at`: a lasting round stays open until then, whatever the room is at.
    `released_at`: when all receivers got what was sent to them, in an item with routes; from then
    they answer it. `releases_at`: when that happens by itself; `certificate`: what was promised and
    shown then (`days.certificate`). `script` is the facilitator's own `days.template.Script`.
    `seating`: which groups people sit in (empty: as activity and form say), at how many `tables`
    (none: the day's); `with_leader`: one may sit with own leader.
    """

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField()
    activity = models.CharField(max_length=20)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    least = models.PositiveSmallIntegerField(_("least"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("most"), null=True, blank=True)
    fixed_at = models.TimeField(_("fixed start"), null=True, blank=True)
    keeping = models.CharField(
        _("when time is short"), max_length=8, choices=Keeping, default=Keeping.SHORTEN
    )
    beside = models.BooleanField(_("beside the item before it"), default=False)
    for_levels = models.JSONField(default=list, blank=True)
    for_areas = models.JSONField(default=list, blank=True)
    form = models.CharField(_("form"), max_length=40, blank=True)
    config = models.JSONField(default=dict)
    resolved = models.JSONField(null=True, blank=True)
    script = models.JSONField(default=dict, blank=True)
    promise = models.CharField(max_length=12, choices=PrivacyPromise, default=PrivacyPromise.NAMED)
    seating = models.CharField(_("groups"), max_length=6, choices=Seating, blank=True, default="")
    tables = models.PositiveSmallIntegerField(_("tables"), null=True, blank=True)
    with_leader = models.BooleanField(_("one may sit with own leader"), default=False)
    state = models.CharField(max_length=8, choices=SlotState, default=SlotState.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    extra_minutes = models.SmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    releases_at = models.DateTimeField(_("handed out by itself at"), null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    certificate = models.JSONField(null=True, blank=True)
    secret = models.CharField(max_length=64, blank=True)
    release_upto = models.BigIntegerField(null=True, blank=True)
    whole_only = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def is_relied_on(self) -> bool:
        """Whether it has been opened, or holds answers from an opening that was undone: then its
        activity, settings and promise are what people answered under."""
        return self.state != SlotState.PLANNED or self.contributions.exists()


class SlotShown(models.Model):
    """For which groups a closed item's result is shown: `days.shown.Shown`, as JSON."""

    slot = models.OneToOneField(Slot, on_delete=models.CASCADE, related_name="shown")
    plan = models.TextField()

    def __str__(self) -> str:
        return f"{self.slot}"


class Attendance(models.Model):
    """A participant's place on a day, with the level and area held that day. `absent`: does not
    come after all; `comes_at`, `leaves_at`: is there for a part of the day only."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="attendances"
    )
    level = models.ForeignKey(Level, on_delete=models.PROTECT)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)
    public_id = models.CharField(max_length=40, unique=True, default=make_key)
    link_version = models.PositiveSmallIntegerField(default=1)
    joined_at = models.DateTimeField(null=True, blank=True)
    absent = models.BooleanField(default=False)
    comes_at = models.TimeField(null=True, blank=True)
    leaves_at = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["participant__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "participant"], name="one_attendance_a_day")
        ]

    def __str__(self) -> str:
        return str(self.participant)


class Phone(models.Model):
    """A phone that someone took part with. Only the token's hash is kept.

    Not `admitted`: it chose a name that another phone holds, and waits to be let in. `heard`, not
    stored: the hub's mark of just before it was read.
    """

    heard = ""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="phones")
    token_hash = models.CharField(max_length=64, unique=True)
    admitted = models.BooleanField(default=True)
    rehearsal = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.attendance} · {self.created_at:%H:%M}"


class Group(models.Model):
    """A table or a pair in one item. Who sits at a `locked` one does not move in new proposals."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "number"], name="one_group_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.slot} · {self.number}"


class GroupSeat(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "attendance"], name="one_seat_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.attendance} · {self.group}"


class Placing(models.Model):
    """Someone's choice between items that run side by side: at most one of those."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="placings")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="placings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "attendance"], name="one_placing_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.attendance} · {self.slot}"


class SeatingChange(models.Model):
    """One change of who sits where, with how it was before, so that it can be undone."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="seating_changes")
    at = models.DateTimeField(auto_now_add=True)
    text = models.CharField(max_length=200)
    before = models.JSONField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.text


class Contribution(models.Model):
    """Anything a participant or a group sends in: the unit of the log. Appended, never changed.

    `giver` is the attendance's public id, or a handle that cannot be joined to a person; `key` is
    made by the phone, so that what is sent twice is stored once.

    One index beside the id, since each is kept at each answer: it begins with the slot, by which
    the log is read.
    """

    slot = models.ForeignKey(
        Slot, on_delete=models.PROTECT, related_name="contributions", db_index=False
    )
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, null=True, db_index=False)
    giver = models.CharField(max_length=64)
    group = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20)
    item = models.CharField(max_length=64)
    payload = models.TextField()
    key = models.CharField(max_length=64)
    rehearsal = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slot", "giver", "key"], name="stored_once")]

    def __str__(self) -> str:
        return f"{self.slot_id} · {self.kind} · {self.item}"


class OutcomeKind(models.TextChoices):
    STATEMENT = "statement", _("statement")
    NEED = "need", _("need")
    ACTION = "action", _("action")
    PRIORITY = "priority", _("priority")
    NEXT_STEP = "next_step", _("next step")


class Outcome(models.Model):
    """What an item leaves to the later ones and to the plan; stored when it closes."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=12, choices=OutcomeKind)
    text = models.TextField()
    focus_area = models.ForeignKey(FocusArea, on_delete=models.SET_NULL, null=True)
    data = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["slot__position", "position"]

    def __str__(self) -> str:
        return self.text


class Step(models.Model):
    """One step at the console, with the run's state before it, so that it can be undone."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    verb = models.CharField(max_length=20)
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, null=True)
    before = models.JSONField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} · {self.slot}"
