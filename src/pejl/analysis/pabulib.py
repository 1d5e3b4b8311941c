"""Reads participatory budgets in the Pabulib format.

D. Stolicki, S. Szufa and N. Talmon, "Pabulib: a participatory budgeting library" (2020),
arXiv:2012.06539.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pejl.analysis.backing import Ballot

SECTIONS = ("META", "PROJECTS", "VOTES")


@dataclass(frozen=True)
class Election:
    """`names` and `costs` by project index, in the file's order. A ballot holds indices, or maps
    them to points where voters gave points; of a ranking it holds those ranked, best first."""

    meta: Mapping[str, str]
    names: tuple[str, ...]
    costs: tuple[int, ...]
    ballots: tuple[Ballot, ...]

    @property
    def budget(self) -> int:
        return int(self.meta["budget"])


def read_election(path: Path) -> Election:
    """ValueError for what is no such file, or has costs, points or
    a budget that are not whole numbers."""
    lines = path.read_text("utf-8-sig").splitlines()
    sections = _split(csv.reader(lines, delimiter=";"))
    projects, votes = sections["PROJECTS"], sections["VOTES"]
    name, cost = _find(projects, "project_id"), _find(projects, "cost")
    names = tuple(row[name].strip() for row in projects[1:])
    places = {name: at for at, name in enumerate(names)}
    return Election(
        {row[0].strip(): row[1].strip() for row in sections["META"][1:]},
        names,
        tuple(int(row[cost]) for row in projects[1:]),
        tuple(_read_ballots(votes, places)),
    )


def _split(rows: Iterator[list[str]]) -> dict[str, list[list[str]]]:
    """The sections, each with its header first."""
    sections: dict[str, list[list[str]]] = {}
    found: list[list[str]] = []
    for row in rows:
        if len(row) == 1 and row[0].strip().upper() in SECTIONS:
            found = sections.setdefault(row[0].strip().upper(), [])
        elif row:
            found.append(row)
    if sections.keys() != set(SECTIONS):
        raise ValueError("a Pabulib file has the sections META, PROJECTS and VOTES")
    return sections


def _find(rows: list[list[str]], name: str) -> int:
    header = [title.strip() for title in rows[0]] if rows else []
    if name not in header:
        raise ValueError(f"there is no column {name}")
    return header.index(name)


def _read_ballots(rows: list[list[str]], places: Mapping[str, int]) -> Iterator[Ballot]:
    vote = _find(rows, "vote")
    points = _find(rows, "points") if "points" in rows[0] else None
    for row in rows[1:]:
        marked = [places[name.strip()] for name in row[vote].split(",") if name]
        if points is None:
            yield marked
        else:
            given = [int(point) for point in row[points].split(",") if point]
            yield dict(zip(marked, given, strict=True))
