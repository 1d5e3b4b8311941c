"""What a Word document's styles say: which are headings, which are lists, which are bold."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from docx.oxml.ns import nsmap, qn

HEADING = re.compile(r"(?:heading|overskrift) ?([1-9])", re.IGNORECASE)
TITLES = {"title", "titel"}
MAX_DEPTH = 10
NAMES = {"w": nsmap["w"]}
VALUE, STYLE_ID = qn("w:val"), qn("w:styleId")

Element = Any  # an lxml element; lxml carries no types


@dataclass(frozen=True, slots=True)
class Style:
    """`level` as in Heading, or None for a text that is no heading."""

    level: int | None = None
    bold: bool = False
    listed: bool = False


PLAIN = Style()


class Styles(dict[str, Style]):
    """Each style by its id, with what it inherits, read when first asked; one unknown is plain."""

    def __init__(self, styles: Element) -> None:
        super().__init__({"": PLAIN})
        self.elements = {
            style.get(STYLE_ID, ""): style for style in styles.findall("w:style", NAMES)
        }

    def __missing__(self, key: str) -> Style:
        chain = list(islice(self.follow_bases(key), MAX_DEPTH))
        self[key] = Style(
            level=find_first(own_level(link) for link in chain),
            bold=find_first(is_on(link, "w:rPr/w:b") for link in chain) or False,
            listed=find_first(is_listed(link) for link in chain) or False,
        )
        return self[key]

    def follow_bases(self, key: str) -> Iterator[Element]:
        element = self.elements.get(key)
        while element is not None:
            yield element
            element = self.elements.get(read_value(element, "w:basedOn"))


T = TypeVar("T")


def find_first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def read_value(element: Element, path: str) -> str:
    """The value of what lies at `path` below the element, or a blank."""
    found = element.find(path, NAMES)
    return "" if found is None else str(found.get(VALUE, ""))


def own_level(style: Element) -> int | None:
    name = read_value(style, "w:name").strip()
    if name.casefold() in TITLES:
        return 0
    found = HEADING.fullmatch(name)
    return int(found[1]) if found else outline_level(style)


def outline_level(element: Element) -> int | None:
    """Word counts its outline from 0, and calls plain text 9."""
    value = read_value(element, "w:pPr/w:outlineLvl")
    return int(value) + 1 if re.fullmatch("[0-8]", value) else None


def is_listed(element: Element) -> bool | None:
    """Whether the element says it is in a list, or None if it says nothing; 0 leaves the list."""
    value = read_value(element, "w:pPr/w:numPr/w:numId")
    return value != "0" if value else None


def is_on(element: Element, path: str) -> bool | None:
    """A switch like bold: on, off, or None when it is not mentioned."""
    found = element.find(path, NAMES)
    return None if found is None else found.get(VALUE, "1") not in {"0", "false", "off"}
