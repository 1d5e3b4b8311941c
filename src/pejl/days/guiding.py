"""The guide of an item: what phones may know of it while it is open."""

from collections import OrderedDict
from typing import Any

from django.conf import settings

from pejl.days.ground import resolve_config
from pejl.days.models import Slot
from pejl.days.parts import make_entry
from pejl.days.registry import find_activity
from pejl.days.standing import read_standing

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
    seen = read_standing(slot)
    name = settings.DATABASES["default"]["NAME"]
    rounds = seen.last // max(1, slot.day.attendances.count())
    version = (name, slot.id, str(slot.opened_at), seen.last_said, rounds, slot.state)
    if version not in guides:
        guides[version] = activity.guide(config, [make_entry(*pair) for pair in seen.pairs])
        while len(guides) > MOST_KEPT:
            guides.popitem(last=False)
    return guides[version]
