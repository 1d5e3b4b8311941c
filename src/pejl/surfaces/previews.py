"""How an item will look on phone and screen, beside what one edits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pejl.days.access import for_day, get_day
from pejl.days.contract import GroupView, Person, PhoneView
from pejl.days.ground import resolve_config
from pejl.days.models import Showing, Slot, SlotState, ThemeDay
from pejl.days.registry import find_activity
from pejl.days.tracks import list_tracks
from pejl.surfaces.phone import draw
from pejl.surfaces.promise import put_promise
from pejl.surfaces.qr import address_day, draw_qr
from pejl.surfaces.screen import describe_item, describe_tracks, shorten


@require_GET
@for_day
def preview_phone(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    """As an open item, for someone who is nobody."""
    day = get_day(request, day_id)
    slot = get_object_or_404(day.slots, id=slot_id)
    slot.day = day
    activity = find_activity(slot.activity)
    line, details = put_promise(slot, activity)
    context = {
        "day": day,
        "me": pretend_person(day),
        "slot": slot,
        "admitted": True,
        "activity": activity,
        "left": slot.minutes * 60,
        "promise": line,
        "promise_details": details,
        "item": draw(activity.phone(pretend_view(slot)), f"/a/{slot.id}"),
    }
    return render(request, "surfaces/preview_phone.html", context)


@require_GET
@for_day
def preview_screen(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    """The item, or with `beside` all that are opened with it."""
    day = get_day(request, day_id)
    slot = get_object_or_404(day.slots, id=slot_id)
    day.showing, slot.day = Showing.ITEM, day
    address = address_day(request, day)
    tracks = [one for one in list_tracks(slot) if one.state == SlotState.PLANNED]
    context = {
        "day": day,
        "qr": draw_qr(address),
        "short_address": shorten(address),
    }
    if "beside" in request.GET and len(tracks) > 1:
        context |= describe_tracks(tracks, ahead=True)
    else:
        context |= describe_item(slot, slot.minutes * 60)
    return render(request, "surfaces/preview_screen.html", context)


def pretend_person(day: ThemeDay) -> Person:
    """Nobody, in the place of one who is invited: so that what is asked of some is seen."""
    one = day.attendances.last()
    return Person(one.public_id if one else "-", _("A participant"), title="", level="", area="")


def pretend_view(slot: Slot) -> PhoneView[Any, Any, Any]:
    me = pretend_person(slot.day)
    return PhoneView(
        slot_id=slot.id,
        title=slot.title,
        text=slot.text,
        state="open",
        config=resolve_config(slot),
        me=me,
        mine=(),
        ours=(),
        group=GroupView(4, (me,)),
        shown=None,
        promise=slot.promise,
    )
