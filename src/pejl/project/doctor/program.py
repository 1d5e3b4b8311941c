"""The program itself, and its settings."""

import platform
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext as _

from pejl.project.settings import is_weak
from pejl.ui.finding import Finding, fault, note, well

NEED = re.compile(r"([\w.-]+)[^;>]*(?:>=\s*([\d.]+))?")


def check_versions() -> Iterator[Finding]:
    told = {"pejl": metadata.version("pejl"), "python": platform.python_version()}
    yield well(_("Pejl %(pejl)s on Python %(python)s.") % told)
    lacking = list(list_lacking())
    if lacking:
        yield fault(
            _("Packages are missing or too old: %(names)s.") % {"names": ", ".join(lacking)},
            _("Install Pejl again with all that it needs: pip install --upgrade pejl"),
        )
    else:
        yield well(_("All packages that it needs are there."))


def list_lacking() -> Iterator[str]:
    for line in metadata.requires("pejl") or []:
        need, _semicolon, marker = line.partition(";")
        if "extra" in marker or ("win32" in marker and sys.platform == "win32"):
            continue
        found = NEED.match(need.strip())
        if found and not is_there(found[1], found[2] or "0"):
            yield need.strip()


def is_there(name: str, least: str) -> bool:
    try:
        return read_numbers(metadata.version(name)) >= read_numbers(least)
    except metadata.PackageNotFoundError:
        return False


def read_numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:3])


def check_settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield fault(
            _("PEJL_DEBUG is on: pages that fail show all to everybody."), _("Take it away.")
        )
    if is_weak(settings.SECRET_KEY):
        yield fault(
            _("The secret key can be guessed."),
            _(
                "Give PEJL_SECRET_KEY at least 40 random letters and digits. All links and QR "
                "codes then have to be sent and printed anew."
            ),
        )
    else:
        yield well(_("The secret key is strong."))
    if settings.PEJL_CLOCK:
        yield fault(
            _("The server's clock is moved (PEJL_CLOCK)."),
            _("That is for rehearsals: take it away."),
        )
    if settings.PEJL_METRICS_TOKEN and len(settings.PEJL_METRICS_TOKEN) < 20:
        yield fault(
            _("PEJL_METRICS_TOKEN can be guessed."), _("Use at least 20 random letters and digits.")
        )


def check_static_files() -> Iterator[Finding]:
    try:
        place = Path(settings.STATIC_ROOT, staticfiles_storage.stored_name("ui/tokens.css"))  # type: ignore[attr-defined]
    except ValueError:
        place = Path(settings.STATIC_ROOT, "nowhere")
    if place.is_file():
        yield well(_("The static files are in their place."))
    else:
        yield note(
            _("The static files are not in their place."),
            _("The server puts them there when it starts. Start it, and ask again."),
        )
