"""Finds the headings of a table and which column holds what."""

from collections.abc import Collection
from typing import Annotated, Any

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta, Struct

from pejl.interchange.column_content import find_email_columns, find_name_column
from pejl.interchange.headings import map_headings
from pejl.interchange.leader_fields import Field
from pejl.interchange.leader_types import Doubt
from pejl.interchange.table_types import Table

SEARCHED_ROWS = 100
Index = Annotated[int, Meta(ge=0, lt=1_000)]


class Columns(Struct, frozen=True):
    """Plain data that a person may correct.

    `header_row` is a row number as in the file, 0 if there are no headings. `mapping` is from a
    field to a column counted from 0. `other_headers` are rows below it that are headings once
    more, and are skipped. `findings` are what a person should see before going on.
    """

    header_row: int
    mapping: dict[Field, Index]
    other_headers: list[int] = []
    findings: list[Doubt] = []


def propose_columns(table: Table, header_row: int | None = None) -> Columns:
    """A proposal; with `header_row` (0 for none) a person has said where the headings are."""
    if header_row is None:
        header_row = find_header(table)
    headings = get_row(table, header_row)
    body = list_body(table, header_row)
    mapping = map_headings(headings)
    others = [number for number, row in body if repeats_headings(row, mapping)]
    rows = [row for number, row in body if number not in set(others)]
    mapping = fill_from_content(mapping, headings, rows)
    findings = find_faults(table, header_row, others, mapping)
    return Columns(header_row, mapping, others, findings)


def columns_to_dict(columns: Columns) -> dict[str, Any]:
    """Ready for JSON."""
    plain: dict[str, Any] = msgspec.to_builtins(columns)
    return plain


def columns_from_dict(plain: object) -> Columns:
    """Raises msgspec.ValidationError if `plain` is not what `columns_to_dict` gives."""
    return msgspec.convert(plain, Columns)


def get_row(table: Table, number: int) -> list[str]:
    index = number - table.first_row_number
    return table.rows[index] if 0 <= index < len(table.rows) else []


def list_body(table: Table, header_row: int) -> list[tuple[int, list[str]]]:
    numbered = ((table.number(i), row) for i, row in enumerate(table.rows))
    return [(number, row) for number, row in numbered if number > header_row and any(row)]


def find_header(table: Table) -> int:
    """The first of the rows with most known headings; 0 if there is none.

    One known heading is enough only where the whole table has one column.
    """
    best, header_row = 0, 0
    for index, row in enumerate(table.rows[:SEARCHED_ROWS]):
        known = count_headings(row)
        alone = sum(map(bool, row)) == 1
        if known > best and (known > 1 or (alone and max(map(len, table.rows)) == 1)):
            best, header_row = known, table.number(index)
    return header_row


def count_headings(row: list[str]) -> int:
    return 0 if any("@" in cell for cell in row) else len(map_headings(row))


def repeats_headings(row: list[str], mapping: dict[Field, int]) -> bool:
    """Whether most cells are headings of the very column that they stand in."""
    filled = [column for column, cell in enumerate(row) if cell.strip()]
    if len(filled) < 2 or any("@" in row[column] for column in filled):
        return False
    again = map_headings(row)
    same = [field for field, column in again.items() if mapping.get(field) == column]
    return len(same) > 1 and 2 * len(same) > len(filled)


def fill_from_content(
    mapping: dict[Field, int], headings: list[str], rows: list[list[str]]
) -> dict[Field, int]:
    """What the headings do not say, the cells may: e-mails by their @, names by the e-mails."""
    mapping = dict(mapping)
    taken = set(mapping.values())
    spare = [column for column in find_email_columns(rows) if column not in taken]
    if spare and "email" not in mapping:
        mapping["email"] = spare.pop(0)
    unnamed = [column for column in spare if not any(headings[column : column + 1])]
    if unnamed and "leader" not in mapping:
        mapping["leader"] = unnamed[0]
    if "email" in mapping and not {"name", "first_name", "last_name"} & mapping.keys():
        column = find_name_column(rows, mapping["email"], set(mapping.values()))
        if column is not None:
            mapping["name"] = column
    return mapping


def find_faults(
    table: Table, header_row: int, others: list[int], mapping: dict[Field, int]
) -> list[Doubt]:
    faults = [*note_headings_above(table, header_row), *map(note_headings_again, others)]
    if not header_row:
        text = _("No row with headings was found. Say which column is which.")
        faults.append(Doubt(None, None, "no_header", text))
    return faults + find_missing_columns(mapping.keys())


def note_headings_above(table: Table, header_row: int) -> list[Doubt]:
    above = [
        table.number(i)
        for i, row in enumerate(table.rows[: max(0, header_row - table.first_row_number)])
        if count_headings(row) > 1
    ]
    text = _("Row %(row)d looks like headings too. Row %(header)d is used, as it says more.")
    return [
        Doubt(row, None, "two_headers", text % {"row": row, "header": header_row}) for row in above
    ]


def note_headings_again(row: int) -> Doubt:
    text = _("Row %(row)d is headings once more, and is skipped.") % {"row": row}
    return Doubt(row, None, "two_headers", text)


def find_missing_columns(mapped: Collection[Field]) -> list[Doubt]:
    """Without names or e-mails nothing can be stored."""
    faults = []
    if not {"name", "first_name", "last_name"} & set(mapped):
        text = _("No column with names was found. Say which one it is.")
        faults.append(Doubt(None, "name", "no_name_column", text, blocking=True))
    if "email" not in mapped:
        text = _("No column with e-mails was found. Say which one it is.")
        faults.append(Doubt(None, "email", "no_email_column", text, blocking=True))
    return faults
