"""The programme as a table one edits: rows in, items out, all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from pejl.days.models import Keeping, Slot, ThemeDay
from pejl.days.nudges import nudge_run
from pejl.days.registry import find_activity, list_activities
from pejl.days.template import find_language, find_wording

FORMS = {
    "da": ("plenum", "oplæg", "individuelt", "grupper", "pause"),
    "en": ("plenary", "talk", "individual", "groups", "break"),
}
MOST_ITEMS = 100


def list_forms() -> tuple[str, ...]:
    """The usual forms, in the language that is active."""
    return FORMS[find_language()]


def number_form(form: str) -> int:
    """Which of the usual forms it is, from 1, in whichever language; 0 for any other."""
    places = (forms.index(form) + 1 for forms in FORMS.values() if form in forms)
    return next(places, 0)


class ProgrammeFault(Exception):
    """What is wrong with a row, with its number."""


@dataclass(frozen=True)
class Row:
    """One row of the table; `id` is 0 for a new one. From `least` on as in `Slot`. Where an item
    becomes one of another activity, `ready` gives it that activity's own wording and settings."""

    id: int
    activity: str
    title: str
    minutes: int
    form: str
    text: str = ""
    ready: bool = False
    least: int | None = None
    most: int | None = None
    fixed_at: time | None = None
    keeping: str = Keeping.SHORTEN
    beside: bool = False


TIMES = ("minutes", "least", "most", "fixed_at", "keeping", "beside")  # of a row and of a slot
COLUMNS = ("id", "activity", "title", "form", *TIMES)


def read_rows(data: QueryDict, *, untitled: bool = False) -> list[Row]:
    """The rows as the table sends them; columns that it does not send are empty. `untitled`: a row
    may still wait for its title. Raises ProgrammeFault."""
    count = len(data.getlist("id"))
    columns = {name: data.getlist(name) or [""] * count for name in COLUMNS}
    if count > MOST_ITEMS:
        raise ProgrammeFault(_("A programme has at most %(n)d items.") % {"n": MOST_ITEMS})
    if any(len(column) != count for column in columns.values()):
        raise ProgrammeFault(_("The table did not arrive whole. Reload the page and try again."))
    cells = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [read_row(number, row, untitled=untitled) for number, row in enumerate(cells, start=1)]


def read_row(number: int, cells: Mapping[str, str], *, untitled: bool = False) -> Row:
    title = cells["title"].strip()
    known = {known.key for known in list_activities()}
    if (not title and not untitled) or len(title) > 160:
        raise ProgrammeFault(_("Row %(n)d needs a title of at most 160 letters.") % {"n": number})
    minutes = read_count(cells["minutes"])
    if minutes is None:
        raise ProgrammeFault(
            _("Row %(n)d (%(title)s): minutes is a whole number from 1 to 600.")
            % {"n": number, "title": title}
        )
    if cells["activity"] not in known:
        raise ProgrammeFault(_("Row %(n)d needs an activity from the list.") % {"n": number})
    return Row(
        id=int(cells["id"]) if cells["id"].isdecimal() else 0,
        activity=cells["activity"],
        title=title,
        minutes=minutes,
        form=cells["form"].strip()[:40],
        ready=True,
        **read_times(number, title, minutes, cells),
    )


def read_times(number: int, title: str, minutes: int, cells: Mapping[str, str]) -> dict[str, Any]:
    """What is said of how the length may give; an empty cell says nothing."""
    least, most = (read_count(cells[name]) for name in ("least", "most"))
    right = (least or 1) <= minutes <= (most or minutes)
    if not right or any(cells[name].strip() and not read_count(cells[name]) for name in BOUNDS):
        raise ProgrammeFault(
            _(
                "Row %(n)d (%(title)s): the least and the most are whole numbers, with the %(m)d "
                "wished minutes between them."
            )
            % {"n": number, "title": title, "m": minutes}
        )
    try:
        fixed_at = time.fromisoformat(cells["fixed_at"]) if cells["fixed_at"] else None
    except ValueError:
        raise ProgrammeFault(
            _("Row %(n)d (%(title)s): the fixed start is a time such as 11:50.")
            % {"n": number, "title": title}
        ) from None
    return {
        "least": least,
        "most": most,
        "fixed_at": fixed_at.replace(second=0, microsecond=0, tzinfo=None) if fixed_at else None,
        "keeping": cells["keeping"] if cells["keeping"] in Keeping.values else Keeping.SHORTEN,
        "beside": bool(cells["beside"]) and number > 1,
    }


BOUNDS = ("least", "most")


def read_count(text: str) -> int | None:
    """A whole number from 1 to 600."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 5 and 1 <= int(text) <= 600 else None


def draft_slots(day: ThemeDay, rows: Sequence[Row]) -> list[Slot]:
    """The rows as items of the day that are not stored, to see how they would go: what was allotted
    on the day goes where a row says otherwise. Raises ProgrammeFault as saving them does."""
    slots = {slot.id: slot for slot in day.slots.all()}
    day.allotted = keep_allotted(slots, rows, day.allotted)
    return [
        shape_slot(day, slots.get(row.id), row, position)
        for position, row in enumerate(rows, start=1)
    ]


def list_rows(day: ThemeDay) -> list[Row]:
    """The programme as it is stored."""
    names = [one.name for one in fields(Row) if one.name != "ready"]
    return [Row(**{name: getattr(slot, name) for name in names}) for slot in day.slots.all()]


def keep_allotted(slots: Mapping[int, Slot], rows: Iterable[Row], allotted: Any) -> dict[str, int]:
    """What was allotted on the day, but for items that are gone or that get other times."""
    same = {
        str(row.id)
        for row in rows
        if row.id in slots
        and all(getattr(row, name) == getattr(slots[row.id], name) for name in TIMES)
    }
    return {key: minutes for key, minutes in allotted.items() if key in same}


def save_programme(day: ThemeDay, rows: Sequence[Row]) -> None:
    """Makes the programme what the rows say, in their order, with the day's fixed end. An item that
    has been opened keeps its activity and cannot be removed. Raises ProgrammeFault; then nothing is
    changed."""
    with transaction.atomic():
        held = ThemeDay.objects.select_for_update().get(id=day.id)
        slots = {slot.id: slot for slot in Slot.objects.select_for_update().filter(day=day)}
        day.allotted = keep_allotted(slots, rows, held.allotted)
        gone = [slot for slot in slots.values() if slot.id not in {row.id for row in rows}]
        for slot in gone:
            if slot.is_relied_on():
                raise ProgrammeFault(
                    _("“%(title)s” has been run and cannot be removed.") % {"title": slot.title}
                )
            slot.delete()
        for position, row in enumerate(rows, start=1):
            shape_slot(day, slots.get(row.id), row, position).save()
        day.revision = held.revision + 1
        day.save(update_fields=["allotted", "ends_at", "revision"])
        nudge_run(day)


def shape_slot(day: ThemeDay, slot: Slot | None, row: Row, position: int) -> Slot:
    """The item, or a new one, as the row says; not stored."""
    slot = slot or Slot(day=day, text=row.text)
    if slot.activity != row.activity:
        if slot.activity and slot.is_relied_on():
            raise ProgrammeFault(
                _("“%(title)s” has been run and keeps its activity.") % {"title": slot.title}
            )
        change_activity(slot, row)
    slot.position, slot.title, slot.form = position, row.title, row.form
    for name in TIMES:
        setattr(slot, name, getattr(row, name))
    return slot


def change_activity(slot: Slot, row: Row) -> None:
    """A text that someone wrote stays."""
    before = find_wording(slot.activity).text if slot.activity else ""
    slot.activity, slot.config, slot.script = row.activity, {}, {}
    slot.promise = find_activity(row.activity).promise
    if row.ready:
        wording = find_wording(row.activity)
        slot.config = wording.config
        slot.text = wording.text if slot.text in ("", before) else slot.text
