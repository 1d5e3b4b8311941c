"""A picture as a value: what a page, a screen and the plan need of it."""

import base64
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import quote

from pejl.ui.pictures.lettering import FAMILY, FONTS

CUTS = ((400, "IBMPlexSans-Regular-Latin1.woff2"), (600, "IBMPlexSans-SemiBold-Latin1.woff2"))
HARMLESS = " ,:;=+/()'@!*$&[]-._~"


@dataclass(frozen=True)
class Picture:
    """`svg` holds neither title nor note: they stand around it, as text.

    `title` states the finding; `alt` says in words what the picture shows; `header` and `rows` are
    the table behind it; `note` tells the number of answers and what was left out to protect people.
    """

    svg: str
    title: str
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str

    @cached_property
    def src(self) -> str:
        """The picture for `<img src>`, with its letters: an image cannot use the page's fonts."""
        head, rest = self.svg.split(">", 1)
        svg = f"{head}><style>{embed_fonts()}</style>{rest}"
        return "data:image/svg+xml," + quote(svg, safe=HARMLESS)


@cache
def embed_fonts() -> str:
    """The `@font-face` rules for the cuts that pictures use, as data."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
        f"src:url(data:font/woff2;base64,{encode_font(file)})}}"
        for weight, file in CUTS
    )


def encode_font(file: str) -> str:
    return base64.b64encode((FONTS / file).read_bytes()).decode("ascii")
