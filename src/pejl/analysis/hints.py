"""Words that tell who wrote a text, or whom it is about, where that shall stay unsaid.

A help for the writer, not a proof: it finds the people, units and rare titles that it is told of,
and dates, times and addresses by their form, in Danish and English.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

COMMON_FROM = 5  # a title that so many hold tells of nobody
# First names that are words too: they count only beside a surname.
ORDINARY = frozenset(
    """
    ask august bo bjørn carl dan dag fin frede gry kaj karen kit liv lykke mai maj may my per
    rose september signe sol sten storm svend tage ulf vera vita
    """.split()  # noqa: SIM905
)
DAYS = "mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag"
WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
MONTHS = (
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|"
    "january|february|march|may|june|july|october"
)
TIMES = re.compile(
    rf"""\b(?:
      (?:i|sidste|forrige|på|den|last|on|this)\s(?:{DAYS}|{WEEKDAYS})s?
    | (?:den\s)?[0-3]?\d\.\s?(?:{MONTHS})
    | (?:den\s|d\.\s)[0-3]?\d[./][01]?\d
    | [12]\d{{3}}-[01]\d-[0-3]\d
    | (?:uge|week)\s[0-5]?\d
    | (?:kl\.?|klokken|at)\s[0-2]?\d[.:][0-5]\d
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
CONTACTS = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\b\d{6}-?\d{4}\b|\b\d{2}\s?\d{2}\s?\d{2}\s?\d{2}\b")
LONGEST = 200  # letters of a word that is looked for


class Known(NamedTuple):
    """One of the people: name, title and unit as written; empty where there is none."""

    name: str
    title: str = ""
    unit: str = ""


def list_telling(people: Iterable[Known]) -> tuple[str, ...]:
    """What tells of one or a few of them, in order: names whole and by the first, units, and titles
    that fewer than COMMON_FROM hold."""
    rows = list(people)
    titles = Counter(one.title.casefold() for one in rows)
    found = {
        word.strip()
        for one in rows
        for word in (
            one.name,
            one.unit,
            find_first(one.name),
            one.title if titles[one.title.casefold()] < COMMON_FROM else "",
        )
    }
    return tuple(sorted(word for word in found if 1 < len(word) <= LONGEST))


class Tells(StrEnum):
    """What a word tells of: so that a neutral one can be proposed for it."""

    WHEN = "when"
    CONTACT = "contact"
    UNIT = "unit"
    PERSON = "person"


def find_kind(word: str, units: Iterable[str] = ()) -> Tells:
    """Of a word that `find_hints` found. What is no time, address or unit is a person's."""
    if TIMES.fullmatch(word):
        return Tells.WHEN
    if CONTACTS.fullmatch(word):
        return Tells.CONTACT
    pattern = make_pattern(tuple(units))
    return Tells.UNIT if pattern and pattern.fullmatch(word) else Tells.PERSON


def find_first(name: str) -> str:
    """The first name; empty where it is an ordinary word, or no name of its own."""
    first = name.split()[0] if len(name.split()) > 1 else ""
    return "" if first.casefold() in ORDINARY else first


def find_hints(text: str, telling: Sequence[str]) -> tuple[str, ...]:
    """What in the text tells of someone, as it stands there, in its order and each once. Words of
    `telling` count in whole words, with or without a Danish genitive; names by their first alone
    only as written, with a capital."""
    found = [
        (match.start(), match.group())
        for pattern in (make_pattern(tuple(telling)), TIMES, CONTACTS)
        if pattern is not None
        for match in pattern.finditer(text)
    ]
    return tuple(dict.fromkeys(words for _start, words in sorted(found)))


@lru_cache(maxsize=16)
def make_pattern(telling: tuple[str, ...]) -> re.Pattern[str] | None:
    """The longest first, so that a whole name is found before its first part."""
    ordered = sorted(telling, key=len, reverse=True)
    if not ordered:
        return None
    words = "|".join(re.escape(word) if " " not in word else fold(word) for word in ordered)
    return re.compile(rf"(?<!\w)(?:{words})(?:s|’s|'s|’|')?(?!\w)")


def fold(word: str) -> str:
    """Of several words: in any case, with any space between."""
    parts = r"\s+".join(map(re.escape, word.split()))
    return f"(?i:{parts})"
