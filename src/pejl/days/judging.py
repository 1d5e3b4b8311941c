"""Whether a contribution may be stored, and the storing of those that may."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pejl.days.asides import is_aside
from pejl.days.clock import measure_ran
from pejl.days.contract import Moment, Refused
from pejl.days.models import CONSOLE, Contribution, PrivacyPromise, Slot, SlotState
from pejl.days.nudges import nudge_log
from pejl.days.registry import AnyActivity, find_activity
from pejl.days.requesting import is_wanted
from pejl.days.scene import FACILITATOR, Place, Scene, Sender, read_standing, set_scene
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


class Submission(msgspec.Struct, frozen=True):
    """One contribution as the phone sent it. `fields` are its typed part, still as text; `language`
    is empty where none was chosen: then it is the organisation's."""

    token_hash: str
    slot_id: int
    kind: str
    item: str
    key: str
    fields: Mapping[str, Any]
    language: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """What became of a submission. `code` is empty when it is saved; else one of stranger,
    waiting, elsewhere, closed, paused, beside, withdrawn, unknown, wrong, down; `message` is for
    the person."""

    code: str
    message: str = ""
    day_id: int = 0
    field: str = ""

    @property
    def saved(self) -> bool:
        return not self.code


def judge_batch(submissions: list[Submission]) -> tuple[list[Verdict], int]:
    """Judges each and inserts those that may be stored, and how many of them were not there
    before. Needs to run in a transaction."""
    tokens, slots = ({one.token_hash for one in submissions}, {one.slot_id for one in submissions})
    scene = set_scene(tokens, slots)
    rows: list[tuple[Any, ...]] = []
    verdicts = [judge(submission, scene, rows) for submission in submissions]
    return verdicts, insert_rows(rows)


def judge(submission: Submission, scene: Scene, rows: list[tuple[Any, ...]]) -> Verdict:
    """The verdict on one; a row is added when it may be stored."""
    sender, place = scene.senders.get(submission.token_hash), scene.places.get(submission.slot_id)
    if not submission.language:
        language = place.language if place else settings.LANGUAGE_CODE
        submission = msgspec.structs.replace(submission, language=language)
    code = find_fault(submission, sender, place, scene)
    if code or sender is None or place is None:
        if (
            code in {"closed", "paused", "beside"}
            and sender
            and place
            and is_stored(submission, sender, place)
        ):
            return Verdict("", day_id=place.day_id)
        return refuse(submission, code)
    activity = find_activity(place.activity)
    try:
        payload = read_payload(submission, scene.find_config(place), activity)
    except msgspec.ValidationError:
        return refuse(submission, "unknown")
    except Refused as refusal:
        return Verdict("wrong", refusal.message, field=refusal.field)
    if code := find_misfit(payload, scene.find_config(place), activity, sender, place):
        return refuse(submission, code)
    try:
        admit(submission, payload, scene, sender, place)
    except Refused as refusal:
        if is_stored(submission, sender, place):
            return Verdict("", day_id=place.day_id)
        return Verdict("wrong", refusal.message, field=refusal.field)
    group = scene.groups.get((place.id, sender.attendance_id), 0)
    rows.append(make_row(submission, place, sender, payload, group, scene))
    return Verdict("", day_id=place.day_id)


def find_fault(
    submission: Submission, sender: Sender | None, place: Place | None, scene: Scene
) -> str:
    if sender is None:
        return "stranger"
    if place is None or place.day_id != sender.day_id:
        return "elsewhere"
    if not sender.admitted:
        return "waiting"
    forgotten = place.handed_out and place.promise == PrivacyPromise.ANONYMOUS and not place.secret
    if forgotten or (place.state != SlotState.OPEN and not place.handed_out):
        return "paused" if place.state == SlotState.PAUSED else "closed"
    if not place.handed_out and sender.attendance_id in scene.elsewhere.get(place.id, ()):
        return "beside"
    if not 0 < len(submission.key) <= LONGEST_KEY or len(submission.item) > LONGEST_ITEM:
        return "unknown"
    return ""


def find_misfit(
    payload: Any, config: Any, activity: AnyActivity, sender: Sender, place: Place
) -> str:
    """Why this person cannot send this now, though it is understood."""
    if getattr(payload, "console_only", False):
        return "unknown"
    if getattr(payload, "afterwards", False) != place.handed_out:
        return "closed" if place.handed_out else "unknown"
    if activity.routes and not activity.routes.may(config, payload, sender.public_id):
        return "elsewhere"
    if not is_wanted(activity, payload, place.id, rehearsing=place.rehearsing):
        return "withdrawn"
    return ""


def is_stored(submission: Submission, sender: Sender, place: Place) -> bool:
    """Whether it came in before, and only the tick was lost. When an anonymous item's secret is
    gone nobody knows its givers any more, and the phone's random key has to do."""
    found = Contribution.objects.filter(slot=place.id, key=submission.key)
    if place.promise != PrivacyPromise.ANONYMOUS or place.secret:
        found = found.filter(giver__in=[find_giver(place, sender), sender.public_id])
    return found.exists()


def find_giver(place: Place, sender: Sender) -> str:
    if place.promise == PrivacyPromise.ANONYMOUS:
        return make_handle(place.secret, sender.public_id)
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
        "beside": _(
            "You belong to another of the items that run side by side. Your answer is not sent; "
            "you can copy it here."
        ),
        "withdrawn": _(
            "You are no longer asked this. Your answer is not sent; you can copy it here."
        ),
        "unknown": _("This answer could not be understood. Reload the page and try again."),
    }[code]


def decode_config(slot: Slot) -> Any:
    return msgspec.convert(slot.resolved or slot.config, find_activity(slot.activity).config)


def read_payload(submission: Submission, config: Any, activity: AnyActivity) -> Any:
    """The typed payload. Raises msgspec.ValidationError for what no form of ours can send, and
    Refused for what the activity does not take."""
    given = {"payload": {**submission.fields, "kind": submission.kind}}
    payload = msgspec.convert(given, make_frame(activity.payload), strict=False).payload
    try:
        activity.check(config, payload, submission.item)
    except Refused:  # seldom; only then is it worth the while to speak the phone's language
        with translation.override(submission.language):
            activity.check(config, payload, submission.item)
        raise
    return payload


def admit(submission: Submission, payload: Any, scene: Scene, sender: Sender, place: Place) -> None:
    """Raises Refused where the activity does not take it from this person now."""
    allow = find_activity(place.activity).admit
    if allow is None:
        return
    table = scene.groups.get((place.id, sender.attendance_id), 0)
    me, guide = scene.people[sender.attendance_id], scene.guides[place.id]
    moment = Moment(me, table, guide, submission.item, partial(read_standing, place.id))
    with translation.override(submission.language):
        allow(scene.find_config(place), payload, moment)


@cache
def make_frame(payload: Any) -> Any:
    """A type that holds the payload: msgspec remembers how to read a struct, but works out a
    union anew each time."""
    return msgspec.defstruct("Frame", [("payload", payload)])


def make_row(
    submission: Submission, place: Place, sender: Sender, payload: Any, group: int, scene: Scene
) -> tuple[Any, ...]:
    """Anonymous: a handle in the giver's place, no level, area or group, the hour only."""
    anonymous = place.promise == PrivacyPromise.ANONYMOUS and not is_aside(payload)
    return (
        place.id,
        None if anonymous else sender.attendance_id,
        find_giver(place, sender) if anonymous else sender.public_id,
        0 if anonymous else group,
        submission.kind,
        submission.item,
        msgspec.json.encode(payload).decode(),
        submission.key,
        place.rehearsing,
        scene.this_hour if anonymous else scene.now,
    )


def contribute_from_console(
    slot: Slot, kind: str, item: str, fields: Mapping[str, Any], key: str
) -> None:
    """Appends what the facilitator says of a contribution ("answered"): only payloads that are for
    the console. Raises Refused or msgspec.ValidationError."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    submission = Submission("", slot.id, kind, item, key, fields, language)
    activity = find_activity(slot.activity)
    payload = read_payload(submission, decode_config(slot), activity)
    if not getattr(payload, "console_only", False) or not key or len(item) > LONGEST_ITEM:
        raise Refused(explain("unknown"))
    if activity.admit is not None:
        read = partial(read_standing, slot.id)
        activity.admit(decode_config(slot), payload, Moment(FACILITATOR, 0, None, item, read))
    if getattr(payload, "stamped", False):
        payload = msgspec.structs.replace(payload, at=measure_ran(slot))
    text = msgspec.json.encode(payload).decode()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    row = (slot.id, None, CONSOLE, 0, kind, item, text, key, slot.day.rehearsing, now)
    with transaction.atomic():
        insert_rows([row])
    nudge_log(slot.day_id, slot.id)


def insert_rows(rows: list[tuple[Any, ...]]) -> int:
    """What came before with the same item, giver and key is stored already and stays as it is;
    how many did not."""
    if not rows:
        return 0
    table, place = Contribution._meta.db_table, f"({', '.join(['%s'] * len(COLUMNS))})"
    into = f"INSERT INTO {table} ({', '.join(COLUMNS)}) VALUES"
    kept = "ON CONFLICT (slot_id, giver, key) DO NOTHING"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # has no way to go: one statement again and again
            cursor.executemany(f"{into} {place} {kept}", rows)
        else:
            places = ", ".join([place] * len(rows))
            cursor.execute(f"{into} {places} {kept}", [one for row in rows for one in row])
        return int(cursor.rowcount)
