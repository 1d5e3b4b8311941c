"""The parts of a result: the runs of levels and the areas that may be shown by themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from pejl.analysis.disclosure import Release as ReleasePlan
from pejl.days.cells import CellMap, Pair, ask_question, join_names
from pejl.days.contract import Breakdown, Entry, Part
from pejl.days.models import Contribution, PrivacyPromise
from pejl.days.registry import AnyActivity

SMALLEST = 5
WORDS_SMALLEST = 10


@dataclass(frozen=True)
class Rows:
    """What one result is made of: its standing contributions, the facilitator's, which every part
    of the result is made with, and how their activity reads them."""

    activity: AnyActivity
    config: Any
    pairs: Sequence[Pair]
    console: Sequence[Pair] = ()

    def summarise(self, pairs: Sequence[Pair]) -> Any:
        entries = [make_entry(*pair) for pair in (*self.console, *pairs)]
        return self.activity.summarise(self.config, entries)


def make_entry(row: Contribution, payload: Any) -> Entry[Any]:
    who = ""
    if row.slot.promise == PrivacyPromise.NAMED and row.attendance is not None:
        who = row.attendance.participant.name
    return Entry(row.id, row.giver, row.kind, row.item, payload, row.group, who)


def count_givers(pairs: Iterable[Pair]) -> int:
    return len({row.giver for row, _payload in pairs})


@dataclass(frozen=True)
class Plans:
    """Contributions that share one plan: which of their cells may show figures, which words."""

    figures: ReleasePlan
    words: ReleasePlan
    pairs: Sequence[Pair]

    @classmethod
    def of(cls, places: CellMap, pairs: Sequence[Pair]) -> "Plans":
        """Without those of the questions withheld; words alone have cells for words."""
        figures = places.plan(pairs, words=False, k=SMALLEST)
        words = places.plan(pairs, words=True, k=WORDS_SMALLEST)
        kept = [pair for pair in pairs if ask_question(pair[1]) not in figures.withheld]
        if all(has_words(payload) for _row, payload in kept):
            figures = replace(words, withheld=figures.withheld)
        return cls(figures, words, kept)


def has_words(payload: Any) -> bool:
    return bool(getattr(payload, "words", False))


def plan_parts(places: CellMap, pairs: Sequence[Pair]) -> tuple[Plans, Mapping[str, Plans]]:
    """The plan of all that is planned together, and of each question that is planned apart."""
    together: list[Pair] = []
    apart: dict[str, list[Pair]] = {}
    for pair in pairs:
        alone = getattr(pair[1], "apart", False)
        (apart.setdefault(ask_question(pair[1]), []) if alone else together).append(pair)
    return Plans.of(places, together), {
        question: Plans.of(places, apart[question]) for question in sorted(apart)
    }


def break_down(rows: Rows, places: CellMap, plans: Plans) -> Breakdown[Any]:
    """The results of the cells that the plan shows."""

    def make_part(axis: int, members: Sequence[int], *, speak: bool) -> Part[Any]:
        pairs = places.cut(plans.pairs, axis, members, speak=speak)
        names = places.name(axis, members)
        return Part(join_names(names), count_givers(pairs), rows.summarise(pairs), names)

    figures, words = plans.figures, plans.words
    runs = figures.levels if len(figures.levels) > 1 else ()
    levels = [make_part(0, run, speak=words_by_level(run, words)) for run in runs]
    areas = [make_part(1, (area,), speak=area in words.areas) for area in figures.areas]
    return Breakdown(
        tuple(part for part in levels if part.n),
        tuple(part for part in areas if part.n),
        tuple(describe_left_out(figures, places)) if plans.pairs else (),
    )


def words_by_level(run: Sequence[int], words: ReleasePlan) -> bool:
    """Whether the run is made of whole runs of the words' own plan, more than one in all."""
    inside = {level for piece in words.levels if set(piece) <= set(run) for level in piece}
    return len(words.levels) > 1 and inside == set(run)


def describe_left_out(plan: ReleasePlan, places: CellMap) -> Iterable[str]:
    if plan.rest:
        names = join_names(places.name(1, plan.rest))
        yield _("Not shown by themselves, to protect people: %(names)s.") % {"names": names}
    merged = [run for run in plan.levels if len(run) > 1]
    if merged and len(plan.levels) > 1:
        names = "; ".join(join_names(places.name(0, run)) for run in merged)
        yield _("Shown together, to protect people: %(names)s.") % {"names": names}
