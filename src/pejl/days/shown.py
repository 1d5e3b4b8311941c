"""Which groups a result may be shown for: settled when the item closes, and kept.

The plan of its groups, and how coarsely each question is shown, follow from who stood where and
what they answered at closing. Were they found anew at each look, a leader who changes level later
would move one answer from one figure to another, for anyone to subtract.

Questions are shown as finely as can be without any person's answer being worked out
(`analysis.exposure`), but for what the whole room's own figure says, that all answered the same.
From fine to coarse: in full by level and area where ten or more answered; as a rating
(`analysis.ratings`); the same without areas; for the whole room only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from pejl.analysis.exposure import Published, find_exposed
from pejl.analysis.ratings import Known
from pejl.days.cells import CellMap, ask_question
from pejl.days.contract import Breakdown, Figures, Released
from pejl.days.folding import Pair
from pejl.days.pairing import Seen, gives_away
from pejl.days.parts import (
    EXACT_SMALLEST,
    NOT_SHOWN,
    NOWHERE,
    Plans,
    Rows,
    break_down,
    list_kept,
    plan_parts,
    split_apart,
)

Cell = tuple[int, ...]


class Shown(msgspec.Struct, frozen=True):
    """Everyone's place at closing, the plans, and how coarse each question is (0 where missing)."""

    levels: tuple[str, ...]
    areas: tuple[str, ...]
    places: dict[int, tuple[int, int]]
    together: Plans
    apart: dict[str, Plans]
    coarse: dict[str, int] = {}

    @property
    def map(self) -> CellMap:
        return CellMap(self.levels, self.areas, self.places)

    @property
    def withheld(self) -> frozenset[str]:
        return self.together.figures.withheld.union(
            *(plans.figures.withheld for plans in self.apart.values())
        )


def settle_shown(rows: Rows, places: CellMap) -> Shown:
    """Coarsens the questions that give anyone away, until none does."""
    together, apart = plan_parts(places, rows.pairs)
    here = {row.attendance_id for row, _payload in rows.pairs}
    kept = {at: place for at, place in places.places.items() if at in here}
    shown = Shown(places.levels, places.areas, kept, together, apart)
    figures = rows.activity.figures
    while figures and here != {None} and (exposed := find_exposed_questions(rows, shown, figures)):
        coarser = {one: shown.coarse.get(one, 0) + 1 for one in exposed}
        shown = msgspec.structs.replace(shown, coarse={**shown.coarse, **coarser})
    return shown


def show(rows: Rows, shown: Shown, *, parts: bool = True) -> Released[Any]:
    """The whole, and its parts unless it has none."""
    kept = list_kept(rows.pairs, shown.withheld)
    nowhere = {one for one, steps in shown.coarse.items() if steps >= NOWHERE}
    whole = rows.summarise(kept, exact=rows.list_exact(kept) - nowhere)
    if not parts:
        return Released(whole)
    places = shown.map
    together, apart = split_apart(kept)
    found = break_down(rows, places, shown.together, together, shown.coarse)
    return Released(
        whole,
        found.levels,
        found.areas,
        left_out=found.left_out,
        apart={
            question: break_down(rows, places, plans, apart[question], shown.coarse)
            for question, plans in shown.apart.items()
            if question in apart
        },
    )


def find_exposed_questions(
    rows: Rows, shown: Shown, figures: Figures[Any, Any, Any]
) -> frozenset[str]:
    """The questions of which someone's answer can be worked out, and that can be said coarser."""
    released = show(rows, shown)
    together, apart = split_apart(list_kept(rows.pairs, shown.withheld))
    tables = [(together, [*number_parts(shown, released)])]
    tables += [(apart[one], [*number_parts(shown, found)]) for one, found in released.apart.items()]
    learned = list(figures.learn(rows.config, released.whole))
    exposed = {
        question
        for pairs, parts in tables
        for question in list_exposed(rows, shown.map, figures, pairs, parts, learned)
    }
    exposed |= {*list_exposed_pairs(rows, shown, released, figures)}
    return frozenset(
        one
        for one in exposed
        if shown.coarse.get(one, 0) < (NOWHERE if one in rows.twofold else NOT_SHOWN)
    )


def list_exposed_pairs(
    rows: Rows, shown: Shown, released: Released[Any], figures: Figures[Any, Any, Any]
) -> Iterator[str]:
    """The figures of pairs that give someone away: they go, and never what they are made of."""
    for names in figures.paired.find(rows.config) if figures.paired else ():
        alone = released.apart.get(names[2], Breakdown())
        both = [*number_parts(shown, released), *number_parts(shown, alone)]
        parts = [Seen(*part) for part in both]
        whole = Seen(None, frozenset(), released.whole)
        if gives_away(rows, shown.map, names, [whole, *parts]):
            yield names[2]


def number_parts(
    shown: Shown, found: Released[Any] | Breakdown[Any]
) -> Iterator[tuple[int, frozenset[int], Any]]:
    """Each part's axis, its members by their numbers, and its result."""
    for axis, (names, parts) in enumerate(
        [(shown.levels, found.levels), (shown.areas, found.areas)]
    ):
        for part in parts:
            yield axis, frozenset(map(names.index, part.members)), part.result


def list_exposed(
    rows: Rows,
    places: CellMap,
    figures: Figures[Any, Any, Any],
    pairs: Sequence[Pair],
    parts: Sequence[tuple[int, frozenset[int], Any]],
    learned: Sequence[Known],
) -> Iterator[str]:
    """Each figure by itself. Who is in the same parts cannot be told apart: they are a cell."""
    questions: dict[str, str] = {}
    answers: dict[str, dict[Cell, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for row, payload in pairs:
        place = places.place(row)
        cell = tuple(
            at
            for at, (axis, members, _result) in enumerate(parts)
            if place is not None and place[axis] in members
        )
        for figure, value in figures.read(rows.config, payload).items():
            questions[figure] = ask_question(payload)
            answers[figure][cell][value] += 1
    known: dict[str, list[tuple[int | None, Known]]] = defaultdict(list)
    for one in learned:
        known[one.figure].append((None, one))
    for at, (_axis, _members, result) in enumerate(parts):
        for one in figures.learn(rows.config, result):
            known[one.figure].append((at, one))
    for figure, cells in answers.items():
        if is_exposed(cells, known[figure]):
            yield questions[figure]


def is_exposed(
    cells: Mapping[Cell, Counter[int]], known: Sequence[tuple[int | None, Known]]
) -> bool:
    """`known` of the whole (None), or of a part by its number. What the whole room's figure says
    by itself, that all of ten or more gave the same answer, is nobody's secret."""
    together = sum(cells.values(), Counter[int]())
    if len(together) < 2 and together.total() >= EXACT_SMALLEST:
        return False
    values = max((len(one.weights) for _part, one in known), default=0)
    counts = {cell: tuple(found[value] for value in range(values)) for cell, found in cells.items()}
    published = [
        Published(frozenset(cell for cell in counts if part is None or part in cell), one)
        for part, one in known
    ]
    return bool(known and find_exposed(counts, published))
