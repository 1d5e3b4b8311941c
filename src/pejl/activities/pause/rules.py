"""A pause: nothing is sent in, nothing is left behind."""

from collections.abc import Sequence

from msgspec import Struct

from pejl.days.entries import Entry, Refused


class Config(Struct, frozen=True):
    """`text` is a friendly line for the room; empty: a usual one."""

    text: str = ""


MEAL, MEAL_GIVES, BREAK = 30, 10, 10  # minutes


def keep_least(wished: int) -> int:
    """A meal gives at most MEAL_GIVES and lasts MEAL; a shorter break lasts BREAK, or half of what
    is wished where that is more."""
    least = max(MEAL, wished - MEAL_GIVES) if wished >= MEAL else max(BREAK, (wished + 1) // 2)
    return min(least, wished)


class Nothing(Struct, frozen=True, tag_field="kind", tag="nothing", forbid_unknown_fields=True):
    """The payload of an item that takes no answers."""


class Result(Struct, frozen=True):
    pass


def check(_config: Config, _payload: Nothing, _item: str) -> None:
    raise Refused("pause")


def summarise(_config: Config, _entries: Sequence[Entry[Nothing]]) -> Result:
    return Result()
