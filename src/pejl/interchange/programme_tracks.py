"""Which items of a programme run side by side: where a column says so, or their tracks do."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.interchange.clock_times import format_clock
from pejl.interchange.lines import Doubt, quote_shortly
from pejl.interchange.programme_table import RowReading

NO = {"", "nej", "no", "-", "–"}
YES = {
    "ja", "x", "yes", "✓", "forrige", "den forrige", "det forrige", "den før", "punktet før",
    "rækken over", "previous", "the previous", "the one before", "the row above",
}  # fmt: skip
TITLED = re.compile(r"(?:spor|track) ?(\d{1,2}|[a-zæøå])\b", re.IGNORECASE)


def join_tracks(rows: list[RowReading]) -> Iterator[Doubt]:
    """Marks the items that run beside the one before them. A doubt for each that is said to, and
    cannot or hardly does."""
    block: list[RowReading] = []
    for row in rows:
        fault = find_fault(row, block)
        if fault:
            yield Doubt(row.place, fault)
        row.beside = bool(block) and not fault and runs_beside(row, block)
        block = [*block, row] if row.beside else [row]


def runs_beside(row: RowReading, block: Sequence[RowReading]) -> bool:
    if row.together.casefold() not in NO:
        return True
    tracks = [find_track(one) for one in block]
    return bool(find_track(row)) and all(tracks) and find_track(row) not in tracks


def find_track(row: RowReading) -> str:
    """What its column says, or its title: “Track A: …”."""
    titled = TITLED.match(row.title)
    return (row.track or (titled[1] if titled else "")).casefold()


def find_fault(row: RowReading, block: Sequence[RowReading]) -> str:
    said = row.together.casefold().rstrip(".")
    names = {"title": quote_shortly(row.title), "said": quote_shortly(row.together)}
    if said not in NO and not block:
        return (
            _("“%(title)s” is the first item, so there is none before it to run beside it.") % names
        )
    if said not in NO | YES and not any(one.title.casefold().startswith(said) for one in block):
        return (
            _(
                "“%(title)s” is to run together with “%(said)s”, which is not the row just above. "
                "Move the two together, or write “yes” if it is the row above that is meant."
            )
            % names
        )
    if not block or not runs_beside(row, block):
        return ""
    return find_other_time(row, block[0])


def find_other_time(row: RowReading, first: RowReading) -> str:
    if row.start is None or first.start is None or row.start == first.start:
        return ""
    return _(
        "“%(title)s” starts at %(start)s and so cannot run together with “%(other)s”, which starts "
        "at %(begins)s. Give both the same time, or put those of the same time next to each other."
    ) % {
        "title": quote_shortly(row.title),
        "start": format_clock(row.start),
        "other": quote_shortly(first.title),
        "begins": format_clock(first.start),
    }
