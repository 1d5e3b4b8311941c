"""Bytes that somebody chose to a table of text. What the bytes are decides, not the file's name."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from pejl.interchange.csv_text import read_csv
from pejl.interchange.table_limits import unreadable
from pejl.interchange.table_types import MAX_BYTES, Table, TableError
from pejl.interchange.workbooks import read_workbook

__all__ = ["Table", "TableError", "read_table"]

ZIP_MARK = b"PK"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOREIGN_MARKS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def read_table(data: bytes, filename: str) -> Table:
    """Reads CSV or XLSX; `filename` only says in messages which file is meant.

    Raises TableError, and nothing else, whatever the bytes are.
    """
    with naming(filename):
        return read_bytes(data)


@contextmanager
def naming(filename: str) -> Iterator[None]:
    """Whatever TableError is raised inside says which file is meant."""
    try:
        yield
    except TableError as error:
        name = "".join(char for char in filename if char.isprintable())[-80:].strip()
        raise TableError(f"{name}: {error}" if name else str(error)) from error


def read_bytes(data: bytes) -> Table:
    check_size(data)
    if data.startswith(OLE_MARK):
        raise locked() if ENCRYPTED in data else old_format()
    if data.startswith(FOREIGN_MARKS):
        raise unreadable()
    table = read_workbook(data) if data.startswith(ZIP_MARK) else read_csv(data)
    check_content(table)
    return table


def check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise too_large()


def check_content(table: Table) -> None:
    filled = sum(1 for row in table.rows if row)
    if not filled:
        raise TableError(_("The file is empty. Check that it is the right one."))
    if filled == 1:
        raise TableError(
            _("There are no rows under the headings. Check that it is the right file or sheet.")
        )


def too_large() -> TableError:
    return TableError(
        _(
            "The file is larger than 10 MB. Save only the list of leaders in a file of its own, "
            "and choose that."
        )
    )


def locked() -> TableError:
    return TableError(
        _(
            "The file is locked with a password. Open it in your spreadsheet, save a copy "
            "without a password, and choose the copy."
        )
    )


def old_format() -> TableError:
    return TableError(
        _(
            "The file is in an old format. Open it in your spreadsheet, save it as .xlsx or .csv, "
            "and choose the new file."
        )
    )
