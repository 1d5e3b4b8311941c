"""A whole day out and in, at the shell."""

from pathlib import Path
from typing import BinaryIO

import click
from django.db import transaction

from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.days.models import ThemeDay
from pejl.interchange.day_file import DayFile
from pejl.interchange.day_in import TakenIn, read_day, take_in
from pejl.interchange.day_out import take_out
from pejl.interchange.zips import Unsound
from pejl.people.models import Organisation, list_languages

LONGEST_NAME = 120


def export_from_shell(code: str, file: Path) -> None:
    """Readable by its owner only, and kept in the audit trail. Raises `NotTakenOut`."""
    day = ThemeDay.objects.filter(code=code.strip().upper()).first()
    if day is None:
        raise click.ClickException(f"No day has the code {code}.")
    data = take_out(day)
    file.touch(mode=0o600)
    file.write_bytes(data)
    note(day.organisation, None, Act.EXPORTED, "archive", day)
    click.echo(f"{file}: {len(data):,} bytes, {day}")


def import_from_shell(file: BinaryIO, organisation: str | None, *, again: bool) -> None:
    """Into the organisation of that name, or of the name in the file. Raises `Unsound`."""
    found = read_day(file)
    with transaction.atomic():
        place = find_place(found, organisation or found.about.organisation)
        taken = take_in(found, place, again=again, owned=True)
        if taken.look:
            note(place, None, Act.CHANGED, "look", taken.look)
    click.echo("\n".join(tell(found, taken)))


def find_place(found: DayFile, name: str) -> Organisation:
    known = Organisation.objects.filter(name=name)
    if len(known) > 1:
        raise click.ClickException(f"{len(known)} organisations are called {name}.")
    if known:
        return known[0]
    if not 0 < len(name) <= LONGEST_NAME:
        raise Unsound("It does not say whose day it is.")
    language = found.about.language
    spoken = language if language in dict(list_languages()) else "da"
    return Organisation.objects.create(name=name, language=spoken)


def tell(found: DayFile, taken: TakenIn) -> list[str]:
    day, counts = taken.day, found.about.counts
    if taken.known:
        return [f"{day} is here already; nothing was done. With --again a copy is made."]
    counted = {name: len(lines) for name, lines in found.lines.items()}
    fresh = counted["people"] - taken.held
    return [
        f"{day}, {day.organisation}, as {day.code}",
        f"  {counted['slots']} items, {counted['contributions']} answers, "
        f"{counted['people']} people, of whom {fresh} are new here",
        *(["  It wears the look that came along."] if taken.look else []),
        "  No mail goes out about it by itself, until someone says so on its page.",
        *([] if counts == counted else ["  The file says other counts than it holds."]),
    ]
