"""What the dialogues show, from what may be shown: who names whom, and from which end."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from pejl.activities.dialogues.rules import Config, ask
from pejl.activities.dialogues.tallies import Result, Tie
from pejl.analysis.dialogues import Sight, choose_inviter, compare_ends
from pejl.days.contract import Breakdown, Part, Released
from pejl.days.places import Place


class Edge(Struct, frozen=True):
    """What the people of `source` say of their dialogues with `target`. A source that had to be
    put together more than a place is has no key and stands in the matrix alone."""

    source: Place
    target: Place
    tie: Tie


class Pair(Struct, frozen=True):
    """Two places, or one and itself; `there` is what the first says, `back` the other, None where
    too few say anything to show it."""

    one: Place
    other: Place
    there: Tie | None = None
    back: Tie | None = None

    @property
    def inside(self) -> bool:
        return self.one == self.other

    @property
    def works(self) -> tuple[float | None, float | None]:
        there, back = (tie.works.mean if tie else None for tie in (self.there, self.back))
        return there, back

    @property
    def sight(self) -> Sight:
        return compare_ends(*self.works)

    @property
    def difference(self) -> float:
        """How far apart the ends are in how well it works; 0 with one end."""
        there, back = self.works
        return abs(there - back) if there is not None and back is not None else 0.0

    @property
    def named(self) -> int:
        """By how many, in both ends."""
        return sum(tie.n for tie in (self.there, self.back) if tie)

    @property
    def worst(self) -> Tie | None:
        """The end where the dialogue is important and does not work, and most so."""
        broken = [tie for tie in (self.there, self.back) if tie and tie.broken]
        return max(broken, key=lambda tie: tie.gap, default=None)

    @property
    def inviter(self) -> int:
        """0 where the first should invite the other, else 1."""
        return choose_inviter(*self.works)

    @property
    def focus(self) -> int:
        """What it is about, as the end that has the trouble sees it; else as either does."""
        ties = [tie for tie in (self.worst, self.there, self.back) if tie and tie.focus]
        return ties[0].focus if ties else 0


class Found(Struct, frozen=True):
    """`pairs` are of different places, in the places' order; `own` of a place with itself."""

    edges: tuple[Edge, ...] = ()
    pairs: tuple[Pair, ...] = ()
    own: tuple[Pair, ...] = ()

    @property
    def broken(self) -> list[Pair]:
        """Important and not working, the widest gap first."""
        found = [(one.worst.gap, one) for one in (*self.pairs, *self.own) if one.worst]
        return [one for _gap, one in sorted(found, key=lambda pair: -pair[0])]

    @property
    def apart(self) -> list[Pair]:
        """Seen differently from both ends: the widest difference first."""
        found = [one for one in self.pairs if one.sight is Sight.APART]
        return sorted(found, key=lambda one: -one.difference)

    @property
    def one_end(self) -> list[Pair]:
        """To be seen from one end alone, those that most name first."""
        found = [one for one in self.pairs if one.sight is Sight.ONE_END]
        return sorted(found, key=lambda one: -one.named)


def find_all(config: Config, released: Released[Result]) -> Found:
    edges = tuple(list_edges(config, released.apart))
    ties = {(edge.source.key, edge.target.key): edge.tie for edge in edges if edge.source.key}
    return Found(
        edges,
        tuple(
            Pair(one, other, ties.get((one.key, other.key)), ties.get((other.key, one.key)))
            for one, other in combinations(config.places, 2)
            if (one.key, other.key) in ties or (other.key, one.key) in ties
        ),
        tuple(
            Pair(one, one, ties[one.key, one.key])
            for one in config.places
            if (one.key, one.key) in ties
        ),
    )


def list_edges(config: Config, apart: Mapping[str, Breakdown[Result]]) -> Iterator[Edge]:
    for target in config.places:
        cells = apart.get(ask(target.key), Breakdown())
        yield from list_named("level", target, config.places, cells.levels)
        yield from list_named("area", target, config.places, cells.areas)


def list_named(
    kind: str, target: Place, places: Sequence[Place], parts: Sequence[Part[Result]]
) -> Iterator[Edge]:
    known = {place.names: place for place in places if place.kind == kind}
    for part in parts:
        if tie := part.result.find(target.key):
            wider = Place("", kind, part.members)
            yield Edge(known.get(part.members, wider), target, tie)
