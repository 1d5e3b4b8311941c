"""How often rules are broken, and how often they must be."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejl.analysis.groups.arrays import code_rule, code_trait, list_above
from pejl.analysis.groups.values import (
    Alike,
    Count,
    Mixed,
    NoLeader,
    NoRepeats,
    Person,
    Round,
    Rule,
    Stays,
    Together,
)

Seats = NDArray[np.int64]  # rounds by people; -1: away


def count_rules(
    people: Sequence[Person], rounds: Sequence[Round], rules: Sequence[Rule], seats: Seats
) -> tuple[Count, ...]:
    return tuple(
        Count(
            rule, count_breaches(people, rule, seats), bound_breaches(people, rounds, rule, seats)
        )
        for rule in rules
    )


def count_breaches(people: Sequence[Person], rule: Rule, seats: Seats) -> int:
    """Pairs, or rounds of one person, that break a rule."""
    if isinstance(rule, NoRepeats):
        keys = np.concatenate([list_pairs(row) for row in seats] or [np.empty(0, np.int64)])
        return len(keys) - len(np.unique(keys))
    return sum(_count_round(people, rule, row) for at, row in enumerate(seats) if rule.covers(at))


def list_pairs(row: Seats) -> NDArray[np.int64]:
    """A number for each pair that sits together in a round."""
    order = np.argsort(row, kind="stable")
    order = order[row[order] >= 0]
    found, n = [np.empty(0, np.int64)], len(row)
    for step in range(1, int(np.bincount(row[order], minlength=1).max(initial=0))):
        together = row[order[step:]] == row[order[:-step]]
        found.append(order[:-step][together] * n + order[step:][together])
    return np.concatenate(found)


def _count_round(people: Sequence[Person], rule: Rule, row: Seats) -> int:
    if isinstance(rule, NoLeader):
        above = list_above(people, {person.id: at for at, person in enumerate(people)})
        return sum(
            int(((row >= 0) & (above[:, step] >= 0) & (row == row[above[:, step]])).sum())
            for step in range(above.shape[1] if rule.anyone_above else min(above.shape[1], 1))
        )
    if isinstance(rule, Stays):
        place = [person.id for person in people].index(rule.person)
        return int(row[place] >= 0 and row[place] != rule.table)
    codes = code_rule(people, rule)
    assert codes is not None  # noqa: S101 — all other rules are about pairs
    here = (row >= 0) & (codes >= 0)
    alike = _count_pairs(row[here] * (int(codes.max(initial=0)) + 1) + codes[here])
    if isinstance(rule, Alike):
        return _count_pairs(row[here]) - alike
    return int(here.sum() * (here.sum() - 1) // 2) - alike if isinstance(rule, Together) else alike


def _count_pairs(labels: NDArray[Any]) -> int:
    counts = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def bound_breaches(
    people: Sequence[Person], rounds: Sequence[Round], rule: Rule, seats: Seats
) -> int:
    """The least that numbers alone allow: kinds spread evenly over tables, and more pairs to meet
    than there are."""
    if isinstance(rule, NoRepeats):
        meetings = sum(
            bound_meetings(each, int((row >= 0).sum()))
            for each, row in zip(rounds, seats, strict=True)
        )
        return max(0, meetings - len(people) * (len(people) - 1) // 2)
    if not isinstance(rule, Mixed):
        return 0
    codes = code_rule(people, rule)
    covered = [
        (len(each.seats), codes[(row >= 0) & (codes >= 0)])
        for at, (each, row) in enumerate(zip(rounds, seats, strict=True))
        if codes is not None and rule.covers(at)
    ]
    return sum(
        _spread(int(size), tables) for tables, kinds in covered for size in np.bincount(kinds)
    )


def _spread(size: int, tables: int) -> int:
    """The fewest pairs of `size` at the same table."""
    each, more = divmod(size, tables)
    return tables * each * (each - 1) // 2 + more * each


def bound_meetings(each: Round, present: int) -> int:
    """The fewest pairs that meet in a round: tables as even as their seats allow."""
    sizes = [low for low, _high in each.seats]
    for _person in range(present - sum(sizes)):
        open_ = [at for at, (_low, high) in enumerate(each.seats) if sizes[at] < high]
        if not open_:
            break
        sizes[min(open_, key=sizes.__getitem__)] += 1
    return sum(size * (size - 1) // 2 for size in sizes)


def count_unmet(people: Sequence[Person], trait: str, seats: Seats) -> tuple[int, int]:
    """Pairs that differ in a trait and never met, and how many cannot meet."""
    codes = code_trait(people, trait)
    n = len(people)
    known = int((codes >= 0).sum())
    differing = known * (known - 1) // 2 - _count_pairs(codes[codes >= 0])
    keys = np.unique(np.concatenate([list_pairs(row) for row in seats] or [np.empty(0, np.int64)]))
    one, other = keys // max(n, 1), keys % max(n, 1)
    met = int(((codes[one] >= 0) & (codes[other] >= 0) & (codes[one] != codes[other])).sum())
    most = sum(len(list_pairs(row)) for row in seats)
    return differing - met, max(0, differing - most)
