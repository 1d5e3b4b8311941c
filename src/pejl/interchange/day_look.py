"""What the organisation wears, along with a whole day: its colour and its logo.

Read as when it is uploaded. Worn only where the organisation has nothing yet, no look (not even one
that is tried) and no day: what an organisation has is never changed by a file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from pejl.interchange.day_file import LOOKS
from pejl.interchange.zips import Unsound
from pejl.people.case_pictures import PictureFault
from pejl.people.logos import Logo, draw_logo
from pejl.people.models import Look, Organisation
from pejl.ui.palette import list_faults

LOOK, LOGO = LOOKS
COLOUR = re.compile(r"#[0-9a-f]{6}")


class Colours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    colour: str = ""


@dataclass(frozen=True)
class Brought:
    colour: str
    logo: Logo | None


def write_look(organisation: Organisation) -> dict[str, bytes]:
    """The parts of the file; none where it wears Pejl's own."""
    look = organisation.looks.filter(live=True).first()
    if look is None:
        return {}
    parts = {LOOK: msgspec.json.encode(Colours(look.colour))}
    return {**parts, LOGO: bytes(look.logo)} if look.logo else parts


def read_look(parts: Mapping[str, bytes]) -> Brought | None:
    """A colour that could not be read everywhere is none, as when it is chosen; the day need not
    stay out for it. Raises `Unsound`."""
    if LOOK not in parts:
        return None
    try:
        colour = msgspec.json.decode(parts[LOOK], type=Colours).colour
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise spoil(LOOK) from fault
    if colour and not COLOUR.fullmatch(colour):
        raise spoil(LOOK)
    return Brought("" if colour and list_faults(colour) else colour, read_logo(parts))


def read_logo(parts: Mapping[str, bytes]) -> Logo | None:
    try:
        return draw_logo(parts[LOGO]) if LOGO in parts else None
    except PictureFault as fault:
        raise Unsound("“%(part)s” is no picture.", part=LOGO) from fault


def spoil(part: str) -> Unsound:
    return Unsound("“%(part)s” says no colour.", part=part)


def is_bare(organisation: Organisation) -> bool:
    return not (organisation.looks.exists() or organisation.days.exists())


def dress(organisation: Organisation, brought: Brought) -> str:
    """What it wears from now on, in words for the audit trail; empty for nothing."""
    colour, logo = brought.colour, brought.logo
    if not (colour or logo):
        return ""
    look = Look(organisation=organisation, live=True, colour=colour)
    if logo:
        look.logo, look.small, look.key = logo.png, logo.small, logo.key
        look.width, look.height = logo.width, logo.height
    look.save()
    return f"{look.colour or '–'} {look.key[:12] or '–'}"
