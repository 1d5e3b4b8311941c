"""Reads participatory budgets in the Pabulib format.

D. Stolicki, S. Szufa and N. Talmon, "Pabulib: a participatory budgeting library" (2020),
arXiv:2012.06539.
"""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pejl.analysis.backing import Ballots, Whole

SECTIONS = ("META", "PROJECTS", "VOTES")
MOST_HEAD, MOST = 20, 10**15
NEW_LINE, RETURN, QUOTE, COMMA, ZERO, SEMICOLON = map(ord, '\n\r",0;')
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Election:
    """`names` and `costs` by project index, in the file's order. Ballots hold points where voters
    gave points; of a ranking they hold those ranked, best first."""

    meta: Mapping[str, str]
    names: tuple[str, ...]
    costs: tuple[int, ...]
    ballots: Ballots

    @property
    def budget(self) -> int:
        return int(self.meta["budget"])


def read_election(path: Path) -> Election:
    """ValueError for what is no such file, or has costs, points or
    a budget that are not whole numbers."""
    head, rows = _part(path.read_bytes().removeprefix(BOM_UTF8).replace(b"\r\n", b"\n"))
    sections = _split(head.decode())
    projects = _read(sections["PROJECTS"])
    name, cost = _find(projects[:1], "project_id"), _find(projects[:1], "cost")
    names = tuple(row[name].strip() for row in projects[1:])
    return Election(
        {row[0].strip(): row[1].strip() for row in _read(sections["META"])[1:]},
        names,
        tuple(int(row[cost]) for row in projects[1:]),
        _read_quickly(sections["VOTES"], rows, names)
        or _read_ballots([*sections["VOTES"], *rows.decode().splitlines()], names),
    )


def _part(raw: bytes) -> tuple[bytes, bytes]:
    """What comes before the votes, with their header, and the votes, where they come last."""
    begin = raw.rfind(b"\nVOTES\n")
    end = raw.find(b"\n", begin + 7) + 1 if begin >= 0 else 0
    return (raw[:end], raw[end:]) if end else (raw, b"")


def _split(text: str) -> dict[str, list[str]]:
    """The lines of each section, its header first."""
    sections: dict[str, list[str]] = {}
    lines = text.splitlines()
    short = [at for at, line in enumerate(lines) if len(line) <= MOST_HEAD]
    heads = [at for at in short if lines[at].strip(" ;").upper() in SECTIONS]
    for at, end in zip(heads, [*heads, len(lines)][1:], strict=True):
        sections[lines[at].strip(" ;").upper()] = lines[at + 1 : end]
    if sections.keys() != set(SECTIONS):
        raise ValueError("a Pabulib file has the sections META, PROJECTS and VOTES")
    return sections


def _read(lines: Iterable[str]) -> Rows:
    return list(filter(None, csv.reader(lines, delimiter=";")))


def _find(header: Rows, name: str) -> int:
    titles = [title.strip() for title in header[0]] if header else []
    if name not in titles:
        raise ValueError(f"there is no column {name}")
    return titles.index(name)


def _read_quickly(header: list[str], raw: bytes, names: Sequence[str]) -> Ballots | None:
    """Where projects have numbers for names, and there is nothing else on the ballots; None where
    it takes more to read them."""
    titles, numbers = _read(header[:1]), [int(name) if name.isdecimal() else -1 for name in names]
    if not raw or [*map(str, numbers)] != [*names] or max(numbers, default=MOST) >= MOST:
        return None
    rows, known = np.frombuffer(raw, np.uint8), np.array(numbers)
    read, lengths, marks = _read_numbers(rows, _find(titles, "vote"))
    order = known.argsort()
    places = order[np.minimum(known[order].searchsorted(marks), len(known) - 1)]
    if not read or not np.array_equal(known[places], marks):
        return None
    if "points" not in titles[0]:
        return Ballots(lengths, places)
    read, counts, points = _read_numbers(rows, _find(titles, "points"))
    if not read or not np.array_equal(lengths, counts):
        return None
    return Ballots(lengths, places, points.astype(np.float64))


@njit(cache=True, nogil=True)
def _read_numbers(raw: NDArray[np.uint8], wanted: int) -> tuple[bool, Whole, Whole]:
    """How many whole numbers each line has in a column, and all of them in one row; false where
    there is something else there, a number that is not written as it is, or a quote anywhere."""
    counts, found = np.empty(len(raw), np.int64), np.empty(len(raw) + 1, np.int64)
    lines = entries = begun = column = digits = number = 0
    for at in range(len(raw) + 1):
        sign = raw[at] if at < len(raw) else NEW_LINE
        inside = column == wanted
        if sign in (QUOTE, RETURN):
            return False, counts[:0], found[:0]
        if inside and ZERO <= sign <= ZERO + 9 and (number or not digits) and number < MOST:
            number, digits = number * 10 + sign - ZERO, digits + 1
        elif inside and sign not in (COMMA, SEMICOLON, NEW_LINE):
            return False, counts[:0], found[:0]
        elif inside and digits:
            found[entries] = number
            entries, number, digits = entries + 1, 0, 0
        if sign == SEMICOLON:
            column += 1
        elif sign == NEW_LINE:
            if column < wanted and at < len(raw):
                return False, counts[:0], found[:0]
            if column >= wanted and (at < len(raw) or column or entries > begun):
                counts[lines] = entries - begun
                lines, begun, column = lines + 1, entries, 0
    return True, counts[:lines].copy(), found[:entries].copy()


def _read_ballots(lines: list[str], names: Sequence[str]) -> Ballots:
    """A mark's points stand at the same place on the ballot."""
    header = _read(lines[:1])
    vote = _find(header, "vote")
    places = {name: at for at, name in enumerate(names)}
    lengths, marked = _cut(_read_column(lines[1:], vote))
    if unknown := set(marked) - set(places):
        raise ValueError(f"there is no project {min(unknown)}")
    marks = np.fromiter(map(places.__getitem__, marked), np.int64, len(marked))
    if "points" not in header[0]:
        return Ballots(lengths, marks)
    counts, given = _cut(_read_column(lines[1:], _find(header, "points")))
    if not np.array_equal(lengths, counts):
        raise ValueError("there is a ballot with more or fewer points than projects")
    return Ballots(lengths, marks, np.fromiter(map(int, given), np.float64, len(given)))


def _read_column(lines: list[str], at: int) -> list[str]:
    """Where nothing is quoted, cutting each line is enough, and quick."""
    if '"' in "".join(lines):
        rows = _read(lines)
    else:
        rows = [line.split(";", at + 1) for line in lines if line]
    if any(len(row) <= at for row in rows):
        raise ValueError("there is a line that is too short")
    return [row[at] for row in rows]


def _cut(cells: list[str]) -> tuple[Whole, list[str]]:
    """How many entries each cell has, and all entries in one row."""
    joined = ",".join(cells)
    entries = joined.split(",")
    if " " not in joined and "" not in entries:
        commas = [cell.count(",") for cell in cells]
        return np.array(commas, np.int64) + 1, entries
    rows = [[entry.strip() for entry in cell.split(",") if entry] for cell in cells]
    return np.array(list(map(len, rows)), np.int64), list(chain.from_iterable(rows))
