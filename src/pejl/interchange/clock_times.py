"""Clock times and lengths as people write them. A clock time is minutes since midnight."""

import re

CLOCK = r"(?:kl\b\.?\s*|at\s+)?([01]?\d|2[0-3])(?:[.:]([0-5]\d))?"
SPAN = re.compile(rf"{CLOCK}(?:\s*(?:[-–—]|til|to)\s*{CLOCK})?", re.IGNORECASE)
# In running text a bare number is a clock time only after “kl.” or as the end of a span.
BARE = r"(\d{1,2})(?:[.:](\d\d))?(?!\d)"
TOLD_SPAN = re.compile(
    rf"(?:\bkl\b\.?\s*|\bat\s+|\b(?=\d{{1,2}}[.:]\d\d)){BARE}(?:\s*(?:[-–—]|til|to)\s*(?:kl\b\.?\s*)?{BARE})?",
    re.IGNORECASE,
)
LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s*(?:t\.?|timer?|h|hours?|hrs?)\s*(?:og|and)?\s*)?"
    r"(?:(?P<minutes>\d{1,4})\s*(?:'|m|min\.?|minut(?:ter)?|mins\.?|minutes?)?)?",
    re.IGNORECASE,
)
HOURS_AND_MINUTES = re.compile(r"(\d{1,2}):([0-5]\d)")
MAX_LENGTH = 12 * 60


def read_span(text: str) -> tuple[int, int | None] | None:
    """The start, and the end if there is one, of “8.30”, “kl. 9” or “08:30–09:15”."""
    found = SPAN.fullmatch(text.strip())
    if not found:
        return None
    end = to_clock(found[3], found[4]) if found[3] else None
    return to_clock(found[1], found[2]), end


def find_span(text: str) -> tuple[int, int | None] | None:
    """The first clock time, or span of two, told in a line such as “Torsdag kl. 8.30–16.00”."""
    found = TOLD_SPAN.search(text)
    return read_span(re.sub(r"^at\s+", "", found[0])) if found else None


def to_clock(hours: str, minutes: str | None) -> int:
    return int(hours) * 60 + int(minutes or 0)


def read_length(text: str) -> int | None:
    """Minutes (1 to 720) in “15”, “15 min.”, “1 t 15 min”, “1,5 time” or “1:15”."""
    text = text.strip()
    if found := HOURS_AND_MINUTES.fullmatch(text):
        minutes = to_clock(found[1], found[2])
    elif text and (found := LENGTH.fullmatch(text)):
        hours = float((found["hours"] or "0").replace(",", "."))
        minutes = round(hours * 60) + int(found["minutes"] or 0)
    else:
        return None
    return minutes if 0 < minutes <= MAX_LENGTH else None


def format_clock(minutes: int) -> str:
    """“08:30”, whatever the language."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
