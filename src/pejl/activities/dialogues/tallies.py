"""What a group says of its dialogues with each of the others; pure, and the same for any group.

All of it is coarse from the beginning, and what can be worked out from it is told to the gate: two
ratings, and which focus area more than half are about.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pejl.activities.dialogues.rules import STEPS, Config, Dialogue, Payload, Turned, ask
from pejl.analysis.dialogues import is_broken, reciprocity
from pejl.analysis.ratings import Known, Rating, learn_from_rating, rate
from pejl.days.entries import Entry

Said = tuple[str, Dialogue]  # by whom


class Tie(Struct, frozen=True):
    """Dialogues with the group `place`, named by `n` people; who names several is in the ratings
    with each. `focus` is the focus area that more than half of the dialogues are about, 0 where
    there is none; `wishes` are what would make them better, where words may be shown."""

    place: str
    n: int
    important: Rating
    works: Rating
    focus: int = 0
    wishes: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        return is_broken(self.important.mean, self.works.mean)

    @property
    def gap(self) -> float:
        return self.important.mean - self.works.mean


class Result(Struct, frozen=True):
    """`ties` are in the order of the places. `reciprocity`, in tenths, is of the whole room and a
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
    return Result(ties, find_reciprocity(config, said), turned)


def find_reciprocity(config: Config, said: Mapping[str, Sequence[Said]]) -> float | None:
    found = reciprocity(weigh_places(config, said))
    return None if found is None else round(found, 1)


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
    dialogues = [one for _giver, one in said]
    return Tie(
        place,
        len({giver for giver, _one in said}),
        rate_steps(one.important for one in dialogues),
        rate_steps(one.works for one in dialogues),
        find_focus(dialogues),
        list_wishes(dialogues),
    )


def rate_steps(said: Iterable[int]) -> Rating:
    counts = Counter(said)
    return rate([counts[step] for step in range(1, STEPS + 1)])


def find_focus(said: Sequence[Dialogue]) -> int:
    """What more than half are about."""
    ((most, n),) = Counter(one.focus for one in said).most_common(1)
    return most if 2 * n > len(said) else 0


def list_wishes(said: Iterable[Dialogue]) -> tuple[str, ...]:
    """By their letters: the order in which they came would point to who wrote them."""
    found = {" ".join(one.better.split()) for one in said if one.words}
    return tuple(sorted(found, key=str.casefold))


def read_values(config: Config, payload: Payload) -> dict[str, int]:
    """The steps from 0, and the focus area's place in the agreement, 0 for none."""
    if not isinstance(payload, Dialogue):
        return {}
    return {
        f"{payload.question}:important": payload.important - 1,
        f"{payload.question}:works": payload.works - 1,
        f"{payload.question}:focus": list_focus_ids(config).index(payload.focus),
    }


def list_focus_ids(config: Config) -> list[int]:
    return [0, *(area.id for area in config.focus_areas)]


def keep_coarse(_config: Config, result: Result, _exact: Collection[str]) -> Result:
    """A tie is coarse from the beginning."""
    return result


def list_known(config: Config, result: Result) -> Iterator[Known]:
    for tie in result.ties:
        question = ask(tie.place)
        yield from learn_from_rating(tie.important, f"{question}:important")
        yield from learn_from_rating(tie.works, f"{question}:works")
        yield from learn_from_focus(config, tie, f"{question}:focus")


def learn_from_focus(config: Config, tie: Tie, figure: str) -> Iterator[Known]:
    """More than half are about the one that is said; about none of them more, where none is."""
    n, ids = tie.works.n, list_focus_ids(config)
    for at, focus in enumerate(ids[1:], 1):
        weights = tuple(int(index == at) for index in range(len(ids)))
        if focus == tie.focus:
            yield Known(figure, weights, n // 2 + 1, n)
        elif not tie.focus:
            yield Known(figure, weights, 0, n // 2)
