"""A round's certificate: what was promised, and what was shown, noted when it was handed out and
worked out anew from the log whenever one asks."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from pejl.days.along import find_routes, find_shown, group_by_route, is_given
from pejl.days.asides import bears_name
from pejl.days.folding import Pair
from pejl.days.ground import resolve_config
from pejl.days.models import Slot
from pejl.days.parts import SMALLEST, WORDS_SMALLEST, count_givers


class Line(Struct, frozen=True):
    """A route. `hidden`: how many were shown among each other, without a name, `named` with one;
    `withheld`: someone gave, and nothing of it was shown."""

    route: str
    asked: int
    hidden: int
    named: int
    withheld: bool


class Note(Struct, frozen=True):
    """`smallest` and `words_smallest` are the groups of the promise; `digest` is over every text
    that was shown, so that not one letter of it can have changed since."""

    promise: str
    smallest: int
    words_smallest: int
    lines: tuple[Line, ...]
    digest: str


@dataclass(frozen=True)
class Certificate:
    """What was noted when it was handed out, and what the log says now."""

    noted: Note
    found: Note

    @property
    def holds(self) -> bool:
        return self.noted == self.found


def work_out(slot: Slot) -> Note:
    """From the log as it stands."""
    pairs = {
        key: [pair for pair in rows if is_given(pair[1])]
        for key, rows in group_by_route(slot).items()
    }
    shown = find_shown(slot, pairs)
    routes, config = find_routes(slot), resolve_config(slot)
    lines = tuple(
        make_line(key, routes.asked(config, key), rows, shown=key in shown)
        for key, rows in sorted(pairs.items())
        if rows
    )
    texts = sorted(f"{key} {row.payload}" for key in shown for row, _payload in pairs.get(key, ()))
    digest = sha256("\n".join(texts).encode()).hexdigest()
    return Note(slot.promise, SMALLEST, WORDS_SMALLEST, lines, digest)


def make_line(key: str, asked: int, rows: list[Pair], *, shown: bool) -> Line:
    named = count_givers(pair for pair in rows if bears_name(pair[1]))
    hidden = count_givers(pair for pair in rows if not bears_name(pair[1]))
    return Line(key, asked, hidden if shown else 0, named, not shown)


def note_certificate(slot: Slot) -> None:
    """At the hand-out."""
    noted: dict[str, Any] = msgspec.to_builtins(work_out(slot))
    slot.certificate = noted


def find_certificate(slot: Slot) -> Certificate | None:
    """None for an item that has not been handed out."""
    if slot.certificate is None or slot.released_at is None:
        return None
    return Certificate(msgspec.convert(slot.certificate, Note), work_out(slot))
