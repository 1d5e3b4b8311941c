"""Whom one may want to ask, by where one stands in the chain. Pure."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

from pejl.activities.asking.rules import Someone

MOST = 3


class Suggestion(NamedTuple):
    """`path` is how they stand to one: leader, led, peers or other_area."""

    path: str
    people: Sequence[Someone]


def suggest(people: Sequence[Someone], who: str) -> list[Suggestion]:
    """At most MOST by each path, nobody twice and never oneself. Those on one's level with the same
    leader come before others there; who is suggested of another area differs from one to another,
    so that not all ask the same."""
    me = next((one for one in people if one.id == who), None)
    if me is None:
        return []
    others = [one for one in people if one.id != who]
    level = [one for one in others if one.level == me.level]
    near = sorted(level, key=lambda one: one.leader != me.leader or not me.leader)
    far = [one for one in others if one.area and one.area != me.area]
    Random(who).shuffle(far)  # noqa: S311  so that a reload suggests the same
    far.sort(key=lambda one: one.level != me.level)
    paths = (
        ("leader", [one for one in others if one.id == me.leader]),
        ("led", [one for one in others if one.leader == who]),
        ("peers", [one for one in near if one.area == me.area]),
        ("other_area", far),
    )
    return list(pick_each(paths))


def pick_each(paths: Iterable[tuple[str, Sequence[Someone]]]) -> Iterable[Suggestion]:
    taken: set[str] = set()
    for path, found in paths:
        people = [one for one in found if one.id not in taken][:MOST]
        taken |= {one.id for one in people}
        if people:
            yield Suggestion(path, people)


def list_rest(people: Sequence[Someone], who: str, shown: Sequence[Suggestion]) -> list[Someone]:
    """All others, by name."""
    known = {one.id for suggestion in shown for one in suggestion.people} | {who}
    return sorted((one for one in people if one.id not in known), key=lambda one: one.name)
