"""The picture of a movement: each level before and after, one under the other."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.dilemma.results import Result
from pejl.activities.dilemma.rules import Config
from pejl.activities.dilemma.words import say_movement
from pejl.days.contract import Released
from pejl.ui.colours import focus_colour
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import SIZES, Use
from pejl.ui.pictures.strip_drawing import draw_strips
from pejl.ui.pictures.strip_words import describe_strips, head_table, list_row, say_note
from pejl.ui.pictures.strips import Strip


def list_groups(released: Released[Result], *, areas: bool = False) -> list[tuple[str, Result]]:
    """The whole room, then each part that may be shown."""
    if released.whole is None:
        return []
    parts = released.areas if areas else released.levels
    return [(_("The whole room"), released.whole), *((one.label, one.result) for one in parts)]


def list_movements(
    config: Config, released: Released[Result], at: int, *, areas: bool = False
) -> list[str]:
    found = (
        say_movement(config.dilemmas[at], at, label, result)
        for label, result in list_groups(released, areas=areas)
    )
    return [one for one in found if one]


def draw_movement(
    config: Config, released: Released[Result], at: int, size: Use, *, areas: bool = False
) -> Picture | None:
    """None where nobody has placed themselves, or nothing may be shown."""
    strips = list(list_strips(config, released, at, areas=areas))
    if not strips:
        return None
    dilemma = config.dilemmas[at]
    said = list_movements(config, released, at, areas=areas)
    answered = _("%(n)d of %(all)d have answered.")
    left_out = answered % {"n": released.answered, "all": released.invited}
    return Picture(
        svg=draw_strips(strips, dilemma.poles, SIZES[size]),
        title=said[0] if said else dilemma.title,
        alt=describe_strips(strips, dilemma.poles),
        header=head_table(_("Group"), strips),
        rows=tuple(list_row(strip, strips) for strip in strips),
        note=say_note(strips, " ".join((left_out, *released.left_out))),
    )


def list_strips(
    config: Config, released: Released[Result], at: int, *, areas: bool
) -> Iterator[Strip]:
    colour, shape = focus_colour(config.dilemmas[at].number)
    names = {"before": _("Before: %(group)s"), "after": _("After: %(group)s")}
    for label, result in list_groups(released, areas=areas):
        for when, name in names.items():
            if answers := result.find(at, when):
                yield Strip(name % {"group": label}, answers, colour, shape)
