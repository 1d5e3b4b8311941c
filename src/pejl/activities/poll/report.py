"""The poll's section of the plan."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.poll.rules import Config, Result
from pejl.activities.poll.views import draw_result, list_parts, name_sum, say_finding
from pejl.days.contract import Part, Released, RoomView
from pejl.ui.blocks import Block, Heading, Paragraph, Quotes, Table
from pejl.ui.figures import to_figure


def report_poll(view: RoomView[Config, Result]) -> Sequence[Block]:
    """The question and the room's answer, then each level's and area's that may be shown. What was
    said stands once: by level where it may, else all together."""
    result = view.released.whole
    if result is None or not result.n:
        return [Paragraph(view.released.reason)] if view.released.reason else []
    question = [Paragraph(view.config.question, theirs=True)] if view.config.question else []
    return [
        *question,
        *(
            report_words(view.config, result, view.released.levels)
            if view.config.ask == "words"
            else report_figures(view.config, result, view.released)
        ),
        *(Paragraph(line) for line in view.released.left_out),
    ]


def report_words(config: Config, result: Result, levels: Sequence[Part[Result]]) -> Iterator[Block]:
    yield Paragraph(say_finding(config, result))
    if sum(part.result.n for part in levels) != result.n:
        yield Quotes(result.texts)
        return
    for part in levels:
        yield Heading(f"{part.label} ({part.result.n})", theirs=True)
        yield Quotes(part.result.texts)


def report_figures(config: Config, result: Result, released: Released[Result]) -> Iterator[Block]:
    if picture := draw_result(config, result, "page"):
        yield to_figure(picture)
    for caption, group, parts in (
        (_("By level"), _("Level"), released.levels),
        (_("By area"), _("Area"), released.areas),
    ):
        rows = tuple((label, str(n), said) for label, n, said, _texts in list_parts(config, parts))
        if rows:
            yield Table(caption, (group, _("Answers"), name_sum(config)), rows, (3, 1.2, 8), (0,))
