"""People, rounds and rules as arrays for compiled loops."""

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pejl.analysis.groups.values import (
    Alike,
    Apart,
    Mixed,
    NoLeader,
    NoRepeats,
    Person,
    Round,
    Rule,
    Stays,
    Together,
)

HARDER = 20.0
DEEPEST = 12


class Arrays(NamedTuple):
    """`codes`: people by features; two with the same, not -1, cost `weights` (round by feature).
    `above`: people by steps up the chain, -1 for none, costing `leaders` (round by step). `homes`
    (round by person), -1 for none: where to be, or it costs `stays`. `lows` and `highs`: round by
    table; `widths`: how many tables. `first`: the round from which on seats may change."""

    codes: Any
    weights: Any
    above: Any
    leaders: Any
    homes: Any
    stays: Any
    repeat: float
    lows: Any
    highs: Any
    widths: Any
    first: int


def build_arrays(
    people: Sequence[Person], rounds: Sequence[Round], rules: Sequence[Rule]
) -> Arrays:
    place = {person.id: at for at, person in enumerate(people)}
    price = HARDER * max([1.0, *(rule.weight or 0.0 for rule in rules)])
    codes, weights = _list_features(people, rounds, rules, price)
    above = list_above(people, place)
    homes, stays = _list_homes(people, rounds, rules, place, price)
    most = max((len(each.seats) for each in rounds), default=0)
    bounds = np.zeros((2, len(rounds), most), np.int64)
    for at, each in enumerate(rounds):
        bounds[:, at, : len(each.seats)] = np.array(each.seats).reshape(-1, 2).T
    return Arrays(
        codes,
        weights,
        above,
        _weigh_leaders(rules, len(rounds), above.shape[1], price),
        homes,
        stays,
        float(sum(_price(rule, price) for rule in rules if isinstance(rule, NoRepeats))),
        bounds[0],
        bounds[1],
        np.array([len(each.seats) for each in rounds]),
        0,
    )


def code_trait(people: Sequence[Person], trait: str) -> NDArray[np.int32]:
    """Numbers for a trait's values; -1 for those without."""
    names: dict[Hashable, int] = {}
    values = (person.traits.get(trait) for person in people)
    return np.array(
        [-1 if one is None else names.setdefault(one, len(names)) for one in values], np.int32
    )


def code_rule(people: Sequence[Person], rule: Rule) -> NDArray[np.int32] | None:
    """Who is alike by a rule about pairs that share something."""
    if isinstance(rule, Mixed | Alike):
        return code_trait(people, rule.trait)
    if isinstance(rule, Apart | Together):
        return np.array([0 if person.id in rule.people else -1 for person in people], np.int32)
    return None


def _price(rule: Rule, price: float) -> float:
    return price if rule.weight is None else rule.weight


def _list_features(
    people: Sequence[Person],
    rounds: Sequence[Round],
    rules: Sequence[Rule],
    price: float,
) -> tuple[Any, Any]:
    columns, weights = [], []
    for rule in rules:
        codes = code_rule(people, rule)
        if codes is not None:
            sign = -1.0 if isinstance(rule, Alike | Together) else 1.0
            columns.append(codes)
            weights.append(
                [sign * _price(rule, price) * rule.covers(at) for at in range(len(rounds))]
            )
    if not columns:
        return np.empty((len(people), 0), np.int32), np.empty((len(rounds), 0))
    return np.ascontiguousarray(np.array(columns).T), np.ascontiguousarray(np.array(weights).T)


def list_above(people: Sequence[Person], place: dict[Hashable, int]) -> NDArray[np.int32]:
    """Own leader, that one's leader, and so on up; a chain that comes back ends there."""
    lines = []
    boss = [place.get(person.leader, -1) for person in people]
    for at in range(len(people)):
        line = [boss[at]]
        while line[-1] >= 0 and len(line) <= DEEPEST and boss[line[-1]] not in (*line, at):
            line.append(boss[line[-1]])
        lines.append([one for one in line if one >= 0 and one != at])
    found = np.full((len(people), max(map(len, lines), default=0)), -1, np.int32)
    for at, line in enumerate(lines):
        found[at, : len(line)] = line
    return found


def _weigh_leaders(rules: Sequence[Rule], rounds: int, depth: int, price: float) -> Any:
    found = np.zeros((rounds, depth))
    for rule in rules:
        if isinstance(rule, NoLeader):
            for at in filter(rule.covers, range(rounds)):
                found[at, : None if rule.anyone_above else 1] += _price(rule, price)
    return found


def _list_homes(
    people: Sequence[Person],
    rounds: Sequence[Round],
    rules: Sequence[Rule],
    place: dict[Hashable, int],
    price: float,
) -> tuple[Any, Any]:
    homes = np.full((len(rounds), len(people)), -1, np.int32)
    stays = np.zeros((len(rounds), len(people)))
    for rule in sorted(
        (rule for rule in rules if isinstance(rule, Stays)), key=lambda rule: _price(rule, price)
    ):
        for at in filter(rule.covers, range(len(rounds))):
            if rule.person in place:
                homes[at, place[rule.person]] = rule.table
                stays[at, place[rule.person]] = _price(rule, price)
    return homes, stays
