"""Running the server, and a word on where to go."""

from dataclasses import dataclass

import click
import uvicorn
from django.conf import settings
from django.urls import reverse

from pejl.days.nudges import get_hub
from pejl.live.limits import raise_limits
from pejl.project.entrance import make_setup_link, needs_setup


@dataclass(frozen=True)
class Place:
    """Where the server listens; `url` is what people type."""

    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def url(self) -> str:
        shown = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::") else self.host  # noqa: S104
        return settings.PEJL_URL.rstrip("/") or f"http://{shown}:{self.port}"


def run_server(place: Place) -> None:
    """Serves until stopped."""
    raise_limits()
    settings.PEJL_LOCAL_URL = place.url
    uvicorn.run(
        "pejl.project.asgi:application",
        host=place.host,
        port=place.port,
        log_config=None,  # its words go the way of all others
        log_level="warning",
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=3,
        http="pejl.live.wire:Protocol",
        ws="none",
        server_header=False,
        proxy_headers=bool(settings.PEJL_URL),
        forwarded_allow_ips=settings.PEJL_PROXIES,
    )


def greet_hub() -> None:
    """Says when news cannot travel yet: answers are stored without it. Ends with a word when the
    hub's address or password is wrong."""
    try:
        why = get_hub().greet()
    except ValueError as fault:
        raise click.ClickException(f"PEJL_HUB_URL is wrong: {fault}") from None
    if why:
        click.echo(f"Waiting for Redis (PEJL_HUB_URL): {why}", err=True)


def tell_where(place: Place) -> None:
    click.echo(f"Pejl: {place.url}/")
    click.echo(f"  {settings.PEJL_FOLDER}")
    if needs_setup():
        click.echo("First account / Første konto:")
        click.echo(f"  {place.url}{reverse('set_up', args=[make_setup_link()])}")
