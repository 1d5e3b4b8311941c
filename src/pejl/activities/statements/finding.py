"""What a round found, from what may be shown: the statements that unite, and those that divide."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from pejl.activities.statements.rules import Statement, ask
from pejl.activities.statements.tallies import Lean, Result, Tally
from pejl.days.contract import Breakdown, Part

FEWEST = 5


class Found(Struct, frozen=True):
    """A statement, how the whole room voted, and how each level and each area that may be shown
    leans, by its name."""

    statement: Statement
    tally: Tally
    levels: tuple[tuple[str, Lean], ...] = ()
    areas: tuple[tuple[str, Lean], ...] = ()

    @property
    def leans(self) -> list[Lean]:
        return [lean for _name, lean in (*self.levels, *self.areas)]

    @property
    def unites(self) -> bool:
        """Most agree, in the whole room and in each level and area that may be shown, and at least
        two of those may."""
        return len(self.leans) > 1 and min(lean.sign for lean in (self.tally.lean, *self.leans)) > 0

    @property
    def divides(self) -> bool:
        """Levels or areas lean opposite ways, or nobody has most of the room."""
        signs = {lean.sign for lean in self.leans}
        return {1, -1} <= signs or self.tally.lean is Lean.DIVIDED

    @property
    def support(self) -> tuple[int, int, int]:
        """Ordered: the group that is least with it first of all, then the whole room."""
        order = list(Lean)[::-1]
        least = min((order.index(lean) for lean in self.leans), default=0)
        return least, self.tally.agree or order.index(self.tally.lean), self.tally.n

    @property
    def distance(self) -> tuple[int, int]:
        order = list(Lean)
        places = [order.index(lean) for lean in self.leans]
        return max(places, default=0) - min(places, default=0), self.tally.n


def list_found(whole: Result | None, apart: Mapping[str, Breakdown[Result]]) -> tuple[Found, ...]:
    """In the round's order; statements that fewer than FEWEST voted on are left out."""
    if whole is None:
        return ()
    return tuple(
        Found(
            whole.find(tally.statement),
            tally,
            tuple(list_leans(tally.statement, cells.levels)),
            tuple(list_leans(tally.statement, cells.areas)),
        )
        for tally in whole.tallies
        if tally.n >= FEWEST
        for cells in (apart.get(ask(tally.statement), Breakdown()),)
    )


def list_leans(statement: str, parts: Sequence[Part[Result]]) -> Iterator[tuple[str, Lean]]:
    for part in parts:
        for tally in part.result.tallies:
            if tally.statement == statement and tally.n >= FEWEST:
                yield part.label, tally.lean


def list_uniting(found: Sequence[Found]) -> list[Found]:
    """The strongest first."""
    return sorted((one for one in found if one.unites), key=lambda one: one.support, reverse=True)


def list_dividing(found: Sequence[Found]) -> list[Found]:
    """Those that levels or areas see most differently first."""
    divided = (one for one in found if one.divides)
    return sorted(divided, key=lambda one: one.distance, reverse=True)
