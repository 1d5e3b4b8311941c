"""Fair priorities under a budget: the method of equal shares.

Every voter gets the same share of the budget. A project is bought when those who back it can pay
for it together, each in proportion to what it is worth to them, or with all they have left; always
the project next that costs least by unit of satisfaction. So each group that agrees gets its part.

D. Peters, G. Pierczyński and P. Skowron, "Proportional participatory budgeting with additive
utilities", Advances in Neural Information Processing Systems 34 (2021), 12726-12737.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np

from pejl.analysis.backing import Backings, Ballot, Ballots, Satisfaction, read_backings
from pejl.analysis.shares import Purchase, Purses

__all__ = ["Left", "Outcome", "Purchase", "choose_by_points", "equal_shares"]

Completion = Literal["add1", "add1u", "utilitarian"] | None


@dataclass(frozen=True)
class Left:
    """A project that was not chosen, and why: nobody backs it ("unbacked"), it costs more than the
    whole budget ("dear"), or those who back it have only `had` left in the end ("short"), in units
    of the budget."""

    project: int
    reason: Literal["unbacked", "dear", "short"]
    backers: int
    had: Fraction


@dataclass(frozen=True, eq=False)
class Outcome:
    """What was chosen. `chosen` are project indices in the order in which they were chosen: what
    is free first, then what was bought (`purchases`, in order), then what was `added` because there
    was room for it. `spent` is at most the budget. `share` is what each voter had to spend; with
    "add1" that may be more than the budget divided by the voters."""

    chosen: tuple[int, ...]
    added: tuple[int, ...]
    spent: int
    share: Fraction
    run: "Run" = field(repr=False)

    @cached_property
    def purchases(self) -> tuple[Purchase, ...]:
        return self.run.purses.list_purchases()

    @cached_property
    def left(self) -> tuple[Left, ...]:
        """The projects that were not chosen, by index."""
        return tuple(map(self.run.explain, sorted({*range(len(self.run.costs))} - {*self.chosen})))


def equal_shares(
    costs: Sequence[int],
    ballots: Sequence[Ballot] | Ballots,
    budget: int,
    *,
    satisfaction: Satisfaction = "cost",
    completion: Completion = None,
) -> Outcome:
    """Choose projects so that every group of voters gets its part of the budget.

    `costs` are whole numbers from 0, by project index. A ballot holds the indices that a voter
    approves, or maps indices to points, whole numbers from 0. `satisfaction` says what a chosen
    project is worth to those who back it: its cost, one, or the points they gave it (approval
    counting as one point).

    Equal shares alone often leave some of the budget. `completion` says what becomes of it:
    - "add1": all shares grow by 1 at a time; the last outcome that keeps the budget stands, or the
      first that leaves no room for any backed project.
    - "utilitarian": what is left buys the projects with most satisfaction for their cost that there
      is room for.
    - "add1u": "add1", then "utilitarian".

    All comparisons are exact. Equal projects are chosen in the order of their indices. ValueError
    for negative or broken numbers, and for ballots that name projects that are not there.
    """
    _check(costs, budget)
    backings = read_backings(costs, ballots, satisfaction)
    run = Run(costs, len(ballots), int(budget), backings)
    if completion in ("add1", "add1u"):
        run = run.add_one()
    added = run.fill() if completion in ("utilitarian", "add1u") else ()
    chosen = (*run.chosen, *added)
    return Outcome(
        chosen=chosen,
        added=added,
        spent=run.count_cost(chosen),
        share=Fraction(int(budget), len(ballots) or 1) + run.extra,
        run=run,
    )


def choose_by_points(
    costs: Sequence[int], ballots: Sequence[Ballot] | Ballots, budget: int
) -> list[int]:
    """What most points in all would choose: from the project with most points down, each that there
    is still room for, and nobody's part is looked after. Equal ones in the order of their indices;
    those without points are never chosen. Ballots and errors as in `equal_shares`."""
    _check(costs, budget)
    totals = read_backings(costs, ballots, "additive").totals
    backed = np.flatnonzero(totals).tolist()
    return _fit(costs, sorted(backed, key=lambda at: -totals[at]), budget)


def _check(costs: Sequence[int], budget: int) -> None:
    if any(number != int(number) or number < 0 for number in (*costs, budget)):
        raise ValueError("costs and budget are whole numbers from 0")


def _fit(costs: Sequence[int], projects: Iterable[int], room: int) -> list[int]:
    chosen = []
    for project in projects:
        if costs[project] <= room:
            chosen.append(project)
            room -= costs[project]
    return chosen


class Run:
    """Equal shares alone, each voter having `extra` more than the budget divided by them."""

    def __init__(
        self, costs: Sequence[int], voters: int, budget: int, backings: Backings, extra: int = 0
    ) -> None:
        self.costs, self.voters, self.budget, self.extra = costs, voters, budget, extra
        self.backings = backings
        self.purses = Purses(costs, backings, max(voters, 1), budget + extra * voters)
        free = np.flatnonzero((backings.costs == 0) & (backings.totals > 0)).tolist()
        self.chosen: tuple[int, ...] = (*free, *self.purses.bought)

    def count_cost(self, projects: Iterable[int]) -> int:
        return sum(int(self.costs[project]) for project in projects)

    def again(self, extra: int) -> "Run":
        return Run(self.costs, self.voters, self.budget, self.backings, extra)

    def add_one(self) -> "Run":
        """The last one that keeps the budget when shares grow by 1 at a time, or the first that
        leaves no room. Shares that are sure to change nothing are passed over."""
        run = self
        while run.list_room():
            last = run.extra + int(run.purses.reach)
            more = run.again(last + 1)
            if more.count_cost(more.chosen) > self.budget:
                return run if last == run.extra else run.again(last)
            run = more
        return run

    def list_room(self) -> list[int]:
        """Backed projects that could still be added."""
        room = self.budget - self.count_cost(self.chosen)
        small = (self.backings.costs <= room) & (self.backings.totals > 0)
        small[list(self.chosen)] = False
        return [at for at in np.flatnonzero(small).tolist() if self.costs[at] <= room]

    def fill(self) -> tuple[int, ...]:
        room = self.budget - self.count_cost(self.chosen)
        totals, by_use = self.backings.totals, {}
        for at in self.list_room():
            total, cost = int(totals[at]), int(self.costs[at])
            worth = cost if self.backings.worths[at] > 1 else 1
            by_use[at] = Fraction(worth * total, cost)
        return tuple(_fit(self.costs, sorted(by_use, key=lambda at: -by_use[at]), room))

    def explain(self, project: int) -> Left:
        row = self.backings.find_row(project)
        if not (backers := row.stop - row.start):
            return Left(project, "unbacked", 0, Fraction())
        dear = self.costs[project] > self.budget
        had = self.purses.count_left(project)
        return Left(project, "dear" if dear else "short", backers, had)
