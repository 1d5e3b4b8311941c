"""What stands of an item's log, read on as the log grows. Pure.

A later contribution of the same place takes the earlier one's. What stands after all lines does not
depend on how many of them are taken at a time, so a fold may be kept, and given only what is new.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from copy import copy
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from pejl.days.asides import is_aside, is_blank, is_reply
from pejl.days.models import CONSOLE

Place = tuple[str, str, str, str]


class Line(Struct, frozen=True, gc=False):
    """A contribution as results see it. `who` is the giver's name where the log knows it, and
    `named` whether all may know it; `payload` is as it is stored."""

    id: int
    attendance_id: int | None
    giver: str
    group: int
    kind: str
    item: str
    payload: str
    key: str = ""
    slot_id: int = 0
    who: str = ""
    named: bool = False


Pair = tuple[Line, Any]


@cache
def make_decoder(payload: Any) -> "msgspec.json.Decoder[Any]":
    """msgspec works out a union anew each time it is not kept."""
    return msgspec.json.Decoder(payload)


class Standing(Struct, frozen=True):
    """What stands after `count` lines, oldest first, and who has given something. `last` is the
    last line's id, `last_said` the console's last, `last_given` all others' last; 0 for none."""

    pairs: Sequence[Pair]
    givers: Set[str]
    count: int
    last: int
    last_said: int
    last_given: int


class Fold:
    """The last line for each giver (or group), kind and item, and phone where the payload tells
    it, with its payload."""

    def __init__(self, payload: Any) -> None:
        self.decode = make_decoder(payload).decode
        self.standing: dict[Place, Pair] = {}
        self.gives: dict[tuple[str, str, str], bool] = {}
        self.places: Counter[str] = Counter()  # where something stands, by giver
        self.count = self.last_said = self.last_given = 0
        self.seen: Standing | None = None

    def take(self, lines: Iterable[Line]) -> None:
        """The next lines, in the order of the log."""
        for line in lines:
            payload = self.decode(line.payload)
            place = find_place(line, payload)
            self.standing.pop(place, None)
            self.standing[place] = (line, payload)
            self.count += 1
            self.seen = None
            if line.giver == CONSOLE:
                self.last_said = line.id
            else:
                self.last_given = line.id
                self.note_giver(line, payload)

    def note_giver(self, line: Line, payload: Any) -> None:
        """Who took back all that was given has given nothing."""
        place = (line.giver, line.kind, line.item)
        gives = not (is_blank(payload) or is_reply(payload) or is_aside(payload))
        self.places[line.giver] += gives - self.gives.get(place, False)
        self.gives[place] = gives

    def look(self) -> Standing:
        """As it is now, whatever is taken later."""
        if self.seen is None:
            givers = frozenset(giver for giver, places in self.places.items() if places)
            pairs, last = tuple(self.standing.values()), max(self.last_said, self.last_given)
            self.seen = Standing(pairs, givers, self.count, last, self.last_said, self.last_given)
        return self.seen

    def fork(self) -> "Fold":
        """One that goes on by itself."""
        other = copy(self)
        other.standing, other.gives = self.standing.copy(), self.gives.copy()
        other.places = self.places.copy()
        return other

    def rename(self, names: Mapping[int, str]) -> None:
        """Everyone as they are called now, by attendance."""
        for place, (line, payload) in self.standing.items():
            who = names.get(line.attendance_id or 0, "")
            if line.who != who:
                self.standing[place] = (msgspec.structs.replace(line, who=who), payload)
                self.seen = None


def find_place(line: Line, payload: Any) -> Place:
    owner = f"group {line.group}" if getattr(payload, "by_group", False) else line.giver
    owner = "" if getattr(payload, "shared", False) else owner
    return owner, line.kind, line.item, getattr(payload, "phone", "")
