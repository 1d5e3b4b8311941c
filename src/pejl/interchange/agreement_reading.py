"""How an agreement is read line by line: what is open, and where the next text belongs."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pejl.interchange.agreement_pieces import BOLD_LEVEL, Label, Piece
from pejl.interchange.lines import Doubt, quote_shortly

FIGURE = re.compile(r"(?:^|(?<=[\s(,;.]))(nu|now|måltal|mål|target|goal)\s*:", re.IGNORECASE)
NOW_WORDS = {"nu", "now"}


@dataclass
class IndicatorReading:
    place: str
    text: str
    now: str = ""
    target: str = ""


@dataclass
class AreaReading:
    place: str
    number: int
    title: str
    goal: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    indicators: list[IndicatorReading] = field(default_factory=list)


@dataclass
class Reading:
    """`section` is the label that lines without one belong to."""

    title: str = ""
    purpose: list[str] = field(default_factory=list)
    areas: list[AreaReading] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    highest: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    area: AreaReading | None = None
    area_level: int = 0
    section: Label | None = None


def open_area(reading: Reading, piece: Piece) -> None:
    used = reading.numbers
    free = reading.highest + 1
    number = free if piece.number is None or piece.number in used else piece.number
    if piece.number in used:
        text = _("Number %(number)d is used twice. “%(title)s” has become number %(free)d.")
        names = {"number": piece.number, "title": quote_shortly(piece.text), "free": free}
        reading.doubts.append(Doubt(piece.place, text % names))
    used.add(number)
    reading.highest = max(reading.highest, number)
    reading.area = AreaReading(piece.place, number, piece.text)
    reading.area_level = piece.level or 0
    reading.areas.append(reading.area)
    reading.section = None


def take_piece(reading: Reading, piece: Piece) -> None:
    if piece.label:
        take_label(reading, piece, piece.label)
    elif piece.level is not None and piece.level < BOLD_LEVEL:
        # A heading as large as a focus area's ends that area, whatever it is about.
        if piece.level <= reading.area_level:
            reading.area = None
        reading.section = None
        doubt_line(reading, piece)
    elif reading.section:
        put_text(reading, piece, reading.section)
    else:
        doubt_line(reading, piece)


def take_label(reading: Reading, piece: Piece, label: Label) -> None:
    """A label without a text begins a section; with one it is complete (a purpose may go on)."""
    if label in {Label.NOW, Label.TARGET} or awaits_target(reading, piece, label):
        put_figure(reading, piece, "now" if label is Label.NOW else "target")
        return
    reading.section = label if label is Label.PURPOSE or not piece.text else None
    if label is Label.AREAS:
        reading.section = None
    if not piece.text:
        return
    if label is Label.AREAS or is_repeated(reading, label):
        reading.section = None
        doubt_line(reading, piece)
    else:
        put_text(reading, piece, label)


def awaits_target(reading: Reading, piece: Piece, label: Label) -> bool:
    """“Goal: 75 %” on a line of its own below an indicator is that indicator's target."""
    area = reading.area
    below = area and area.goal and area.indicators and not area.indicators[-1].target
    return bool(label is Label.GOAL and piece.text and below)


def is_repeated(reading: Reading, label: Label) -> bool:
    """A second goal of a focus area, or a second purpose that stands within one."""
    if label is Label.GOAL:
        return bool(reading.area and reading.area.goal)
    return label is Label.PURPOSE and bool(reading.purpose and reading.areas)


def put_figure(reading: Reading, piece: Piece, name: str) -> None:
    indicators = reading.area.indicators if reading.area else []
    if piece.text and indicators and not getattr(indicators[-1], name):
        setattr(indicators[-1], name, clean_figure(piece.text))
    else:
        doubt_line(reading, piece)


def put_text(reading: Reading, piece: Piece, label: Label) -> None:
    if label is Label.PURPOSE:
        reading.purpose.append(piece.text)
    elif reading.area is None:
        text = _("“%(text)s” stands outside the focus areas.")
        reading.doubts.append(Doubt(piece.place, text % {"text": quote_shortly(piece.line)}))
    elif label is Label.GOAL:
        reading.area.goal.append(piece.text)
    elif label is Label.SIGN:
        reading.area.signs.append(piece.text)
    else:
        reading.area.indicators.append(read_indicator(piece))


def read_indicator(piece: Piece) -> IndicatorReading:
    """“Share of children. Now: 62 %. Target: 75 %.” with its two figures, in any order."""
    text, *others = FIGURE.split(piece.text)
    figures: dict[str, list[str]] = {"now": [], "target": []}
    for word, figure in zip(others[::2], others[1::2], strict=True):
        name = "now" if word.casefold() in NOW_WORDS else "target"
        figures[name].append(clean_figure(figure))
    now, target = ("; ".join(figures[name]) for name in ("now", "target"))
    return IndicatorReading(piece.place, text.strip().rstrip(" .,;:–-("), now, target)


def clean_figure(text: str) -> str:
    text = text.strip().rstrip(" .,;–-")
    return text if "(" in text else text.rstrip(")")


def doubt_line(reading: Reading, piece: Piece) -> None:
    text = _("“%(text)s” was not understood.") % {"text": quote_shortly(piece.line)}
    reading.doubts.append(Doubt(piece.place, text))
