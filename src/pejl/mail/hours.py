"""When a mail may go out: not in the evening, at weekends or on Danish holidays. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

MIDNIGHT = time(0)


@dataclass(frozen=True)
class Quiet:
    """Quiet from `begin` until `end`, over midnight when that is earlier; never when alike."""

    begin: time = time(17)
    end: time = time(8)
    weekends: bool = True
    holidays: bool = True
    zone: str = "Europe/Copenhagen"


def next_sending_time(when: datetime, quiet: Quiet) -> datetime:
    """`when` if it is not quiet then, else the first moment after it that is not. Aware times."""
    at = when.astimezone(ZoneInfo(quiet.zone))
    while True:
        if is_day_off(at.date(), quiet):
            at = jump(at, MIDNIGHT)
        elif is_quiet_time(at.time(), quiet):
            at = jump(at, quiet.end)
        else:
            return max(when, at.astimezone(UTC))


def jump(at: datetime, clock: time) -> datetime:
    """The next moment after `at` when the clock shows so."""
    fresh = datetime.combine(at.date(), clock, at.tzinfo).replace(fold=at.fold)
    if clock <= at.time():
        fresh = datetime.combine(at.date() + timedelta(days=1), clock, at.tzinfo)
    return fresh.astimezone(UTC).astimezone(at.tzinfo)


def is_quiet_time(clock: time, quiet: Quiet) -> bool:
    if quiet.begin <= quiet.end:
        return quiet.begin <= clock < quiet.end
    return clock >= quiet.begin or clock < quiet.end


def is_day_off(day: date, quiet: Quiet) -> bool:
    if quiet.weekends and day.weekday() >= 5:
        return True
    return quiet.holidays and day in list_holidays(day.year)


@lru_cache(maxsize=64)
def list_holidays(year: int) -> frozenset[date]:
    """Days when Danish banks are closed: holidays, the Friday after Ascension, Constitution Day,
    Christmas Eve and New Year's Eve. The first of May counts too."""
    known = holidays.country_holidays(
        "DK", years=year, categories=("public", "optional"), language="en_US"
    )
    days = set(known)
    days |= {day + timedelta(days=1) for day, name in known.items() if name == "Ascension Day"}
    return frozenset(days)
