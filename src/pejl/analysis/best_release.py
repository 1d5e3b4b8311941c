"""The release of least loss, by OR-Tools CP-SAT."""

from collections.abc import Iterator, Sequence
from math import log

from ortools.sat.python import cp_model

from pejl.analysis.cuts import Cut, min_cut
from pejl.analysis.disclosure import (
    Cells,
    Plan,
    area_groups,
    draw_graph,
    is_small,
    total,
)

SCALE = 1000
Margins = Sequence[Sequence[int]]


class PlanModel:
    """The plans that may be safe: runs of levels, areas in the rest, and the loss as a whole number
    of thousandths. A cut found to be under k is closed by merging two neighbouring levels across
    it, or by areas from both its sides in the rest; a safe plan closes each in one of these ways.
    """

    def __init__(self, by_level: Margins, by_area: Margins, k: int) -> None:
        self.model = cp_model.CpModel()
        levels = range(len(by_level))
        self.merged = [self.model.new_bool_var("") for _ in levels[1:]]
        self.resting = [self.model.new_bool_var("") for _ in by_area]
        self.runs = {(i, j): self.model.new_bool_var("") for i in levels for j in levels[i:]}
        for level in levels:
            around = (it for (i, j), it in self.runs.items() if i <= level <= j)
            self.model.add_exactly_one(around)
        for at, together in enumerate(self.merged):
            over = sum(it for (i, j), it in self.runs.items() if i <= at < j)
            self.model.add(over == together)
        for (i, j), it in self.runs.items():
            sizes = total(by_level, range(i, j + 1))
            if j - i + 1 < len(levels) and (not any(sizes) or is_small(sizes, k)):
                self.model.add(it == 0)
        for people, it in zip(by_area, self.resting, strict=True):
            if not any(people) or is_small(people, k):
                self.model.add(it == 1)
        self._set_loss(by_level, by_area)

    def _set_loss(self, by_level: Margins, by_area: Margins) -> None:
        runs = (
            weigh(sum(total(by_level, range(i, j + 1)))) * it for (i, j), it in self.runs.items()
        )
        everyone = sum(map(sum, by_area))
        areas = (
            (round(SCALE * sum(sizes) * log(max(everyone, 1))) - weigh(sum(sizes))) * it
            for sizes, it in zip(by_area, self.resting, strict=True)
        )
        self.model.minimize(sum(runs) + sum(areas))

    def solve(self) -> Plan:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(self.model) != cp_model.OPTIMAL:
            raise RuntimeError("no plan found, though to show the total only is always allowed")
        taken = [run for run, it in self.runs.items() if solver.boolean_value(it)]
        rest = [area for area, it in enumerate(self.resting) if solver.boolean_value(it)]
        return Plan(tuple(tuple(range(i, j + 1)) for i, j in taken), tuple(rest))

    def close(self, levels: set[int], areas: set[int]) -> None:
        """Forbids the plans that leave the cut between these, and all others, open."""
        ways = [it for at, it in enumerate(self.merged) if (at in levels) != (at + 1 in levels)]
        rested = self.model.new_bool_var("")
        for inside in (True, False):
            side = [it for area, it in enumerate(self.resting) if (area in areas) == inside]
            self.model.add_bool_or([*side, rested.negated()])
        self.model.add_bool_or([*ways, rested])


def weigh(people: int) -> int:
    return round(SCALE * people * log(people)) if people else 0


def find_best_plan(tables: Sequence[Cells], by_level: Margins, by_area: Margins, k: int) -> Plan:
    """The margins are those of the tables. Solves, looks for cuts under k, closes them, and again;
    of equal losses any."""
    model = PlanModel(by_level, by_area, k)
    while True:
        plan = model.solve()
        open_cuts = list(_list_cuts(plan, tables, len(by_area), k))
        if not open_cuts:
            return plan
        for levels, areas in open_cuts:
            model.close(levels, areas)


def _list_cuts(
    plan: Plan, tables: Sequence[Cells], area_count: int, k: int
) -> Iterator[tuple[set[int], set[int]]]:
    """The levels and areas on one side of each table's smallest cut, where it is under k."""
    for table in tables:
        if cut := min_cut(draw_graph(plan, table, area_count), below=k):
            yield _lift(plan, cut, area_count)


def _lift(plan: Plan, cut: Cut, area_count: int) -> tuple[set[int], set[int]]:
    groups = area_groups(plan, area_count)
    levels = {level for at in cut.inside if at < len(plan.levels) for level in plan.levels[at]}
    areas = {
        area
        for at in cut.inside
        if at >= len(plan.levels)
        for area in groups[at - len(plan.levels)]
    }
    return levels, areas
