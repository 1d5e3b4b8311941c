"""The guide of an item: what phones may know of it while it is open."""

from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.db.models import Max

from pejl.days.ground import resolve_config
from pejl.days.models import CONSOLE, Slot
from pejl.days.parts import make_entry
from pejl.days.registry import find_activity
from pejl.days.standing import keep_standing, read_log

guides: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
MOST_KEPT = 100


def find_guide(slot: Slot) -> Any:
    """None for an activity without one. Kept until each phone may have sent one thing more, so
    that a room which answers at once reads its log once."""
    activity = find_activity(slot.activity)
    if activity.guide is None:
        return None
    config = resolve_config(slot)
    if slot.resolved is None:
        return activity.guide(config, ())
    rows = read_log(slot).order_by()
    said = rows.filter(giver=CONSOLE).aggregate(last=Max("id"))["last"]
    last = rows.aggregate(last=Max("id"))["last"] or 0
    name = settings.DATABASES["default"]["NAME"]
    rounds = last // max(1, slot.day.attendances.count())
    version = (name, slot.id, str(slot.opened_at), said, rounds, slot.state)
    if version not in guides:
        pairs = keep_standing(slot, read_log(slot), activity)
        guides[version] = activity.guide(config, [make_entry(*pair) for pair in pairs])
        while len(guides) > MOST_KEPT:
            guides.popitem(last=False)
    return guides[version]
