"""What the judging of a batch knows of its senders and items, read inside its transaction."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection
from django.utils import timezone

from pejl.days.contract import Entry, Person
from pejl.days.ground import describe_person
from pejl.days.guiding import find_guide
from pejl.days.models import Attendance, GroupSeat, Slot, SlotState
from pejl.days.registry import find_activity
from pejl.days.standing import list_entries
from pejl.days.tokens import PHONE_LASTS
from pejl.days.tracks import find_elsewhere, list_tracks

FACILITATOR = Person("", "", "", "", "")

FIND_SENDERS = """
SELECT phone.token_hash, attendance.id, attendance.public_id, attendance.day_id, phone.admitted
FROM days_phone phone JOIN days_attendance attendance ON attendance.id = phone.attendance_id
WHERE phone.token_hash IN ({places}) AND phone.created_at > %s"""
FIND_SLOTS = """
SELECT slot.id, slot.day_id, slot.activity, slot.state, slot.promise, slot.secret,
    CAST(COALESCE(slot.resolved, slot.config) AS text), day.rehearsing,
    slot.released_at IS NOT NULL, organisation.language,
    EXISTS (SELECT 1 FROM days_slot other WHERE other.day_id = slot.day_id AND other.beside)
FROM days_slot slot JOIN days_themeday day ON day.id = slot.day_id
JOIN people_organisation organisation ON organisation.id = day.organisation_id
WHERE slot.id IN ({places}) ORDER BY slot.id"""


class Sender(msgspec.Struct, frozen=True):
    attendance_id: int
    public_id: str
    day_id: int
    admitted: bool


class Place(msgspec.Struct, frozen=True):
    """What judging needs of a slot; `config` is still text. `tracked`: items of its day run side by
    side."""

    id: int
    day_id: int
    activity: str
    state: str
    promise: str
    secret: str
    config: str
    rehearsing: bool
    released: bool
    language: str
    tracked: bool

    @property
    def handed_out(self) -> bool:
        """What was given has been handed out, and is answered now."""
        return self.state == SlotState.CLOSED and self.released


class Scene(msgspec.Struct, frozen=True):
    """Its two times are ready for the database. `guides` by item and `people` by attendance are
    there for items whose activity has `admit`. `elsewhere`: by item, who belongs to one beside
    it."""

    senders: Mapping[str, Sender]
    places: Mapping[int, Place]
    groups: Mapping[tuple[int, int], int]
    guides: Mapping[int, Any]
    people: Mapping[int, Person]
    elsewhere: Mapping[int, frozenset[int]]
    now: Any
    this_hour: Any
    configs: dict[int, Any] = msgspec.field(default_factory=dict)

    def find_config(self, place: Place) -> Any:
        """Decoded once a batch. Raises msgspec.ValidationError."""
        if place.id not in self.configs:
            wanted = find_activity(place.activity).config
            self.configs[place.id] = msgspec.json.decode(place.config, type=wanted)
        return self.configs[place.id]


def set_scene(tokens: set[str], slots: set[int]) -> Scene:
    """Needs to run in a transaction: the slots are held until it ends."""
    senders, places = find_senders(tokens), lock_slots(slots)
    groups = find_groups(places.values(), senders.values())
    guides = find_guides(places.values())
    people = find_people(senders.values()) if guides else {}
    elsewhere = find_aside(places.values(), senders.values())
    now, adapt = timezone.now(), connection.ops.adapt_datetimefield_value
    times = adapt(now), adapt(coarsen(now))
    return Scene(senders, places, groups, guides, people, elsewhere, *times)


def find_senders(tokens: set[str]) -> dict[str, Sender]:
    """By token hash; a phone's token lasts as long as `find_phone` says."""
    since = connection.ops.adapt_datetimefield_value(timezone.now() - PHONE_LASTS)
    return {row[0]: Sender(*row[1:]) for row in ask(FIND_SENDERS, tokens, since)}


def lock_slots(ids: set[int]) -> dict[int, Place]:
    """The slots, held against closing until this transaction ends. SQLite has one writer anyway;
    PostgreSQL shares the lock between writers, and a closing waits for them. By id, as the steps
    of the run: so neither waits for the other."""
    lock = " FOR SHARE OF slot" if connection.features.has_select_for_update else ""
    return {row[0]: Place(*row) for row in ask(FIND_SLOTS + lock, ids)}


def ask(query: str, values: Collection[Any], *more: Any) -> list[tuple[Any, ...]]:
    """In plain SQL, since it is asked for each batch: building these queries through the ORM takes
    longer than the commit. `values` go where {places} stands, `more` after them."""
    with connection.cursor() as cursor:
        cursor.execute(query.format(places=", ".join(["%s"] * len(values))), [*values, *more])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def find_groups(places: Iterable[Place], senders: Iterable[Sender]) -> dict[tuple[int, int], int]:
    grouped = [place.id for place in places if find_activity(place.activity).grouped]
    if not grouped:
        return {}
    people = [sender.attendance_id for sender in senders]
    seats = GroupSeat.objects.filter(group__slot__in=grouped, attendance__in=people)
    return {
        (slot, attendance): number
        for slot, attendance, number in seats.values_list(
            "group__slot_id", "attendance_id", "group__number"
        )
    }


def find_guides(places: Iterable[Place]) -> dict[int, Any]:
    """Of the items that ask who sends, and when."""
    asking = [place.id for place in places if find_activity(place.activity).admit]
    if not asking:
        return {}
    return {
        slot.id: find_guide(slot)
        for slot in Slot.objects.filter(id__in=asking).select_related("day")
    }


def find_aside(places: Iterable[Place], senders: Iterable[Sender]) -> dict[int, frozenset[int]]:
    """Asked only on days where items run side by side."""
    tracked = [place.id for place in places if place.tracked]
    if not tracked:
        return {}
    people = Attendance.objects.filter(id__in=[sender.attendance_id for sender in senders])
    rows = list(people.values_list("id", "level_id", "area_id"))
    slots = Slot.objects.filter(id__in=tracked).select_related("day")
    return {slot.id: find_elsewhere(slot, list_tracks(slot), rows) for slot in slots}


def find_people(senders: Iterable[Sender]) -> dict[int, Person]:
    rows = Attendance.objects.filter(id__in=[sender.attendance_id for sender in senders])
    related = rows.select_related("participant__unit", "level", "area")
    return {row.id: describe_person(row) for row in related}


def read_standing(slot_id: int) -> list[Entry[Any]]:
    """All that stands in the item's log."""
    return list_entries(Slot.objects.select_related("day").get(id=slot_id))


def coarsen(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
