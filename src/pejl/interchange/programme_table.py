"""The rows of a programme's table: which column is which, and what each row says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pejl.interchange.clock_times import read_length, read_span
from pejl.interchange.lines import TableRow, join_words, quote_shortly

HEADS = {
    "start": "start starter starts fra from kl klokken tid tidspunkt time begin begins",
    "end": "slut slutter til end ends to",
    "minutes": "minutter min minutes mins varighed længde duration length",
    "least": "mindst minimum least",
    "most": "højst maksimum most maximum",
    "form": "form arbejdsform format mode",
    "together": "samtidig parallelt parallel",
    "track": "spor track",
    "title": (
        "titel title punkt programpunkt emne overskrift aktivitet activity item topic session hvad"
    ),
    "text": "indhold content contents beskrivelse description noter notes tekst text details",
}
COLUMNS = {head: column for column, heads in HEADS.items() for head in heads.split()}
COLUMNS |= dict.fromkeys(("når tiden er knap", "when time is short"), "keeping")
COLUMNS |= {
    f"{word} {mate}": "together"
    for word, mates in (
        ("samtidig med", ("punktet før", "forrige", "det forrige")),
        ("sammen med", ("punktet før", "forrige", "det forrige")),
        ("together with", ("the one before", "previous", "the previous")),
    )
    for mate in mates
}
TOGETHER = "samtidig med|sammen med|parallelt med|together with|parallel with|side by side with"
COLUMNS |= dict.fromkeys(TOGETHER.split("|"), "together")
SAID = {
    "uncut": "må ikke afkortes|må ikke kortes|må ikke forkortes|must not be cut",
    "skip": "må springes over|kan springes over|may be skipped|can be skipped",
    "shorten": "må blive kortere|må kortes|may be shorter",
}
KEEPINGS = {said: keeping for keeping, all_ in SAID.items() for said in all_.split("|")}


@dataclass(frozen=True)
class Head:
    """`columns`: which place in the row holds what; `names`: the heading of each place."""

    columns: dict[str, int]
    names: tuple[str, ...]


@dataclass
class RowReading:
    """Clock times are minutes since midnight; `keeping` as in `days.models.Keeping`, empty where
    nothing is said; `together` and `track` are what the file says, and `beside` whether it runs
    beside the row before; `troubles` are translated messages."""

    place: str
    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    form: str = ""
    title: str = ""
    text: str = ""
    fixed: bool = False
    least: int | None = None
    most: int | None = None
    keeping: str = ""
    together: str = ""
    track: str = ""
    beside: bool = False
    troubles: list[str] = field(default_factory=list)


def read_head(row: TableRow) -> Head | None:
    """The row as a heading row: it names a start or a length, and a title or a content."""
    names = tuple(map(join_words, row.cells))
    columns: dict[str, int] = {}
    for i, name in enumerate(names):
        column = COLUMNS.get(re.sub(r" ?\(.*|[.:]", "", name).casefold())
        if column:
            columns.setdefault(column, i)
    if "title" not in columns and "text" in columns:
        columns["title"] = columns.pop("text")
    timed = {"start", "minutes"} & set(columns)
    return Head(columns, names) if timed and "title" in columns else None


def read_row(row: TableRow, head: Head) -> RowReading | None:
    """What the row says, or None if that is not enough for an item."""
    cells = {name: cell_at(row, place) for name, place in head.columns.items()}
    reading = RowReading(row.place, form=cells.get("form", ""), title=cells["title"])
    reading.together, reading.track = cells.get("together", ""), cells.get("track", "")
    reading.text = "\n".join(filter(None, (cells.get("text", ""), *list_extras(row, head))))
    take_times(reading, cells)
    take_room(reading, cells)
    if not reading.title:
        reading.title = reading.form or reading.text.partition("\n")[0]
        reading.troubles.append(_("The item has no title."))
        if reading.start is None and reading.minutes is None:
            return None
    return reading if reading.title else None


def take_times(reading: RowReading, cells: dict[str, str]) -> None:
    start, end, minutes = (cells.get(name, "") for name in ("start", "end", "minutes"))
    start, reading.fixed = split_fixed(start)
    if span := read_span(start):
        reading.start, reading.end = span
    elif start:
        reading.troubles.append(_("The time “%(text)s” was not understood.") % quote(start))
    if span := read_span(end):
        reading.end = span[0]
    elif end:
        reading.troubles.append(_("The time “%(text)s” was not understood.") % quote(end))
    reading.minutes = take_length(reading, minutes)


def take_length(reading: RowReading, said: str) -> int | None:
    minutes = read_length(said)
    if said and minutes is None:
        reading.troubles.append(_("The length “%(text)s” was not understood.") % quote(said))
    return minutes


def take_room(reading: RowReading, cells: dict[str, str]) -> None:
    """How the length may give."""
    reading.least = take_length(reading, cells.get("least", ""))
    reading.most = take_length(reading, cells.get("most", ""))
    said = cells.get("keeping", "")
    reading.keeping = KEEPINGS.get(said.casefold().rstrip("."), "")
    if said and not reading.keeping:
        reading.troubles.append(
            _("“%(text)s” was not understood. Write “must not be cut” or “may be skipped”.")
            % quote(said)
        )


FIXED = re.compile(r"\s*\(?\b(?:fast|fixed)\)?\s*$", re.IGNORECASE)


def split_fixed(start: str) -> tuple[str, bool]:
    """“11.50 fast” is a start that does not give."""
    rest = FIXED.sub("", start)
    return rest, bool(rest) and rest != start


def quote(text: str) -> dict[str, str]:
    return {"text": quote_shortly(text)}


def list_extras(row: TableRow, head: Head) -> Iterator[str]:
    """The cells of columns that a programme has no place for, with their heading."""
    for i, cell in enumerate(map(join_words, row.cells)):
        if cell and i not in head.columns.values():
            name = head.names[i] if i < len(head.names) else ""
            yield f"{name}: {cell}" if name else cell


def cell_at(row: TableRow, place: int) -> str:
    return join_words(row.cells[place]) if place < len(row.cells) else ""
