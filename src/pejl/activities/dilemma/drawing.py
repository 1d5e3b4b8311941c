"""The picture of a movement: each level before and after, one under the other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.dilemma.results import Mismatch, Result, name_movement
from pejl.activities.dilemma.rules import Config
from pejl.activities.dilemma.words import say_mismatch, say_movement
from pejl.days.contract import Breakdown, Released
from pejl.ui.colours import focus_colour
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import SIZES, Use
from pejl.ui.pictures.strip_drawing import draw_strips
from pejl.ui.pictures.strip_words import describe_strips, head_table, list_row, say_note
from pejl.ui.pictures.strips import Strip


class Group(NamedTuple):
    """The whole room, or a part of it. `ways` are empty where they may not be shown."""

    label: str
    result: Result
    ways: Sequence[int]


def list_groups(released: Released[Result], at: int, *, areas: bool = False) -> list[Group]:
    """The whole room, then each part that may be shown."""
    whole = released.whole
    if whole is None:
        return []
    alone = released.apart.get(name_movement(at), Breakdown())
    parts, moved = (released.areas, alone.areas) if areas else (released.levels, alone.levels)
    ways = {one.members: one.result.count_ways(at) for one in moved}
    return [
        Group(_("The whole room"), whole, whole.count_ways(at)),
        *(Group(one.label, one.result, ways.get(one.members, ())) for one in parts),
    ]


def list_movements(
    config: Config, released: Released[Result], at: int, *, areas: bool = False
) -> list[str]:
    found = (
        say_movement(config.dilemmas[at], at, one.label, one.result, one.ways)
        for one in list_groups(released, at, areas=areas)
    )
    return [one for one in found if one]


def draw_movement(
    config: Config, released: Released[Result], at: int, size: Use, *, areas: bool = False
) -> Picture | None:
    """None where nobody has placed themselves, or nothing may be shown."""
    groups = list_groups(released, at, areas=areas)
    colour, shape = focus_colour(config.dilemmas[at].number)
    strips = list(list_strips(groups, at, colour, shape))
    if not strips:
        return None
    near = list(join_strips(groups, at, colour, shape)) if size == "beside" else strips
    dilemma = config.dilemmas[at]
    said = list_movements(config, released, at, areas=areas)
    answered = _("%(n)d of %(all)d have answered.")
    left_out = answered % {"n": released.answered, "all": released.invited}
    return Picture(
        svg=draw_strips(near, dilemma.poles, SIZES[size]),
        title=said[0] if said else dilemma.title,
        alt=describe_strips(strips, dilemma.poles),
        header=head_table(_("Group"), strips),
        rows=tuple(list_row(strip, strips) for strip in strips),
        note=say_note(strips, " ".join((left_out, *released.left_out))),
    )


def list_strips(groups: Sequence[Group], at: int, colour: str, shape: str) -> Iterator[Strip]:
    names = {"before": _("Before: %(group)s"), "after": _("After: %(group)s")}
    for label, result, _ways in groups:
        for when, name in names.items():
            if answers := result.find(at, when):
                yield Strip(name % {"group": label}, answers, colour, shape)


def join_strips(groups: Sequence[Group], at: int, colour: str, shape: str) -> Iterator[Strip]:
    """One for each group, with where it stood before: for a screen, so that there is room for
    names. Where either placing is missing, the other as it is."""
    for group in groups:
        before, after = group.result.find(at, "before"), group.result.find(at, "after")
        if before and after:
            yield Strip(group.label, after, colour, shape, before)
        else:
            yield from list_strips([group], at, colour, shape)


def draw_decisions(
    config: Config, released: Released[Result], found: Sequence[Mismatch], size: Use
) -> Picture | None:
    """Both sides of each decision that may be compared; None where there is none."""
    strips = [
        strip
        for one in found
        for strip in list_sides(config, released.apart[f"decide:{one.decision}"], one)
    ]
    if not strips:
        return None
    ends = (_("the leader decides"), _("the others decide"))
    return Picture(
        svg=draw_strips(strips, ends, SIZES[size]),
        title=say_mismatch(config, found[0]),
        alt=describe_strips(strips, ends),
        header=head_table(_("Group"), strips),
        rows=tuple(list_row(strip, strips) for strip in strips),
        note=say_note(strips, ""),
    )


def list_sides(config: Config, apart: Breakdown[Result], found: Mismatch) -> Iterator[Strip]:
    colour, shape = focus_colour(found.decision + 1)
    results = {one.members: one.result for one in apart.levels}
    for side, _mean in found.sides:
        for choice in results[(side,)].choices:
            several = len(config.decisions) > 1
            label = f"{config.decisions[found.decision]} · {side}" if several else side
            yield Strip(label, choice.answers, colour, shape)
