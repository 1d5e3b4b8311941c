"""Taking a whole day out: all that it is made of, in one file that another installation can read.

No personal links, no phones and no secrets go along. Answers given in an anonymous item are bound
to nobody here, and so in the file; those given in confidence are, so that the file is as dear as
the database: see `holds_confidences`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pejl.days.certificate import find_certificate
from pejl.days.models import Contribution, PrivacyPromise, Slot, SlotState, ThemeDay
from pejl.days.registry import list_activities
from pejl.interchange.day_file import (
    LINES,
    PICTURES,
    README,
    About,
    Line,
    pack_day,
    write_lines,
)
from pejl.interchange.day_look import write_look
from pejl.interchange.day_tables import JSON_TEXT, LATER, TABLES, Table
from pejl.peers.models import PeerSeat


class NotTakenOut(Exception):
    """The day cannot be taken out now; the message says why."""


def take_out(day: ThemeDay) -> bytes:
    """The day as it is at one moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        day = ThemeDay.objects.select_related("organisation", "agreement").get(id=day.id)
        check_ready(day)
        lines = {table.name: write_table(table, day) for table in TABLES}
        pictures = {row.key: bytes(row.data) for row in find_table("pictures").rows(day)}
        look = write_look(day.organisation)
        about = describe(day, lines)
    parts = {README: write_readme(about).encode()}
    parts |= {f"{name}{LINES}": write_lines(found) for name, found in lines.items() if found}
    parts |= look
    parts |= {f"{PICTURES}{key}.jpg": data for key, data in pictures.items()}
    return pack_day(about, parts)


def check_ready(day: ThemeDay) -> None:
    if day.rehearsing:
        raise NotTakenOut(_("This is a rehearsal. End it first."))
    open_ = day.slots.filter(promise=PrivacyPromise.ANONYMOUS).exclude(secret="")
    running = open_.filter(state__in=(SlotState.OPEN, SlotState.PAUSED)).first()
    if running:
        said = _("“%(title)s” is open, and its answers are anonymous once it is closed. Close it.")
        raise NotTakenOut(said % {"title": running.title})


def holds_confidences(day: ThemeDay) -> bool:
    """Whether who has the file can read who gave what was not given openly: answers in confidence,
    feedback to some, the line that is for a peer group alone."""
    routed = [one.key for one in list_activities() if one.routes]
    closed = ~Q(slot__promise=PrivacyPromise.NAMED) | Q(slot__activity__in=routed)
    given = Contribution.objects.filter(closed, slot__day=day, attendance__isnull=False)
    lines = PeerSeat.objects.filter(group__day=day).exclude(line="")
    return given.exists() or lines.exists()


def find_table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def write_table(table: Table, day: ThemeDay) -> list[Line]:
    return [write_row(table, row) for row in table.rows(day).order_by("pk")]


def write_row(table: Table, row: Any) -> Line:
    links = {**table.links, **LATER.get(table.name, {})}
    values = {name: getattr(row, name) for name in table.fields}
    for name in JSON_TEXT.get(table.name, ()):
        values[name] = msgspec.json.decode(values[name])
    line = {"id": row.pk, **{name: getattr(row, f"{name}_id") for name in links}, **values}
    if table.name == "next_steps":
        line["partners"] = sorted(row.partners.values_list("id", flat=True))
    if isinstance(row, Slot) and row.certificate is not None:
        found = find_certificate(row)
        line["holds"] = found is not None and found.holds
    encoded: Line = msgspec.to_builtins(line, str_keys=True)
    return encoded


def describe(day: ThemeDay, lines: Mapping[str, list[Line]]) -> About:
    return About(
        pejl=version("pejl"),
        made_at=datetime.now(UTC),
        organisation=day.organisation.name,
        language=day.organisation.language,
        day=day.title,
        date=day.date,
        named=any(line["attendance"] is not None for line in lines["contributions"]),
        counts={name: len(found) for name, found in lines.items()},
    )


def write_readme(about: About) -> str:
    """In Danish and in English: whoever finds the file should know what it is."""
    texts = []
    for language in ("da", "en"):
        with override(language):
            texts.append("\n\n".join(say_readme(about)))
    return f"\n\n{'-' * 72}\n\n".join(texts) + "\n"


def say_readme(about: About) -> list[str]:
    when = date_format(about.date) if about.date else _("No date yet")
    counts = about.counts
    names = {"people": counts["people"], "items": counts["slots"], "n": counts["contributions"]}
    named = _(
        "HANDLE IT WITH CARE. The file holds names and mail addresses, and it tells who gave which "
        "answer, also of what was answered in confidence. Keep it as safe as a staff file, give it "
        "to nobody who may not see that, and delete it when it is no longer needed."
    )
    unnamed = _(
        "The file holds names and mail addresses of leaders. It tells of no one what they answered."
    )
    return [
        f"{about.day}\n{about.organisation} · {when}",
        _(
            "This is a whole theme day from Pejl: the programme, the people and the chain, who sat "
            "where, what was answered, what came of it, and the next steps as they stand. "
            "%(people)d people, %(items)d items, %(n)d answers."
        )
        % names,
        named if about.named else unnamed,
        _("Answers that were anonymous are bound to nobody: what could tell is not in the file."),
        _(
            "There are no personal links, no phones and no passwords in it. New links are made "
            "where the day is taken in."
        ),
        _("Take it in at another Pejl: on the page with the days, or by: %(command)s")
        % {"command": "pejl import-day FILE"},
        _(
            "The parts are lines of JSON, one row each. manifest.json says what each part has to "
            "be, by SHA-256. Pejl takes nothing in from a file that has been changed."
        ),
    ]
