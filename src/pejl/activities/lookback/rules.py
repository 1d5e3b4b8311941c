"""Looking back takes no answers; what it shows is told by the rooms that keep it."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from pejl.days.entries import Entry, Left, Refused

OVER = ("done", "carried", "closed")


class Config(Struct, frozen=True):
    pass


class Nothing(Struct, frozen=True, tag_field="kind", tag="nothing", forbid_unknown_fields=True):
    """The payload of an item that takes no answers."""


class Result(Struct, frozen=True):
    pass


class Counts(Struct, frozen=True):
    """Of next steps: `ended` are carried forward or closed, `open` all that are neither that nor
    done."""

    all: int
    done: int
    stuck: int
    open: int
    ended: int


def check(_config: Config, _payload: Nothing, _item: str) -> None:
    raise Refused("nothing")


def summarise(_config: Config, _entries: Sequence[Entry[Nothing]]) -> Result:
    return Result()


def count_left(left: Sequence[Left]) -> Counts:
    states = Counter(one.state for one in left)
    over = sum(states[state] for state in OVER)
    ended = states["carried"] + states["closed"]
    return Counts(len(left), states["done"], states["stuck"], len(left) - over, ended)


def order_left(left: Sequence[Left]) -> list[Left]:
    """What is stuck first, then what is open, what was carried forward or closed, what is done."""
    order = ("stuck", "not_right", "waiting", "going", "carried", "closed", "done")
    return sorted(left, key=lambda one: order.index(one.state))
