"""What goes along routes: what the room may know of it, what a group decided to send, and whether
too few gave."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from pejl.days.asides import bears_name, is_blank, is_reply
from pejl.days.contract import Entry
from pejl.days.folding import Line, Pair
from pejl.days.models import CONSOLE, PrivacyPromise, Slot
from pejl.days.parts import count_givers, count_needed, make_entry
from pejl.days.registry import AnyActivity


def list_known(activity: AnyActivity, pairs: Iterable[Pair]) -> list[Pair]:
    """Each contribution as `routes.open` leaves it; the facilitator's as it is."""
    assert activity.routes is not None  # noqa: S101
    return [
        (row, said)
        for row, payload in pairs
        if (said := payload if row.giver == CONSOLE else activity.routes.open(payload)) is not None
    ]


def list_sent(activity: AnyActivity, config: Any, pairs: Iterable[Pair]) -> list[Any]:
    """What the groups behind these contributions have decided to send, route by route; nothing
    where each gives for oneself."""
    routes = activity.routes
    if routes is None or routes.together is None:
        return []
    found: dict[str, list[Entry[Any]]] = defaultdict(list)
    for row, payload in pairs:
        found[routes.find(payload)].append(make_entry(row, payload))
    return [one for key in sorted(found) for one in routes.together(config, found[key])]


def open_all(activity: AnyActivity, payloads: Iterable[Any]) -> list[Any]:
    assert activity.routes is not None  # noqa: S101
    return [said for one in payloads if (said := activity.routes.open(one)) is not None]


def sum_up(
    activity: AnyActivity, config: Any, pairs: Iterable[Pair], sent: Sequence[Any] = ()
) -> Any:
    """The result of contributions and of what groups sent, which is no single giver's."""
    decided = [Entry(0, "", one.__struct_config__.tag, "", one) for one in sent]
    return activity.summarise(config, [*(make_entry(*pair) for pair in pairs), *decided])


def is_few(slot: Slot, asked: int, pairs: Iterable[Pair]) -> bool:
    """Whether what was said on a route would give someone away. Those who gave with their names
    hide nobody."""
    if slot.promise == PrivacyPromise.NAMED:
        return False
    said = [pair for pair in pairs if not is_reply(pair[1]) and not is_blank(pair[1])]
    named = count_givers(pair for pair in said if bears_name(pair[1]))
    return count_givers(pair for pair in said if not bears_name(pair[1])) < count_needed(
        asked - named
    )


def list_open(pairs: Iterable[Pair]) -> list[Pair]:
    """What may be shown however few gave: the replies, and what was given with a name."""
    return hide_order(pair for pair in pairs if is_reply(pair[1]) or bears_name(pair[1]))


def hide_order(pairs: Iterable[Pair]) -> list[Pair]:
    """The same wherever the day is: by the keys that phones made at random, not by row numbers."""
    return sorted(pairs, key=lambda pair: hash_row(pair[0]))


def hash_row(row: Line) -> tuple[str, str, str]:
    return sha256(row.key.encode()).hexdigest(), row.giver, row.item
