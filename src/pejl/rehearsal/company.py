"""`pejl rehearse`: phones for a facilitator who runs a prepared day dry."""

import asyncio
from contextlib import suppress
from random import Random
from urllib.parse import urlsplit

import click
import httpx

from pejl.rehearsal.phone import Phone, Tally


def keep_company(url: str, count: int, minutes: float) -> None:
    """Joins `count` phones by the day's address and answers what is opened. Refuses a day that is
    not being rehearsed: real answers and these must never mix."""
    parts = urlsplit(url)
    code = parts.path.rstrip("/").rsplit("/", 1)[-1]
    base = f"{parts.scheme}://{parts.netloc}"
    page = httpx.get(f"{base}/j/{code}/", follow_redirects=True, timeout=20)
    if page.status_code != 200:
        raise click.ClickException(f"No day answers at {url} ({page.status_code}).")
    if "data-rehearsing" not in page.text:
        raise click.ClickException(
            "The day is not being rehearsed. Press “Start a rehearsal” at its console first."
        )
    tally = Tally()
    with suppress(KeyboardInterrupt):
        asyncio.run(accompany(base, code, count, minutes, tally))
    click.echo(f"{len(tally.acknowledged)} of {tally.sent} contributions acknowledged.")


async def accompany(base: str, code: str, count: int, minutes: float, tally: Tally) -> None:
    phones = []
    for number in range(count):
        phone = Phone(base, tally, Random(number))
        if not await phone.join_by_name(code, 0):
            await phone.close()
            break
        phones.append(phone)
    click.echo(f"{len(phones)} phones have joined. Run the day at the console.")
    tasks = [asyncio.create_task(phone.live()) for phone in phones]
    try:
        await asyncio.wait(tasks, timeout=minutes * 60 or None)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
