"""When a check-in is asked about again, and who is told when nobody answers. Pure."""

from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

Who = TypeVar("Who")

ASK, REMIND, REMIND_AGAIN, FIRST_TOLD, LAST_TOLD = range(1, 6)
PAUSES = {
    REMIND: timedelta(days=3),
    REMIND_AGAIN: timedelta(days=4),
    FIRST_TOLD: timedelta(days=5),
    LAST_TOLD: timedelta(days=7),
}


class Climb(StrEnum):
    """How far up an unanswered check-in may go."""

    NOBODY = "nobody"
    SUPPORTER = "supporter"
    LEADER = "leader"


def list_told(climb: Climb, supporter: Who | None, leader: Who | None) -> tuple[Who, ...]:
    """Those who may be told that a check-in got no answer, in turn; nobody twice."""
    allowed = {
        Climb.NOBODY: (),
        Climb.SUPPORTER: (supporter,),
        Climb.LEADER: (supporter, leader),
    }
    return tuple(dict.fromkeys(who for who in allowed[climb] if who is not None))
