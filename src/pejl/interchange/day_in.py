"""Taking a whole day in: all of it, or nothing.

What is in the file may have been made to do harm, so every value is held against its field, every
number against the rows it leads to, and in the end the day is read through as the plan would. What
the organisation has already (levels, people, the agreement) is used as it is, never changed.
"""

from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from django.db import DatabaseError, transaction
from django.db.models import Model

from pejl.days.models import ThemeDay, make_key
from pejl.days.renaming import PUBLIC_ID, Renaming, encode
from pejl.documents.plan import write_plan
from pejl.interchange.day_file import DayFile, Line, spoil, unpack_day
from pejl.interchange.day_look import dress, is_bare, read_look
from pejl.interchange.day_matching import find_held
from pejl.interchange.day_mending import mend
from pejl.interchange.day_tables import JSON_TEXT, LATER, TABLES, Table
from pejl.interchange.day_values import Wrong, read_value
from pejl.interchange.models import Arrival
from pejl.interchange.zips import Unsound
from pejl.people.models import Organisation

BATCH = 500
LARGEST = 200_000_000  # bytes of a file
NAMES = tuple(table.name for table in TABLES)
OPTIONAL_KEYS = {"slots": {"holds"}, "next_steps": {"partners"}}


@dataclass(frozen=True)
class TakenIn:
    """`known`: it was here before, and nothing was done. `held` is how many of its people the
    organisation had already; `look` what it wears since it came, in words."""

    day: ThemeDay
    known: bool = False
    held: int = 0
    look: str = ""


@dataclass
class Arriving:
    """What is being made: rows by table and by the number they had in the file."""

    organisation: Organisation
    file: DayFile
    rows: dict[str, dict[int, Any]] = field(default_factory=dict)
    held: dict[str, set[int]] = field(default_factory=dict)  # those that were here before
    people: dict[str, str] = field(default_factory=dict)  # their public ids, then and now

    def __post_init__(self) -> None:
        """New ones in the order of the old, since some results go by it."""
        known = sorted(str(line.get("public_id")) for line in self.file.lines["attendances"])
        if not all(map(PUBLIC_ID.fullmatch, known)):
            raise Unsound("“%(part)s” has people without an id.", part="attendances.jsonl")
        self.people = dict(zip(known, sorted(make_key() for _ in known), strict=True))

    @property
    def names(self) -> Renaming:
        numbers = {
            table: {old: row.pk for old, row in found.items()} for table, found in self.rows.items()
        }
        return Renaming(numbers, self.people)


def read_day(file: BinaryIO) -> DayFile:
    """Raises `Unsound`."""
    if file.seek(0, 2) > LARGEST:
        raise Unsound("It is larger than a day’s archive can be.")
    file.seek(0)
    found = unpack_day(file, NAMES)
    if len(found.lines["days"]) != 1:
        raise Unsound("It does not hold one day.")
    return found


def take_in(
    file: DayFile, organisation: Organisation, *, again: bool = False, owned: bool = False
) -> TakenIn:
    """Makes the day in the organisation, with new links and no mail going out by itself. What has
    been taken in before is made once more only if asked `again`. Where whoever brings it may choose
    what the organisation wears (`owned`), one that is new here wears what the file brings. Raises
    `Unsound`, and then nothing has been stored."""
    try:
        with transaction.atomic():
            Organisation.objects.select_for_update().get(id=organisation.id)
            before = Arrival.objects.filter(digest=file.digest, day__organisation=organisation)
            if not again and (known := before.select_related("day").first()):
                return TakenIn(known.day, known=True)
            brought = read_look(file.look)
            bare = owned and is_bare(organisation)
            taken = store(Arriving(organisation, file))
            look = dress(organisation, brought) if bare and brought else ""
            return replace(taken, look=look)
    except (DatabaseError, RecursionError, OverflowError, UnicodeError) as fault:
        raise Unsound("It cannot be stored (%(why)s).", why=fault) from fault


def store(arriving: Arriving) -> TakenIn:
    for table in TABLES:
        make_rows(arriving, table)
    link_later(arriving)
    mend(arriving.file, arriving.rows, arriving.names)
    (day,) = arriving.rows["days"].values()
    Arrival.objects.create(day=day, digest=arriving.file.digest)
    read_through(day)
    return TakenIn(day, held=len(arriving.held["people"]))


def make_rows(arriving: Arriving, table: Table) -> None:
    found = arriving.rows[table.name] = {}
    held = arriving.held[table.name] = set()
    fresh: list[tuple[int, Model]] = []
    for number, line in enumerate(arriving.file.lines[table.name], 1):
        try:
            old, row = make_row(arriving, table, line)
        except Wrong as wrong:
            raise spoil(table.name, number, str(wrong)) from wrong
        if old in found:
            raise spoil(table.name, number, "id")
        here = find_held(table.name, row, arriving)
        found[old] = here or row
        if here is None:
            fresh.append((old, row))
        else:
            held.add(old)
    table.model._default_manager.bulk_create([row for _old, row in fresh], batch_size=BATCH)


def make_row(arriving: Arriving, table: Table, line: Line) -> tuple[int, Model]:
    """The number that it had, and the row, not stored yet. Raises Wrong."""
    links = {**table.links, **LATER.get(table.name, {})}
    known = {"id", *table.fields, *links, *OPTIONAL_KEYS.get(table.name, ())}
    if unknown := sorted(line.keys() - known):
        raise Wrong(f"{unknown[0]}: unknown, of a newer Pejl?")
    old = line.get("id")
    if type(old) is not int or not 0 < old < 1 << 62:
        raise Wrong("id")
    values = {
        name: read_value(table.name, name, one, line[name])
        for name, one in table.fields.items()
        if name in line
    }
    for name in JSON_TEXT.get(table.name, ()):
        values[name] = encode(values.get(name))
    if table.name == "attendances":
        values["public_id"] = arriving.people[values["public_id"]]
    for name, other in table.links.items():
        values[name] = find_row(arriving, table, name, other, line.get(name))
    return old, table.model(**values, **add_own(arriving, table, old))


def find_row(arriving: Arriving, table: Table, name: str, other: str, old: Any) -> Any:
    if old is None and getattr(table.model._meta.get_field(name), "null", False):
        return None
    if type(old) is not int or old not in arriving.rows[other]:
        raise Wrong(f"{name}: {old!r:.40}")
    return arriving.rows[other][old]


def add_own(arriving: Arriving, table: Table, old: int) -> dict[str, Any]:
    """What the file does not say."""
    names = {field.name for field in table.model._meta.concrete_fields}
    own: dict[str, Any] = {}
    if "organisation" in names:
        own["organisation"] = arriving.organisation
    if table.name == "days":
        own["silent"] = True
    if table.name == "pictures":
        line = next(one for one in arriving.file.lines["pictures"] if one["id"] == old)
        own["data"] = arriving.file.pictures.get(str(line.get("key")), b"")
    return own


def link_later(arriving: Arriving) -> None:
    for name, links in LATER.items():
        table = next(one for one in TABLES if one.name == name)
        for number, line in enumerate(arriving.file.lines[name], 1):
            row = arriving.rows[name][line["id"]]
            if line["id"] in arriving.held[name]:
                continue
            try:
                for link, other in links.items():
                    setattr(row, link, find_row(arriving, table, link, other, line.get(link)))
            except Wrong as wrong:
                raise spoil(name, number, str(wrong)) from wrong
            row.save(update_fields=list(links))


def read_through(day: ThemeDay) -> None:
    """All that the day shows can be worked out."""
    day = ThemeDay.objects.select_related("organisation", "agreement", "current").get(id=day.id)
    try:
        write_plan(day)
    except DatabaseError:
        raise
    except Exception as fault:  # whatever rules make of what no phone could have sent
        raise Unsound("Its results cannot be worked out (%(why)s).", why=repr(fault)) from fault
