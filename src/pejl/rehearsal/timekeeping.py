"""The clock of a day that is rehearsed in a minute: moved on to when each item begins and ends, and
once to twelve minutes after that, so that the day has to be caught up."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from django.utils import timezone
from lxml import etree

BEHIND = 12
LATE_ITEM = 4  # the place, from 0, of the item that begins late


@dataclass(frozen=True)
class Sight:
    """What the console shows of the time: minutes behind (None: nothing), the tokens of the ways to
    catch up, and when each item begins."""

    behind: int | None
    ways: tuple[str, ...]
    starts: tuple[time, ...]


def read_sight(html: bytes) -> Sight:
    page = etree.HTML(html.decode())
    behind = page.xpath("string(//@data-behind)")
    starts = page.xpath("//*[@class='programme__time']/text()")
    return Sight(
        behind=int(behind) if behind else None,
        ways=tuple(page.xpath("//form[.//button[@value='take']]//input[@name='way']/@value")),
        starts=tuple(time.fromisoformat(text.replace(".", ":")) for text in starts),
    )


@dataclass
class Caught:
    """What came of the delay: minutes behind as the console said, how many ways it proposed, and
    minutes behind once one was taken, undone, and taken again."""

    behind: int | None = None
    ways: int = 0
    taken: int | None = None
    undone: int | None = None
    after: int | None = None


class Timekeeper:
    """Moves the server's clock by writing to the file that it reads (`PEJL_CLOCK`)."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.place.write_text("0")

    def move_to(self, moment: datetime) -> None:
        fresh = self.place.with_suffix(".new")
        fresh.write_text(str((moment - timezone.now()).total_seconds()))
        fresh.replace(self.place)

    def move_to_start(self, starts: tuple[time, ...], item: int, late: int = 0) -> None:
        """When that item begins today; after the last, where the clock is."""
        if item < len(starts):
            today = datetime.combine(timezone.localdate(), starts[item])
            self.move_to(timezone.make_aware(today) + timedelta(minutes=late))
