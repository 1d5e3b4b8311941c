"""A file that somebody chose to one leader on each row: their own list, or OS2mo's tree."""

import re

from pejl.interchange.os2mo_answer import read_answer
from pejl.interchange.os2mo_report import find_report, read_report
from pejl.interchange.table_types import Table
from pejl.interchange.tables import check_size, naming, read_bytes

JSON_OBJECT = re.compile(rb"\A(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*\{[\s\x00]*[\"}]")


def read_leaders(data: bytes, filename: str) -> Table:
    """Reads CSV and XLSX, also OS2mo's report of its leaders, and OS2mo's answer as JSON.

    Raises TableError, and nothing else, whatever the bytes are.
    """
    with naming(filename):
        check_size(data)
        if JSON_OBJECT.match(data):
            return read_answer(data)
        table = read_bytes(data)
        report = find_report(table)
        return read_report(table, report) if report else table
