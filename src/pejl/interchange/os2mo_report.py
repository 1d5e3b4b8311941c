"""OS2mo's report of its leaders: the units' path over columns, then the manager."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from pejl.interchange.names import clean
from pejl.interchange.os2mo_tree import Manager, Unit, build_table
from pejl.interchange.table_limits import too_many_rows
from pejl.interchange.table_types import MAX_ROWS, Table, TableError

PATH = re.compile(r"root|org|sub org|\d+xsub org", re.IGNORECASE)
NEEDED = ("ansvar", "navn", "e-mail")
STAFF = "personale"
SEARCHED_ROWS = 20


class Report(Struct, frozen=True):
    """Where its headings are: `header` is an index, `depth` how many columns the path has."""

    header: int
    depth: int
    columns: dict[str, int]


def find_report(table: Table) -> Report | None:
    """None for a table that is none of OS2mo's reports of units.

    Raises TableError for one of them that does not say who leads.
    """
    for index, row in enumerate(table.rows[:SEARCHED_ROWS]):
        cells = [clean(cell).casefold() for cell in row]
        if cells[:2] != ["root", "org"]:
            continue
        depth = next((i for i, cell in enumerate(cells) if not PATH.fullmatch(cell)), len(cells))
        columns = {cell: i for i, cell in enumerate(cells) if i >= depth}
        missing = [name for name in NEEDED if name not in columns]
        if missing:
            raise TableError(
                _(
                    "This is a report from OS2mo, but it has no column “%(column)s”. Choose the "
                    "report with all leaders and what they are responsible for."
                )
                % {"column": missing[0].capitalize()}
            )
        return Report(index, depth, columns)
    return None


def read_report(table: Table, report: Report) -> Table:
    """One row may say its whole path, or only its own unit below that of the rows above it.

    Raises TableError for a row that is nowhere in the tree.
    """
    units: dict[tuple[str, ...], Unit] = {}
    order: list[Unit] = []
    places: dict[tuple[str, ...], int] = {}
    above: tuple[str, ...] = ()
    for index in range(report.header + 1, len(table.rows)):
        row, number = [clean(cell) for cell in table.rows[index]], table.number(index)
        if not any(row):
            continue
        above = read_path(row[: report.depth], above, number)
        for length in range(1, len(above) + 1):
            path = above[:length]
            if path not in units:
                units[path] = Unit(path[-1], places.get(path[:-1]), number, [])
                places[path] = len(order)
                order.append(units[path])
        if len(order) > MAX_ROWS:
            raise too_many_rows()
        units[above].managers.extend(read_manager(row, number, report.columns))
    return build_table(order, first_row=table.number(report.header))


def read_path(cells: Sequence[str], above: tuple[str, ...], row: int) -> tuple[str, ...]:
    filled = [i for i, cell in enumerate(cells) if cell]
    if not filled:
        text = _("Row %(row)d says no unit. Write which one, or take the row out.")
        raise TableError(text % {"row": row})
    first, last = filled[0], filled[-1]
    if last - first + 1 != len(filled) or first > len(above):
        text = _(
            "Row %(row)d: “%(unit)s” has no unit in the column before it. Write which unit it "
            "is under."
        )
        gap = next((i for i in filled[1:] if i - 1 not in filled), first)
        raise TableError(text % {"row": row, "unit": cells[gap]})
    return (*above[:first], *cells[first : last + 1])


def read_manager(row: Sequence[str], number: int, columns: dict[str, int]) -> list[Manager]:
    """Nobody where the row names nobody."""

    def get(name: str) -> str:
        at = columns.get(name, len(row))
        return row[at] if at < len(row) else ""

    name, email = get("navn"), get("e-mail")
    title = get("stillingsbetegnelse") or get("stilling")
    staff = get("ansvar").casefold().startswith(STAFF)
    return [Manager(number, name, email, title, staff)] if name or email else []
