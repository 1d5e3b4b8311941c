"""Pictures on their way into the library: read with care, and drawn anew without what they carried.

Any picture becomes a JPEG of at most `LARGEST_SIDE` pixels a side and `MOST_BYTES` bytes; where it
was taken, by whom and with what is left out.
"""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from pejl.people.models import CasePicture, Organisation

MOST_UPLOADED = 10_000_000
MOST_PIXELS = 40_000_000
LARGEST_SIDE = 1600
MOST_BYTES = 400_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITIES = (85, 75, 60, 45, 30)


class PictureFault(Exception):
    """Why it cannot be taken, for the one who sent it."""


@dataclass(frozen=True)
class Drawn:
    data: bytes
    width: int
    height: int


def redraw(data: bytes) -> Drawn:
    """The picture as a JPEG. Raises PictureFault."""
    if len(data) > MOST_UPLOADED:
        raise PictureFault(_("The picture is larger than 10 MB. Make it smaller and try again."))
    picture = shrink(open_picture(data))
    while (drawn := press(picture)) is None:
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))
    return Drawn(drawn, picture.width, picture.height)


def open_picture(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise PictureFault(
                _("The picture has more than 40 million pixels. Make it smaller and try again.")
            )
        picture.draft("RGB", (2 * LARGEST_SIDE, 2 * LARGEST_SIDE))
        picture.load()
        return ImageOps.exif_transpose(picture)
    except PictureFault:
        raise
    except Image.DecompressionBombError as bomb:
        raise PictureFault(
            _("The picture has more than 40 million pixels. Make it smaller and try again.")
        ) from bomb
    except Exception as fault:  # what a broken file makes of a reader has no one name
        raise PictureFault(
            _("This is not a picture we can read. Use a JPEG, PNG, WebP or GIF file.")
        ) from fault


def shrink(picture: Image.Image) -> Image.Image:
    """On white, in plain colours, and nothing else of what the file held."""
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def press(picture: Image.Image) -> bytes | None:
    """The best JPEG within `MOST_BYTES`; None where there is none."""
    for quality in QUALITIES:
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= MOST_BYTES:
            return file.getvalue()
    return None


def keep_picture(organisation: Organisation, drawn: Drawn) -> CasePicture:
    """The same picture is kept once."""
    key = hashlib.sha256(drawn.data).hexdigest()
    found, _made = CasePicture.objects.get_or_create(
        organisation=organisation,
        key=key,
        defaults={"data": drawn.data, "width": drawn.width, "height": drawn.height},
    )
    return found
