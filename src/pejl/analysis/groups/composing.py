"""Several rounds of groups at once, and their repair."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from pejl.analysis.groups.annealing import STEPS_A_SECOND, anneal_all, settle
from pejl.analysis.groups.arrays import HARDER, Arrays, build_arrays
from pejl.analysis.groups.assignment import search_assignment
from pejl.analysis.groups.contradictions import find_contradiction
from pejl.analysis.groups.counting import Seats, bound_breaches, count_rules, count_unmet
from pejl.analysis.groups.designs import (
    anneal_points,
    fill_columns,
    fits_design,
    list_lines,
    list_tables,
)
from pejl.analysis.groups.reasons import find_reasons
from pejl.analysis.groups.values import (
    Alike,
    Composition,
    Contradiction,
    Count,
    Mixed,
    NoRepeats,
    NotFound,
    Person,
    Round,
    Rule,
    Stays,
    Together,
)

THREADS = 2
STAY = 3.0  # of the dearest wish about who is mixed: no one moves for less than a table's
ACROSS = "area"


def compose(
    people: Sequence[Person],
    rounds: Sequence[Round],
    rules: Sequence[Rule],
    *,
    seconds: float = 2,
    seed: int = 0,
    prove: bool = True,
) -> Composition:
    """Groups for all rounds together.

    `seconds` are turned into a number of steps, for two cores of an ordinary machine, and the
    search ends early where nothing can be better: the same seed gives the same groups.
    Contradiction names the fewest hard rules that cannot all hold, which takes its time to `prove`;
    NotFound says that no groups were found that keep them. ValueError if rules name people, tables
    or rounds that are not there.
    """
    _check(people, rounds, rules)
    away = list_away(people, rounds)
    arrays = build_arrays(people, rounds, rules)
    goal = _find_goal(people, rounds, rules, away)

    def search(thread: int) -> tuple[float, Seats]:
        rng = np.random.default_rng([seed, thread])
        return _search(people, rounds, rules, arrays, away, goal, seconds, rng)

    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(search, range(THREADS)))
    seats = min(found, key=lambda one: one[0])[1]
    broken = _list_broken(count_rules(people, rounds, rules, seats))
    if broken and prove and (contradiction := find_contradiction(people, rounds, rules)):
        raise Contradiction(contradiction)
    return _finish(people, rounds, rules, seats, seed)


def repair(
    before: Composition,
    people: Sequence[Person],
    rounds: Sequence[Round],
    rules: Sequence[Rule],
    *,
    first: int,
    seconds: float = 0.5,
    seed: int = 0,
) -> Composition:
    """New groups from round `first` on, when people are missing or have come: what is over stays as
    it was, and nobody moves for the sake of mixing alone, only for hard rules and tables' seats;
    where that is not enough, all are seated anew. `people` may have others in it than before.
    NotFound and ValueError as from `compose`; Contradiction only where the tables cannot seat those
    present, since proofs take time."""
    _check(people, rounds, rules)
    away = list_away(people, rounds)
    seats = _read_seats(before, people)
    seats[first:][away[first:]] = -1
    kept = seats.copy()
    arrays = _keep_seats(build_arrays(people, rounds, rules)._replace(first=first), kept, rules)
    rng = np.random.default_rng(seed)
    settle(seats, away, rounds, first, rng)
    counts = count_rules(people, rounds, rules, seats)
    if (seats == kept).all() and not _list_broken(counts):
        return _finish(people, rounds, rules, seats, seed)
    _cost, found = anneal_all(arrays, seats, seconds / 3, -np.inf, rng, warm=True)
    if _list_broken(count_rules(people, rounds, rules, found)):
        afresh = build_arrays(people, rounds, rules)._replace(first=first)
        _cost, found = anneal_all(afresh, found, seconds / 2, -np.inf, rng, warm=False)
        if not _list_broken(count_rules(people, rounds, rules, found)):
            _cost, found = anneal_all(arrays, found, seconds / 6, -np.inf, rng, warm=True)
    return _finish(people, rounds, rules, found, seed)


def _keep_seats(arrays: Arrays, seats: Seats, rules: Sequence[Rule]) -> Arrays:
    """With a price on leaving one's seat: more than what mixing gains, less than a hard rule."""
    dearest = max(
        (rule.weight or 0.0 for rule in rules if isinstance(rule, Mixed | Alike)), default=1.0
    )
    free = (arrays.homes < 0) & (seats >= 0)
    return arrays._replace(
        homes=np.where(free, seats, arrays.homes).astype(np.int32),
        stays=np.where(free, STAY * dearest, arrays.stays),
    )


def list_away(people: Sequence[Person], rounds: Sequence[Round]) -> Any:
    """Rounds by people. Contradiction where the tables cannot seat those who are there."""
    away = np.array(
        [[at in person.absent for person in people] for at in range(len(rounds))], bool
    ).reshape(len(rounds), len(people))
    for at, each in enumerate(rounds):
        lows, highs = (sum(bound[side] for bound in each.seats) for side in (0, 1))
        if not lows <= int((~away[at]).sum()) <= highs:
            raise Contradiction((), at)
    return away


def _check(people: Sequence[Person], rounds: Sequence[Round], rules: Sequence[Rule]) -> None:
    names = {person.id for person in people}
    if len(names) < len(people):
        raise ValueError("two people have the same id")
    if any(low > high or low < 0 for each in rounds for low, high in each.seats):
        raise ValueError("a table has more seats at the least than at the most")
    for rule in rules:
        if isinstance(rule, Mixed | Alike) and rule.hard:
            raise ValueError("how mixed or alike tables are is a wish, with a weight")
        if isinstance(rule, Stays) and rule.person not in names:
            raise ValueError(f"nobody is called {rule.person}")
        if isinstance(rule, Stays) and any(
            not 0 <= rule.table < len(each.seats)
            for at, each in enumerate(rounds)
            if rule.covers(at)
        ):
            raise ValueError(f"there is no table {rule.table}")


def _find_goal(
    people: Sequence[Person], rounds: Sequence[Round], rules: Sequence[Rule], away: Any
) -> float:
    """What any seating costs at the least; minus infinity where that is not known."""
    if any(isinstance(rule, Alike | Together) for rule in rules):
        return -np.inf
    present = np.where(away, -1, 0)
    bounds = [(rule, bound_breaches(people, rounds, rule, present)) for rule in rules]
    hardest = HARDER * max([1.0, *(rule.weight or 0.0 for rule in rules)])
    return sum((hardest if rule.weight is None else rule.weight) * bound for rule, bound in bounds)


def _search(
    people: Sequence[Person],
    rounds: Sequence[Round],
    rules: Sequence[Rule],
    arrays: Arrays,
    away: Any,
    goal: float,
    seconds: float,
    rng: np.random.Generator,
) -> tuple[float, Seats]:
    """By design, where one fits; then, short of the goal, by annealing all rounds."""
    widths = {len(each.seats) for each in rounds}
    repeats = any(isinstance(rule, NoRepeats) for rule in rules)
    seats = np.full(away.shape, -1)
    designed = repeats and len(widths) == 1 and fits_design(len(people), len(rounds), min(widths))
    if designed:
        kinds = _sort_kinds(people, rules)
        seats = _search_design(arrays, away, kinds, min(widths), goal, seconds / 2, rng)
    settle(seats, away, rounds, 0, rng)
    return anneal_all(arrays, seats, seconds / (1 + designed), goal, rng, warm=designed)


def _sort_kinds(people: Sequence[Person], rules: Sequence[Rule]) -> Any:
    """Whom columns should hold: those alike in what weighs most to mix; else lines of leaders."""
    mixed = sorted(
        (rule for rule in rules if isinstance(rule, Mixed)), key=lambda r: -(r.weight or 0)
    )
    names: dict[Any, int] = {}
    return np.array(
        [
            names.setdefault(
                person.traits.get(mixed[0].trait) if mixed else person.leader, len(names)
            )
            for person in people
        ]
    )


def _search_design(
    arrays: Arrays,
    away: Any,
    kinds: Any,
    q: int,
    goal: float,
    seconds: float,
    rng: np.random.Generator,
) -> Seats:
    columns = -(-len(kinds) // q)
    lines = list_lines(q, columns, len(away))
    order = rng.permutation(len(kinds))
    points = np.empty(len(kinds), np.int64)
    points[order] = fill_columns(kinds[order], q)
    found: Seats | None = search_assignment(arrays, away, lines, points, goal, seconds, rng)
    if found is not None:
        return found
    steps = max(int(seconds * STEPS_A_SECOND / len(away)), len(kinds))
    tables, best, least = list_tables(lines, q), points, np.inf
    for share, hot in ((0.3, 0.01), (0.7, 0.7)):
        points, part = best.copy(), max(int(share * steps), 30 * len(kinds))
        cost = anneal_points(
            arrays, away, lines, tables, points, part, hot, 0.01, goal, int(rng.integers(2**31))
        )
        if cost < least:
            best, least = points, cost
        if least <= goal + 1e-6:
            break
    return np.where(away, -1, lines[:, best])


def _read_seats(before: Composition, people: Sequence[Person]) -> Seats:
    place = {person.id: at for at, person in enumerate(people)}
    seats = np.full((len(before.tables), len(people)), -1)
    for at, tables in enumerate(before.tables):
        for number, table in enumerate(tables):
            for person in table:
                if person in place:
                    seats[at, place[person]] = number
    return seats


def _list_broken(counts: Sequence[Count]) -> tuple[Rule, ...]:
    return tuple(count.rule for count in counts if count.rule.hard and count.found)


def _finish(
    people: Sequence[Person],
    rounds: Sequence[Round],
    rules: Sequence[Rule],
    seats: Seats,
    seed: int,
) -> Composition:
    counts = count_rules(people, rounds, rules, seats)
    if broken := _list_broken(counts):
        raise NotFound(broken)
    names = [person.id for person in people]
    tables = tuple(
        tuple(
            tuple(names[i] for i in np.flatnonzero(row == table))
            for table in range(len(each.seats))
        )
        for each, row in zip(rounds, seats, strict=True)
    )
    unmet, bound = count_unmet(people, ACROSS, seats)
    gave_way = find_reasons(people, rules, seats, counts, seed)
    return Composition(tables, counts, gave_way, unmet, bound)
