"""The same item on two days: what may be shown of both, and whether the change is real.

Part of the gate. The means are those that the gate shows of each day, for the levels that both
show by themselves. What is new is one word for each: whether the change is real
(`analysis.change`), where ten or more answered on each day. Only that word is made of who answered
what on both days; how much the same people moved is said nowhere, since held against the two means
it would tell of the few who came or left.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from pejl.analysis import compared
from pejl.analysis.change import find_changes
from pejl.analysis.compared import find_mean
from pejl.analysis.ratings import Rating
from pejl.days.cells import CellMap, join_names
from pejl.days.contract import Released, Scale
from pejl.days.entries import Moved
from pejl.days.gate import find_shown, list_said, read_rows, release
from pejl.days.models import PrivacyPromise, Slot, SlotState, ThemeDay
from pejl.days.registry import AnyActivity, find_activity, list_activities

ROOM = ("",)
Group = tuple[str, ...]
Who = tuple[str, int]
Answers = dict[str, dict[Who, float]]  # by figure and who


@dataclass(frozen=True)
class Compared:
    """`both` answered on both days."""

    moved: tuple[Moved, ...]
    both: int
    left_out: tuple[str, ...]


def find_scaled(day: ThemeDay) -> Slot | None:
    """The day's last closed item that can be held against that of another day."""
    keys = [one.key for one in list_activities() if one.scales and one.figures]
    found = day.slots.filter(activity__in=keys, state=SlotState.CLOSED).select_related("day")
    return found.order_by("-position").first()


class Row(NamedTuple):
    """A group's scale then and now, and the answers of each who gave any."""

    group: Group
    before: Scale
    now: Scale
    answers: dict[Who, tuple[float, float]]


def compare(before: Slot, now: Slot) -> Compared:
    """By focus area, the whole room first and then the levels that both days show, from the top."""
    shown = release(before), release(now)
    groups = list_groups(*shown)
    rows = list(list_rows(before, now, shown, groups))
    tables = [np.reshape(list(row.answers.values()), (-1, 2)) for row in rows]
    moved = [
        Moved(
            row.now.focus,
            count_steps(row.now.answers),
            join_names(row.group if row.group != ROOM else ()),
            find_mean(row.before.answers),
            find_mean(row.now.answers),
            change.verdict,
        )
        for row, change in zip(rows, find_changes(tables), strict=True)
    ]
    both = {who for row in rows for who, said in row.answers.items() if not np.isnan(said).any()}
    return Compared(tuple(moved), len(both), say_left_out(*shown, groups))


def list_rows(
    before: Slot, now: Slot, shown: tuple[Released[Any], Released[Any]], groups: list[Group]
) -> Iterator[Row]:
    activity = find_activity(now.activity)
    then_scales, now_scales = (list_scales(activity, released, groups) for released in shown)
    then_levels, now_levels = read_levels(before, activity), read_levels(now, activity)
    for focus in now_scales.get(ROOM, ()):
        for group in groups:
            first = find_alike(then_scales.get(group, ()), focus)
            last = find_alike(now_scales.get(group, ()), focus)
            if first and last:
                earlier = pick(then_levels, group, first.figure)
                later = pick(now_levels, group, last.figure)
                everyone = sorted(earlier.keys() | later.keys())
                answers = {who: (earlier.get(who, nan), later.get(who, nan)) for who in everyone}
                yield Row(group, first, last, answers)


def count_steps(answers: compared.Answers) -> int:
    return answers.steps if isinstance(answers, Rating) else len(answers)


def list_groups(before: Released[Any], now: Released[Any]) -> list[Group]:
    """The whole room, and the runs of levels that both days show alike."""
    earlier = {part.members for part in before.levels}
    return [ROOM, *(part.members for part in now.levels if part.members in earlier)]


def list_scales(
    activity: AnyActivity, released: Released[Any], groups: list[Group]
) -> dict[Group, list[Scale]]:
    assert activity.scales is not None  # noqa: S101
    found = {part.members: part.result for part in released.levels if part.members in groups}
    if released.whole is not None:
        found[ROOM] = released.whole
    return {group: list(activity.scales(result)) for group, result in found.items()}


def find_alike(scales: Sequence[Scale], wanted: Scale) -> Scale | None:
    title = wanted.focus.title.strip().casefold()
    same = [one for one in scales if one.focus.id == wanted.focus.id]
    same += [one for one in scales if one.focus.title.strip().casefold() == title]
    return same[0] if same else None


def read_levels(slot: Slot, activity: AnyActivity) -> Mapping[str, Answers]:
    """Everyone's answers as values from 1, by the level stood in then; the room's under "". Who
    is not known (an anonymous item) is someone else on each day."""
    rows, kept = read_rows(slot, activity), find_shown(slot)
    assert activity.figures is not None  # noqa: S101
    found: dict[str, Answers] = defaultdict(lambda: defaultdict(dict))
    places = kept.map if kept else CellMap.of(slot)
    anonymous = slot.promise == PrivacyPromise.ANONYMOUS
    people = dict(slot.day.attendances.order_by().values_list("id", "participant_id"))
    for row, payload in list_said(rows.pairs, places, anonymous=anonymous):
        known = people.get(row.attendance_id or 0)
        who = ("", known) if known else (f"{slot.id} {row.giver}", 0)
        place = places.place(row)
        for figure, value in activity.figures.read(rows.config, payload).items():
            for group in ("", places.levels[place[0]]) if place else ("",):
                found[group][figure][who] = value + 1
    return found


def pick(levels: Mapping[str, Answers], group: Group, figure: str) -> dict[Who, float]:
    """The answers of that run of levels."""
    found: dict[Who, float] = {}
    for level in group:
        found |= levels.get(level, {}).get(figure, {})
    return found


def say_left_out(before: Released[Any], now: Released[Any], groups: list[Group]) -> tuple[str, ...]:
    kept = {name for group in groups for name in group}
    names = [name for part in (*before.levels, *now.levels) for name in part.members]
    missing = list(dict.fromkeys(name for name in names if name not in kept))
    if not missing:
        return ()
    said = _("Not compared, since both days do not show them alike: %(names)s.")
    return (said % {"names": join_names(missing)},)
