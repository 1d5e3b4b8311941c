"""Any agreement or programme file as one neutral list of lines. The content decides its kind."""

import codecs
import re
import unicodedata

from django.utils.translation import gettext as _

from pejl.interchange.lines import Line, OutlineError, quote_shortly
from pejl.interchange.markdown_file import read_markdown
from pejl.interchange.sheet_lines import is_sheet, read_sheet_lines
from pejl.interchange.word_file import read_word

MAX_BYTES = 5 * 1024 * 1024
MAX_CHARACTERS = 200_000
MAX_LINES = 10_000
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
OLE, PDF, RTF = b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf"
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def read_outline(data: bytes, filename: str) -> list[Line]:
    """The lines of a Markdown, Word (.docx) or spreadsheet (.xlsx, .csv) file; never empty.

    Raises OutlineError, and nothing else, with a translated message when the file is empty, too
    large (5 MB; 200,000 characters; 10,000 lines), damaged, an old .doc, or not text.
    """
    name = quote_shortly(filename)
    if len(data) > MAX_BYTES:
        raise OutlineError(_("“%(name)s” is larger than 5 MB.") % {"name": name})
    lines = read_sheet_lines(data) if is_sheet(data, filename) else read_lines(data, name)
    if not lines:
        raise OutlineError(_("“%(name)s” is empty.") % {"name": name})
    if len(lines) > MAX_LINES:
        raise OutlineError(too_long(name))
    return lines


def read_lines(data: bytes, name: str) -> list[Line]:
    if data.startswith(ZIPS):
        return read_archive(data, name)
    if data.startswith(OLE):
        raise OutlineError(
            _(
                "“%(name)s” is an old Word file (.doc) or protected by a password. "
                "Save it as .docx without a password, and try again."
            )
            % {"name": name}
        )
    text = decode_text(data, name)
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise OutlineError(too_long(name))
    return read_markdown(text)


def read_archive(data: bytes, name: str) -> list[Line]:
    try:
        return read_word(data, max_lines=MAX_LINES, max_characters=MAX_CHARACTERS)
    except OverflowError as error:
        raise OutlineError(too_long(name)) from error
    # A damaged package fails in a dozen ways in zipfile, lxml and python-docx; all mean the same.
    except Exception as error:
        raise OutlineError(
            _(
                "“%(name)s” could not be read as a Word document. "
                "Open it in Word, save it as .docx, and try again."
            )
            % {"name": name}
        ) from error


def decode_text(data: bytes, name: str) -> str:
    """UTF-8, UTF-16 with its mark, or Windows-1252; letters composed, line ends as `\\n`."""
    marked = [codec for mark, codec in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for codec in marked or ["utf-8", "cp1252"]:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not NOT_IN_TEXT.search(text) and not data.startswith((PDF, RTF)):
            composed = unicodedata.normalize("NFC", text)
            return composed.replace("\r\n", "\n").replace("\r", "\n")
    raise OutlineError(
        _("“%(name)s” is not text. Use a Word document (.docx) or a Markdown file (.md).")
        % {"name": name}
    )


def too_long(name: str) -> str:
    return _("“%(name)s” is too long. An agreement or a programme fills a few pages.") % {
        "name": name
    }
