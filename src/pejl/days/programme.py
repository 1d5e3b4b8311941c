"""The programme as a table one edits: rows in, items out, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from pejl.days.models import Slot, ThemeDay
from pejl.days.nudges import nudge_run
from pejl.days.registry import find_activity, list_activities
from pejl.days.template import find_wording

FORMS = ("plenum", "oplæg", "individuelt", "grupper", "pause")
MOST_ITEMS = 100


class ProgrammeFault(Exception):
    """What is wrong with a row, with its number."""


@dataclass(frozen=True)
class Row:
    """One row of the table; `id` is 0 for a new one. Where an item becomes one of another activity,
    `ready` gives it that activity's own wording and settings."""

    id: int
    activity: str
    title: str
    minutes: int
    form: str
    text: str = ""
    ready: bool = False


def read_rows(data: QueryDict) -> list[Row]:
    """The rows as the table sends them. Raises ProgrammeFault."""
    columns = [data.getlist(name) for name in ("id", "activity", "title", "minutes", "form")]
    if len(columns[0]) > MOST_ITEMS:
        raise ProgrammeFault(_("A programme has at most %(n)d items.") % {"n": MOST_ITEMS})
    if len({len(column) for column in columns}) > 1:
        raise ProgrammeFault(_("The table did not arrive whole. Reload the page and try again."))
    return [read_row(number + 1, *row) for number, row in enumerate(zip(*columns, strict=True))]


def read_row(number: int, id_: str, activity: str, title: str, minutes: str, form: str) -> Row:
    title = title.strip()
    known = {known.key for known in list_activities()}
    if not title or len(title) > 160:
        raise ProgrammeFault(_("Row %(n)d needs a title of at most 160 letters.") % {"n": number})
    if not minutes.strip().isdecimal() or not 1 <= int(minutes) <= 600:
        raise ProgrammeFault(
            _("Row %(n)d (%(title)s): minutes is a whole number from 1 to 600.")
            % {"n": number, "title": title}
        )
    if activity not in known:
        raise ProgrammeFault(_("Row %(n)d needs an activity from the list.") % {"n": number})
    known_id = int(id_) if id_.isdecimal() else 0
    return Row(known_id, activity, title, int(minutes), form.strip()[:40], ready=True)


def save_programme(day: ThemeDay, rows: Sequence[Row]) -> None:
    """Makes the programme what the rows say, in their order. An item that has been opened keeps
    its activity and cannot be removed. Raises ProgrammeFault; then nothing is changed."""
    with transaction.atomic():
        slots = {slot.id: slot for slot in Slot.objects.select_for_update().filter(day=day)}
        gone = [slot for slot in slots.values() if slot.id not in {row.id for row in rows}]
        for slot in gone:
            if slot.is_relied_on():
                raise ProgrammeFault(
                    _("“%(title)s” has been run and cannot be removed.") % {"title": slot.title}
                )
            slot.delete()
        for position, row in enumerate(rows, start=1):
            save_row(day, slots.get(row.id), row, position)
        ThemeDay.objects.filter(id=day.id).update(revision=day.revision + 1)
        day.revision += 1
        nudge_run(day)


def save_row(day: ThemeDay, slot: Slot | None, row: Row, position: int) -> None:
    slot = slot or Slot(day=day, text=row.text)
    if slot.activity != row.activity:
        if slot.activity and slot.is_relied_on():
            raise ProgrammeFault(
                _("“%(title)s” has been run and keeps its activity.") % {"title": slot.title}
            )
        change_activity(slot, row)
    slot.position, slot.title, slot.minutes, slot.form = position, row.title, row.minutes, row.form
    slot.save()


def change_activity(slot: Slot, row: Row) -> None:
    """A text that someone wrote stays."""
    before = find_wording(slot.activity).text if slot.activity else ""
    slot.activity, slot.config, slot.script = row.activity, {}, {}
    slot.promise = find_activity(row.activity).promise
    if row.ready:
        wording = find_wording(row.activity)
        slot.config = wording.config
        slot.text = wording.text if slot.text in ("", before) else slot.text
