"""What groups are composed of: people, rounds, rules; and what comes out."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

Id = Hashable
Table = tuple[Id, ...]


@dataclass(frozen=True)
class Person:
    """`traits` by name (level, area, unit); `leader` is the id of one's own leader, when among the
    people; `absent` are the rounds, from 0, that one is away from."""

    id: Id
    traits: Mapping[str, Hashable] = field(default_factory=dict)
    leader: Id | None = None
    absent: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Round:
    """`seats`: the least and the most people at each table."""

    seats: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Hard when it has no weight; else a wish, for which each breach costs its weight. It is about
    the `rounds` named, or all."""

    weight: float | None = None
    rounds: frozenset[int] | None = None

    @property
    def hard(self) -> bool:
        return self.weight is None

    def covers(self, at: int) -> bool:
        return self.rounds is None or at in self.rounds


@dataclass(frozen=True, kw_only=True)
class Mixed(Rule):
    """As few pairs as can be with the same trait at a table. Always a wish."""

    trait: str
    weight: float | None = 1.0


@dataclass(frozen=True, kw_only=True)
class Alike(Rule):
    """As few pairs as can be with another trait at a table. Always a wish."""

    trait: str
    weight: float | None = 1.0


@dataclass(frozen=True, kw_only=True)
class NoLeader(Rule):
    """Nobody with own leader; or with anyone above in the own chain."""

    anyone_above: bool = False


@dataclass(frozen=True, kw_only=True)
class NoRepeats(Rule):
    """No pair at the same table twice. It is about the whole day, whatever its rounds."""


@dataclass(frozen=True, kw_only=True)
class Apart(Rule):
    people: frozenset[Id]


@dataclass(frozen=True, kw_only=True)
class Together(Rule):
    people: frozenset[Id]


@dataclass(frozen=True, kw_only=True)
class Stays(Rule):
    """A person sits at the table of that number, from 0, in the rounds."""

    person: Id
    table: int


@dataclass(frozen=True)
class Count:
    """How often a rule is broken, and how often it must be at the least, whatever the grouping:
    a bound from the numbers alone, so that fewer may still be impossible."""

    rule: Rule
    found: int
    bound: int


@dataclass(frozen=True)
class GaveWay:
    """A wish that is not met. `because`: the rules that any tried swap in its favour would break
    more; none where the numbers alone forbid more, or where no such swap was found."""

    rule: Rule
    by_numbers: bool
    because: tuple[Rule, ...]


@dataclass(frozen=True)
class Composition:
    """`tables` by round: who sits at each. `unmet` pairs have different areas (the trait
    "area") and never met; at least `unmet_bound` cannot."""

    tables: tuple[tuple[Table, ...], ...]
    counts: tuple[Count, ...]
    gave_way: tuple[GaveWay, ...]
    unmet: int
    unmet_bound: int

    def find_table(self, person: Id, at: int) -> int | None:
        """Where one sits in a round; None when away."""
        return next((t for t, ids in enumerate(self.tables[at]) if person in ids), None)


class Contradiction(ValueError):
    """Hard rules that cannot all hold. `rules` are the fewest of them that cannot; none of them
    when the tables alone cannot seat those present in round `at`."""

    def __init__(self, rules: tuple[Rule, ...], at: int | None = None) -> None:
        self.rules, self.at = rules, at
        what = ", ".join(map(str, rules)) if rules else f"the tables of round {at}"
        super().__init__(f"cannot be held: {what}")


class NotFound(ValueError):
    """No grouping that keeps the hard rules was found, though none is known to be impossible.
    `rules` are those that the best one breaks."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        super().__init__(f"not found in the time: {', '.join(map(str, rules))}")
