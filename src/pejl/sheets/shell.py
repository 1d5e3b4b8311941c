"""A day's figures as spreadsheets, at the shell."""

from pathlib import Path

import click
from django.utils.text import slugify
from django.utils.translation import override

from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.days.models import ThemeDay
from pejl.sheets.books import NotNow, make_day_book
from pejl.sheets.writing import write_folder, write_xlsx, write_zip


def export_from_shell(code: str, kind: str, to: Path | None) -> None:
    """In the organisation's language, readable by its owner only, and kept in the audit trail."""
    days = ThemeDay.objects.select_related("organisation", "agreement")
    day = days.filter(code=code.strip().upper()).first()
    if day is None:
        raise click.ClickException(f"No day has the code {code}.")
    stem = slugify(f"{day.title} {day.date or ''}") or day.code.lower()
    path = to or Path(f"{stem}.xlsx" if kind == "xlsx" else stem)
    with override(day.organisation.language):
        try:
            book = make_day_book(day)
        except NotNow as reason:
            raise click.ClickException(str(reason)) from None
        if kind == "csv" and path.suffix != ".zip":
            write_folder(book, path)
        else:
            path.touch(mode=0o600)
            with path.open("wb") as file:
                (write_xlsx if kind == "xlsx" else write_zip)(book, file)
    note(day.organisation, None, Act.EXPORTED, "numbers", day)
    click.echo(f"{path}: {day}")
