"""The screen: the code while people arrive, then the item, its time left and its result."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from pejl.days.clock import measure_left, measure_ran
from pejl.days.contract import RoomView
from pejl.days.gate import release
from pejl.days.ground import resolve_config
from pejl.days.guiding import find_guide
from pejl.days.late_words import say_change
from pejl.days.models import Outcome, OutcomeKind, Showing, Slot, ThemeDay
from pejl.days.nudges import name_log_topic, name_run_topic
from pejl.days.registry import find_activity
from pejl.days.since import look_back
from pejl.days.sitting import find_round
from pejl.days.tokens import sign_topics
from pejl.people.access import Audience, open_to
from pejl.surfaces.qr import address_day, draw_qr
from pejl.surfaces.room import lay_room


def view_room(slot: Slot) -> RoomView[Any, Any]:
    """What an activity may know of its item on console, screen and in the plan."""
    return RoomView(
        slot_id=slot.id,
        title=slot.title,
        text=slot.text,
        state=slot.state,
        config=resolve_config(slot),
        released=release(slot),
        groups=slot.groups.count(),
        guide=find_guide(slot),
        promise=slot.promise,
        handed_out=slot.released_at is not None,
        ran=measure_ran(slot),
        since=look_back(slot.day) if find_activity(slot.activity).looks_back else None,
    )


@require_GET
@open_to(Audience.LINK)
def show_screen(request: HttpRequest, key: str) -> HttpResponse:
    day = get_object_or_404(ThemeDay.objects.select_related("current"), screen_key=key)
    return render(request, "surfaces/screen.html", describe_screen(request, day))


@require_GET
@open_to(Audience.LINK)
def show_screen_now(request: HttpRequest, key: str) -> HttpResponse:
    day = get_object_or_404(ThemeDay.objects.select_related("current"), screen_key=key)
    return render(request, "surfaces/screen_now.html", describe_screen(request, day))


def describe_screen(request: HttpRequest, day: ThemeDay) -> dict[str, Any]:
    address = address_day(request, day)
    context: dict[str, Any] = {
        "day": day,
        "address": address,
        "short_address": shorten(address),
        "qr": draw_qr(address),
        "joined": day.attendances.filter(joined_at__isnull=False).count(),
        "invited": day.attendances.count(),
        "stream": sign_topics([name_run_topic(day.id), name_log_topic(day.id)]),
        "slot": None,
        "changed": say_change(day)[:MOST_CHANGES],
    }
    slot = day.current
    if slot is not None and day.showing in (Showing.ITEM, Showing.RESULT):
        slot.day = day
        context |= describe_item(slot)
    elif day.showing == Showing.TABLES:
        context |= describe_tables(day)
    elif day.showing == Showing.PLAN:
        context["steps"], context["more"] = summarise_plan(day)
    return context


def describe_tables(day: ThemeDay) -> dict[str, Any]:
    """Who sits where in the item that the room is at, or between items in the next."""
    seated = find_round(day)
    if seated is None:
        return {"seated": None, "pages": []}
    pages = lay_room(seated)
    return {
        "seated": seated,
        "pages": pages,
        "page_shown": min(max(day.tables_page, 1), len(pages)),
        "left": measure_left(seated),
    }


def describe_item(slot: Slot, left: int | None = None) -> dict[str, Any]:
    """The item, and its result where it is shown: always for live ones, else when chosen. `left`
    says the seconds of an item that does not run yet."""
    activity = find_activity(slot.activity)
    view = view_room(slot)
    shown = activity.live or slot.day.showing == Showing.RESULT
    fragment = activity.screen(view)
    left = measure_left(slot) if left is None else left
    context = {**fragment.context, "shown": shown, "slot": slot, "left": left}
    return {
        "slot": slot,
        "activity": activity,
        "left": left,
        "released": view.released,
        "shown": shown,
        "item": render_to_string(fragment.template, context),
    }


def shorten(address: str) -> str:
    """What one types beside the code: without the scheme, and without the code again."""
    return address.split("://", 1)[-1].rstrip("/").rsplit("/", 1)[0] + "/"


MOST_LINES = 6
MOST_CHANGES = 3


def summarise_plan(day: ThemeDay) -> tuple[list[tuple[str, str, int | None]], int]:
    """The first next steps with owner and focus area's number, and how many more there are."""
    found = Outcome.objects.filter(slot__day=day, kind=OutcomeKind.NEXT_STEP).select_related(
        "focus_area"
    )
    agreed = [row for row in found if row.data.get("state") not in ("declined", "unowned")]
    steps = [
        (
            row.text,
            str(row.data.get("owner", "")),
            row.focus_area.number if row.focus_area else None,
        )
        for row in agreed[:MOST_LINES]
    ]
    return steps, len(agreed) - len(steps)
