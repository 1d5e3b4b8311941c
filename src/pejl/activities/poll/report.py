"""The poll's section of the plan."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.poll.rules import Config, Result
from pejl.activities.poll.views import draw_result, list_parts, name_sum, say_finding
from pejl.days.contract import Part, RoomView
from pejl.ui.blocks import Block, Heading, Paragraph, Quotes, Table
from pejl.ui.figures import to_figure


def report_poll(view: RoomView[Config, Result]) -> Sequence[Block]:
    """The question and the room's answer, then each level's and area's that may be shown."""
    result = view.released.whole
    if result is None or not result.n:
        return [Paragraph(view.released.reason)] if view.released.reason else []
    question = [Paragraph(view.config.question)] if view.config.question else []
    return [
        *question,
        *report_whole(view.config, result),
        *report_parts(view.config, _("By level"), _("Level"), view.released.levels),
        *report_parts(view.config, _("By area"), _("Area"), view.released.areas),
        *(Paragraph(line) for line in view.released.left_out),
    ]


def report_whole(config: Config, result: Result) -> Iterator[Block]:
    picture = draw_result(config, result, "page")
    if picture is None:
        yield Paragraph(say_finding(config, result))
        yield Quotes(result.texts)
    else:
        yield to_figure(picture)


def report_parts(
    config: Config, title: str, group: str, parts: Sequence[Part[Result]]
) -> Iterator[Block]:
    found = list_parts(config, parts)
    if not found:
        return
    if config.ask != "words":
        rows = tuple((label, str(n), said) for label, n, said, _texts in found)
        yield Table(title, (group, _("Answers"), name_sum(config)), rows, (3, 1.2, 8))
        return
    yield Heading(title)
    for label, n, _said, texts in found:
        yield Heading(f"{label} ({n})", 3)
        yield Quotes(texts)
