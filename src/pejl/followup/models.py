from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.days.models import ThemeDay
from pejl.followup.climbing import Climb
from pejl.followup.states import State
from pejl.people.models import FocusArea, Indicator, Participant


class StepState(models.TextChoices):
    PROPOSED = State.PROPOSED.value, _("not accepted yet")
    AGREED = State.AGREED.value, _("agreed")
    ON_TRACK = State.ON_TRACK.value, _("on track")
    STUCK = State.STUCK.value, _("stuck")
    DONE = State.DONE.value, _("is done")
    NO_LONGER_RIGHT = State.NO_LONGER_RIGHT.value, _("no longer right")
    CARRIED = State.CARRIED.value, _("carried forward")
    CLOSED = State.CLOSED.value, _("closed")


class NextStep(models.Model):
    """What was agreed on a day. `item` is its place in the day's log and `agreed` the outcome as it
    was last read, with the trace of what the step comes from; `word` says why it was closed.
    `promised` is what the supporter has promised, and `supported` whether the yes has come."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="next_steps")
    item = models.CharField(max_length=64)
    what = models.TextField()
    focus_area = models.ForeignKey(FocusArea, on_delete=models.SET_NULL, null=True)
    owner = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="owned_steps")
    supporter = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, related_name="supported_steps"
    )
    partners = models.ManyToManyField(Participant, related_name="shared_steps")
    supported = models.BooleanField(default=False)
    promised = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True)
    climb = models.CharField(max_length=10, default=Climb.SUPPORTER.value)
    state = models.CharField(max_length=10, choices=StepState, default=StepState.PROPOSED)
    agreed = models.JSONField(default=dict)
    word = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "item"], name="one_next_step_an_item")
        ]

    def __str__(self) -> str:
        return self.what


class CheckIn(models.Model):
    """When an owner is asked how it goes. `stage` is how far the asking has come, and `stage_at`
    when it came there; `line` is the owner's, and what is asked for where it is stuck."""

    step = models.ForeignKey(NextStep, on_delete=models.CASCADE, related_name="check_ins")
    weeks = models.PositiveSmallIntegerField()
    due = models.DateField()
    stage = models.PositiveSmallIntegerField(default=0)
    stage_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=StepState, blank=True)
    line = models.CharField(max_length=200, blank=True)
    warned = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True)
    helped_owner = models.BooleanField(null=True)
    helped_supporter = models.BooleanField(null=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["step", "weeks"], name="one_check_in_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.step} · {self.due}"


class Told(models.Model):
    """Someone was told that a check-in got no answer, or that its owner is stuck."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="told")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["check_in", "person"], name="told_once_a_check_in")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.check_in}"


class Reading(models.Model):
    """What an indicator of the agreement was on a date."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    on = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "on"], name="one_reading_a_date")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.on}"
