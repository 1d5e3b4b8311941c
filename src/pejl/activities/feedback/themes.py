"""A prompt's texts by what they are about: one answers a theme, and not twenty lines. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from pejl.activities.feedback.tallies import Told
from pejl.analysis.themes import find_themes
from pejl.days.replies import MOST_FOUND

LEAST = 3
MANY, TOO_MANY = 8, 600


class Part(NamedTuple):
    """A theme, from 1, with its words; or what is in none: 0, without any."""

    theme: int
    label: str
    told: Sequence[Told]


def split_told(told: Sequence[Told]) -> list[Part]:
    """The themes that LEAST texts or more share, largest first, and then the rest. One part where
    they are fewer than MANY, more than TOO_MANY to compare while someone waits, or all about the
    same. The same texts give the same parts, so that an answer stays with its theme."""
    if not told:
        return []
    few = not MANY <= len(told) <= TOO_MANY
    themes = () if few else find_themes([one.text for one in told], least=LEAST).groups[:MOST_FOUND]
    if any(len(theme.members) == len(told) for theme in themes):
        return [Part(0, "", told)]
    parts = [
        Part(number, theme.label, [told[at] for at in theme.members])
        for number, theme in enumerate(themes, start=1)
    ]
    used = {at for theme in themes for at in theme.members}
    rest = [one for at, one in enumerate(told) if at not in used]
    return [*parts, Part(0, "", rest)] if rest else parts
