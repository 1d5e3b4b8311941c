"""Why a wish gave way: which rules stand against the swaps that would favour it."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pejl.analysis.groups.counting import Seats, count_breaches
from pejl.analysis.groups.values import Count, GaveWay, Person, Rule

WORK = 20_000


def find_reasons(
    people: Sequence[Person],
    rules: Sequence[Rule],
    seats: Seats,
    counts: Sequence[Count],
    seed: int,
) -> tuple[GaveWay, ...]:
    """For each wish that is not met, by trying random swaps of two people in its rounds."""
    return tuple(
        GaveWay(count.rule, by_numbers=True, because=())
        if count.found == count.bound
        else GaveWay(
            count.rule,
            by_numbers=False,
            because=_try_swaps(people, rules, seats, counts, count.rule, seed),
        )
        for count in counts
        if not count.rule.hard and count.found
    )


def _try_swaps(
    people: Sequence[Person],
    rules: Sequence[Rule],
    seats: Seats,
    counts: Sequence[Count],
    wish: Rule,
    seed: int,
) -> tuple[Rule, ...]:
    rng = np.random.default_rng(seed)
    before = {count.rule: count.found for count in counts}
    covered = [at for at in range(len(seats)) if wish.covers(at)]
    against: Counter[Rule] = Counter()
    for _try in range(min(300, WORK // max(len(people), 1))):
        trial = seats.copy()
        row = trial[rng.choice(covered)]
        i, j = rng.choice(len(people), 2)
        if min(row[i], row[j]) < 0 or row[i] == row[j]:
            continue
        row[i], row[j] = row[j], row[i]
        if count_breaches(people, wish, trial) < before[wish]:
            against.update(
                rule for rule in rules if count_breaches(people, rule, trial) > before[rule]
            )
    return tuple(rule for rule, _times in against.most_common())
