"""A development agreement from a Word or Markdown file.

Nothing is dropped: what is not understood becomes a doubt that names its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejl.interchange.agreement_areas import find_areas, find_title
from pejl.interchange.agreement_pieces import split_pieces
from pejl.interchange.agreement_reading import AreaReading, Reading, open_area, take_piece
from pejl.interchange.lines import Doubt, find_long_texts, quote_shortly
from pejl.interchange.outline import read_outline

# As long as an agreement's texts are stored.
MAX_TITLE, MAX_TEXT, MAX_FIGURE = 200, 500, 60


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """`now` and `target` as written (“62 %”), blank where the file has none."""

    text: str
    now: str
    target: str


@dataclass(frozen=True, slots=True)
class FocusAreaDraft:
    """`number` is unique within the agreement."""

    number: int
    title: str
    goal: str
    signs: list[str]
    indicators: list[IndicatorDraft]


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """Texts are as long as the file has them; `purpose` and `goal` may have several lines."""

    title: str
    purpose: str
    focus_areas: list[FocusAreaDraft]
    doubts: list[Doubt]


def read_agreement(data: bytes, filename: str) -> AgreementDraft:
    """What the file says, with doubts. Raises OutlineError (translated) if it cannot be read."""
    pieces = [piece for line in read_outline(data, filename) for piece in split_pieces(line)]
    title = find_title(pieces)
    areas = find_areas(pieces, title)
    reading = Reading()
    for i, piece in enumerate(pieces):
        if i == title:
            reading.title = piece.line
        elif i in areas:
            open_area(reading, piece)
        else:
            take_piece(reading, piece)
    return AgreementDraft(
        title=reading.title,
        purpose="\n".join(reading.purpose),
        focus_areas=[draft_area(area) for area in reading.areas],
        doubts=[*reading.doubts, *find_gaps(reading), *find_cuts(reading)],
    )


def draft_area(area: AreaReading) -> FocusAreaDraft:
    return FocusAreaDraft(
        number=area.number,
        title=area.title,
        goal="\n".join(area.goal),
        signs=area.signs,
        indicators=[IndicatorDraft(each.text, each.now, each.target) for each in area.indicators],
    )


def find_gaps(reading: Reading) -> Iterator[Doubt]:
    """What an agreement has and this one lacks."""
    file = _("the whole file")
    if not reading.title:
        yield Doubt(file, _("No title was found."))
    if not reading.purpose:
        yield Doubt(file, _("No purpose was found. It begins with “Purpose:”."))
    if not reading.areas:
        yield Doubt(file, _("No focus area was found. Each begins with a heading like “1. Title”."))
    for area in reading.areas:
        if not area.goal:
            text = _("The focus area “%(title)s” has no goal.")
            yield Doubt(area.place, text % {"title": quote_shortly(area.title)})
        for each in area.indicators:
            if not (each.now and each.target):
                text = _("The indicator “%(text)s” lacks its figure for now or for the target.")
                yield Doubt(each.place, text % {"text": quote_shortly(each.text)})


def find_cuts(reading: Reading) -> Iterator[Doubt]:
    yield from find_long_texts(_("the whole file"), MAX_TITLE, reading.title)
    for area in reading.areas:
        yield from find_long_texts(area.place, MAX_TITLE, area.title)
        yield from find_long_texts(area.place, MAX_TEXT, *area.signs)
        for each in area.indicators:
            yield from find_long_texts(each.place, MAX_TEXT, each.text)
            yield from find_long_texts(each.place, MAX_FIGURE, each.now, each.target)
