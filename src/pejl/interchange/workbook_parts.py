"""The zip file behind an XLSX: taken apart with limits, and put together again from checked parts.

calamine trusts its input: two cells at opposite corners of a sheet make it ask for 500 GB and end
the whole process. So it is given a fresh copy, without anything that was not looked through here.
"""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from pejl.interchange.sheet_scan import Scan, scan_part
from pejl.interchange.table_limits import unreadable
from pejl.interchange.table_types import TableError

MAX_ENTRIES = 2_000
MAX_INFLATED = 64 * 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_FROM = 8 * 1024 * 1024
MAX_SHARED_TEXT = 200_000_000
ENTRY_MARK = b"PK\x01\x02"
NEEDED = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels|xl/worksheets/[^/]+\.xml"
)
SHEETS = "xl/worksheets/"


def take_parts(data: bytes) -> dict[str, bytes]:
    """The parts that a table needs, inflated. Raises TableError for a bomb or a foreign zip."""
    if data.count(ENTRY_MARK) > MAX_ENTRIES:
        raise bomb()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        declared = sum(entry.file_size for entry in archive.infolist())
        packed = declared > RATIO_MATTERS_FROM and declared > MAX_RATIO * len(data)
        if declared > MAX_INFLATED or packed:
            raise bomb()
        parts: dict[str, bytes] = {}
        room = MAX_INFLATED
        for entry in archive.infolist():
            name = entry.filename.replace("\\", "/")
            if NEEDED.fullmatch(name.lower()) and name not in parts:
                parts[name] = inflate(archive, entry, room)
                room -= len(parts[name])
    if "xl/workbook.xml" not in {name.lower() for name in parts}:
        raise unreadable()
    return parts


def inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    with archive.open(entry) as file:
        content = file.read(room + 1)
    if len(content) > room:
        raise bomb()
    return content


def check_parts(parts: dict[str, bytes]) -> tuple[dict[str, bytes], list[TableError]]:
    """The parts calamine may see, and why sheets are missing among them."""
    sound: dict[str, bytes] = {}
    refused: list[TableError] = []
    scans: list[Scan] = []
    for name, content in parts.items():
        try:
            scans.append(scan_part(content))
            sound[name] = content
        except TableError as error:
            if not name.lower().startswith(SHEETS):
                raise
            refused.append(error)
    check_shared_text(scans)
    return sound, refused


def check_shared_text(scans: list[Scan]) -> None:
    """One long text that many cells point at grows with every cell: hold the product down."""
    longest = max((scan.longest_text for scan in scans), default=0)
    cells = max((scan.cells for scan in scans), default=0)
    if longest * cells > MAX_SHARED_TEXT:
        raise TableError(
            _(
                "The file has cells with very long texts. Save only the columns about the leaders, "
                "and choose the new file."
            )
        )


def copy_parts(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def bomb() -> TableError:
    return TableError(
        _(
            "The file unpacks to far more than a list of leaders. Copy the list to a new "
            "spreadsheet, save it, and choose the new file."
        )
    )
