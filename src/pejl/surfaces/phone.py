"""The phone: what is asked of me now, my answer, the time left."""

import secrets
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from pejl.days.choosing import Side, choose, find_side
from pejl.days.clock import measure_left, measure_ran
from pejl.days.contract import Fragment, GroupView, PhoneView, Released
from pejl.days.gate import deliver, release
from pejl.days.ground import describe_person, resolve_config
from pejl.days.grouping import seat_late
from pejl.days.guiding import find_guide
from pejl.days.late_words import say_change
from pejl.days.models import Attendance, GroupSeat, Phone, Showing, Slot, SlotState, ThemeDay
from pejl.days.nudges import get_hub, name_log_topic, name_own_topic, name_run_topic
from pejl.days.registry import AnyActivity, find_activity
from pejl.days.run import NotNow
from pejl.days.since import look_back
from pejl.days.sitting import Seat, find_seat
from pejl.days.standing import read_entries, read_told
from pejl.days.tokens import (
    TOKEN_COOKIE,
    find_phone,
    hash_token,
    list_givers,
    name_phone,
    sign_topics,
)
from pejl.days.tracks import find_belonging, list_tracks
from pejl.people.access import Audience, open_to
from pejl.people.speaking import speak
from pejl.surfaces.promise import put_promise

STATIC = Path(__file__).parent / "static" / "surfaces"


def for_phones(view: Any) -> Any:
    """Hands the view the phone that asks, in its day's language; others are sent to where one
    joins."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        heard = get_hub().mark()
        phone = find_phone(request.COOKIES.get(TOKEN_COOKIE, ""))
        if phone is None:
            return redirect("join")
        phone.heard = heard
        organisation = phone.attendance.day.organisation
        return speak(request, organisation, lambda: view(request, phone, *args, **kwargs))

    return open_to(Audience.PHONE)(answer)


@require_GET
@for_phones
def show_phone(request: HttpRequest, phone: Phone) -> HttpResponse:
    """The whole page; `show_now` is the part that changes."""
    return render(request, "surfaces/phone.html", describe_phone(phone))


@require_GET
@for_phones
def show_now(request: HttpRequest, phone: Phone) -> HttpResponse:
    return render(request, "surfaces/phone_now.html", describe_phone(phone))


@require_GET
@for_phones
def show_round(request: HttpRequest, phone: Phone, slot_id: int) -> HttpResponse:
    """An item that has been handed out or lasts, also when the room has moved on or gone home. When
    it has closed since, one is told so."""
    found = describe_round(phone, slot_id)
    return render(request, "surfaces/phone.html" if found else "surfaces/round_over.html", found)


@require_GET
@for_phones
def show_round_now(request: HttpRequest, phone: Phone, slot_id: int) -> HttpResponse:
    found = describe_round(phone, slot_id)
    return render(request, "surfaces/phone_now.html" if found else "surfaces/over_now.html", found)


@require_GET
@open_to(Audience.ANYONE)
def give_worker(_request: HttpRequest) -> HttpResponse:
    """The script that opens the page without net; from here, since it speaks for what is under
    its own address."""
    worker = (STATIC / "worker.js").read_text(encoding="utf-8")
    # Also for personal links, which may make this phone another person's.
    allowed = {"Service-Worker-Allowed": "/"}
    return HttpResponse(worker, content_type="text/javascript; charset=utf-8", headers=allowed)


def describe_round(phone: Phone, slot_id: int) -> dict[str, Any]:
    """Empty for a round that is over."""
    day = phone.attendance.day
    found = get_object_or_404(day.slots, id=slot_id)
    if not is_round(found):
        return {}
    found.day, day.ended_at = day, None
    return describe_phone(phone, Side(found)) | {"round": found, "rounds": ()}


def read_programme(day: ThemeDay) -> None:
    """The day's items, read once for all that a page asks of them; without their settings, which
    may be as long as the list of people."""
    items = Slot.objects.defer("config", "resolved", "script")
    prefetch_related_objects([day], Prefetch("slots", items))


def is_round(slot: Slot) -> bool:
    """Whether it has been handed out, or is a round that is open for weeks."""
    lasts = slot.state == SlotState.OPEN and slot.closes_at is not None
    return slot.released_at is not None or lasts


def list_rounds(day: ThemeDay) -> list[Slot]:
    return [slot for slot in day.slots.all() if is_round(slot)]


def describe_phone(phone: Phone, side: Side | None = None) -> dict[str, Any]:
    """`side`: what is shown, if not what the room is at."""
    day = phone.attendance.day
    read_programme(day)
    topics = [name_run_topic(day.id), name_own_topic(day.id, phone.attendance_id)]
    context: dict[str, Any] = {
        "day": day,
        "me": describe_person(phone.attendance),
        "admitted": phone.admitted,
        "knocks": phone.attendance.phones.filter(admitted=False) if phone.admitted else (),
        "slot": None,
        "rounds": (),
    }
    if phone.admitted:
        side = side or find_side(day, phone.attendance)
        own = side.slot
        here = None if day.ended_at else own
        context["rounds"] = [one for one in list_rounds(day) if one != here]
        context["side"] = None if day.ended_at else side
    slot = side.slot if side and day.ended_at is None else None
    if slot is not None and (slot.state != SlotState.PLANNED or slot == day.current):
        activity = find_activity(slot.activity)
        follows = activity.live or activity.follows
        if (follows and slot.state == SlotState.OPEN) or slot.released_at is not None:
            topics.append(name_log_topic(day.id))
        context |= describe_item(slot, phone) | {"changed": say_change(day)}
    if phone.admitted:
        context["seat"] = find_seat(day, phone.attendance)
    heard = {"stream": sign_topics(topics), "heard": phone.heard}
    return context | heard | {"now_mark": mark_now(context)}


@require_POST
@for_phones
def go_beside(request: HttpRequest, phone: Phone, slot_id: int) -> HttpResponse:
    """One goes to one of the items that run side by side."""
    slot = get_object_or_404(phone.attendance.day.slots, id=slot_id)
    slot.day = phone.attendance.day
    if phone.admitted:
        with suppress(NotNow):  # the page that comes next says how it stands
            choose(phone.attendance, slot)
    return redirect("phone")


def describe_item(slot: Slot, phone: Phone, answer_url: str = "") -> dict[str, Any]:
    """The item as this phone shows it; answers go to /a/<slot>, unless elsewhere."""
    activity = find_activity(slot.activity)
    fragment = activity.phone(view_phone(slot, activity, phone))
    line, details = put_promise(slot, activity)
    return {
        "slot": slot,
        "activity": activity,
        "left": measure_left(slot),
        "promise": line,
        "promise_details": details,
        "item": draw(fragment, answer_url or f"/a/{slot.id}"),
        "phase": fragment.context.get("phase", ""),
    }


def draw(fragment: Fragment, answer_url: str) -> str:
    """The activity's part, with what every form of it needs: where to send, and a fresh key."""
    extra = {"answer_url": answer_url, "new_key": secrets.token_urlsafe(12)}
    return render_to_string(fragment.template, {**fragment.context, **extra})


def view_phone(slot: Slot, activity: AnyActivity, phone: Phone) -> PhoneView[Any, Any, Any]:
    attendance = phone.attendance
    group = find_group(slot, attendance) if activity.grouped else None
    givers = list_givers(slot, attendance)
    entries = read_entries(slot, givers, group.number if group else 0)
    return PhoneView(
        slot_id=slot.id,
        title=slot.title,
        text=slot.text,
        state=slot.state,
        config=resolve_config(slot),
        me=describe_person(attendance),
        mine=[entry for entry in entries if entry.giver in givers],
        ours=[entry for entry in entries if group is not None and entry.group == group.number],
        group=group,
        shown=find_shown(slot, activity),
        guide=find_guide(slot),
        promise=slot.promise,
        handed_out=slot.released_at is not None,
        delivered=deliver(slot, attendance.public_id),
        ran=measure_ran(slot),
        told=read_told(slot),
        phone=name_phone(phone),
        since=look_back(slot.day) if activity.looks_back else None,
    )


def find_group(slot: Slot, attendance: Attendance) -> GroupView | None:
    """One's table with those who sit there; one who came late is seated now."""
    seats = GroupSeat.objects.filter(group__slot=slot)
    seat = seats.filter(attendance=attendance).select_related("group").first()
    belongs = find_belonging(list_tracks(slot), attendance).slot == slot
    if seat is None and slot.groups.exists() and belongs:
        seat_late(slot, attendance)
        seat = seats.filter(attendance=attendance).select_related("group").first()
    if seat is None:
        return None
    rows = Attendance.objects.filter(seats__group=seat.group)
    rows = rows.select_related("participant__unit", "level", "area")
    return GroupView(seat.group.number, tuple(describe_person(row) for row in rows))


def find_shown(slot: Slot, activity: AnyActivity) -> Released[Any] | None:
    """What phones may see of the result: all of a live item, else what the screen shows."""
    elsewhere = slot.day.alone_id not in (None, slot.id)
    if activity.live or (slot.day.showing == Showing.RESULT and not elsewhere):
        return release(slot)
    return None


def mark_now(context: dict[str, Any]) -> str:
    """Changes when the phone has to show something else, not while one writes."""
    seat: Seat | None = context.get("seat")
    return f"{mark_item(context)}-{hash_token(repr(seat))[:12] if seat else ''}"


def mark_item(context: dict[str, Any]) -> str:
    slot: Slot | None = context["slot"]
    day: ThemeDay = context["day"]
    if slot is None:
        ended, rounds = day.ended_at is not None, len(context["rounds"])
        return f"none-{ended}-{context['admitted']}-{rounds}-{mark_side(context)}"
    shown = day.showing == Showing.RESULT
    handed_out = slot.released_at is not None
    phase, changed = context.get("phase", ""), context.get("changed", ())
    return (
        f"{slot.id}-{slot.state}-{shown}-{handed_out}-{slot.extra_minutes}-{len(changed)}-{phase}"
        f"{mark_side(context)}"
    )


def mark_side(context: dict[str, Any]) -> str:
    """Changes with what one may go to."""
    side: Side | None = context.get("side")
    return "-".join(str(one.slot.id) for one in side.open) if side else ""
