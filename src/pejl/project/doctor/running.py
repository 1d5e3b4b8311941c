"""Runs all checks, and tells what they found."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import click
import django
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pejl.project.doctor.folder import check_folder
from pejl.ui.finding import Finding, fault

Check = Callable[[], Iterable[Finding]]


def examine(language: str, address: str, *, as_json: bool) -> bool:
    """Tells all that was found, and whether there is nothing to mend."""
    broken = read_settings()
    with translation.override(language or find_language(broken)):
        found = list(run_all(broken, address))
        (tell_json if as_json else tell)(found)
    return is_well(found)


def read_settings() -> Exception | None:
    """Why they cannot be read. Then only what needs none of them can be checked."""
    try:
        if os.environ.get("PEJL_FOLDER") and not Path(os.environ["PEJL_FOLDER"]).is_dir():
            raise NotADirectoryError  # reading the settings would make it
        django.setup(set_prefix=False)
    except Exception as error:  # whatever is wrong with them
        locale = Path(__file__).parents[1] / "locale"
        settings.configure(USE_I18N=True, LOCALE_PATHS=[locale])
        django.setup(set_prefix=False)
        return error
    return None


def find_language(broken: Exception | None) -> str:
    """Danish where the shell or the organisation speaks it, else English."""
    spoken = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if spoken.startswith("da"):
        return "da"
    return "en" if broken else find_own_language()


def find_own_language() -> str:
    from django.db import Error, connection

    from pejl.people.models import Organisation

    try:
        first = Organisation.objects.order_by("id").first()
    except Error:
        return "en"
    finally:
        connection.close()
    return first.language if first else "en"


def run_all(broken: Exception | None, address: str) -> Iterator[tuple[str, Finding]]:
    if broken is not None:
        yield from run("folder", check_folder)
        if not isinstance(broken, OSError):
            told = {"kind": type(broken).__name__, "why": broken}
            yield (
                "settings",
                fault(
                    _("The settings cannot be read: %(kind)s: %(why)s") % told,
                    _("See the variables that begin with PEJL_; the README lists them."),
                ),
            )
        return
    for path in list_checks():
        yield from run(path.rpartition(".check_")[2], import_string(path))
    if address:
        from pejl.project.doctor.post import check_sending

        yield from run("sending", partial(check_sending, address))


def list_checks() -> list[str]:
    """In the order of INSTALLED_APPS, Pejl's own first."""
    found = [path for app in apps.get_app_configs() for path in getattr(app, "doctor", ())]
    return sorted(found, key=lambda path: not path.startswith("pejl.project."))


def run(name: str, check: Check) -> Iterator[tuple[str, Finding]]:
    try:
        for finding in check():
            yield name, finding
    except Exception as error:  # the others are run all the same
        told = {"kind": type(error).__name__, "why": error}
        said = _("This could not be checked: %(kind)s: %(why)s") % told
        yield name, fault(said, _("Tell those who make Pejl."))


def is_well(found: list[tuple[str, Finding]]) -> bool:
    return all(finding.state != "fault" for _name, finding in found)


def tell(found: list[tuple[str, Finding]]) -> None:
    """In lines, with what to do under each that is not well."""
    words = {"well": _("well"), "note": _("look"), "fault": _("MEND")}
    for _name, finding in found:
        click.echo(f"{words[finding.state]:8}{finding.said}")
        if finding.mend:
            click.echo(f"{'':8}→ {finding.mend}")
    faults = sum(finding.state == "fault" for _name, finding in found)
    click.echo(_("To mend: %(count)s.") % {"count": faults} if faults else _("All is well."))


def tell_json(found: list[tuple[str, Finding]]) -> None:
    rows = [
        {"check": name, "state": one.state, "said": one.said, "mend": one.mend}
        for name, one in found
    ]
    click.echo(json.dumps({"well": is_well(found), "findings": rows}, ensure_ascii=False, indent=2))
