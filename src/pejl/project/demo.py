"""`pejl demo`: the example day in a fresh folder, to click through or to run by itself."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import click
import httpx

if TYPE_CHECKING:
    from pejl.rehearsal.director import Director

LATE = 8  # in the headless day, one of so many comes when the day has begun


def find_port(wanted: int) -> int:
    """The wanted port, or a free one when it is taken."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", wanted)):
            return wanted
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def make_demo(base: str) -> dict[str, object]:
    """The example day in the settings' own folder; returns where to look."""
    from django.urls import reverse
    from django.utils import timezone

    from pejl.days.tokens import make_link
    from pejl.project.entrance import make_entry_link
    from pejl.project.preparing import prepare
    from pejl.rehearsal.example import make_example_day

    prepare()
    day, user = make_example_day(timezone.localdate())
    rows = list(day.attendances.select_related("level").order_by("level__rank", "id"))
    picks = [rows[0], rows[len(rows) // 2], rows[-1]]
    return {
        "day": day.id,
        "entry": reverse("enter", args=[make_entry_link(user)]),
        "console": base
        + reverse("enter", args=[make_entry_link(user)])
        + f"?next=/days/{day.id}/console/",
        "screen": base + reverse("screen", args=[day.screen_key]),
        "phones": [(str(row), base + reverse("link", args=[make_link(row)])) for row in picks],
        "links": [(reverse("link", args=[make_link(row)]), row.level.rank) for row in rows],
        "items": [(slot.id, slot.activity != "pause") for slot in day.slots.all()],
    }


def tell_demo(places: dict[str, object]) -> None:
    click.echo(f"Konsol:     {places['console']}")
    click.echo(f"Storskærm:  {places['screen']}")
    phones = places["phones"]
    assert isinstance(phones, list)  # noqa: S101
    for name, link in phones:
        click.echo(f"Telefon:    {link}  ({name})")
    click.echo("Ctrl+C stopper.")


@contextmanager
def serve_beside(port: int, clock: Path) -> Iterator[None]:
    """The server as a process of its own, until the block ends; its clock goes by that file."""
    command = [sys.executable, "-m", "pejl.project.cli", "serve", "--port", str(port)]
    told = {**os.environ, "PEJL_CLOCK": str(clock)}
    with subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            wait_until_up(port)
            yield
        finally:
            server.terminate()


def wait_until_up(port: int, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=2) as asking:
        while time.monotonic() < until:
            try:
                asking.get("/j/")
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
    raise click.ClickException(f"The server did not come up on port {port}.")


def run_headless(places: dict[str, object], port: int, out: Path, phones: int) -> bool:
    """The whole day by simulated phones; True when nothing was lost or doubled."""
    from pejl.days.models import ThemeDay
    from pejl.rehearsal.director import Director
    from pejl.rehearsal.phone import Tally
    from pejl.rehearsal.summary import summarise_run
    from pejl.rehearsal.timekeeping import Timekeeper
    from pejl.rehearsal.weeks import live_weeks

    out.mkdir(parents=True, exist_ok=True)
    tally, began = Tally(), time.monotonic()
    items = places["items"]
    assert isinstance(items, list)  # noqa: S101
    base, keeper = f"http://127.0.0.1:{port}", Timekeeper((out / "clock").resolve())
    director = Director(base, str(places["entry"]), int(str(places["day"])), keeper)
    with (
        serve_beside(port, keeper.place),
        click.progressbar(length=len(items), label="Dagen") as bar,
    ):
        asyncio.run(
            run_phones(base, places, tally, out, phones, director, lambda done: bar.update(1))
        )
        seconds = time.monotonic() - began
        summary = summarise_run(
            int(str(places["day"])),
            tally,
            people=phones,
            items=len(items),
            seconds=seconds,
            plan_seconds=director.plan_seconds,
        )
        weeks = live_weeks(ThemeDay.objects.get(id=int(str(places["day"]))), base, keeper)
    keeper.place.unlink()
    groups = count_groups(int(str(places["day"])))
    counts = {
        **summary.as_dict(),
        "late": asdict(director.caught),
        "groups": groups,
        "weeks": asdict(weeks),
    }
    (out / "summary.json").write_text(json.dumps(counts, indent=1) + "\n")
    click.echo(json.dumps(counts))
    for text in sorted(set(tally.refused)):
        click.echo(f"refused: {text}", err=True)
    return not summary.lost and not summary.doubled


def count_groups(day_id: int) -> dict[str, int]:
    """How many items people sat in groups in and at most at how many tables, how many pairs met
    more than once in those with new groups, and how many changes of who sits where there were."""
    from pejl.days.composing import look_around
    from pejl.days.models import ThemeDay
    from pejl.seating.counting import find_again

    room = look_around(ThemeDay.objects.get(id=day_id))
    again = {pair for slot in room.rounds for pair in find_again(room, slot)}
    return {
        "rounds": len(room.rounds),
        "tables": max((len(tables) for tables in room.sits.values()), default=0),
        "met_again": len(again),
        "changes": room.day.seating_changes.count(),
    }


async def run_phones(
    base: str,
    places: dict[str, object],
    tally: object,
    out: Path,
    count: int,
    director: "Director",
    tell: object,
) -> None:
    """The day run to its end and the plan fetched."""
    from pejl.rehearsal.phone import Phone

    links = places["links"]
    assert isinstance(links, list)  # noqa: S101
    phones = [
        Phone(base, tally, Random(number), bias=(3 - rank) * 0.6)  # type: ignore[arg-type]
        for number, (_link, rank) in enumerate(links[:count])
    ]
    arrivals = [(phone, link) for phone, (link, _rank) in zip(phones, links, strict=False)]
    late = arrivals[LATE::LATE]
    here: list[Phone] = []
    living: list[asyncio.Task[None]] = []

    async def arrive(arrivals: list[tuple[Phone, str]]) -> None:
        await asyncio.gather(*(phone.join(link) for phone, link in arrivals))
        here.extend(phone for phone, _link in arrivals)
        living.extend(asyncio.create_task(phone.live()) for phone, _link in arrivals)

    await arrive([one for one in arrivals if one not in late])
    await director.sign_in()
    await director.run_day(places["items"], here, tell, lambda: arrive(late))  # type: ignore[arg-type]
    for name in ("plan.pdf", "plan.docx"):
        (out / name).write_bytes(await director.fetch(name))
    for task in living:
        task.cancel()
    await asyncio.gather(*living, return_exceptions=True)
    await asyncio.gather(*(phone.close() for phone in phones))
