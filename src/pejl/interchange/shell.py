"""Leaders in, at the shell: the same understanding as in the browser, as text."""

from pathlib import Path

import click

from pejl.interchange.leader_files import read_leaders
from pejl.interchange.leader_types import Understanding
from pejl.interchange.leaders import accept_proposals, understand_leaders
from pejl.interchange.leaders_columns import propose_columns
from pejl.interchange.storing import list_known, store_leaders
from pejl.interchange.table_types import TableError
from pejl.people.models import Organisation


def import_from_shell(file: Path, organisation: str | None, *, accept: bool, yes: bool) -> None:
    """Prints what was understood and stores it when confirmed. Raises ClickException otherwise."""
    place = find_organisation(organisation)
    try:
        table = read_leaders(file.read_bytes(), file.name)
    except TableError as fault:
        raise click.ClickException(str(fault)) from fault
    columns, known = propose_columns(table), list_known(place)
    understood = understand_leaders(table, columns, known)
    if accept:
        mends = accept_proposals(understood.doubts)
        understood = understand_leaders(table, columns, known, mends)
    tell(understood)
    if not understood.ready:
        raise click.ClickException(
            "Questions are open; nothing is stored. Mend the file, or take the proposals: --accept"
        )
    if yes or click.confirm("Store?"):
        click.echo(f"{store_leaders(place, understood)} leaders stored in {place}.")


def find_organisation(name: str | None) -> Organisation:
    found = Organisation.objects.filter(name=name) if name else Organisation.objects.all()
    if len(found) != 1:
        names = ", ".join(Organisation.objects.values_list("name", flat=True)) or "none yet"
        raise click.ClickException(f"Say which organisation with --organisation ({names}).")
    return found[0]


def tell(understood: Understanding) -> None:
    click.echo(
        f"{len(understood.leaders)} leaders, {len(understood.levels)} levels, "
        f"{len(understood.areas)} areas"
    )
    for doubt in understood.doubts:
        place = f"row {doubt.row}: " if doubt.row else ""
        mend = f" → {doubt.proposal}" if doubt.proposal is not None else ""
        sign = "!" if doubt.blocking or doubt.needs_answer else "·"
        click.echo(f" {sign} {place}{doubt.message}{mend}")
    changes = understood.changes
    click.echo(
        f"{len(changes.new)} new, {len(changes.changed)} changed, "
        f"{len(changes.unchanged)} as before, {len(changes.missing)} not in the file (they stay)"
    )
