"""Whether news travels between processes."""

import asyncio
import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from pejl.live.hub import Hub, make_hub
from pejl.ui.finding import Finding, fault, note, well

PATIENCE = 6.0  # seconds


def check_hub() -> Iterator[Finding]:
    url = settings.PEJL_HUB_URL
    if url == "memory://" and connection.vendor != "sqlite":
        yield note(
            _("News stays within one process (PEJL_HUB_URL is memory://)."),
            _("That is right for one server. Several need Redis."),
        )
        return
    try:
        first, second = make_hub(url), make_hub(url)
    except ValueError as error:
        yield fault(str(error), _("Set PEJL_HUB_URL to memory:// or redis://host:6379/0"))
        return
    if url == "memory://":
        yield well(_("News stays within the one process."))
    elif asyncio.run(travels(first, second)):
        yield well(_("News travels from one process to another, through Redis."))
    else:
        yield fault(
            _("No news comes through Redis."),
            _("See that it runs, and that PEJL_HUB_URL and its password are right."),
        )


async def travels(first: Hub, second: Hub) -> bool:
    """Whether the one hears what the other tells."""
    topic, heard = f"doctor:{secrets.token_hex(8)}", asyncio.Event()

    def tell(numbers: dict[str, int]) -> None:
        if numbers.get(topic) == 1:
            heard.set()

    await first.start()
    await second.start()
    first.listen([topic], tell)
    try:
        async with asyncio.timeout(PATIENCE):
            while not (first.hears() and second.hears()):
                await asyncio.sleep(0.05)
            second.nudge(topic, 1)
            await heard.wait()
    except TimeoutError:
        return False
    finally:
        await second.stop()
        await first.stop()
    return True
