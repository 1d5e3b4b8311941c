"""What phones may know while a round is open: its statements, and which to show whom first."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from msgspec import Struct

from pejl.activities.statements.rules import Config, Statement, list_statements
from pejl.activities.statements.tallies import Theme, list_themes, read_votes, tabulate
from pejl.analysis.opinion import weigh_statements
from pejl.days.entries import Entry


class Guide(Struct, frozen=True):
    """The round's statements, their themes, and for each statement how much the room would learn
    from one more vote, above 0."""

    statements: tuple[Statement, ...] = ()
    themes: tuple[Theme, ...] = ()
    weights: Mapping[str, float] = {}


def make_guide(config: Config, entries: Sequence[Entry[Any]]) -> Guide:
    statements = list_statements(config, entries)
    votes = read_votes(entries, {one.key for one in statements})
    weights = weigh_statements(tabulate(statements, votes)).tolist()
    keys = (one.key for one in statements)
    return Guide(statements, list_themes(statements), dict(zip(keys, weights, strict=True)))


def choose_next(guide: Guide, voted: set[str], rng: Random, most: int) -> list[Statement]:
    """Statements that one has not voted on yet, those that the room learns most from likeliest
    first: each phone has its own order, so that all statements get votes from the start.

    Weighted draws without replacement: P. S. Efraimidis and P. G. Spirakis, "Weighted random
    sampling with a reservoir", Information Processing Letters 97 (2006), 181-185.
    """
    left = [one for one in guide.statements if one.key not in voted]
    drawn = {one.key: rng.random() ** (1 / guide.weights.get(one.key, 1)) for one in left}
    return sorted(left, key=lambda one: -drawn[one.key])[:most]
