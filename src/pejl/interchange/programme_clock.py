"""Lengths that follow from the times, and times that contradict the lengths."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.interchange.clock_times import MAX_LENGTH, format_clock
from pejl.interchange.lines import Doubt, quote_shortly
from pejl.interchange.programme_facts import Facts, Point
from pejl.interchange.programme_table import RowReading


def fill_lengths(rows: list[RowReading], ends: int | None) -> None:
    """A missing length is the time to the row's own end, the next start, or the end of the day; for
    what runs beside another, else as long as that."""
    following, first = ends, 0
    for at in reversed(range(len(rows))):  # each block from its last row
        rows[at].minutes = find_length(rows[at], find_start(rows, at), following)
        following = following if rows[at].beside else rows[at].start
    for at, row in enumerate(rows):
        first = first if row.beside else at
        row.minutes = row.minutes or rows[first].minutes


def find_start(rows: list[RowReading], at: int) -> int | None:
    """A row's own start, or that of the one that it runs beside."""
    while rows[at].start is None and rows[at].beside:
        at -= 1
    return rows[at].start


def find_length(row: RowReading, start: int | None, following: int | None) -> int | None:
    end = row.end if row.end is not None else following
    if row.minutes is not None or start is None or end is None:
        return row.minutes
    return end - start if 0 < end - start <= MAX_LENGTH else None


def find_clashes(rows: list[RowReading], starts: int, ends: int | None) -> Iterator[Doubt]:
    """A doubt for each item whose times and lengths contradict one another."""
    begins = clock = starts
    previous: RowReading | None = None  # that ends last of those so far
    for row in rows:
        if not row.beside:
            known = previous is None or previous.minutes is not None
            if row.start is not None and row.start != clock and known:
                yield Doubt(row.place, tell_gap(row, previous, clock, begins))
            begins = clock = clock if row.start is None else row.start
        if row.minutes is None:
            yield Doubt(
                row.place, _("“%(title)s” has no length.") % {"title": quote_shortly(row.title)}
            )
        over = begins + (row.minutes or 0)
        if row.minutes and row.end is not None and row.end != over:
            yield Doubt(row.place, tell_end(row.title, over, row.end))
            over = row.end
        previous = row if over >= clock or previous is None else previous
        clock = max(clock, over)
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


def tell_gap(row: RowReading, previous: RowReading | None, clock: int, begins: int) -> str:
    assert row.start is not None  # noqa: S101
    names = {
        "title": quote_shortly(row.title),
        "start": format_clock(row.start),
        "end": format_clock(clock),
    }
    if previous is None:
        return _("“%(title)s” starts at %(start)s, but the day starts at %(end)s.") % names
    names["previous"] = quote_shortly(previous.title)
    text = _("“%(title)s” starts at %(start)s, but “%(previous)s” ends at %(end)s.") % names
    if row.start != begins:
        return text
    mend = _("If they run side by side, write “yes” here in a column called “Together with”.")
    return f"{text} {mend}"


def tell_end(title: str, clock: int, end: int) -> str:
    text = _("“%(title)s” ends at %(clock)s by its length, but the file says %(end)s.")
    return text % {
        "title": quote_shortly(title),
        "clock": format_clock(clock),
        "end": format_clock(end),
    }
