"""Fair under a capacity: the method of equal shares over the room's points.

Beside it what plain points would have chosen: the item with most points first, then each that there
is still room for. See `pejl.analysis.priorities`.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from pejl.analysis.priorities import choose_by_points, equal_shares

Paid = Literal["paid", "room", "free"]
Missed = Literal["unbacked", "dear", "short"]


class Chosen(Struct, frozen=True):
    """An item by its id: `paid` for by that many `payers`; or there was `room` for it in the end;
    or it is `free`."""

    id: int
    how: Paid
    payers: int = 0


class Missing(Struct, frozen=True):
    """An item that was not chosen, and why; `had` is what its backers had left together, rounded
    down, where it fell short."""

    id: int
    why: Missed
    had: int = 0


class Fair(Struct, frozen=True):
    """`chosen` in order; `plain` are the ids that plain points would have chosen, in order."""

    chosen: tuple[Chosen, ...] = ()
    missing: tuple[Missing, ...] = ()
    plain: tuple[int, ...] = ()
    spent: int = 0
    capacity: int = 0

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.chosen)


@lru_cache(maxsize=256)
def choose_fairly(
    ids: tuple[int, ...],
    costs: tuple[int, ...],
    ballots: tuple[tuple[int, ...], ...],
    capacity: int,
) -> Fair:
    """Ballots are points in the order of `ids`. Shares grow until nothing more can be bought, and
    what is then left buys what has most points for its cost. Equal ones in the list's order."""
    given = [{at: points for at, points in enumerate(row) if points} for row in ballots]
    found = equal_shares(costs, given, capacity, satisfaction="additive", completion="add1u")
    payers = {one.project: len(one.payers) for one in found.purchases}
    return Fair(
        tuple(_make_chosen(ids[at], at, payers, found.added) for at in found.chosen),
        tuple(Missing(ids[one.project], one.reason, int(one.had)) for one in found.left),
        tuple(ids[at] for at in choose_by_points(costs, given, capacity)),
        found.spent,
        capacity,
    )


def _make_chosen(id_: int, at: int, payers: dict[int, int], added: Sequence[int]) -> Chosen:
    how: Paid = "paid" if at in payers else "room" if at in added else "free"
    return Chosen(id_, how, payers.get(at, 0))
