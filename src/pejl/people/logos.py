"""Logos: read as any picture from elsewhere, and drawn anew, once for screens and paper and once
for phones, without what the file held besides."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

from pejl.people.case_pictures import MOST_UPLOADED, PictureFault, open_picture

LARGEST, SMALLEST = (720, 240), 32
MOST_BYTES = 60_000
LARGEST_SMALL = (300, 84)
MOST_SMALL = 6_000  # a phone loads it with each page
QUALITIES = (90, 75, 60, 40, 20)
DARK = 148  # the lightest grey that stands at 3:1 on white
LEAST_DARK = 0.01  # the share of the logo that has to be as dark


@dataclass(frozen=True)
class Logo:
    png: bytes
    small: bytes
    width: int
    height: int

    @property
    def key(self) -> str:
        return hashlib.sha256(self.png).hexdigest()


def draw_logo(data: bytes) -> Logo:
    """Raises PictureFault."""
    if len(data) > MOST_UPLOADED:
        raise PictureFault(_("The picture is larger than 10 MB. Make it smaller and try again."))
    if is_drawing(data):
        raise PictureFault(
            _("SVG files can hold programs, so we do not take them. Save the logo as PNG.")
        )
    picture = trim(to_colours(open_picture(data)))
    picture.thumbnail(LARGEST)
    check_logo(picture)
    png, picture = press_png(picture)
    return Logo(png, press_small(picture), picture.width, picture.height)


def is_drawing(data: bytes) -> bool:
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<", b"\x1f\x8b"))


def to_colours(picture: Image.Image) -> Image.Image:
    return (picture.convert("RGB") if picture.mode == "CMYK" else picture).convert("RGBA")


def trim(picture: Image.Image) -> Image.Image:
    """Without empty edges, so that logos are as large as they look."""
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise PictureFault(_("The picture is empty."))
    return picture.crop(box)


def check_logo(picture: Image.Image) -> None:
    if min(picture.size) < SMALLEST:
        raise PictureFault(
            _("The logo is too small or too narrow: it needs at least 32 pixels each way.")
        )
    paper = Image.new("RGBA", picture.size, "white")
    grey = Image.alpha_composite(paper, picture).convert("L")
    dark = sum(grey.histogram()[: DARK + 1])
    if dark < LEAST_DARK * picture.width * picture.height:
        raise PictureFault(
            _("The logo can hardly be seen on white. Use the one that is made for a light ground.")
        )


def press_png(picture: Image.Image) -> tuple[bytes, Image.Image]:
    """With fewer colours, or smaller, until it is within `MOST_BYTES`."""
    while True:
        for made in (picture, picture.quantize(256, method=Image.Quantize.FASTOCTREE)):
            file = BytesIO()
            made.save(file, "PNG", optimize=True)
            if file.tell() <= MOST_BYTES:
                return file.getvalue(), picture
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))


def press_small(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail(LARGEST_SMALL)
    while True:
        for quality in QUALITIES:
            file = BytesIO()
            small.save(file, "WEBP", quality=quality, method=6)
            if file.tell() <= MOST_SMALL:
                return file.getvalue()
        small = small.resize((max(1, small.width // 2), max(1, small.height // 2)))
