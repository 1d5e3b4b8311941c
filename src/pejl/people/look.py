"""What an organisation wears, for the pages and documents that show it."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from pejl.people.access import find_desk
from pejl.people.models import Look, Organisation
from pejl.ui.blocks import Letterhead
from pejl.ui.bundling import bundle
from pejl.ui.palette import write_style
from pejl.ui.theirs import know_language

STYLES = Path(__file__).parent.parent / "ui" / "static"
PHONE_STYLE = "ui/join.css"
PHONE_EDGE = ".phone{border-top:.4rem solid var(--brand)}\n"
DIGITS = 12


@dataclass(frozen=True)
class Worn:
    """What a page needs of a look: where its style lies, for phones in one file with all the rest
    of theirs, and its logo. All are empty for what it has not."""

    look: Look
    name: str

    @property
    def style(self) -> str:
        return address_style("desk", self.look.colour) if self.look.colour else ""

    @property
    def phone_style(self) -> str:
        return address_style("phone", self.look.colour) if self.look.colour else ""

    @property
    def logo(self) -> str:
        return reverse("logo", args=[self.look.key]) if self.look.key else ""

    @property
    def small_logo(self) -> str:
        return self.look.small_src if self.look.key else ""


def find_look(organisation: Organisation) -> Look | None:
    """What it wears now, without the large logo."""
    return organisation.looks.filter(live=True).defer("logo").first()


def wear(request: HttpRequest, organisation: Organisation) -> None:
    """The page is this organisation's, for one who has no desk there."""
    request.worn_by = organisation  # type: ignore[attr-defined]
    know_language(organisation.language)


def describe_look(request: HttpRequest) -> dict[str, Any]:
    """`look` for all pages that are an organisation's; it is read where a page asks for it."""
    return {"look": SimpleLazyObject(lambda: find_worn(request))}


def find_worn(request: HttpRequest) -> Worn | None:
    organisation: Organisation | None = getattr(request, "worn_by", None)
    if organisation is None and hasattr(request, "user"):
        desk = find_desk(request)
        organisation = desk.organisation if desk else None
    look = find_look(organisation) if organisation else None
    return Worn(look, organisation.name) if look and organisation else None


def make_letterhead(organisation: Organisation) -> Letterhead:
    look = organisation.looks.filter(live=True).first()
    if look is None:
        return Letterhead()
    return Letterhead(look.colour, bytes(look.logo), look.width, look.height)


def address_style(surface: str, colour: str) -> str:
    """With the hash of what is there: it never changes."""
    mark = hashlib.sha256(make_style(surface, colour).encode()).hexdigest()[:DIGITS]
    return reverse("look_style", args=[surface, colour[1:], mark])


@lru_cache(maxsize=256)
def make_style(surface: str, colour: str) -> str:
    """The colours alone; for phones after all that they load otherwise, since they wait for each
    request."""
    if surface == "desk":
        return write_style(colour)
    text = bundle(PHONE_STYLE, lambda name: (STYLES / name).read_text("utf-8"))
    whole = text.replace('url("vendor/', f'url("{static("ui/vendor/")}')
    return whole + write_style(colour) + PHONE_EDGE
