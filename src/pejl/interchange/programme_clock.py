"""Lengths that follow from the times, and times that contradict the lengths."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.interchange.clock_times import MAX_LENGTH, format_clock
from pejl.interchange.lines import Doubt, quote_shortly
from pejl.interchange.programme_facts import Facts, Point
from pejl.interchange.programme_table import RowReading


def fill_lengths(rows: list[RowReading], ends: int | None) -> None:
    """A missing length is the time to the row's own end, the next start, or the end of the day."""
    following = [row.start for row in rows[1:]] + [ends]
    for row, following_start in zip(rows, following, strict=False):
        end = row.end if row.end is not None else following_start
        if row.minutes is None and row.start is not None and end is not None:
            minutes = end - row.start
            row.minutes = minutes if 0 < minutes <= MAX_LENGTH else None


def find_clashes(rows: list[RowReading], starts: int, ends: int | None) -> Iterator[Doubt]:
    """A doubt for each item whose times and lengths contradict one another."""
    clock = starts
    previous: RowReading | None = None
    for row in rows:
        if row.start is not None:
            if row.start != clock and (previous is None or previous.minutes is not None):
                yield Doubt(row.place, tell_gap(row.title, row.start, previous, clock))
            clock = row.start
        if row.minutes is None:
            yield Doubt(
                row.place, _("“%(title)s” has no length.") % {"title": quote_shortly(row.title)}
            )
        clock += row.minutes or 0
        if row.minutes and row.end is not None and row.end != clock:
            yield Doubt(row.place, tell_end(row.title, clock, row.end))
            clock = row.end
        previous = row
    if previous and previous.minutes and ends is not None and ends != clock:
        yield Doubt(previous.place, tell_end(previous.title, clock, ends))


ENDS = {"slut", "end"}


def take_last_row(facts: Facts, rows: list[RowReading]) -> None:
    """A last row that only says when the day is over is no item."""
    last = rows[-1] if rows else None
    if not last or last.title.casefold() not in ENDS or last.minutes or last.end is not None:
        return
    if last.start is not None and len(rows) > 1:
        facts.ends, facts.end_fixed = last.start, last.fixed or facts.end_fixed
        rows.pop()


def fix_points(rows: list[RowReading], points: list[Point]) -> Iterator[Doubt]:
    """Each point fixes the first item that its words begin; a doubt for one that fixes none."""
    for point in points:
        name = point.title.casefold()
        row = next((row for row in rows if row.title.casefold().startswith(name)), None)
        if row:
            row.start, row.fixed = point.clock, True
        else:
            text = _("No item is called “%(title)s”, so its fixed time was left out.")
            yield Doubt(point.place, text % {"title": quote_shortly(point.title)})


def find_lost_bounds(rows: list[RowReading]) -> Iterator[Doubt]:
    """A doubt for each least or most that its item's length contradicts; it is then let go."""
    for row in rows:
        title, minutes = quote_shortly(row.title), row.minutes or 1
        if row.least and row.least > minutes:
            text = _(
                "“%(title)s” lasts %(n)d minutes, which its least of %(m)d does not allow. "
                "It was left out."
            )
            yield Doubt(row.place, text % {"title": title, "n": minutes, "m": row.least})
            row.least = None
        if row.most and row.most < minutes:
            text = _(
                "“%(title)s” lasts %(n)d minutes, which its most of %(m)d does not allow. "
                "It was left out."
            )
            yield Doubt(row.place, text % {"title": title, "n": minutes, "m": row.most})
            row.most = None


def tell_gap(title: str, start: int, previous: RowReading | None, clock: int) -> str:
    names = {
        "title": quote_shortly(title),
        "start": format_clock(start),
        "end": format_clock(clock),
    }
    if previous is None:
        return _("“%(title)s” starts at %(start)s, but the day starts at %(end)s.") % names
    names["previous"] = quote_shortly(previous.title)
    return _("“%(title)s” starts at %(start)s, but “%(previous)s” ends at %(end)s.") % names


def tell_end(title: str, clock: int, end: int) -> str:
    text = _("“%(title)s” ends at %(clock)s by its length, but the file says %(end)s.")
    return text % {
        "title": quote_shortly(title),
        "clock": format_clock(clock),
        "end": format_clock(end),
    }
