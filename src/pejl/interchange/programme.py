"""A day's programme from a Word, spreadsheet or Markdown file.

Nothing is dropped: what is not understood becomes a doubt that names its place.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pejl.interchange.clock_times import format_clock
from pejl.interchange.lines import (
    Bullet,
    Doubt,
    Heading,
    Line,
    TableRow,
    Text,
    find_long_texts,
    join_words,
    quote_shortly,
)
from pejl.interchange.outline import read_outline
from pejl.interchange.programme_clock import (
    fill_lengths,
    find_clashes,
    find_lost_bounds,
    fix_points,
    take_last_row,
)
from pejl.interchange.programme_facts import Facts, take_facts
from pejl.interchange.programme_table import Head, RowReading, read_head, read_row
from pejl.interchange.programme_tracks import join_tracks

# As long as an item's texts are stored.
MAX_TITLE, MAX_FORM = 160, 40
USUAL_START = 8 * 60 + 30
TABLE_TITLES = {"program", "programme", "dagens program", "the programme"}


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """`start` is “08:30”, or None where the file has none; `fixed`: it says so of that start.
    `minutes` is 0 to 720, 0 if unknown. `beside`: it runs beside the one before it."""

    start: str | None
    minutes: int
    form: str
    title: str
    text: str
    activity: str
    fixed: bool = False
    least: int | None = None
    most: int | None = None
    keeping: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    """Times are “08:30”. `starts_at` is the first item's start, where the file tells it."""

    title: str
    date: dt.date | None
    starts_at: str
    ends_at: str | None
    participants: int | None
    tables: int | None
    items: list[ItemDraft]
    doubts: list[Doubt]
    end_fixed: bool = False


@dataclass
class Reading:
    title: str = ""
    facts: Facts = field(default_factory=Facts)
    head: Head | None = None
    rows: list[RowReading] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read_programme(
    data: bytes, filename: str, propose_activity: Callable[[str, str], str]
) -> ProgrammeDraft:
    """What the file says, with doubts; `propose_activity` gives the activity of a form and title.

    Raises OutlineError (translated) if the file cannot be read.
    """
    lines = read_outline(data, filename)
    reading = Reading()
    title = find_title(lines)
    for i, line in enumerate(lines):
        if isinstance(line, TableRow):
            take_row(reading, line)
        elif i == title:
            reading.title = join_words(line.text)
            list(take_facts(reading.facts, line.place, line.text))
        else:
            take_text(reading, line)
    return draft_programme(reading, propose_activity)


def find_title(lines: list[Line]) -> int | None:
    """The first heading, or else a plain first line that tells nothing of hours or size."""
    for i, line in enumerate(lines):
        if isinstance(line, Heading):
            return i
    first = lines[0]
    plain = not isinstance(first, TableRow) and any(take_facts(Facts(), first.place, first.text))
    return 0 if plain else None


def take_row(reading: Reading, line: TableRow) -> None:
    head = read_head(line)
    if head:
        reading.head = head
        return
    row = read_row(line, reading.head) if reading.head else None
    if row:
        reading.rows.append(row)
        reading.doubts.extend(find_long_texts(row.place, MAX_TITLE, row.title))
        reading.doubts.extend(find_long_texts(row.place, MAX_FORM, row.form))
        reading.doubts.extend(
            Doubt(row.place, f"{trouble} ({quote_shortly(row.title)})") for trouble in row.troubles
        )
    elif any(map(str.strip, line.cells)):
        doubt_text(reading, line.place, " | ".join(filter(None, map(join_words, line.cells))))


def take_text(reading: Reading, line: Text) -> None:
    """A line above the table may tell of the day; one below it is about something else."""
    typed = line.number if isinstance(line, Bullet) else None
    text = line.text if typed is None else f"{typed}. {line.text}"
    if join_words(text).casefold().rstrip(":") in TABLE_TITLES:
        return
    if reading.head:
        doubt_text(reading, line.place, text)
    else:
        reading.doubts.extend(take_facts(reading.facts, line.place, text))


def doubt_text(reading: Reading, place: str, text: str) -> None:
    message = _("“%(text)s” was not understood.") % {"text": quote_shortly(text)}
    reading.doubts.append(Doubt(place, message))


def draft_programme(
    reading: Reading, propose_activity: Callable[[str, str], str]
) -> ProgrammeDraft:
    facts, rows = reading.facts, reading.rows
    take_last_row(facts, rows)
    lost = list(fix_points(rows, facts.points))
    lost += join_tracks(rows)
    first = rows[0].start if rows else None
    starts = next((each for each in (first, facts.starts) if each is not None), USUAL_START)
    fill_lengths(rows, facts.ends)
    lost += find_lost_bounds(rows)
    stated = starts if facts.starts is None else facts.starts
    return ProgrammeDraft(
        title=reading.title,
        date=facts.date,
        starts_at=format_clock(starts),
        ends_at=format_optional(facts.ends),
        participants=facts.participants,
        tables=facts.tables,
        items=[draft_item(row, propose_activity) for row in rows],
        doubts=[
            *reading.doubts,
            *lost,
            *find_clashes(rows, stated, facts.ends),
            *find_gaps(reading),
        ],
        end_fixed=facts.end_fixed and facts.ends is not None,
    )


def draft_item(row: RowReading, propose_activity: Callable[[str, str], str]) -> ItemDraft:
    return ItemDraft(
        start=format_optional(row.start),
        minutes=row.minutes or 0,
        form=row.form,
        title=row.title,
        text=row.text,
        activity=propose_activity(row.form, row.title),
        fixed=row.fixed and row.start is not None,
        least=row.least,
        most=row.most,
        keeping=row.keeping,
        beside=row.beside,
    )


def format_optional(clock: int | None) -> str | None:
    return None if clock is None else format_clock(clock)


def find_gaps(reading: Reading) -> Iterator[Doubt]:
    """What a programme has and this one lacks."""
    file = _("the whole file")
    if not reading.title:
        yield Doubt(file, _("No title was found."))
    if not reading.rows:
        text = _(
            "No programme was found. It is a table whose first row names its columns: "
            "Start, Minutes, Form, Title, Content."
        )
        yield Doubt(file, text)
    elif reading.rows[0].start is None and reading.facts.starts is None:
        names = {"time": format_clock(USUAL_START)}
        yield Doubt(file, _("No start of the day was found. %(time)s is a proposal.") % names)
