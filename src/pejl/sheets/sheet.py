"""What a spreadsheet is made of: sheets with columns, each explained where it is named."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Cell = str | int | float | date | datetime | time | None
Row = tuple[Cell, ...]
Text = str | Promise
T = TypeVar("T")


@dataclass(frozen=True)
class Column:
    """`meaning` and `values` (unit, range or what may stand there) go into the readme; `width` is
    in characters."""

    title: Text
    meaning: Text
    values: Text
    width: int = 14


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """`file` is its name as a file, in plain letters and without an ending; `rows` are read as they
    are written, so that they need not fit into memory together."""

    file: Text
    title: Text
    about: Text
    columns: tuple[Column, ...]
    rows: Callable[[T], Iterable[Row]]


@dataclass(frozen=True)
class Book(Generic[T]):
    """Sheets about one thing. `facts` say what it is, as the first rows of the readme."""

    of: T
    title: str
    author: str
    facts: tuple[tuple[Text, str], ...]
    sheets: tuple[Sheet[T], ...]

    def list_readme(self) -> Iterator[Row]:
        for name, said in self.facts:
            yield str(README_OF), str(name), said, ""
        for sheet in (self.readme, *self.sheets):
            yield str(sheet.title), "", str(sheet.about), ""
            for column in sheet.columns:
                yield str(sheet.title), *map(str, (column.title, column.meaning, column.values))

    @property
    def readme(self) -> "Sheet[T]":
        return Sheet(
            README_FILE, README, README_ABOUT, README_COLUMNS, lambda _of: self.list_readme()
        )


README_FILE = _("readme")
README = _("Read me")
README_OF = _("About this file")
README_ABOUT = _("What each sheet and each column holds.")
README_COLUMNS = (
    Column(_("Sheet"), _("The sheet that the column stands in."), _("Text"), 20),
    Column(_("Column"), _("The column; empty in the row about the sheet itself."), _("Text"), 26),
    Column(_("Meaning"), _("What stands there."), _("Text"), 80),
    Column(_("Unit or values"), _("What may stand there, and how it is written."), _("Text"), 50),
)
