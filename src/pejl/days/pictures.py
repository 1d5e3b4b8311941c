"""Which of the library's pictures a day shows."""

from collections.abc import Iterator

from pejl.days.ground import resolve_config
from pejl.days.models import ThemeDay
from pejl.days.registry import find_activity, list_activities


def list_pictures(day: ThemeDay) -> Iterator[str]:
    """The keys of those that its items show, as they were opened or would open now."""
    showing = [one.key for one in list_activities() if one.pictures is not None]
    for slot in day.slots.filter(activity__in=showing):
        slot.day = day
        if pictures := find_activity(slot.activity).pictures:
            yield from pictures(resolve_config(slot))
