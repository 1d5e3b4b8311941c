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

from pejl.analysis.backing import Backing, Ballot, Satisfaction, read_backings
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
    purchases: tuple[Purchase, ...]
    added: tuple[int, ...]
    spent: int
    share: Fraction
    run: "Run" = field(repr=False)

    @cached_property
    def left(self) -> tuple[Left, ...]:
        """The projects that were not chosen, by index."""
        return tuple(map(self.run.explain, sorted({*range(len(self.run.costs))} - {*self.chosen})))


def equal_shares(
    costs: Sequence[int],
    ballots: Sequence[Ballot],
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
    ahead = completion in ("add1", "add1u")
    run = Run(costs, len(ballots), budget, backings, ahead=ahead)
    if ahead:
        run = run.add_one()
    added = run.fill() if completion in ("utilitarian", "add1u") else ()
    return Outcome(
        chosen=(*run.chosen, *added),
        purchases=run.purchases,
        added=added,
        spent=run.count_cost((*run.chosen, *added)),
        share=Fraction(int(budget), len(ballots) or 1) + run.extra,
        run=run,
    )


def choose_by_points(costs: Sequence[int], ballots: Sequence[Ballot], budget: int) -> list[int]:
    """What most points in all would choose: from the project with most points down, each that there
    is still room for, and nobody's part is looked after. Equal ones in the order of their indices;
    those without points are never chosen. Ballots and errors as in `equal_shares`."""
    _check(costs, budget)
    backings = read_backings(costs, ballots, "additive")
    return _fit(sorted(backings, key=lambda one: -one.total), budget)


def _check(costs: Sequence[int], budget: int) -> None:
    if any(number != int(number) or number < 0 for number in (*costs, budget)):
        raise ValueError("costs and budget are whole numbers from 0")


def _fit(backings: Iterable[Backing], room: int) -> list[int]:
    chosen = []
    for backing in backings:
        if backing.cost <= room:
            chosen.append(backing.project)
            room -= backing.cost
    return chosen


class Run:
    """Equal shares alone, each voter having `extra` more than the budget divided by them."""

    def __init__(
        self,
        costs: Sequence[int],
        voters: int,
        budget: int,
        backings: Sequence[Backing],
        extra: int = 0,
        *,
        ahead: bool = False,
    ) -> None:
        self.costs, self.voters, self.budget, self.extra = costs, voters, int(budget), extra
        self.backings = backings
        priced = [one for one in backings if one.cost]
        self.purses = Purses(priced, max(voters, 1), self.budget + extra * voters, ahead=ahead)
        bought = []
        while (price := self.purses.find_lowest()) is not None:
            bought.append(self.purses.pay(price))
        self.purchases = tuple(bought)
        free = [one.project for one in backings if not one.cost]
        self.chosen = (*free, *(one.project for one in self.purchases))

    def count_cost(self, projects: Iterable[int]) -> int:
        return sum(int(self.costs[project]) for project in projects)

    def again(self, extra: int) -> "Run":
        return Run(self.costs, self.voters, self.budget, self.backings, extra, ahead=True)

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

    def list_room(self) -> list[Backing]:
        """Backed projects that could still be added."""
        room = self.budget - self.count_cost(self.chosen)
        return [one for one in self.backings if one.cost <= room and one.project not in self.chosen]

    def fill(self) -> tuple[int, ...]:
        room = self.budget - self.count_cost(self.chosen)
        by_use = sorted(
            self.list_room(), key=lambda one: -Fraction(one.worth * one.total, one.cost)
        )
        return tuple(_fit(by_use, room))

    def explain(self, project: int) -> Left:
        backing = next((one for one in self.backings if one.project == project), None)
        if backing is None:
            return Left(project, "unbacked", 0, Fraction())
        ledger = self.purses.ledger
        had = Fraction(ledger.count_total(backing.voters), ledger.unit)
        dear = backing.cost > self.budget
        return Left(project, "dear" if dear else "short", len(backing.voters), had)
