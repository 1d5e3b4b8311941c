"""The opinion map: groups of people who voted alike, near each other where they agree more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot, sqrt
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.ui.colours import INK, LINE, MUTED
from pejl.ui.pictures.lettering import FAMILY
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import SIZES, Use

FILL = "#d9e4ea"
ROUNDS = 200


@dataclass(frozen=True)
class Cluster:
    """A group by its letter, how many it holds, and where it stands, from -1 to 1 each way."""

    name: str
    size: int
    x: float
    y: float


@dataclass(frozen=True)
class Disc:
    cluster: Cluster
    x: float
    y: float
    radius: float


def draw_opinion(clusters: Sequence[Cluster], *, size: Use = "page", left_out: str = "") -> Picture:
    """Discs, as large as the groups are. Distances say who votes alike; the directions nothing."""
    use = SIZES[size]
    height = round(use.width * 0.55)
    discs = place_discs(clusters, use.width, height, least=use.small * 2.4)
    return Picture(
        svg=write_svg(discs, use.width, height, use.text, use.small),
        title=say_clusters(clusters),
        alt=describe_clusters(clusters),
        header=(_("Group"), _("Leaders")),
        rows=tuple((one.name, str(one.size)) for one in clusters),
        note=left_out,
    )


def say_clusters(clusters: Sequence[Cluster]) -> str:
    if not clusters:
        return _("No groups to show")
    return _("%(n)d groups of leaders who vote alike") % {"n": len(clusters)}


def describe_clusters(clusters: Sequence[Cluster]) -> str:
    said = [
        ngettext("Group %(name)s: %(n)d leader.", "Group %(name)s: %(n)d leaders.", one.size)
        % {"name": one.name, "n": one.size}
        for one in clusters
    ]
    if len(clusters) > 2:
        first, second = min(
            ((a, b) for a in clusters for b in clusters if a.name < b.name),
            key=lambda pair: hypot(pair[0].x - pair[1].x, pair[0].y - pair[1].y),
        )
        names = {"one": first.name, "other": second.name}
        said.append(_("%(one)s and %(other)s vote most alike.") % names)
    return " ".join(said)


def place_discs(clusters: Sequence[Cluster], width: int, height: int, least: float) -> list[Disc]:
    """Each where its group stands, and then moved apart and inwards until none covers another."""
    everyone = sum(one.size for one in clusters) or 1
    discs = [
        Disc(
            one,
            width * (0.5 + 0.34 * one.x),
            height * (0.5 + 0.3 * one.y),
            max(least, height * 0.42 * sqrt(one.size / everyone)),
        )
        for one in clusters
    ]
    for _round in range(ROUNDS):
        discs = [settle(disc, discs, width, height) for disc in discs]
    return discs


def settle(disc: Disc, discs: Sequence[Disc], width: int, height: int) -> Disc:
    x, y = disc.x, disc.y
    for other in discs:
        far = hypot(x - other.x, y - other.y)
        over = disc.radius + other.radius + 12 - far
        if other.cluster is not disc.cluster and over > 0:
            x += over / 2 * ((x - other.x) / far if far else 1)
            y += over / 2 * ((y - other.y) / far if far else 0)
    return replace(
        disc,
        x=min(max(x, disc.radius + 4), width - disc.radius - 4),
        y=min(max(y, disc.radius + 4), height - disc.radius - 4),
    )


def write_svg(discs: Sequence[Disc], width: int, height: int, text: int, small: int) -> str:
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FAMILY}, sans-serif">',
        f'<rect x="1" y="1" width="{width - 2}" height="{height - 2}" rx="12" fill="none" '
        f'stroke="{LINE}"/>',
    ]
    for disc in discs:
        words = ngettext("%(n)d leader", "%(n)d leaders", disc.cluster.size)
        parts += [
            f'<circle cx="{disc.x:.1f}" cy="{disc.y:.1f}" r="{disc.radius:.1f}" fill="{FILL}" '
            f'stroke="{INK}" stroke-width="2"/>',
            letters(disc.x, disc.y, disc.cluster.name, round(text * 1.4), INK, bold=True),
            letters(disc.x, disc.y + small * 1.3, words % {"n": disc.cluster.size}, small, MUTED),
        ]
    return "".join([*parts, "</svg>"])


def letters(x: float, y: float, text: str, px: int, colour: str, *, bold: bool = False) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{px}" '
        f'font-weight="{600 if bold else 400}" fill="{colour}">{escape(text)}</text>'
    )
