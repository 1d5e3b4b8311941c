"""The day's date, hours and size, from the lines above a programme's table."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.interchange.clock_times import find_span, read_span
from pejl.interchange.lines import Doubt, join_words, quote_shortly

SEPARATORS = re.compile(r"[·•|;\n]")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ENGLISH_MONTHS = {"may": "maj", "oct": "okt"}
MONTH = (
    r"(?P<month>jan(?:uary?)?|feb(?:ruary?)?|mar(?:ts|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?"
    r"|aug(?:ust)?|sep(?:t|tember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b",
        r"\b(?P<day>\d{1,2})(?P<mark>[./-]) ?(?P<month>\d{1,2})(?P=mark) ?(?P<year>\d{4})\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.? ?(?:of )?{MONTH},?(?: (?P<year>\d{{4}})\b)?",
        rf"\b{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b,?(?: (?P<year>\d{{4}})\b)?",
    )
]
PEOPLE = r"(?:deltagere?|personer|participants?|people)"
TABLES = r"(?:borde?|tables?)"
PARTICIPANTS = re.compile(rf"\b(\d{{1,4}}) {PEOPLE}\b|\b{PEOPLE}: ?(\d{{1,4}})\b", re.IGNORECASE)
TABLE_COUNT = re.compile(rf"\b(\d{{1,3}}) {TABLES}\b|\b{TABLES}: ?(\d{{1,3}})\b", re.IGNORECASE)


CLOCK = r"(?:kl\b\.? ?|at )?\d{1,2}(?:[.:]\d\d)?"
FIXED = r",? ?\(?\b(?P<fixed>fast|fixed)\)?"
END = re.compile(rf"\b(?:slut|slutter|end|ends):? (?P<clock>{CLOCK})\b(?:{FIXED})?", re.IGNORECASE)
POINT = re.compile(
    rf"(?P<title>.*?):? ?(?P<span>{CLOCK}(?: ?[-–—] ?{CLOCK})?){FIXED}", re.IGNORECASE
)


class Point(NamedTuple):
    place: str
    title: str
    clock: int


@dataclass
class Facts:
    """Clock times are minutes since midnight. `points`: what is said to begin at a fixed time."""

    date: dt.date | None = None
    starts: int | None = None
    ends: int | None = None
    end_fixed: bool = False
    points: list[Point] = field(default_factory=list)
    participants: int | None = None
    tables: int | None = None


def take_facts(facts: Facts, place: str, text: str) -> Iterator[Doubt]:
    """Adds what the line says that was not known; the parts that say nothing are doubts."""
    for part in map(join_words, SEPARATORS.split(text)):
        before = (facts.date, facts.starts, facts.ends, facts.participants, facts.tables)
        rest, doubt = take_date(facts, take_end(facts, part))
        named = take_point(facts, place, rest)
        if not named:
            take_hours(facts, rest)
        facts.participants = facts.participants or find_count(PARTICIPANTS, part)
        facts.tables = facts.tables or find_count(TABLE_COUNT, part)
        after = (facts.date, facts.starts, facts.ends, facts.participants, facts.tables)
        learnt = named or before != after
        if doubt:
            yield Doubt(place, doubt)
        elif part and not learnt:
            yield Doubt(place, _("“%(text)s” was not understood.") % {"text": quote_shortly(part)})


def take_date(facts: Facts, text: str) -> tuple[str, str]:
    """The text without its date, and what is wrong with the date, if anything."""
    found = next(filter(None, (pattern.search(text) for pattern in DATES)), None)
    if not found or facts.date:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    name = {"date": found[0].strip()}
    if not found["year"]:
        return rest, _("The date “%(date)s” has no year.") % name
    try:
        facts.date = dt.date(int(found["year"]), read_month(found["month"]), int(found["day"]))
    except ValueError:
        return rest, _("There is no such date as “%(date)s”.") % name
    return rest, ""


def read_month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    short = text[:3].casefold()
    return MONTHS.index(ENGLISH_MONTHS.get(short, short)) + 1


def take_hours(facts: Facts, text: str) -> None:
    span = find_span(text) if facts.starts is None else None
    if span:
        facts.starts, facts.ends = span[0], facts.ends if span[1] is None else span[1]


def take_end(facts: Facts, text: str) -> str:
    """The text without an end that it tells by itself, as “slut 16.00 fast” does."""
    found = END.search(text)
    span = read_span(found["clock"]) if found else None
    if not found or not span or facts.ends is not None:
        return text
    facts.ends, facts.end_fixed = span[0], bool(found["fixed"])
    return f"{text[: found.start()]} {text[found.end() :]}"


def take_point(facts: Facts, place: str, text: str) -> bool:
    """Whether the text says when an item begins, as “frokost 11.50 fast” does; hours that end in
    such a word have a fixed end."""
    found = POINT.fullmatch(join_words(text))
    span = read_span(found["span"]) if found else None
    if not found or not span:
        return False
    if span[1] is not None:
        facts.end_fixed = True
        return False
    if found["title"]:
        facts.points.append(Point(place, found["title"], span[0]))
    return bool(found["title"])


def find_count(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found[1] or found[2]) if found else None
