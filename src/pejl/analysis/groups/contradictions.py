"""The fewest hard rules that cannot all hold, proved by OR-Tools CP-SAT.

A. Ignatiev, A. Previti, M. Liffiton and J. Marques-Silva, "Smallest MUS extraction with minimal
hitting set dualization", Principles and Practice of Constraint Programming (2015), 173-182.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pejl.analysis.groups.arrays import list_above
from pejl.analysis.groups.values import (
    Apart,
    Id,
    NoLeader,
    NoRepeats,
    Person,
    Round,
    Rule,
    Stays,
    Together,
)

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

SECONDS = 4.0
MOST_MEETINGS = 200_000


def find_contradiction(
    people: Sequence[Person], rounds: Sequence[Round], rules: Sequence[Rule]
) -> tuple[Rule, ...]:
    """None of them where they can all hold, or where that is not known in the time.

    The smallest set that hits all that must be given up, again and again: a set that can hold is
    grown as far as it can, and what is left must be hit too.
    """
    hard = [rule for rule in rules if rule.hard]
    if _can_hold(people, rounds, hard):
        return ()
    given_up: list[frozenset[int]] = []
    while True:
        tried = _hit(given_up, len(hard))
        if not _can_hold(people, rounds, [hard[at] for at in tried]):
            return tuple(hard[at] for at in tried)
        grown = set(tried)
        for at in range(len(hard)):
            if at not in grown and _can_hold(people, rounds, [hard[one] for one in (*grown, at)]):
                grown.add(at)
        given_up.append(frozenset(range(len(hard))) - grown)


def _hit(sets: Sequence[frozenset[int]], rules: int) -> tuple[int, ...]:
    """The fewest rules with one of each set."""
    return next(
        chosen
        for size in range(rules + 1)
        for chosen in combinations(range(rules), size)
        if all(each & set(chosen) for each in sets)
    )


def _can_hold(people: Sequence[Person], rounds: Sequence[Round], rules: Sequence[Rule]) -> bool:
    """False only when it is proved that the rules cannot all hold."""
    repeats = any(isinstance(rule, NoRepeats) for rule in rules)
    if repeats and _lacks_partners(people, rounds, rules):
        return False
    tables = max(len(each.seats) for each in rounds) if rounds else 0
    whole = repeats and len(people) ** 2 * len(rounds) * tables <= MOST_MEETINGS
    parts = [range(len(rounds))] if whole else [range(at, at + 1) for at in range(len(rounds))]
    return all(_solve(people, rounds, rules, part, meetings=whole) for part in parts)


def _lacks_partners(
    people: Sequence[Person], rounds: Sequence[Round], rules: Sequence[Rule]
) -> bool:
    """Whether someone must meet more people than there are whom one may meet."""
    least = [min((low for low, _high in each.seats), default=0) for each in rounds]
    every = range(len(rounds))
    kept = [rule for rule in rules if all(rule.covers(at) for at in every)]
    barred = _list_barred(people, kept, 0) if rounds else set()
    for i, person in enumerate(people):
        meets = sum(max(least[at] - 1, 0) for at in every if at not in person.absent)
        if meets > len(people) - 1 - sum(i in pair for pair in barred):
            return True
    return False


def _list_barred(people: Sequence[Person], rules: Sequence[Rule], at: int) -> set[tuple[int, int]]:
    """Pairs who may not sit together in a round."""
    place = {person.id: i for i, person in enumerate(people)}
    above = list_above(people, place)
    barred: set[tuple[int, int]] = set()
    for rule in rules:
        if isinstance(rule, Apart) and rule.covers(at):
            barred |= set(
                combinations(sorted(place[one] for one in rule.people if one in place), 2)
            )
        if isinstance(rule, NoLeader) and rule.covers(at):
            depth = above.shape[1] if rule.anyone_above else min(above.shape[1], 1)
            barred |= {
                (min(i, int(k)), max(i, int(k)))
                for i in range(len(people))
                for k in above[i, :depth]
                if k >= 0
            }
    return barred


def _solve(
    people: Sequence[Person],
    rounds: Sequence[Round],
    rules: Sequence[Rule],
    part: range,
    *,
    meetings: bool,
) -> bool:
    from ortools.sat.python import cp_model  # takes a second to load

    model = cp_model.CpModel()
    sits = {at: _seat_round(model, people, rounds[at], rules, at) for at in part}
    if meetings:
        _forbid_repeats(model, len(people), sits)
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = SECONDS
    solver.parameters.num_workers = 1
    return bool(solver.solve(model) != cp_model.INFEASIBLE)


def _seat_round(
    model: "CpModel", people: Sequence[Person], each: Round, rules: Sequence[Rule], at: int
) -> dict[int, list[Any]]:
    """For each who is there, a variable for each table."""
    tables = range(len(each.seats))
    sits = {
        i: [model.new_bool_var(f"{at} {i} {table}") for table in tables]
        for i, person in enumerate(people)
        if at not in person.absent
    }
    for one in sits.values():
        model.add_exactly_one(one)
    for table, (low, high) in enumerate(each.seats):
        model.add_linear_constraint(sum(one[table] for one in sits.values()), low, high)
    for i, k in sorted(_list_barred(people, rules, at)):
        if i in sits and k in sits:
            for table in tables:
                model.add_at_most_one([sits[i][table], sits[k][table]])
    _bind(model, {people[i].id: one for i, one in sits.items()}, rules, at)
    return sits


def _bind(model: "CpModel", sits: Mapping[Id, list[Any]], rules: Sequence[Rule], at: int) -> None:
    for rule in (rule for rule in rules if rule.covers(at)):
        if isinstance(rule, Stays) and rule.person in sits:
            model.add(sits[rule.person][rule.table] == 1)
        if isinstance(rule, Together):
            here = [sits[one] for one in rule.people if one in sits]
            for one in here[1:]:
                for mine, theirs in zip(one, here[0], strict=True):
                    model.add(mine == theirs)


def _forbid_repeats(model: "CpModel", people: int, sits: dict[int, dict[int, list[Any]]]) -> None:
    for i, k in combinations(range(people), 2):
        met = []
        for at, one in sits.items():
            if i in one and k in one:
                meets = model.new_bool_var(f"meets {at} {i} {k}")
                for mine, theirs in zip(one[i], one[k], strict=True):
                    model.add_bool_or([mine.negated(), theirs.negated(), meets])
                met.append(meets)
        model.add_at_most_one(met)
