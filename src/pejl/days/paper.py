"""A table without a phone: what it wrote on paper is entered from its sheet, also when the item has
closed. The sheet's link is its only key, and is good for that table in that item."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from django.core import signing
from django.db import transaction

from pejl.days.gate import keep_shown
from pejl.days.ground import describe_person
from pejl.days.judging import Submission, Verdict, insert_rows, judge
from pejl.days.leaving import store_outcomes
from pejl.days.models import Attendance, Group, PrivacyPromise, Slot, SlotState
from pejl.days.nudges import nudge_log
from pejl.days.registry import find_activity
from pejl.days.scene import Sender, set_scene
from pejl.days.standing import read_log
from pejl.mail.clock import now

SALT = "pejl.sheet"
GOOD_FOR = timedelta(days=2)  # after the day has ended
NOBODY = "sheet"


def takes_paper(slot: Slot) -> bool:
    """Whether tables write something here that the room may know with the table's number."""
    activity = find_activity(slot.activity)
    return activity.grouped and activity.routes is None and slot.promise == PrivacyPromise.NAMED


def make_sheet(group: Group) -> str:
    return signing.dumps([group.slot_id, group.number], salt=SALT)


def read_sheet(token: str) -> Group | None:
    """The table that a sheet belongs to; None for no sheet of ours, or one that is void by now."""
    try:
        slot_id, number = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = Group.objects.select_related("slot__day__organisation", "slot__day__agreement")
    group = found.filter(slot_id=slot_id, number=number).first()
    if group is None or not takes_paper(group.slot):
        return None
    ended = group.slot.day.ended_at
    return None if ended and now() > ended + GOOD_FOR else group


def list_writers(group: Group) -> Sequence[Attendance]:
    rows = Attendance.objects.filter(seats__group=group)
    return list(rows.select_related("day", "participant__unit", "level", "area"))


def enter_paper(group: Group, writer: Attendance, submission: Submission) -> Verdict:
    """Stores what one of the table enters. An item that has closed takes it in all the same, and
    leaves it to what comes after; one that has not begun does not."""
    with transaction.atomic():
        scene = set_scene(set(), {group.slot_id})
        place = scene.places[group.slot_id]
        closed = place.state == SlotState.CLOSED
        if closed:
            place = msgspec.structs.replace(place, state=str(SlotState.OPEN))
        sender = Sender(writer.id, writer.public_id, writer.day_id, admitted=True)
        scene = msgspec.structs.replace(
            scene,
            senders={submission.token_hash: sender},
            places={place.id: place},
            groups={(place.id, writer.id): group.number},
            people={writer.id: describe_person(writer)},
        )
        rows: list[tuple[object, ...]] = []
        verdict = judge(submission, scene, rows)
        insert_rows(rows)
        if rows and closed:
            take_in(Slot.objects.select_related("day__agreement").get(id=place.id))
    if verdict.saved:
        nudge_log(group.slot.day_id, group.slot_id)
    return verdict


def take_in(slot: Slot) -> None:
    """Lets a closed item's result hold all that has come in since. All is shown with names there,
    so that the difference gives nobody away."""
    slot.release_upto = read_log(slot).values_list("id", flat=True).last()
    keep_shown(slot, find_activity(slot.activity))
    slot.save(update_fields=["release_upto"])
    store_outcomes(slot)
