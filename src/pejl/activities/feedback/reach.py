"""How far feedback reaches beyond the giver's own level and area: the E-I index. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

from pejl.activities.feedback.paths import Someone
from pejl.activities.feedback.rules import Config, Given
from pejl.analysis.mixing import expect_index
from pejl.days.entries import Entry
from pejl.days.places import SMALLEST

Kind = Literal["level", "area"]


class Reach(Struct, frozen=True):
    """Of all pieces of feedback, each shared out evenly among those it is about: those who are of
    another group than the giver, less those of the same, over all (see `pejl.analysis.mixing`).
    `expected` is that figure if everyone wrote to people at random."""

    kind: Kind
    index: float
    expected: float


def measure_reach(config: Config, entries: Iterable[Entry[Any]]) -> tuple[Reach, ...]:
    """By level and by area, of what `rules.open_up` leaves. Nothing under SMALLEST givers, nor
    where givers are not known."""
    number = {one.id: at for at, one in enumerate(config.chain.people)}
    pairs = [
        (number[one.giver], one.payload.route)
        for one in entries
        if isinstance(one.payload, Given) and one.payload.prompts and one.giver in number
    ]
    if len({giver for giver, _route in pairs}) < SMALLEST:
        return ()
    return tuple(make_reach(config, kind, pairs) for kind in ("level", "area"))


def make_reach(config: Config, kind: Kind, pairs: Sequence[tuple[int, str]]) -> Reach:
    people = config.chain.people
    groups = [read_group(one, kind) for one in people]
    sizes = {
        key: Counter(groups[at] for at in config.map.about[key]) for key in {k for _g, k in pairs}
    }
    inside = sum(sizes[key][groups[giver]] / sizes[key].total() for giver, key in pairs)
    return Reach(kind, round(1 - 2 * inside / len(pairs), 2), round(expect_index(groups), 2))


def read_group(one: Someone, kind: Kind) -> int:
    return one.level if kind == "level" else one.area
