"""Strips: one line a group, and where each stands in the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from pejl.ui.pictures.answers import Answers, count_answers, say_answers
from pejl.ui.pictures.lettering import text_width, wrap_text
from pejl.ui.pictures.marks import LEADING
from pejl.ui.pictures.render import Frame
from pejl.ui.pictures.sizes import MOST_LINES, Size

SHARES = (1.0, 0.8, 0.6, 0.45, 0.3)


@dataclass(frozen=True)
class Strip:
    """`counts[i]` answers on step `i + 1`, or a rating where they are not to be shown one by one;
    `None` when they are withheld. `before` are the same group's earlier answers: their
    mean is drawn, with a line from there."""

    label: str
    counts: Answers | None
    colour: str
    shape: str
    before: Answers | None = None


@dataclass(frozen=True)
class Place:
    """A strip's label and the middle of its circles, in pixels from the top."""

    strip: Strip
    lines: tuple[str, ...]
    label: float
    middle: float


@dataclass(frozen=True)
class Plan:
    """The measures that all strips of a picture share; `radius` of the largest circle."""

    size: Size
    steps: int
    frame: Frame
    radius: float
    places: tuple[Place, ...]


def plan_strips(strips: Sequence[Strip], steps: int, ends: tuple[str, str], size: Size) -> Plan:
    """As large as there is room for."""
    for most, share, fit in product(MOST_LINES, SHARES, size.list_letters()):
        plan = lay_strips(strips, steps, ends, fit, most=most, share=share)
        if plan.frame.height + plan.frame.bottom <= size.tallest:
            break
    return plan


def lay_strips(
    strips: Sequence[Strip],
    steps: int,
    ends: tuple[str, str],
    size: Size,
    *,
    most: int,
    share: float,
) -> Plan:
    """With at most `most` lines of label, and circles of a `share` of what they could be."""
    left, right = measure_sides(strips, size)
    width = size.width - left - right
    radius = share * min(0.46 * width / steps, 1.2 * size.text)
    room = size.width - 5.5 * size.small if size.stacked else left - size.text
    places: list[Place] = []
    bottom = 0.0
    for strip in strips:
        lines = tuple(wrap_text(strip.label, room, size.text, bold=True, most=most))
        place = place_strip(strip, lines, bottom, radius, size)
        places.append(place)
        under = place.middle + radius + (size.text if strip.before is not None else 0)
        bottom = max(under, end_label(place, size)) + 0.4 * size.text
    rows = max(len(lines) for lines in wrap_ends(ends, width, size))
    margin = size.small * (1.5 + rows * LEADING)
    frame = Frame(width, bottom, left, right, bottom=margin)
    return Plan(size, steps, frame, radius, tuple(places))


def place_strip(
    strip: Strip, lines: tuple[str, ...], top: float, radius: float, size: Size
) -> Place:
    """Beside its label, or under it when labels are stacked; the mean needs a line above, which a
    label of many lines uses too."""
    height = len(lines) * size.text * LEADING
    mean = 1.1 * size.text
    if size.stacked:
        return Place(strip, lines, top + size.text * LEADING / 2, top + height + mean + radius)
    raised = min(mean / 2, max(0.0, height / 2 - radius))
    middle = top + max(mean + radius, height / 2 + raised)
    return Place(strip, lines, middle - raised - (height - size.text * LEADING) / 2, middle)


def wrap_ends(ends: tuple[str, str], width: float, size: Size) -> list[list[str]]:
    """What the first and the last step mean, each in its half of the scale."""
    return [wrap_text(end, 0.47 * width, size.small) for end in ends]


def end_label(place: Place, size: Size) -> float:
    """Where the last line of the label ends."""
    return place.label + (len(place.lines) - 0.5) * size.text * LEADING


def measure_sides(strips: Sequence[Strip], size: Size) -> tuple[float, float]:
    """Room for the labels to the left and the number of answers to the right."""
    if size.stacked:
        return 0, 0
    widest = max((text_width(strip.label, size.text, bold=True) for strip in strips), default=0)
    answers = max(
        (text_width(say_answers(count_answers(strip.counts)), size.small) for strip in strips),
        default=0,
    )
    share = 0.68 * size.labels
    return min(widest + 4, share * size.width) + size.text, answers + size.small
