"""Which groups may be shown, so that no figure is about fewer than k people.

People answer questions; each person has one level and one area. For each question the total and
two one-way tables are published: by groups of neighbouring levels, and by areas, where some areas
are put together as "the rest", which is not shown but is the total minus the shown.

**What a reader can work out.** Draw a graph for each question: the level groups on one side, the
area groups (the rest is one of them) on the other, and between them an edge for each cell, weighted
by the people in it. Every sum and difference of published figures is a linear combination of the
two tables: with a factor x[g] for each level group and y[h] for each area group, a person in cell
(g, h) counts x[g] + y[h] times. Put the number x[g] on each level vertex and -y[h] on each area
vertex: the figure is about exactly those people whose edge joins two different numbers.

- It is about at least the smallest cut: if an edge joins two different numbers, let t be the lower
  one. The vertices with a number above t, and those without, are then two sides of a cut that is
  not empty, and every edge across it joins two different numbers.
- And any cut can be had: 1 on one side and 0 on the other is such a combination.

So the fewest people a figure can be about, zero aside, is the smallest non-zero cut, and that is
the smallest of the minimum cuts of the graph's connected components. A release is safe for k if
none is under k. Putting groups together only takes cuts away, so what is safe stays safe.

This is about sums and differences of one question's figures. It does not cover what follows from
bounds ("nobody in the group said 7"), nor from two releases of the same question at two times: the
difference between them may be one person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import log
from typing import NamedTuple

from pejl.analysis.cuts import Cut, min_cut

Cells = Mapping[tuple[int, int], int]
Group = tuple[int, ...]


@dataclass(frozen=True)
class Release:
    """What may be shown: the same groups for all questions.

    `levels`: runs of neighbouring levels that cover all; a single run means no breakdown by level.
    `areas`: the areas shown; `rest`: those put together and not shown. No `areas`: no breakdown.
    `withheld`: questions with one to k-1 answers, of which nothing may be shown.
    """

    levels: tuple[Group, ...]
    areas: Group
    rest: Group
    withheld: frozenset[str]
    k: int


class Plan(NamedTuple):
    levels: tuple[Group, ...]
    rest: Group


def plan_release(
    cells: Mapping[str, Cells], level_count: int, area_count: int, k: int, *, best: bool = False
) -> Release:
    """Choose the groups so that no figure, sum or difference is about 1 to k-1 people.

    `cells`: for each question, the people who answered it by (level, area), counted from 0; levels
    are ordered. Neighbouring levels are merged and areas suppressed only as far as needed: by a
    greedy rule, safe, but not always the least possible loss; or, with `best`, by OR-Tools CP-SAT
    with the least loss that there is (`measure_loss`). The same input, in any order, gives the same
    release. ValueError if k < 1, a cell is outside the counts, or a number is negative.
    """
    _check(cells, level_count, area_count, k)
    totals = {question: sum(people.values()) for question, people in cells.items()}
    shown = sorted((total, question) for question, total in totals.items() if total >= k)
    tables = [cells[question] for _, question in shown]
    by_level = _margins(tables, 0, level_count)
    by_area = _margins(tables, 1, area_count)
    if best:
        from pejl.analysis.best_release import find_best_plan

        plan = find_best_plan(tables, by_level, by_area, k)
    else:
        plan = Plan(_merge_levels(by_level, k), _suppress_areas(by_area, k))
        for table in tables:
            plan = _close_cuts(plan, table, k, [*map(sum, by_level)], [*map(sum, by_area)])
    return Release(
        levels=plan.levels,
        areas=tuple(area for area in range(area_count) if area not in plan.rest),
        rest=plan.rest,
        withheld=frozenset(question for question, total in totals.items() if 0 < total < k),
        k=k,
    )


def measure_loss(cells: Mapping[str, Cells], release: Release) -> float:
    """How coarse both pictures are: the mean, over answers, of the log of the size of the group
    each is shown in, by level and by area added; who is in the rest is shown in the total only.
    0 without answers. Up to a constant this is the entropy lost: L. Willenborg and T. de Waal,
    Elements of Statistical Disclosure Control (2001), chapter 9.
    """
    tables = [cells[question] for question in cells if question not in release.withheld]
    level_count = sum(map(len, release.levels))
    by_level = _margins(tables, 0, level_count)
    by_area = _margins(tables, 1, len(release.areas) + len(release.rest))
    plan, sizes = Plan(release.levels, release.rest), [*map(sum, by_level)]
    return _loss(plan, sizes, [*map(sum, by_area)]) / max(sum(sizes), 1)


def _check(cells: Mapping[str, Cells], level_count: int, area_count: int, k: int) -> None:
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    for question, people in cells.items():
        for (level, area), number in people.items():
            if not (0 <= level < level_count and 0 <= area < area_count and number >= 0):
                raise ValueError(f"{question}: {number} people in cell ({level}, {area})")


def _margins(tables: Sequence[Cells], axis: int, count: int) -> list[list[int]]:
    """The people of each level (axis 0) or area (axis 1) in each question."""
    margins = [[0] * len(tables) for _ in range(count)]
    for question, table in enumerate(tables):
        for cell, number in table.items():
            margins[cell[axis]][question] += number
    return margins


def total(margins: Sequence[Sequence[int]], group: Iterable[int]) -> list[int]:
    """The people of a group in each question."""
    return [sum(column) for column in zip(*(margins[index] for index in group), strict=True)]


def is_small(sizes: Sequence[int], k: int) -> bool:
    return any(0 < size < k for size in sizes)


def _merge_levels(margins: Sequence[Sequence[int]], k: int) -> tuple[Group, ...]:
    """Merge the smallest run with its smaller neighbour until none is too small or empty."""
    runs: list[Group] = [(level,) for level in range(len(margins))]
    while len(runs) > 1:
        sizes = [total(margins, run) for run in runs]
        people = [sum(size) for size in sizes]
        small = [i for i, size in enumerate(sizes) if not people[i] or is_small(size, k)]
        if not small:
            break
        smallest = min(small, key=lambda i: people[i])
        neighbours = [i for i in (smallest - 1, smallest + 1) if 0 <= i < len(runs)]
        first = min(smallest, min(neighbours, key=lambda i: people[i]))
        runs[first : first + 2] = [runs[first] + runs[first + 1]]
    return tuple(runs)


def _suppress_areas(margins: Sequence[Sequence[int]], k: int) -> Group:
    """Put the too small and empty areas together with the next smallest, until not too small."""
    by_size = sorted(range(len(margins)), key=lambda area: sum(margins[area]))
    rest = [a for a in by_size if not any(margins[a]) or is_small(margins[a], k)]
    others = [a for a in by_size if a not in rest]
    while others and rest and is_small(total(margins, rest), k):
        rest.append(others.pop(0))
    return tuple(sorted(rest))


def _close_cuts(
    plan: Plan, table: Cells, k: int, level_sizes: Sequence[int], area_sizes: Sequence[int]
) -> Plan:
    """Coarsen the plan until this question's graph has no non-zero cut under k.

    No group is too small by itself, so such a cut has both levels and areas on both its sides: to
    put two levels or two areas from either side together takes it away.
    """
    area_count = len(area_sizes)
    while cut := min_cut(draw_graph(plan, table, area_count), below=k):
        plan = min(
            [*_merge_across(plan, cut), *_suppress_across(plan, cut, area_count)],
            key=lambda move: _loss(move, level_sizes, area_sizes),
        )
    return plan


def area_groups(plan: Plan, area_count: int) -> list[Group]:
    alone: list[Group] = [(area,) for area in range(area_count) if area not in plan.rest]
    return [*alone, plan.rest] if plan.rest else alone


def draw_graph(plan: Plan, table: Cells, area_count: int) -> list[list[int]]:
    """The graph of level groups, then area groups, weighted by people."""
    areas = area_groups(plan, area_count)
    level_at = {level: i for i, run in enumerate(plan.levels) for level in run}
    area_at = {a: i for i, group in enumerate(areas, len(plan.levels)) for a in group}
    size = len(plan.levels) + len(areas)
    graph = [[0] * size for _ in range(size)]
    for (level, area), number in table.items():
        graph[level_at[level]][area_at[area]] += number
        graph[area_at[area]][level_at[level]] += number
    return graph


def _merge_across(plan: Plan, cut: Cut) -> Iterator[Plan]:
    for one, other in product(cut.inside, cut.outside):
        first, last = sorted((one, other))
        if last < len(plan.levels):
            merged = sum(plan.levels[first : last + 1], ())
            yield plan._replace(levels=(*plan.levels[:first], merged, *plan.levels[last + 1 :]))


def _suppress_across(plan: Plan, cut: Cut, area_count: int) -> Iterator[Plan]:
    areas = area_groups(plan, area_count)
    for one, other in product(cut.inside, cut.outside):
        first, last = sorted((one - len(plan.levels), other - len(plan.levels)))
        if first >= 0:
            yield plan._replace(rest=tuple(sorted({*plan.rest, *areas[first], *areas[last]})))


def _loss(plan: Plan, level_sizes: Sequence[int], area_sizes: Sequence[int]) -> float:
    """As `measure_loss`, of all answers together."""
    runs = [sum(level_sizes[level] for level in run) for run in plan.levels]
    alone = [size for area, size in enumerate(area_sizes) if area not in plan.rest]
    everyone = sum(area_sizes)
    return sum(size * log(size) for size in runs + alone if size) + (
        (everyone - sum(alone)) * log(max(everyone, 1))
    )
