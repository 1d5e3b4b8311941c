"""A case that tables work through, as a plain value: no Django, so that rules may hold it."""

from typing import Annotated

from msgspec import Meta, Struct

from pejl.people.row_ids import CaseKey

STEPS = (1, 2, 3, 4, 5)
MOST_PLACES = 8


class RoleText(Struct, frozen=True):
    name: str
    says: str = ""


class PictureText(Struct, frozen=True):
    """A picture of the library: where it is found, what it shows in words, its size in pixels."""

    key: str
    alt: str
    width: int
    height: int


class CaseText(Struct, frozen=True):
    """Paragraphs of `text` are parted by an empty line. `questions` are those that the case is read
    by; `prompts` is what each step asks, empty for the usual. `key` is its own in the library."""

    title: str
    text: str
    roles: Annotated[tuple[RoleText, ...], Meta(max_length=MOST_PLACES)] = ()
    questions: Annotated[tuple[str, ...], Meta(max_length=MOST_PLACES)] = ()
    prompts: Annotated[tuple[str, ...], Meta(max_length=len(STEPS))] = ()
    picture: PictureText | None = None
    key: CaseKey = ""
    removed: bool = False
