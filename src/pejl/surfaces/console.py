"""The console: the next action, the clock against the programme, who is here, what comes in."""

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pejl.days import run
from pejl.days.access import for_day, get_day
from pejl.days.clock import Timed, measure_delay, measure_left, time_programme
from pejl.days.composing import plan_missing
from pejl.days.contract import Refused
from pejl.days.judging import contribute_from_console
from pejl.days.late import take_way
from pejl.days.late_words import list_proposals, say_change
from pejl.days.models import RUNNING, Phone, Showing, Slot, SlotState, Step, ThemeDay
from pejl.days.nudges import name_room_topics
from pejl.days.registry import find_activity
from pejl.days.rehearsing import start_rehearsal, wipe_rehearsal
from pejl.days.sitting import list_rounds_now
from pejl.days.tokens import sign_topics
from pejl.days.tracks import list_tracks
from pejl.people.access import noted
from pejl.surfaces.join import settle_knock
from pejl.surfaces.qr import address_day
from pejl.surfaces.room import lay_rooms
from pejl.surfaces.screen import view_room


@require_GET
@for_day
@noted("console")
def show_console(request: HttpRequest, day_id: int) -> HttpResponse:
    return render(
        request, "surfaces/console.html", describe_console(request, get_day(request, day_id))
    )


@require_GET
@for_day
def show_console_now(request: HttpRequest, day_id: int) -> HttpResponse:
    return render(
        request, "surfaces/console_now.html", describe_console(request, get_day(request, day_id))
    )


def describe_console(request: HttpRequest, day: ThemeDay) -> dict[str, Any]:
    slots = list(day.slots.all())
    at_hand = list_at_hand(day)
    steps = Step.objects.filter(day=day).select_related("slot")
    context: dict[str, Any] = {
        "day": day,
        "programme": (programme := time_programme(day, slots)),
        "running": [slot for slot in at_hand if slot.state in RUNNING],
        "handing": find_handing(at_hand),
        "following": (following := find_following(programme, at_hand)),
        "opening": list_opening(programme, following),
        "heads": [one.slot.id for one in programme if len(list_opening(programme, one.slot)) > 1],
        "coming": say_coming(following) if following else "",
        "delay": (delay := None if day.rehearsing else measure_delay(day)),
        "ahead": -delay if delay else 0,
        "proposals": list_proposals(day, slots),
        "changed": say_change(day),
        "toggle": Showing.ITEM if day.showing == Showing.RESULT else Showing.RESULT,
        "join_address": address_day(request, day),
        "presence": count_presence(day),
        "knocks": Phone.objects.filter(attendance__day=day, admitted=False).select_related(
            "attendance__participant"
        ),
        "last_step": steps.first(),
        "showings": list_showings(day),
        "pages": list_pages(day),
        "stream": sign_topics(name_room_topics(day.id)),
    }
    context["tracks"] = [describe_track(request, slot) for slot in at_hand]
    return context


def list_showings(day: ThemeDay) -> list[Showing]:
    """What the screen can show now."""
    left_out = {
        Showing.PLAN: day.ended_at is None,
        Showing.TABLES: day.showing != Showing.TABLES and not list_rounds_now(day),
    }
    return [one for one in Showing if not left_out.get(one, False)]


def list_pages(day: ThemeDay) -> list[tuple[int, bool]]:
    """The pages of who sits where, while it is shown: each number with whether the screen stays
    there; 0 is turning. None where there is one page."""
    rounds = list_rounds_now(day) if day.showing == Showing.TABLES else []
    count = len(lay_rooms(rounds))
    return [(page, page == day.tables_page) for page in range(count + 1)] if count > 1 else []


def list_at_hand(day: ThemeDay) -> list[Slot]:
    """What the room is at: an item, or all that run or may run side by side."""
    if day.current is None:
        return []
    day.current.day = day
    return list_tracks(day.current)


def find_handing(at_hand: Sequence[Slot]) -> Slot | None:
    """The one that has closed and can be handed out now, once nothing runs."""
    if any(slot.state in RUNNING for slot in at_hand):
        return None
    return next(
        (
            slot
            for slot in at_hand
            if slot.state == SlotState.CLOSED
            and find_activity(slot.activity).routes
            and not slot.released_at
        ),
        None,
    )


def find_following(programme: Sequence[Timed], at_hand: Sequence[Slot]) -> Slot | None:
    """The next item that has not been run, but for those that are skipped. What may run beside the
    one that runs is not next to it."""
    ids = {slot.id for slot in at_hand}
    last = max((place for place, one in enumerate(programme) if one.slot.id in ids), default=-1)
    runs = any(slot.state in RUNNING for slot in at_hand)
    waiting = (
        timed.slot
        for place, timed in enumerate(programme)
        if timed.minutes and (place > last or (timed.slot.id in ids and not runs))
    )
    return next((slot for slot in waiting if slot.state == SlotState.PLANNED), None)


def list_opening(programme: Sequence[Timed], following: Slot | None) -> list[Slot]:
    """What is opened with the next item: itself, and what is to run beside it."""
    if following is None:
        return []
    minutes = {timed.slot.id: timed.minutes for timed in programme}
    tracks = list_tracks(following, [timed.slot for timed in programme])
    return [one for one in tracks if one.state == SlotState.PLANNED and minutes[one.id]]


def say_coming(slot: Slot) -> str:
    """What the screen shows once the item is opened."""
    activity = find_activity(slot.activity)
    if not activity.answers:
        return _("The item and the time left.")
    if activity.live:
        return _("The item, the time left, and what the phones send as it comes.")
    return _(
        "The item, the time left and how many have answered. The result waits until you show it."
    )


def describe_track(request: HttpRequest, slot: Slot) -> dict[str, Any]:
    """An item that the room is at; nothing comes in to one that waits beside the others."""
    activity = find_activity(slot.activity)
    view = view_room(slot)
    fragment = activity.console(view)
    context = {
        **fragment.context,
        "slot": slot,
        "contribute_url": reverse("console_contribute", args=[slot.day_id, slot.id]),
        "new_key": secrets.token_urlsafe(12),
    }
    return {
        "slot": slot,
        "activity": activity,
        "left": measure_left(slot),
        "released": view.released,
        "item": render_to_string(fragment.template, context),
    }


def count_presence(day: ThemeDay) -> dict[str, Any]:
    """Who is here, by level and area: (name, here, invited) in the chain's order."""
    rows = list(day.attendances.select_related("level", "area"))
    return {
        "here": sum(row.joined_at is not None for row in rows),
        "invited": len(rows),
        "levels": count_by(rows, lambda row: (row.level.rank, row.level.name)),
        "areas": count_by(
            rows, lambda row: (row.area.rank, row.area.name) if row.area else (999, _("No area"))
        ),
    }


def count_by(rows: list[Any], cell: Callable[[Any], tuple[int, str]]) -> list[tuple[str, int, int]]:
    invited = Counter(cell(row) for row in rows)
    here = Counter(cell(row) for row in rows if row.joined_at is not None)
    return [(key[1], here[key], invited[key]) for key in sorted(invited)]


STEPS: dict[str, Callable[..., None]] = {
    "open": run.open_slot,
    "open_tracks": run.open_tracks,
    "pause": run.pause_slot,
    "resume": run.resume_slot,
    "close": run.close_slot,
    "close_tracks": run.close_tracks,
    "release": run.release_slot,
    "end": run.end_day,
}


@require_POST
@for_day
def take_step(request: HttpRequest, day_id: int) -> HttpResponse:
    """`step` is one of STEPS, extend (with `minutes`), show (with `showing`; of items side by side
    `slot` alone), take (with `way`) or undo; `slot` says which item it is about."""
    day = get_day(request, day_id)
    try:
        make_step(request, day)
    except run.NotNow as reason:
        messages.warning(request, str(reason))
    return answer_console(request, day_id)


def answer_console(request: HttpRequest, day_id: int) -> HttpResponse:
    """The part that changes, for the console's script; the whole page for a browser alone."""
    if "HX-Request" in request.headers:
        fresh = describe_console(request, get_day(request, day_id))
        return render(request, "surfaces/console_now.html", fresh)
    return redirect("console", day_id=day_id)


def make_step(request: HttpRequest, day: ThemeDay) -> None:
    name = request.POST.get("step", "")
    user = request.user if request.user.is_authenticated else None
    wanted = request.POST.get("slot", "")
    slot = get_object_or_404(day.slots, id=int(wanted)) if wanted.isdecimal() else None
    if name == "undo":
        run.undo(day)
    elif name == "show" and request.POST.get("showing") in Showing.values:
        page = request.POST.get("page", "")
        run.show(day, slot, user, request.POST["showing"], int(page[:2]) if page.isdecimal() else 0)
    elif name == "extend" and slot is not None:
        run.extend_slot(day, slot, user, read_minutes(request.POST.get("minutes", "")))
    elif name == "take" and day.current is not None:
        take_way(day, None, user, request.POST.get("way", ""))
    elif name in STEPS and (slot is not None or name == "end"):
        if name in ("open", "open_tracks"):
            plan_missing(day)  # before the step, so that no answer waits for it
        STEPS[name](day, slot, user)
    else:
        raise run.NotNow(_("That step is not known. Reload the page."))


def read_minutes(text: str) -> int:
    """5 for what is no whole number; never more than an hour either way."""
    try:
        return max(-60, min(60, int(text)))
    except ValueError:
        return 5


@require_POST
@for_day
def contribute(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    """What the facilitator says of something that came in, or writes for the room, appended to the
    log like all else."""
    slot = get_object_or_404(get_day(request, day_id).slots.select_related("day"), id=slot_id)
    fields = read_typed(request.POST)
    kind, item, key = (request.POST.get(name, "") for name in ("kind", "item", "key"))
    try:
        contribute_from_console(slot, kind, item, fields, key)
    except Refused as refusal:
        messages.warning(request, refusal.message)
    except msgspec.ValidationError:
        messages.warning(request, _("That could not be understood. Reload the page."))
    return answer_console(request, day_id)


def read_typed(posted: QueryDict) -> dict[str, object]:
    """The fields of the payload; a name that ends in [] is a list, as on the phones."""
    return {
        name.removesuffix("[]"): posted.getlist(name) if name.endswith("[]") else posted[name]
        for name in posted
        if name not in NOT_TYPED
    }


NOT_TYPED = {"kind", "item", "key", "csrfmiddlewaretoken"}


@require_POST
@for_day
def admit(request: HttpRequest, day_id: int, phone_id: int) -> HttpResponse:
    """Lets a phone in that chose a name another phone holds, or turns it away."""
    day = get_day(request, day_id)
    knocking = get_object_or_404(Phone, id=phone_id, attendance__day=day, admitted=False)
    settle_knock(knocking, admit="admit" in request.POST)
    return redirect("console", day_id=day.id)


@require_POST
@for_day
def rehearse(request: HttpRequest, day_id: int) -> HttpResponse:
    """Begins a rehearsal of the day, or wipes all that it left."""
    day = get_day(request, day_id)
    try:
        if "wipe" in request.POST:
            wipe_rehearsal(day)
            messages.success(request, _("All traces of the rehearsal are gone. The day is ready."))
        else:
            start_rehearsal(day)
    except run.NotNow as reason:
        messages.warning(request, str(reason))
    return redirect("console", day_id=day.id)
