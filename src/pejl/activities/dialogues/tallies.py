"""What a group says of its dialogues with each of the others; pure, and the same for any group.

Means stay a little within the ends of the scale: at an end all would have said the same, and then
each one's answer would follow.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pejl.activities.dialogues.rules import Config, Dialogue, Turned
from pejl.analysis.dialogues import is_broken, mean_of_people, reciprocity
from pejl.days.entries import Entry

LEAST, MOST = 1.2, 4.8  # of five people, one a step from the end

Said = tuple[str, Dialogue]  # by whom


class Tie(Struct, frozen=True):
    """Dialogues with the group `place`, named by `n` people. The ratings are the means of theirs,
    each person counted once. `focus` is the focus area that more than half of them name, 0 where
    there is none; `wishes` are what they say would make it better, where words may be shown."""

    place: str
    n: int
    important: float
    works: float
    focus: int = 0
    wishes: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        return is_broken(self.important, self.works)

    @property
    def gap(self) -> float:
        return self.important - self.works


class Result(Struct, frozen=True):
    """`ties` are in the order of the places. `reciprocity`, from 0 to 1, is of the whole room and a
    figure of that alone; None where nobody names another group. `turned` is what the screen
    shows."""

    ties: tuple[Tie, ...] = ()
    reciprocity: float | None = None
    turned: str = "network"

    def find(self, place: str) -> Tie | None:
        return next((tie for tie in self.ties if tie.place == place), None)


def summarise(config: Config, entries: Sequence[Entry[Any]]) -> Result:
    said: dict[str, list[Said]] = defaultdict(list)
    turned = "network"
    for entry in sorted(entries, key=lambda entry: entry.id):
        if isinstance(entry.payload, Turned):
            turned = entry.payload.to
        elif not entry.payload.blank:
            said[entry.payload.place].append((entry.giver, entry.payload))
    keys = [place.key for place in config.places]
    ties = tuple(sum_up(key, said[key]) for key in keys if said[key])
    return Result(ties, reciprocity(weigh_places(config, said)), turned)


def weigh_places(
    config: Config, said: Mapping[str, Sequence[Said]]
) -> dict[tuple[str, str], float]:
    """How large a part of each place's people names each other place."""
    people = {place.key: max(place.people, 1) for place in config.places}
    named = Counter(
        (home, place)
        for place, found in said.items()
        for giver in {giver for giver, _one in found}
        for home in config.homes.get(giver, ())
    )
    return {pair: min(1.0, n / people[pair[0]]) for pair, n in named.items() if pair[0] in people}


def sum_up(place: str, said: Sequence[Said]) -> Tie:
    people = {giver for giver, _one in said}
    return Tie(
        place,
        len(people),
        find_mean((giver, one.important) for giver, one in said),
        find_mean((giver, one.works) for giver, one in said),
        find_focus(said, len(people)),
        list_wishes(one for _giver, one in said),
    )


def find_mean(said: Iterable[tuple[str, float]]) -> float:
    return min(max(round(mean_of_people(said), 1), LEAST), MOST)


def find_focus(said: Sequence[Said], people: int) -> int:
    """What more than half of the people name; the first by id where they name two as often."""
    named = Counter(focus for _giver, focus in {(giver, one.focus) for giver, one in said})
    most = max(sorted(named), key=lambda focus: named[focus], default=0)
    return most if 2 * named[most] > people else 0


def list_wishes(said: Iterable[Dialogue]) -> tuple[str, ...]:
    """By their letters: the order in which they came would point to who wrote them."""
    found = {" ".join(one.better.split()) for one in said if one.words}
    return tuple(sorted(found, key=str.casefold))
