"""Starting the server: migrations, static files, and a word on where to go."""

from dataclasses import dataclass

import click
import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

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


def prepare() -> None:
    """The database up to date and the static files in their place. Safe to run again."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def run_server(place: Place) -> None:
    """Serves until stopped."""
    raise_limits()
    settings.PEJL_LOCAL_URL = place.url
    uvicorn.run(
        "pejl.project.asgi:application",
        host=place.host,
        port=place.port,
        log_level="warning",
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=3,
        http="pejl.live.wire:Protocol",
        ws="none",
        server_header=False,
        proxy_headers=bool(settings.PEJL_URL),
        forwarded_allow_ips="127.0.0.1,::1",
    )


def tell_where(place: Place) -> None:
    click.echo(f"Pejl: {place.url}/")
    click.echo(f"  {settings.PEJL_FOLDER}")
    if needs_setup():
        click.echo("First account / Første konto:")
        click.echo(f"  {place.url}{reverse('set_up', args=[make_setup_link()])}")
