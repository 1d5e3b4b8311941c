"""Who hears of what: `day:7` when the run moved on, `day:7:in` when something came in, `day:7:door`
when someone came, left or asks to be let in, `day:7:of:31` what concerns one person's phones.

The door is for those who run the day and for its screen: a full room must not read again for each
who comes."""

from collections.abc import Iterable
from functools import cache
from time import monotonic

from django.conf import settings
from django.db import transaction

from pejl.days.models import Attendance, ThemeDay
from pejl.live.hub import Hub, make_hub


@cache
def get_hub() -> Hub:
    return make_hub(settings.PEJL_HUB_URL)


def name_run_topic(day_id: int) -> str:
    return f"day:{day_id}"


def name_log_topic(day_id: int) -> str:
    return f"day:{day_id}:in"


def name_door_topic(day_id: int) -> str:
    return f"day:{day_id}:door"


def name_own_topic(day_id: int, attendance_id: int) -> str:
    return f"day:{day_id}:of:{attendance_id}"


def name_room_topics(day_id: int) -> list[str]:
    """All that those who run the day follow, and its screen."""
    return [name_run_topic(day_id), name_log_topic(day_id), name_door_topic(day_id)]


def nudge_run(day: ThemeDay) -> None:
    """After the commit: the day has moved on."""
    number = day.revision
    transaction.on_commit(lambda: get_hub().nudge(name_run_topic(day.id), number))


def nudge_log(day_id: int, number: int) -> None:
    get_hub().nudge(name_log_topic(day_id), number)


def nudge_door(attendance: Attendance) -> None:
    """After the commit: someone came, left, or asks to be let in."""
    nudge_own(attendance.day_id, [attendance.id])
    topic = name_door_topic(attendance.day_id)
    transaction.on_commit(lambda: get_hub().nudge(topic, count_up()))


def nudge_own(day_id: int, attendance_ids: Iterable[int]) -> None:
    """After the commit: these people's phones have something else to show."""
    topics = [name_own_topic(day_id, one) for one in attendance_ids]

    def tell() -> None:
        for topic in topics:
            get_hub().nudge(topic, count_up())

    transaction.on_commit(tell)


def count_up() -> int:
    """A number that is never lower than the last."""
    return int(monotonic() * 1000)
