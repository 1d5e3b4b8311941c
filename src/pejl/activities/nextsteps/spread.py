"""How next steps spread over levels, areas and focus areas: counts, pictures and a sentence. All of
it is named and the whole room's, so nothing is left out."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.nextsteps.config import Config
from pejl.activities.nextsteps.rules import list_bare
from pejl.activities.nextsteps.states import State
from pejl.activities.nextsteps.summing import Result
from pejl.activities.nextsteps.words import join_names
from pejl.ui.colours import focus_colour
from pejl.ui.pictures.bar_drawing import Bar, draw_bar_layers
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import SIZES, Use

MOST_BARE = 60  # letters of a priority


class Spread(NamedTuple):
    """One way of looking at the steps: `title` says by what; a bar for each, also without any."""

    title: str
    bars: tuple[Bar, ...]


def list_spreads(config: Config, result: Result) -> list[Spread]:
    """By owners' level, by their area, and by focus area; those that the day does not have are not
    there. Steps whose owner said no do not count."""
    steps = [step for step in result.steps if step.state != State.DECLINED]
    people = {one.id: one for one in config.people}
    level = Counter(people[step.owner_id].level for step in steps)
    area = Counter(people[step.owner_id].area for step in steps)
    focus = Counter(step.focus for step in steps)
    levels = [Bar(name, level[name]) for name in config.levels]
    areas = [Bar(name, area[name]) for name in config.areas]
    areas += [Bar(_("across"), area[""])] if area[""] else []
    themes = [
        Bar(one.title, focus[one.id], *focus_colour(one.number)) for one in config.focus_areas
    ]
    themes += [Bar(_("no focus area"), focus[None])] if focus[None] and themes else []
    found = [
        Spread(_("Level"), tuple(levels)),
        Spread(_("Area"), tuple(areas)),
        Spread(_("Focus area"), tuple(themes)),
    ]
    return [one for one in found if one.bars]


def draw_spreads(config: Config, result: Result, size: Use) -> list[Picture]:
    """One for each way of looking at them; none while there are no steps."""
    spreads = list_spreads(config, result)
    if not any(bar.value for spread in spreads for bar in spread.bars):
        return []
    return [draw_spread(spread, size) for spread in spreads]


def draw_spread(spread: Spread, size: Use) -> Picture:
    rows = tuple((bar.label, str(bar.value)) for bar in spread.bars)
    return Picture(
        svg=draw_bar_layers(spread.bars, SIZES[size]),
        title=spread.title,
        alt=". ".join(f"{label}: {value}" for label, value in rows) + ".",
        header=(spread.title, _("Next steps")),
        rows=rows,
        note="",
    )


def say_spread(config: Config, result: Result) -> str:
    """Where most steps are, and where none is; empty while there are no steps."""
    spreads = list_spreads(config, result)
    tops = [top for spread in spreads[:2] if (top := find_top(spread.bars))]
    if not tops:
        return ""
    most = join_names([f"{bar.label} ({bar.value})" for bar in tops])
    none = [bar.label for spread in spreads for bar in spread.bars if not bar.value]
    said = [_("Most are in %(most)s.") % {"most": most}]
    if none:
        said.append(_("None yet: %(none)s.") % {"none": join_names(none)})
    return " ".join(said)


def find_top(bars: Sequence[Bar]) -> Bar | None:
    """The one that has more than all others."""
    top = max(bars, key=lambda bar: bar.value)
    alone = sum(bar.value == top.value for bar in bars) == 1
    return top if top.value and alone else None


def say_bare(config: Config, result: Result) -> str:
    """Which priorities no next step comes from; empty where there is none such."""
    found = [cut(one.text) for one in list_bare(config, result)]
    if not found:
        return ""
    shown = [f"“{text}”" for text in found[:2]]
    if len(found) > len(shown):
        shown.append(_("%(n)d more") % {"n": len(found) - len(shown)})
    return _("No next step yet for the priorities: %(names)s.") % {"names": join_names(shown)}


def cut(text: str) -> str:
    return text if len(text) <= MOST_BARE else text[: MOST_BARE - 1].rstrip() + "…"
