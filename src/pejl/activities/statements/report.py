"""The round's section of the plan: what unites, what divides, the patterns and the themes."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.statements.finding import Found, list_dividing, list_found, list_uniting
from pejl.activities.statements.rules import Config
from pejl.activities.statements.tallies import Result
from pejl.activities.statements.views import draw_map, name_patterns
from pejl.activities.statements.words import (
    say_dividing,
    say_groups,
    say_sides,
    say_tally,
    say_uniting,
)
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph, Table
from pejl.ui.figures import to_figure

MOST = 10


def report_statements(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole
    if result is None:
        return [Paragraph(view.released.reason)] if view.released.reason else []
    found = list_found(result, view.released.apart)
    if not found:
        return [Paragraph(_("No statement was voted on by enough to show anything."))]
    return [
        *report_found(_("What unites us"), say_uniting, list_uniting(found)),
        *report_found(_("What divides us"), say_dividing, list_dividing(found)),
        *report_groups(result),
        *report_themes(result),
    ]


def report_found(title: str, say: Callable[[int], str], found: Sequence[Found]) -> Iterator[Block]:
    yield Heading(title)
    yield Paragraph(say(len(found)))
    lines = [f"{one.statement.text} ({say_sides(one) or say_tally(one.tally)})" for one in found]
    if lines:
        yield Bullets(tuple(lines[:MOST]))


def report_groups(result: Result) -> Iterator[Block]:
    yield Heading(_("Patterns in how we vote"))
    yield Paragraph(say_groups(result.groups))
    if picture := draw_map(result.groups, "page"):
        yield to_figure(picture)
        yield Bullets(
            tuple(
                " ".join(
                    [
                        f"{pattern.letter}:",
                        *(_("Yes:") + f" {one.text}." for one in pattern.agrees),
                        *(_("No:") + f" {one.text}." for one in pattern.disagrees),
                    ]
                )
                for pattern in name_patterns(result)
            )
        )


def report_themes(result: Result) -> Iterator[Block]:
    named = [theme for theme in result.themes if theme.name]
    rows = tuple((theme.name.capitalize(), str(len(theme.statements))) for theme in named)
    if rows:
        yield Heading(_("What the statements are about"))
        yield Table(_("Themes"), (_("Theme"), _("Statements")), rows, (4, 1), (0,))
