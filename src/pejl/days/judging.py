"""Whether a contribution may be stored, and the storing of those that may."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pejl.days.contract import Refused
from pejl.days.models import Contribution, GroupSeat, PrivacyPromise, Slot, SlotState
from pejl.days.nudges import nudge_log
from pejl.days.registry import AnyActivity, find_activity
from pejl.days.tokens import make_handle

LONGEST_KEY = 64
LONGEST_ITEM = 64
COLUMNS = (
    "slot_id",
    "attendance_id",
    "giver",
    '"group"',
    "kind",
    "item",
    "payload",
    "key",
    "rehearsal",
    "created_at",
)


@dataclass(frozen=True, slots=True)
class Submission:
    """One contribution as the phone sent it. `fields` are its typed part, still as text."""

    token_hash: str
    slot_id: int
    kind: str
    item: str
    key: str
    fields: Mapping[str, Any]
    language: str = "da"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a submission. `code` is empty when it is saved; else one of stranger,
    waiting, elsewhere, closed, paused, unknown, wrong; `message` is for the person."""

    code: str
    message: str = ""
    day_id: int = 0
    field: str = ""

    @property
    def saved(self) -> bool:
        return not self.code


@dataclass(frozen=True, slots=True)
class Sender:
    attendance_id: int
    public_id: str
    day_id: int
    admitted: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """What the judging of a batch knows, read inside its transaction."""

    senders: Mapping[str, Sender]
    slots: Mapping[int, Slot]
    groups: Mapping[tuple[int, int], int]
    now: datetime
    configs: dict[int, Any] = field(default_factory=dict)

    def find_config(self, slot: Slot) -> Any:
        """Decoded once a batch. Raises msgspec.ValidationError."""
        if slot.id not in self.configs:
            self.configs[slot.id] = decode_config(slot)
        return self.configs[slot.id]


def judge_batch(submissions: list[Submission]) -> list[Verdict]:
    """Judges each and inserts those that may be stored. Needs to run in a transaction."""
    scene = set_scene(submissions)
    rows: list[tuple[Any, ...]] = []
    verdicts = [judge(submission, scene, rows) for submission in submissions]
    insert_rows(rows)
    return verdicts


def set_scene(submissions: list[Submission]) -> Scene:
    senders = find_senders({submission.token_hash for submission in submissions})
    slots = lock_slots({submission.slot_id for submission in submissions})
    groups = find_groups(slots.values(), senders.values())
    return Scene(senders, slots, groups, timezone.now())


def find_senders(tokens: set[str]) -> dict[str, Sender]:
    """By token hash. In plain SQL, since it is asked for each batch: building this query through
    the ORM takes longer than the commit."""
    places = ", ".join(["%s"] * len(tokens))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phone.token_hash, attendance.id, attendance.public_id, attendance.day_id, "  # noqa: S608
            "phone.admitted FROM days_phone phone JOIN days_attendance attendance "
            f"ON attendance.id = phone.attendance_id WHERE phone.token_hash IN ({places})",
            list(tokens),
        )
        return {row[0]: Sender(*row[1:]) for row in cursor.fetchall()}


def lock_slots(ids: set[int]) -> dict[int, Slot]:
    """The items, held against closing until this transaction ends. SQLite has one writer anyway;
    PostgreSQL shares the lock between writers, and a closing waits for them."""
    found = Slot.objects.select_related("day").filter(id__in=ids)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM days_slot WHERE id = ANY(%s) FOR SHARE", [sorted(ids)])
    return {slot.id: slot for slot in found}


def find_groups(slots: Iterable[Slot], senders: Iterable[Sender]) -> dict[tuple[int, int], int]:
    grouped = [slot.id for slot in slots if find_activity(slot.activity).grouped]
    if not grouped:
        return {}
    people = [sender.attendance_id for sender in senders]
    seats = GroupSeat.objects.filter(group__slot__in=grouped, attendance__in=people)
    return {
        (slot, attendance): number
        for slot, attendance, number in seats.values_list(
            "group__slot_id", "attendance_id", "group__number"
        )
    }


def judge(submission: Submission, scene: Scene, rows: list[tuple[Any, ...]]) -> Verdict:
    """The verdict on one; a row is added when it may be stored."""
    sender, slot = scene.senders.get(submission.token_hash), scene.slots.get(submission.slot_id)
    code = find_fault(submission, sender, slot)
    if code or sender is None or slot is None:
        if code in {"closed", "paused"} and sender and slot and is_stored(submission, sender, slot):
            return Verdict("", day_id=slot.day_id)
        return refuse(submission, code)
    activity = find_activity(slot.activity)
    try:
        payload = read_payload(submission, scene.find_config(slot), activity)
    except msgspec.ValidationError:
        return refuse(submission, "unknown")
    except Refused as refusal:
        return Verdict("wrong", refusal.message, field=refusal.field)
    if getattr(payload, "console_only", False):
        return refuse(submission, "unknown")
    group = scene.groups.get((slot.id, sender.attendance_id), 0)
    rows.append(make_row(submission, slot, sender, payload, group, scene.now))
    return Verdict("", day_id=slot.day_id)


def find_fault(submission: Submission, sender: Sender | None, slot: Slot | None) -> str:
    if sender is None:
        return "stranger"
    if slot is None or slot.day_id != sender.day_id:
        return "elsewhere"
    if not sender.admitted:
        return "waiting"
    if slot.state != SlotState.OPEN:
        return "paused" if slot.state == SlotState.PAUSED else "closed"
    if not 0 < len(submission.key) <= LONGEST_KEY or len(submission.item) > LONGEST_ITEM:
        return "unknown"
    return ""


def is_stored(submission: Submission, sender: Sender, slot: Slot) -> bool:
    """Whether it came in before, and only the tick was lost. When an anonymous item's secret is
    gone nobody knows its givers any more, and the phone's random key has to do."""
    found = Contribution.objects.filter(slot=slot, key=submission.key)
    if slot.promise != PrivacyPromise.ANONYMOUS or slot.secret:
        found = found.filter(giver=find_giver(slot, sender))
    return found.exists()


def find_giver(slot: Slot, sender: Sender) -> str:
    if slot.promise == PrivacyPromise.ANONYMOUS:
        return make_handle(slot.secret, sender.public_id)
    return sender.public_id


def refuse(submission: Submission, code: str) -> Verdict:
    with translation.override(submission.language):
        return Verdict(code, explain(code))


def explain(code: str) -> str:
    return {
        "stranger": _("This phone is not signed in to the day. Join again with your link or code."),
        "waiting": _("You have not been let in on this phone yet."),
        "elsewhere": _("This item belongs to another day."),
        "closed": _("The item is closed. Your answer did not make it; you can copy it here."),
        "paused": _("The item is paused. Your answer is kept here and sent when it goes on."),
        "unknown": _("This answer could not be understood. Reload the page and try again."),
    }[code]


def decode_config(slot: Slot) -> Any:
    return msgspec.convert(slot.resolved or slot.config, find_activity(slot.activity).config)


def read_payload(submission: Submission, config: Any, activity: AnyActivity) -> Any:
    """The typed payload. Raises msgspec.ValidationError for what no form of ours can send, and
    Refused for what the activity does not take."""
    payload = msgspec.convert(
        {**submission.fields, "kind": submission.kind}, activity.payload, strict=False
    )
    try:
        activity.check(config, payload, submission.item)
    except Refused:  # seldom; only then is it worth the while to speak the phone's language
        with translation.override(submission.language):
            activity.check(config, payload, submission.item)
        raise
    return payload


def make_row(
    submission: Submission, slot: Slot, sender: Sender, payload: Any, group: int, now: datetime
) -> tuple[Any, ...]:
    """Anonymous: a handle in the giver's place, no level, area or group, the hour only."""
    anonymous = slot.promise == PrivacyPromise.ANONYMOUS
    return (
        slot.id,
        None if anonymous else sender.attendance_id,
        find_giver(slot, sender),
        0 if anonymous else group,
        submission.kind,
        submission.item,
        msgspec.json.encode(payload).decode(),
        submission.key,
        slot.day.rehearsing,
        connection.ops.adapt_datetimefield_value(coarsen(now) if anonymous else now),
    )


def contribute_from_console(
    slot: Slot, kind: str, item: str, fields: Mapping[str, Any], key: str
) -> None:
    """Appends what the facilitator says of a contribution ("answered"): only payloads that are for
    the console. Raises Refused or msgspec.ValidationError."""
    submission = Submission("", slot.id, kind, item, key, fields)
    payload = read_payload(submission, decode_config(slot), find_activity(slot.activity))
    if not getattr(payload, "console_only", False) or not key or len(item) > LONGEST_ITEM:
        raise Refused(explain("unknown"))
    text = msgspec.json.encode(payload).decode()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    row = (slot.id, None, "console", 0, kind, item, text, key, slot.day.rehearsing, now)
    with transaction.atomic():
        insert_rows([row])
    nudge_log(slot.day_id, slot.id)


def coarsen(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def insert_rows(rows: list[tuple[Any, ...]]) -> None:
    """What came before with the same item, giver and key is stored already and stays as it is."""
    if not rows:
        return
    table = Contribution._meta.db_table
    places = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(COLUMNS)}) VALUES ({places}) "  # noqa: S608
            "ON CONFLICT (slot_id, giver, key) DO NOTHING",
            rows,
        )
