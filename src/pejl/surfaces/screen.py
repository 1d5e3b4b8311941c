"""The screen: the code while people arrive, then the item, its time left and its result."""

from collections.abc import Sequence
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
from pejl.days.nudges import name_room_topics
from pejl.days.registry import find_activity
from pejl.days.since import look_back
from pejl.days.sitting import list_rounds_now
from pejl.days.tokens import sign_topics
from pejl.days.tracks import list_live
from pejl.people.access import Audience, open_to
from pejl.people.look import wear
from pejl.surfaces.qr import address_day, draw_qr
from pejl.surfaces.room import lay_rooms


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


def get_worn_day(request: HttpRequest, key: str) -> ThemeDay:
    days = ThemeDay.objects.select_related("current", "organisation")
    day = get_object_or_404(days, screen_key=key)
    wear(request, day.organisation)
    return day


@require_GET
@open_to(Audience.LINK)
def show_screen(request: HttpRequest, key: str) -> HttpResponse:
    day = get_worn_day(request, key)
    return render(request, "surfaces/screen.html", describe_screen(request, day))


@require_GET
@open_to(Audience.LINK)
def show_screen_now(request: HttpRequest, key: str) -> HttpResponse:
    day = get_worn_day(request, key)
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
        "stream": sign_topics(name_room_topics(day.id)),
        "slot": None,
        "changed": say_change(day)[:MOST_CHANGES],
    }
    live = list_shown(day)
    if live and day.showing in (Showing.ITEM, Showing.RESULT):
        context |= describe_item(live[0]) if len(live) == 1 else describe_tracks(live)
    elif day.showing == Showing.TABLES:
        context |= describe_tables(day)
    elif day.showing == Showing.PLAN:
        context["steps"], context["more"] = summarise_plan(day)
    return context


def list_shown(day: ThemeDay) -> list[Slot]:
    """What the room is at; of items side by side one alone, where that was chosen."""
    live = list_live(day)
    return [slot for slot in live if slot.id == day.alone_id] or live


MOST_BESIDE = 4  # of which there is room for the words of each


def describe_tracks(tracks: Sequence[Slot], *, ahead: bool = False) -> dict[str, Any]:
    """A card for each, in pages that turn; where results are shown, a page for each. `ahead`: they
    do not run yet."""
    items = [describe_item(slot, slot.minutes * 60 if ahead else None) for slot in tracks]
    size = 1 if tracks[0].day.showing == Showing.RESULT else MOST_BESIDE
    return {"tracks": [items[at : at + size] for at in range(0, len(items), size)]}


def describe_tables(day: ThemeDay) -> dict[str, Any]:
    """Who sits where in what the room is at, or between items in the next."""
    rounds = list_rounds_now(day)
    pages = lay_rooms(rounds)
    seated = rounds[0] if len(rounds) == 1 else None
    return {
        "seated": seated,
        "pages": pages,
        "page_shown": min(max(day.tables_page, 1), max(len(pages), 1)),
        "left": measure_left(seated) if seated else None,
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
