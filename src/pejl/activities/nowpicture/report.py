"""The now-picture's section of the plan."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.nowpicture.drawing import (
    Profiles,
    draw_whole,
    list_profiles,
    name_ends,
    say_largest_gap,
    say_left_out,
)
from pejl.activities.nowpicture.rules import Config, Result, Said
from pejl.activities.nowpicture.views import group_statements, say_differences
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph
from pejl.ui.figures import to_figure


def report_nowpicture(view: RoomView[Config, Result]) -> Sequence[Block]:
    """The overview first, then each focus area by level and by area, then the statements."""
    released = view.released
    if released.whole is None:
        return [Paragraph(released.reason)] if released.reason else []
    return [
        *report_whole(view),
        *(
            block
            for found in list_profiles(view.config, released)
            for block in report_focus(view, found)
        ),
        *report_statements(released.whole),
    ]


def report_whole(view: RoomView[Config, Result]) -> Iterator[Block]:
    overview = draw_whole(view.config, view.released, "page")
    if overview is None:
        yield Paragraph(_("Nobody placed the focus areas.") + " " + say_left_out(view.released))
        return
    low, high = name_ends(view.config)
    yield Paragraph(
        _("Each placed the focus areas for their own unit, from 1 (%(low)s) to 7 (%(high)s).")
        % {"low": low, "high": high}
    )
    yield to_figure(overview)
    yield Paragraph(say_largest_gap(view.released))


def report_focus(view: RoomView[Config, Result], found: Profiles) -> Iterator[Block]:
    pictures = [picture for picture in (found.levels, found.areas) if picture]
    if pictures:
        yield Heading(found.focus.title, theirs=True)
        yield from (to_figure(picture) for picture in pictures)
        if said := say_differences(view, found.focus):
            yield Paragraph(" ".join(said))


def report_statements(result: Result) -> Iterator[Block]:
    for title, statements in group_statements(result):
        yield Heading(title)
        yield Bullets(tuple(say_statement(said) for said in statements), theirs=True)


def say_statement(said: Said) -> str:
    times = _("written by %(n)d") % {"n": said.times} if said.times > 1 else ""
    behind = [part for part in (said.focus and said.focus.title, said.who or times) if part]
    return f"{said.text} ({', '.join(behind)})" if behind else said.text
