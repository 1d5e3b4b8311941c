"""The parts of a result: the runs of levels and the areas that may be shown by themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from pejl.analysis.disclosure import Group
from pejl.analysis.disclosure import Release as ReleasePlan
from pejl.days.asides import bears_name
from pejl.days.cells import CellMap, ask_question, join_names, take_figures
from pejl.days.contract import Breakdown, Entry, Part
from pejl.days.folding import Line, Pair
from pejl.days.registry import AnyActivity

SMALLEST = 5
WORDS_SMALLEST = 10
EXACT_SMALLEST = 10
NOT_SHOWN = 3  # coarseness of a question from which levels, and one before it areas, are left out
NOWHERE = 4  # and, of what two answers make, the whole room


def count_needed(asked: int) -> int:
    """How many have to write before the words of a group of `asked` people are shown: all that is
    shown is words, and in a group of under WORDS_SMALLEST one is known by them."""
    return SMALLEST if asked >= WORDS_SMALLEST else WORDS_SMALLEST


@dataclass(frozen=True)
class Rows:
    """What one result is made of: its standing contributions, the facilitator's, which every part
    of the result is made with, and how their activity reads them."""

    activity: AnyActivity
    config: Any
    pairs: Sequence[Pair]
    console: Sequence[Pair] = ()

    def summarise(self, pairs: Sequence[Pair], exact: Collection[str] | None = None) -> Any:
        """With figures said coarsely for all questions but the `exact` ones; None: as they are."""
        entries = [make_entry(*pair) for pair in (*self.console, *pairs)]
        result = self.activity.summarise(self.config, entries)
        if exact is None or self.activity.figures is None:
            return result
        return self.activity.figures.coarsen(self.config, result, exact)

    @property
    def twofold(self) -> frozenset[str]:
        """The questions that two answers of one person make: shown in full, or not at all."""
        figures = self.activity.figures
        paired = figures.paired if figures else None
        return frozenset(names[2] for names in (paired.find(self.config) if paired else ()))

    def list_exact(self, pairs: Iterable[Pair]) -> frozenset[str]:
        """The questions with so many answers that a whole may show them in full."""
        givers: dict[str, set[str]] = defaultdict(set)
        for row, payload in pairs:
            givers[ask_question(payload)].add(row.giver)
        return frozenset(one for one, found in givers.items() if len(found) >= EXACT_SMALLEST)


def make_entry(row: Line, payload: Any) -> Entry[Any]:
    who = row.who if row.named or bears_name(payload) else ""
    return Entry(row.id, row.giver, row.kind, row.item, payload, row.group, who)


def count_givers(pairs: Iterable[Pair]) -> int:
    return len({row.giver for row, _payload in pairs})


@dataclass(frozen=True)
class Plans:
    """Which cells of contributions that share one plan may show figures, which of them in full,
    and which may show words. Words alone have cells for words."""

    figures: ReleasePlan
    exact: ReleasePlan
    words: ReleasePlan

    @classmethod
    def of(cls, places: CellMap, pairs: Sequence[Pair], *, best: bool = False) -> "Plans":
        figures = places.plan(pairs, words=False, k=SMALLEST, best=best)
        exact = places.plan(pairs, words=False, k=EXACT_SMALLEST, best=best)
        words = places.plan(pairs, words=True, k=WORDS_SMALLEST)
        kept = list_kept(pairs, figures.withheld)
        if all(take_figures(payload) is None for _row, payload in kept):
            figures = replace(words, withheld=figures.withheld)
        return cls(figures, exact, words)


def list_kept(pairs: Iterable[Pair], withheld: Collection[str]) -> list[Pair]:
    return [pair for pair in pairs if ask_question(pair[1]) not in withheld]


def plan_parts(places: CellMap, pairs: Sequence[Pair]) -> tuple[Plans, dict[str, Plans]]:
    """The plan of all that is planned together, with the least loss there is; and that of each
    question planned apart, of which there may be many, by the fast way."""
    together, apart = split_apart(pairs)
    return Plans.of(places, together, best=True), {
        question: Plans.of(places, apart[question]) for question in sorted(apart)
    }


def split_apart(pairs: Iterable[Pair]) -> tuple[list[Pair], dict[str, list[Pair]]]:
    """Those planned together, and those of each question planned apart."""
    together: list[Pair] = []
    apart: dict[str, list[Pair]] = {}
    for pair in pairs:
        alone = getattr(pair[1], "apart", False)
        (apart.setdefault(ask_question(pair[1]), []) if alone else together).append(pair)
    return together, apart


def list_parts(figures: ReleasePlan) -> Iterator[tuple[int, Group]]:
    """The runs of levels (axis 0), where there is more than one, and the areas (axis 1) shown."""
    if len(figures.levels) > 1:
        yield from ((0, run) for run in figures.levels)
    yield from ((1, (area,)) for area in figures.areas)


def break_down(
    rows: Rows,
    places: CellMap,
    plans: Plans,
    pairs: Sequence[Pair],
    coarse: Mapping[str, int],
) -> Breakdown[Any]:
    """The results of the cells that the plans show, of the questions that are not too coarse."""
    parts: tuple[list[Part[Any]], list[Part[Any]]] = [], []
    for axis, members in list_parts(plans.figures):
        speak = holds(plans.words, axis, members)
        full = holds(plans.exact, axis, members)
        fine = [pair for pair in pairs if coarse.get(ask_question(pair[1]), 0) + axis < NOT_SHOWN]
        cut = places.cut(fine, axis, members, speak=speak)
        questions = {ask_question(payload) for _row, payload in cut} - plans.exact.withheld
        exact = {one for one in questions if full and (not coarse.get(one) or one in rows.twofold)}
        names = places.name(axis, members)
        if n := count_givers(cut):
            result = rows.summarise(cut, exact)
            parts[axis].append(Part(join_names(names), n, result, names))
    left_out = tuple(describe_left_out(plans.figures, places)) if pairs else ()
    return Breakdown(tuple(parts[0]), tuple(parts[1]), left_out)


def holds(plan: ReleasePlan, axis: int, members: Sequence[int]) -> bool:
    """Whether the plan shows the area, or is made of runs of which some are just these levels."""
    if axis:
        return set(members) <= set(plan.areas)
    inside = {level for run in plan.levels if set(run) <= set(members) for level in run}
    return len(plan.levels) > 1 and inside == set(members)


def describe_left_out(plan: ReleasePlan, places: CellMap) -> Iterable[str]:
    if plan.rest:
        names = join_names(places.name(1, plan.rest))
        yield _("Not shown by themselves, to protect people: %(names)s.") % {"names": names}
    merged = [run for run in plan.levels if len(run) > 1]
    if merged and len(plan.levels) > 1:
        names = "; ".join(join_names(places.name(0, run)) for run in merged)
        yield _("Shown together, to protect people: %(names)s.") % {"names": names}
