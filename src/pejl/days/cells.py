"""The cells of a day: which level and area each giver stands in, and what a cell may show."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pejl.analysis.disclosure import Release, plan_release
from pejl.days.folding import Line, Pair
from pejl.days.models import Slot
from pejl.people.models import Area, Level

Cell = tuple[int, int]


def ask_question(payload: Any) -> str:
    """What an answer is about, so that answers are counted question by question."""
    return str(getattr(payload, "question", type(payload).__name__))


def has_words(payload: Any) -> bool:
    return bool(getattr(payload, "words", False))


def take_figures(payload: Any) -> Any:
    """What a payload holds besides its words; None where it holds nothing else."""
    if not has_words(payload):
        return payload
    return payload.without_words() if hasattr(payload, "without_words") else None


def join_names(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@dataclass(frozen=True)
class CellMap:
    """The levels and areas of the day's people in their order, and each attendance's place."""

    levels: tuple[str, ...]
    areas: tuple[str, ...]
    places: dict[int, Cell]

    @classmethod
    def of(cls, slot: Slot) -> "CellMap":
        rows = list(slot.day.attendances.values_list("id", "level_id", "area_id"))
        levels = Level.objects.filter(id__in={level for _row, level, _area in rows})
        areas = Area.objects.filter(id__in={area for _row, _level, area in rows})
        level_at = {level.id: index for index, level in enumerate(levels)}
        area_at: dict[int | None, int] = {area.id: index for index, area in enumerate(areas)}
        names = [area.name for area in areas]
        if any(area is None for _row, _level, area in rows):
            area_at[None] = len(names)
            names.append(_("without an area"))
        places = {row: (level_at[level], area_at[area]) for row, level, area in rows}
        return cls(tuple(level.name for level in levels), tuple(names), places)

    def place(self, row: Line) -> Cell | None:
        return self.places.get(row.attendance_id) if row.attendance_id is not None else None

    def plan(self, pairs: Sequence[Pair], *, words: bool, k: int, best: bool = False) -> Release:
        """Which cells may be shown, from the number of givers of each question in each cell; with
        the least loss, or the fast way."""
        givers: dict[str, dict[Cell, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row, payload in pairs:
            if has_words(payload) if words else take_figures(payload) is not None:
                question = "words" if words else ask_question(payload)
                givers[question][self.place(row) or (0, 0)].add(row.giver)
        cells = {
            question: {cell: len(people) for cell, people in found.items()}
            for question, found in givers.items()
        }
        if not cells:
            everyone = tuple(range(len(self.levels)))
            return Release((everyone,), (), tuple(range(len(self.areas))), frozenset(), k)
        return plan_release(cells, len(self.levels) or 1, len(self.areas) or 1, k, best=best)

    def cut(
        self, pairs: Sequence[Pair], axis: int, members: Sequence[int], *, speak: bool
    ) -> list[Pair]:
        """The contributions of the givers whose level (axis 0) or area (axis 1) is a member;
        without their words unless the cell may `speak`."""
        return [
            (row, said)
            for row, payload in pairs
            if (place := self.place(row)) is not None
            and place[axis] in members
            and (said := payload if speak else take_figures(payload)) is not None
        ]

    def name(self, axis: int, members: Sequence[int]) -> tuple[str, ...]:
        names = (self.levels, self.areas)[axis]
        return tuple(names[index] for index in members)
