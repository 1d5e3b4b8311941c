"""The `pejl` command."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pejl.project.settings")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pejl")
def main() -> None:
    """Pejl brings a whole leadership chain together on a theme day.

    Settings come from the environment: PEJL_FOLDER (where data lie, default ./pejl-data),
    PEJL_URL (the public address), PEJL_DATABASE_URL, PEJL_HUB_URL, PEJL_SECRET_KEY.
    """


def set_up_django() -> None:
    import django

    django.setup(set_prefix=False)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones in.")
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Run the server: brings the database up to date, serves pages and static files."""
    set_up_django()
    from pejl.project.preparing import prepare
    from pejl.project.server import Place, greet_hub, run_server, tell_where

    place = Place(host, port)
    with serve_alone():
        greet_hub()
        prepare()
        tell_where(place)
        run_server(place)


@contextmanager
def serve_alone() -> Iterator[None]:
    """Ends with a word on it when another server runs on the same SQLite file."""
    from django.conf import settings

    from pejl.project.serving import AlreadyServed, hold_alone

    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        yield
        return
    try:
        with hold_alone(Path(database["NAME"])):
            yield
    except AlreadyServed as other:
        raise click.ClickException(
            f"Another server (process {other.process or '?'}) runs on {database['NAME']}. "
            "SQLite takes one: stop it first, or set PEJL_DATABASE_URL to PostgreSQL."
        ) from None


@main.command()
@click.option("--headless", is_flag=True, help="Run the whole day by simulated phones.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where the plan and the summary go, with --headless.",
)
@click.option("--phones", default=50, show_default=True, help="How many, with --headless.")
@click.option("--port", default=8000, show_default=True)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=False),
    help="Where the data stay; a folder that goes away when nothing is said.",
)
def demo(headless: bool, out: Path, phones: int, port: int, folder: Path | None) -> None:  # noqa: FBT001
    """Run the example day in a fresh folder, and say where to look."""
    if folder and folder.exists():
        raise click.ClickException(f"{folder} is there already.")
    own = nullcontext(str(folder)) if folder else tempfile.TemporaryDirectory(prefix="pejl-demo-")
    with own as place:
        os.environ["PEJL_FOLDER"] = place
        set_up_django()
        from pejl.project import demo as play
        from pejl.project.server import Place, run_server

        port = play.find_port(port)
        places = play.make_demo(f"http://localhost:{port}")
        if headless and not play.run_headless(places, port, out, phones):
            raise click.ClickException("Contributions were lost or doubled.")
        if not headless:
            play.tell_demo(places)
            run_server(Place(port=port))


@main.command()
@click.argument("file", type=click.File("rb"))
def bounces(file: BinaryIO) -> None:
    """Note which mails came back. FILE: a delivery status notification, or an mbox of them; - reads
    it from standard input, as a mail server's pipe gives it.
    """
    set_up_django()
    from pejl.mail.bouncing import take_in
    from pejl.mail.reports import LARGEST, read_reports

    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise click.ClickException(f"More than {LARGEST // 1_000_000} MB: give it in parts.")
    found = read_reports(data)
    click.echo(f"{len(found)} reported, {take_in(found)} noted.")


@main.command()
@click.argument("url")
@click.option("--phones", default=20, show_default=True)
@click.option("--minutes", default=0.0, help="Stop after so many minutes; 0 runs until Ctrl+C.")
@click.option(
    "--profile",
    type=click.Choice(["day", "arriving", "answering", "listening", "reconnecting"]),
    default="day",
    show_default=True,
    help="What the phones do. All but “day” load a day of their own and take it away again.",
)
@click.option("--within", default=0.0, help="Seconds that a load is spread over; 0 as usual.")
def rehearse(url: str, phones: int, minutes: float, profile: str, within: float) -> None:
    """Let simulated phones join a prepared day, for a dry run. URL: the day's joining address.

    Start the rehearsal at the day's console first; there all that the phones wrote is wiped with
    one click.

    With another --profile than “day”, load a server to see what it holds. URL is then the server's
    address, and PEJL_FOLDER or PEJL_DATABASE_URL must be the server's own.
    """
    if profile != "day":
        set_up_django()
        from pejl.rehearsal.trial import load_server

        if not load_server(url, profile, phones, within):
            raise click.ClickException("Answers were lost or doubled.")
        return
    from pejl.rehearsal.company import keep_company

    keep_company(url, phones, minutes)


@main.command("import-leaders")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", help="Its name, when there are several.")
@click.option("--accept", is_flag=True, help="Take the proposed mends of what is asked about.")
@click.option("--yes", is_flag=True, help="Store without asking.")
def import_leaders(file: Path, organisation: str, accept: bool, yes: bool) -> None:  # noqa: FBT001
    """Read leaders from a spreadsheet (CSV or XLSX) or from OS2mo (its report of leaders, or its
    answer as JSON); shows what was understood before storing."""
    set_up_django()
    from pejl.interchange.shell import import_from_shell
    from pejl.project.preparing import prepare

    prepare()
    import_from_shell(file, organisation, accept=accept, yes=yes)


@main.command("add-account")
@click.argument("email")
@click.option("--organisation", prompt=True, help="Its name; made when there is none of that name.")
@click.option("--role", type=click.Choice(["owner", "facilitator", "viewer"]), default="owner")
@click.password_option()
def add_account(email: str, organisation: str, role: str, password: str) -> None:
    """Give someone an account to prepare and run days with."""
    set_up_django()
    from django.contrib.auth.models import User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from pejl.accounts.making import create_account, find_account
    from pejl.people.models import Membership, Organisation
    from pejl.project.preparing import prepare

    prepare()
    try:
        validate_password(password, User(email=email))
    except ValidationError as fault:
        raise click.ClickException(" ".join(fault.messages)) from None
    if find_account(email):
        raise click.ClickException(f"{email} has an account already.")
    user = create_account(email, password, confirmed=True)
    place, _made = Organisation.objects.get_or_create(name=organisation)
    Membership.objects.create(user=user, organisation=place, role=role)
    click.echo(f"{email}: {role}, {organisation}")


@main.command()
def work() -> None:
    """Send mails and do what is due, beside servers that run with PEJL_WORKER=0."""
    set_up_django()
    from pejl.mail.worker import Worker

    try:
        Worker().work()
    except KeyboardInterrupt:
        click.echo()


@main.command()
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="As if it were then.")
def tick(at: datetime | None) -> None:
    """Do once what is due now, or at a time of your choice: mails, reminders, closings."""
    set_up_django()
    from django.utils import timezone

    from pejl.mail.jobs import run_due

    sent = run_due(timezone.make_aware(at) if at else timezone.now())
    click.echo(f"{sent} mail")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write all data into one FILE, while the server runs. Keep it as safe as the data: the secret
    key is in it, unless it comes from PEJL_SECRET_KEY.
    """
    set_up_django()
    from pejl.project.backup import NotBackedUp, back_up
    from pejl.project.restore import tell

    try:
        manifest = back_up(file.absolute())
    except NotBackedUp as fault:
        raise click.ClickException(str(fault)) from None
    click.echo("\n".join([f"{file}: {file.stat().st_size:,} bytes", *tell(manifest)]))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    envvar="PEJL_FOLDER",
    default=Path("pejl-data"),
    help="Where to; PEJL_FOLDER, when nothing else is said.",
)
@click.option("--force", is_flag=True, help="Also where there are data; they are kept aside.")
@click.option("--look", "only_look", is_flag=True, help="Check it and say what is in it, no more.")
def restore(file: Path, folder: Path, force: bool, only_look: bool) -> None:  # noqa: FBT001
    """Make a folder from a backup's FILE, once all that is in it has been checked."""
    from pejl.interchange.zips import Unsound
    from pejl.project.restore import NotRestored, look, tell, tell_rest
    from pejl.project.restore import restore as bring_back

    try:
        if only_look:
            click.echo("\n".join(tell(look(file))))
            return
        done = bring_back(file, folder.expanduser(), force=force)
    except (Unsound, NotRestored, OSError) as fault:
        raise click.ClickException(f"{fault} Nothing was changed.") from None
    click.echo("\n".join([*tell(done.manifest), *tell_rest(done, folder)]))


@main.command()
@click.option("--mail", "address", default="", help="Send one mail there, too.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--language", type=click.Choice(["da", "en"]), help="Else the shell's, or your own.")
def doctor(address: str, language: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Check the installation, and say in plain words what to mend. Ends with 1 when there is any.

    Run it as the user that runs the server, with the server's own settings.
    """
    from pejl.project.doctor.running import examine

    if not examine(language or "", address, as_json=as_json):
        raise SystemExit(1)


@main.command("export-day")
@click.argument("code")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_day(code: str, file: Path) -> None:
    """Write a whole theme day into one FILE, which any Pejl can take in. CODE: the day's own, which
    people join by. Keep the file as safe as the data: it tells who answered what.
    """
    set_up_django()
    from pejl.interchange.day_out import NotTakenOut
    from pejl.interchange.day_shell import export_from_shell

    try:
        export_from_shell(code, file)
    except NotTakenOut as fault:
        raise click.ClickException(str(fault)) from None


@main.command()
@click.argument("code", metavar="DAY")
@click.option("--as", "kind", type=click.Choice(["xlsx", "csv"]), default="xlsx", show_default=True)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    help="A file; for CSV a folder, or a file that ends with .zip. Named after the day otherwise.",
)
def export(code: str, kind: str, to: Path | None) -> None:
    """Write a day's figures as a spreadsheet: programme, results as they may be shown, next steps,
    focus areas and how many took part, with a readme of all columns. DAY: its code, which people
    join by."""
    set_up_django()
    from pejl.sheets.shell import export_from_shell

    export_from_shell(code, kind, to)


@main.command("import-day")
@click.argument("file", type=click.File("rb"))
@click.option("--organisation", help="Its name; the day's own when nothing is said. Made if new.")
@click.option("--again", is_flag=True, help="Make a copy, also of what was taken in before.")
def import_day(file: BinaryIO, organisation: str, again: bool) -> None:  # noqa: FBT001
    """Take in a whole theme day from a FILE of export-day: all of it, or nothing."""
    set_up_django()
    from pejl.interchange.day_shell import import_from_shell
    from pejl.interchange.zips import Unsound
    from pejl.project.preparing import prepare

    prepare()
    try:
        import_from_shell(file, organisation, again=again)
    except Unsound as fault:
        raise click.ClickException(f"{fault} Nothing was stored.") from None


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands (migrate, shell, dbshell, ...)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["pejl manage", *arguments])


if __name__ == "__main__":
    main()
