"""Who sits with whom: groups for the rounds of a day, and the most diverse groups."""

from pejl.analysis.groups.composing import compose, repair
from pejl.analysis.groups.designs import offer_tables
from pejl.analysis.groups.diversity import max_diversity, sum_within
from pejl.analysis.groups.values import (
    Alike,
    Apart,
    Composition,
    Contradiction,
    Count,
    GaveWay,
    Mixed,
    NoLeader,
    NoRepeats,
    NotFound,
    Person,
    Round,
    Rule,
    Stays,
    Together,
)

__all__ = [
    "Alike",
    "Apart",
    "Composition",
    "Contradiction",
    "Count",
    "GaveWay",
    "Mixed",
    "NoLeader",
    "NoRepeats",
    "NotFound",
    "Person",
    "Round",
    "Rule",
    "Stays",
    "Together",
    "compose",
    "max_diversity",
    "offer_tables",
    "repair",
    "sum_within",
]
