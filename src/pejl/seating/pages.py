"""The groups of a day: all items at a glance, and one item as a picture that one may change."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pejl.days.access import for_day, get_day
from pejl.days.composing import Outcome, Room, look_around, mend, plan_anew, plan_missing, propose
from pejl.days.grouping import find_kind, is_planned
from pejl.days.models import Seating, Slot, ThemeDay
from pejl.days.nudges import nudge_run
from pejl.days.seat_history import find_last_change, note_change, undo_change
from pejl.people.access import noted
from pejl.seating.counting import count_item, count_met
from pejl.seating.forms import RoomsForm, SeatingForm
from pejl.seating.moving import (
    NotMoved,
    change_presence,
    leave_out_missing,
    list_presence,
    move_person,
    turn_lock,
)
from pejl.seating.picture import describe_item
from pejl.seating.words import say_counts, say_fault, say_offer

FRAGMENT = "X-Fragment"


@require_GET
@for_day
@noted("groups")
def show_groups(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    return render(request, "seating/groups.html", describe_groups(day))


def describe_groups(day: ThemeDay, rooms: RoomsForm | None = None) -> dict[str, Any]:
    room = look_around(day)
    names = {row.id: row.participant.name for row in day.attendances.select_related("participant")}
    titles = {slot.id: slot.title for slot in room.rounds}
    said = [
        (
            slot,
            find_kind(slot).label.capitalize(),
            say_counts(slot, count_item(room, slot), names, titles) if room.sits[slot.id] else [],
        )
        for slot in room.rounds
    ]
    seated = [slot for slot in room.rounds if room.sits[slot.id]]
    met, others = count_met(room, seated)
    new = [slot for slot in room.rounds if find_kind(slot) == Seating.NEW]
    presence = list_presence(day)
    return {
        "day": day,
        "items": said,
        "rest": [slot for slot in day.slots.all() if slot.id not in titles],
        "bare": any(is_planned(slot) and not room.sits[slot.id] for slot in room.rounds),
        "planned": any(is_planned(slot) for slot in room.rounds),
        "seated": bool(seated),
        "met": met,
        "others": others,
        "offer": say_offer(room, new) if room.people else "",
        "presence": presence,
        "missing": sum(row.waited for row in presence),
        "unseated": count_unseated(room),
        "absent": sum(row.attendance.absent for row in presence),
        "rooms": rooms or RoomsForm(instance=day),
        "last": find_last_change(day),
    }


def count_unseated(room: Room) -> int:
    """Those who are there and have no seat in some item that has groups and has not begun."""
    without = set()
    for slot in room.rounds:
        if is_planned(slot) and room.sits[slot.id]:
            seated = {who for table in room.sits[slot.id] for who in table}
            present = {one.id for one in room.people} - room.away[slot.id]
            without |= present - seated
    return len(without)


@require_POST
@for_day
def plan(request: HttpRequest, day_id: int) -> HttpResponse:
    """Groups for the items without any; or, when asked, another proposal for all."""
    day = get_day(request, day_id)
    rounds = look_around(day).rounds
    note_change(day, [slot for slot in rounds if is_planned(slot)], _("groups for the day"))
    if "anew" in request.POST or not plan_missing(day):
        tell(request, plan_anew(day), _("Here is another proposal for all that has not begun."))
    else:
        messages.success(request, _("The groups are made. Look them through below."))
    return finish(day)


@require_POST
@for_day
def keep_presence(request: HttpRequest, day_id: int) -> HttpResponse:
    """Who is there, as the list says; groups follow when asked."""
    day = get_day(request, day_id)
    note_planned(day, _("who is here"))
    faults = change_presence(day, request.POST)
    for fault in faults:
        messages.error(request, fault)
    if not faults:
        messages.success(request, _("Saved."))
        if "mend" in request.POST:
            mend_day(request, day)
    return finish(day)


@require_POST
@for_day
def leave_out(request: HttpRequest, day_id: int) -> HttpResponse:
    """One tap: those who have not come are absent, and what has not begun gets new groups."""
    day = get_day(request, day_id)
    note_planned(day, _("groups without those who have not come"))
    gone = leave_out_missing(day)
    mend_day(request, day, gone)
    return finish(day)


@require_POST
@for_day
def take_in(request: HttpRequest, day_id: int) -> HttpResponse:
    """Those who are here and sit nowhere get seats in all that has not begun."""
    day = get_day(request, day_id)
    note_planned(day, _("seats for those without"))
    mend_day(request, day)
    return finish(day)


def note_planned(day: ThemeDay, text: str) -> None:
    rounds = look_around(day).rounds
    note_change(day, [slot for slot in rounds if is_planned(slot)], text)


def mend_day(request: HttpRequest, day: ThemeDay, gone: int = 0) -> None:
    before = look_around(day)
    outcome = mend(day)
    moved = count_moved(before.sits, outcome)
    text = _("New groups for what has not begun. %(n)d moves in all; all others stay.") % {
        "n": moved
    }
    if gone:
        text = _("%(n)d are left out.") % {"n": gone} + " " + text
    tell(request, outcome, text)


def count_moved(before: Any, outcome: Outcome) -> int:
    """How many seats changed tables, of those who sat at one and still do."""
    moved = 0
    for slot_id, tables in outcome.tables.items():
        was = {who: at for at, table in enumerate(before[slot_id]) for who in table}
        moved += sum(
            who in was and was[who] != at for at, table in enumerate(tables) for who in table
        )
    return moved


@require_POST
@for_day
def undo(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    messages.success(request, undo_change(day))
    nudge_seats(day)
    wanted = request.POST.get("slot", "")
    if wanted.isdecimal() and day.slots.filter(id=int(wanted)).exists():
        return redirect("item_groups", day_id=day.id, slot_id=int(wanted))
    return redirect("groups", day_id=day.id)


@require_POST
@for_day
def keep_rooms(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    form = RoomsForm(request.POST, instance=day)
    if not form.is_valid():
        fresh = get_day(request, day_id)
        return render(request, "seating/groups.html", describe_groups(fresh, form), status=422)
    day.save(update_fields=["rooms"])
    messages.success(request, _("Saved."))
    return finish(day)


@require_GET
@for_day
def show_item(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    slot = find_slot(request, day_id, slot_id)
    context = {**describe_item(slot), "form": SeatingForm(instance=slot)}
    return render(request, "seating/item.html", context)


@require_POST
@for_day
def keep_kind(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    """Other groups for an item: made at once, in place of those there were."""
    slot = find_slot(request, day_id, slot_id)
    form = SeatingForm(request.POST, instance=slot)
    if not is_planned(slot):
        messages.warning(request, _("The item has begun, so its groups stay."))
        return redirect("item_groups", day_id=day_id, slot_id=slot_id)
    if not form.is_valid():
        fresh = find_slot(request, day_id, slot_id)
        context = {**describe_item(fresh), "form": form}
        return render(request, "seating/item.html", context, status=422)
    note_planned(slot.day, _("groups in “%(title)s”") % {"title": slot.title[:120]})
    slot.save(update_fields=["seating", "tables", "with_leader"])
    slot.groups.all().delete()
    if find_kind(slot) != Seating.STAY:
        tell(request, propose(slot.day, slot), _("Saved, with new groups."))
    return redirect("item_groups", day_id=day_id, slot_id=slot_id)


@require_POST
@for_day
def ask_again(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    slot = find_slot(request, day_id, slot_id)
    if is_planned(slot):
        note_planned(slot.day, _("another proposal"))
        outcome = propose(slot.day, slot)
        tell(request, outcome, say_proposal(len(outcome.tables)))
        nudge_seats(slot.day)
    return answer_item(request, slot)


def say_proposal(items: int) -> str:
    if items < 2:
        return _("Here is another proposal.")
    return _(
        "Here is another proposal. The other items with new groups were made anew with it, since "
        "nobody is to meet twice: %(n)d in all."
    ) % {"n": items}


@require_POST
@for_day
def move(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    slot = find_slot(request, day_id, slot_id)
    try:
        said = move_person(slot, request.POST.get("who", ""), request.POST.get("table", ""))
    except NotMoved as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, said)
        nudge_seats(slot.day)
    return answer_item(request, slot)


@require_POST
@for_day
def lock(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    slot = find_slot(request, day_id, slot_id)
    turn_lock(slot, request.POST.get("table", ""))
    return answer_item(request, slot)


def find_slot(request: HttpRequest, day_id: int, slot_id: int) -> Slot:
    day = get_day(request, day_id)
    slot = get_object_or_404(day.slots, id=slot_id)
    slot.day = day
    return slot


def answer_item(request: HttpRequest, slot: Slot) -> HttpResponse:
    """The part that changes, for the page's script; the whole page for a browser alone."""
    if FRAGMENT in request.headers:
        return render(request, "seating/_item.html", describe_item(slot))
    return redirect("item_groups", day_id=slot.day_id, slot_id=slot.id)


def tell(request: HttpRequest, outcome: Outcome, text: str) -> None:
    fault = say_fault(outcome)
    if fault:
        messages.warning(request, fault)
    if outcome.tables:
        messages.success(request, text)


def finish(day: ThemeDay) -> HttpResponse:
    nudge_seats(day)
    return redirect("groups", day_id=day.id)


def nudge_seats(day: ThemeDay) -> None:
    """Phones and the screen read again where everyone sits."""
    ThemeDay.objects.filter(id=day.id).update(revision=day.revision + 1)
    day.revision += 1
    nudge_run(day)
