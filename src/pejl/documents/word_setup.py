"""An empty Word document in our look: page, styles, language, properties, running lines."""

import datetime
import re
from functools import cache
from pathlib import Path
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm

from pejl.documents.layout import say_day, shorten_title
from pejl.ui.blocks import Document

STYLES = Path(__file__).parent / "templates_word" / "styles.xml"
FONT = "Calibri"  # which Word has everywhere; IBM Plex would be replaced by whatever is there
OUR_COLOUR = b"004D99"
LANGUAGES = {"da": "da-DK", "en": "en-GB"}
PROPERTY_LENGTH = 255
HYPHENATION_ZONE = "800"  # twentieths of a point that a line may be short before a word is divided
MODERN = "15"  # Word 2013 and newer: no "compatibility mode" in the title bar


def open_document(document: Document) -> WordDocument:
    """A Word document without content, ready for `document`'s blocks."""
    word = docx.Document()
    replace_styles(word, document.letterhead.colour)
    set_language(word, LANGUAGES.get(document.language, document.language))
    set_properties(word, document)
    set_page(word)
    write_running_lines(word, document)
    return word


@cache
def read_styles() -> bytes:
    return STYLES.read_bytes()


def replace_styles(word: WordDocument, colour: str) -> None:
    """Ours take the place of those with the same id; no style keeps a font of the plain file."""
    ours = read_styles()
    if colour:
        ours = ours.replace(OUR_COLOUR, colour[1:].upper().encode())
    styles = word.styles.element
    for style in list(parse_xml(ours)):
        old = styles.get_by_id(style.get(qn("w:styleId")))
        if old is not None:
            styles.remove(old)
        styles.append(style)
    for fonts in styles.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.lower().endswith("theme")]:
            del fonts.attrib[name]
    defaults = next(styles.iter(qn("w:rFonts")))
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        defaults.set(qn(f"w:{name}"), FONT)


def set_language(word: WordDocument, language: str) -> None:
    """Spelling, and hyphens where a style allows them: in tables, for long Danish words."""
    settings = word.settings.element
    next(word.styles.element.iter(qn("w:lang"))).set(qn("w:val"), language)
    next(settings.iter(qn("w:themeFontLang"))).set(qn("w:val"), language)
    mode = settings.xpath(".//w:compatSetting[@w:name='compatibilityMode']")[0]
    mode.set(qn("w:val"), MODERN)
    zone = OxmlElement("w:hyphenationZone")
    zone.set(qn("w:val"), HYPHENATION_ZONE)
    tab_stop = settings.find(qn("w:defaultTabStop"))
    tab_stop.addnext(zone)
    tab_stop.addnext(OxmlElement("w:autoHyphenation"))


def set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.title[:PROPERTY_LENGTH]
    properties.subject = document.subtitle[:PROPERTY_LENGTH]
    properties.author = document.author[:PROPERTY_LENGTH]
    properties.last_modified_by = properties.author
    properties.language = LANGUAGES.get(document.language, document.language)
    properties.comments = ""
    noon = datetime.time(12, tzinfo=datetime.UTC)
    properties.created = properties.modified = datetime.datetime.combine(document.date, noon)


def set_page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(32), Mm(30)
    section.header_distance = section.footer_distance = Mm(15)


def write_running_lines(word: WordDocument, document: Document) -> None:
    """Title and day above all pages but the first; the organisation and the page number below."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    day = say_day(document)
    section.header.paragraphs[0].text = f"{shorten_title(document.title)}\t{day}"
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.add_run(f"{shorten_title(document.author)}\t")
        add_phrase(
            paragraph,
            _("Page {page} of {pages}"),
            {"page": ("PAGE", "1"), "pages": ("NUMPAGES", "1")},
        )


def add_phrase(paragraph: Any, phrase: str, fields: dict[str, tuple[str, str]]) -> None:
    """The phrase with, for each `{name}`, a field that Word keeps up to date: its instruction, and
    what it shows until then.
    """
    for i, part in enumerate(re.split(r"\{(\w+)\}", phrase)):
        run = paragraph.add_run(fields[part][1] if i % 2 else part)
        if i % 2:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), fields[part][0])
            run._r.addprevious(field)
            field.append(run._r)
