"""One load at one server, told in lines at the shell."""

import asyncio
from collections.abc import Coroutine
from typing import Any
from urllib.parse import urlsplit

import click
import httpx

from pejl.live.limits import raise_limits
from pejl.rehearsal.crowd import PROFILES, WITHIN, Figures, Load
from pejl.rehearsal.stage import set_stage


def load_server(url: str, profile: str, people: int, within: float) -> bool:
    """Sets a day up, loads it, tells the figures, takes the day away. Whether none was lost."""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme != "http":
        raise click.ClickException("The address must be http://host:port, past any proxy for TLS.")
    require_server(f"http://{parts.netloc}")
    raise_limits()
    with set_stage(people) as stage:
        load = Load(f"http://{parts.netloc}", stage, within or WITHIN[profile])
        figures = run(PROFILES[profile](load)) | load.check()
    tell_figures(profile, people, figures)
    for fault, count in load.faults.most_common(5):
        click.echo(f"  {count} x {fault}")
    return not (figures["lost"] or figures["doubled"])


def require_server(base: str) -> None:
    try:
        httpx.get(f"{base}/j/", timeout=20).raise_for_status()
    except httpx.HTTPError as fault:
        raise click.ClickException(f"No Pejl answers at {base}: {fault}") from fault


def tell_figures(profile: str, people: int, figures: Figures) -> None:
    click.echo(f"{profile}, {people} phones")
    for name, figure in figures.items():
        click.echo(f"  {name.replace('_', ' '):24}{figure:>12}")


def run(work: Coroutine[Any, Any, Figures]) -> Figures:
    try:
        import uvloop
    except ImportError:  # not on Windows
        return asyncio.run(work)
    result: Figures = uvloop.run(work)
    return result
