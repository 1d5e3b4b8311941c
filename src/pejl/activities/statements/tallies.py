"""What a round's votes say: of each statement, of the room's opinion groups, of the themes.

What is said of a statement is coarse, and never that all said the same: a share in tenths, at most
nine and at least one, and for under ten answers only a word. So nobody's vote follows from it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from math import ceil, floor

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pejl.activities.statements.rules import (
    Config,
    Payload,
    Statement,
    Turned,
    Vote,
    ask,
    list_statements,
)
from pejl.analysis.opinion import OpinionMap, opinion_map
from pejl.analysis.ratings import Known
from pejl.days.entries import Entry

SMALLEST_GROUP = 5
TENTHS_FROM = 10
MOST_SIGNS = 3
FEWEST_TO_MAP = 15
VALUES = {"agree": 1.0, "disagree": -1.0, "pass": 0.0}


class Lean(StrEnum):
    """Where those who voted lean: four of five or more, more than half, or neither."""

    ALMOST_ALL_AGREE = "almost all agree"
    MOST_AGREE = "most agree"
    DIVIDED = "divided"
    MOST_DISAGREE = "most disagree"
    ALMOST_ALL_DISAGREE = "almost all disagree"

    @property
    def sign(self) -> int:
        """1 where most agree, -1 where most disagree, 0 where they are divided."""
        order = list(Lean)
        return (order.index(self) < 2) - (order.index(self) > 2)


class Tally(Struct, frozen=True):
    """How `n` people voted on a statement. `agree` and `disagree` are tenths, from 1 to 9, of all
    who voted, also those who passed; None for under ten."""

    statement: str
    n: int
    lean: Lean
    agree: int | None = None
    disagree: int | None = None


class OpinionGroup(Struct, frozen=True):
    """People who voted much alike: how many, where they stand on the map (-1 to 1), and the keys of
    the statements that they agree and disagree with more than the others do."""

    size: int
    x: float
    y: float
    agrees: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()


class Theme(Struct, frozen=True):
    """`name` is empty for the statements of no theme."""

    name: str
    statements: tuple[Statement, ...]


class Result(Struct, frozen=True):
    """`tallies` are of the statements with votes, in the round's order; `groups` is empty where
    the room falls into none that would stand a second look. `turned` is what the screen shows."""

    statements: tuple[Statement, ...] = ()
    tallies: tuple[Tally, ...] = ()
    groups: tuple[OpinionGroup, ...] = ()
    themes: tuple[Theme, ...] = ()
    turned: str = "uniting"

    def find(self, key: str) -> Statement:
        return next(one for one in self.statements if one.key == key)


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    statements = list_statements(config, entries)
    votes = read_votes(entries, {one.key for one in statements})
    turned = [entry.payload.to for entry in entries if isinstance(entry.payload, Turned)]
    return Result(
        statements=statements,
        tallies=tuple(count_votes(statements, votes)),
        groups=find_groups(statements, votes),
        themes=list_themes(statements),
        turned=turned[-1] if turned else "uniting",
    )


Votes = dict[str, dict[str, str]]


def read_votes(entries: Sequence[Entry[Payload]], known: set[str]) -> Votes:
    """Each giver's stance by statement."""
    votes: Votes = defaultdict(dict)
    for entry in entries:
        if isinstance(entry.payload, Vote) and entry.payload.statement in known:
            votes[entry.giver][entry.payload.statement] = entry.payload.stance
    return votes


def count_votes(statements: Sequence[Statement], votes: Votes) -> list[Tally]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mine in votes.values():
        for statement, stance in mine.items():
            counts[statement][stance] += 1
    return [
        weigh(one.key, found["agree"], found["disagree"], found["pass"])
        for one in statements
        if (found := counts.get(one.key))
    ]


def weigh(statement: str, agree: int, disagree: int, passed: int) -> Tally:
    """What may be said of so many votes, at least one."""
    n = agree + disagree + passed
    return Tally(statement, n, *weigh_votes(n, agree, disagree))


def weigh_votes(n: int, agree: int, disagree: int) -> tuple[Lean, int | None, int | None]:
    """The lean, and the tenths that agree and disagree."""
    lean = find_lean(agree / n, disagree / n)
    if n < TENTHS_FROM:
        return lean, None, None
    tenths = [max(1, min(9, round(10 * votes / n))) for votes in (agree, disagree)]
    return lean, tenths[0], tenths[1]


def read_values(_config: Config, payload: Payload) -> dict[str, int]:
    """0 agrees, 1 disagrees, 2 passes."""
    if isinstance(payload, Vote):
        return {payload.question: ("agree", "disagree", "pass").index(payload.stance)}
    return {}


def keep_coarse(_config: Config, result: Result, _exact: Collection[str]) -> Result:
    """A tally is coarse from the beginning."""
    return result


def list_known(_config: Config, result: Result) -> Iterator[Known]:
    """What the tallies give away of how many voted what, those who agree and those who disagree
    each by themselves."""
    for tally in result.tallies:
        ways = list_ways(tally.n, tally.lean, tally.agree, tally.disagree)
        for side, weights in enumerate(((1, 0, 0), (0, 1, 0))):
            votes = [way[side] for way in ways]
            yield Known(ask(tally.statement), weights, min(votes), max(votes))


@lru_cache(maxsize=10_000)
def list_ways(
    n: int, lean: Lean, agree: int | None, disagree: int | None
) -> tuple[tuple[int, int], ...]:
    """How many may agree and disagree where so much is said."""
    said = (lean, agree, disagree)
    return tuple(
        (yes, no)
        for yes in list_near(n, agree)
        for no in list_near(n, disagree)
        if yes + no <= n and said == weigh_votes(n, yes, no)
    )


def list_near(n: int, tenths: int | None) -> range:
    """All numbers of votes that could be said so, and some more."""
    if tenths is None:
        return range(n + 1)
    low = 0 if tenths == 1 else floor(n * (tenths - 0.6) / 10)
    high = n if tenths == 9 else ceil(n * (tenths + 0.6) / 10)
    return range(max(low, 0), min(high, n) + 1)


def find_lean(agree: float, disagree: float) -> Lean:
    if agree > 0.5:
        return Lean.ALMOST_ALL_AGREE if agree >= 0.8 else Lean.MOST_AGREE
    if disagree > 0.5:
        return Lean.ALMOST_ALL_DISAGREE if disagree >= 0.8 else Lean.MOST_DISAGREE
    return Lean.DIVIDED


def find_groups(statements: Sequence[Statement], votes: Votes) -> tuple[OpinionGroup, ...]:
    """The opinion groups of at least SMALLEST_GROUP, where there are two that hold."""
    voted = {key for mine in votes.values() for key in mine}
    if len(votes) < FEWEST_TO_MAP or len(voted) < 2:
        return ()
    found = opinion_map(tabulate(statements, votes), seed=0)
    sizes = Counter(group for group in found.groups.tolist() if group >= 0)
    if not found.stable or len(sizes) < 2 or min(sizes.values()) < SMALLEST_GROUP:
        return ()
    return tuple(describe_group(found, group, statements) for group in sorted(sizes))


def tabulate(statements: Sequence[Statement], votes: Votes) -> NDArray[np.float64]:
    """People by statements, in an order that does not depend on when they voted."""
    table = np.full((len(votes), len(statements)), np.nan)
    for row, giver in enumerate(sorted(votes)):
        for column, one in enumerate(statements):
            if stance := votes[giver].get(one.key):
                table[row, column] = VALUES[stance]
    return table


def describe_group(found: OpinionMap, group: int, statements: Sequence[Statement]) -> OpinionGroup:
    inside = found.groups == group
    span = max(float(np.nanmax(np.abs(found.positions[found.groups >= 0]))), 1e-9)
    x, y = found.positions[inside].mean(axis=0) / span
    signs = found.signs_of(group)
    return OpinionGroup(
        int(inside.sum()),
        round(float(x), 1),
        round(float(y), 1),
        tuple(statements[at].key for at, side in signs if side > 0)[:MOST_SIGNS],
        tuple(statements[at].key for at, side in signs if side < 0)[:MOST_SIGNS],
    )


def list_themes(statements: Sequence[Statement]) -> tuple[Theme, ...]:
    """The largest first, those of no theme last."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        found[one.theme].append(one)
    ordered = sorted(found.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
    return tuple(Theme(name, tuple(inside)) for name, inside in ordered)
