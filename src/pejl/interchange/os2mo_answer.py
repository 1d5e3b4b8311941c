"""OS2mo's answer to a GraphQL question about its units, as a file.

The question stands in docs/da/drift.md; whatever else an answer holds is not read.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta, Struct

from pejl.interchange.csv_text import decode
from pejl.interchange.names import clean
from pejl.interchange.os2mo_tree import Manager, Unit, build_table, limit
from pejl.interchange.table_limits import too_many_rows
from pejl.interchange.table_types import MAX_CELL, MAX_ROWS, Note, Table, TableError

Text = Annotated[str, Meta(max_length=MAX_CELL)]
STAFF = "personale"


class Named(Struct):
    name: Text | None = None


class AddressType(Struct):
    scope: Text | None = None


class Address(Struct):
    value: Text | None = None
    address_type: AddressType | None = None


class Person(Struct):
    name: Text | None = None
    addresses: list[Address] | None = None


class Role(Struct):
    """A manager's; nobody in it where the position is vacant."""

    person: list[Person] | None
    manager_type: Named | None = None
    responsibilities: list[Named] | None = None


class Parent(Struct):
    uuid: Text


class Given(Struct):
    uuid: Text
    name: Text
    parent: Parent | None
    managers: list[Role]


class Current(Struct):
    current: Given | None


class PageInfo(Struct):
    next_cursor: str | None = None


class Units(Struct):
    objects: list[Current]
    page_info: PageInfo | None = None


class Data(Struct):
    org_units: Units


class Fault(Struct):
    message: str = ""


class Answer(Struct):
    data: Data | None = None
    errors: list[Fault] | None = None


def read_answer(data: bytes) -> Table:
    """Raises TableError if it is not all of the answer, or the units are no tree."""
    units = decode_answer(data)
    given = [entry.current for entry in units.objects if entry.current]
    indexes = index_units(given)
    tree: list[Unit] = []
    notes: list[Note] = []
    row = 2
    for one in given:
        managers = list(read_managers(one, row, notes))
        parent = indexes.get(one.parent.uuid) if one.parent else None
        if one.parent and parent is None:
            notes.append(note_outside(one, row))
        tree.append(Unit(clean(one.name), parent, row, managers))
        row += max(1, len(managers))
        if row > MAX_ROWS:
            raise too_many_rows()
    return build_table(tree, list(limit(iter(notes))))


def decode_answer(data: bytes) -> Units:
    try:
        answer = msgspec.json.decode(decode(data), type=Answer)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise not_understood(str(error)[:200]) from error
    if answer.errors:
        text = _("OS2mo answered with a fault: “%(fault)s”. Mend the question, and fetch it again.")
        raise TableError(text % {"fault": clean(answer.errors[0].message)[:200]})
    if answer.data is None:
        raise not_understood("$.data")
    info = answer.data.org_units.page_info
    if info and info.next_cursor:
        text = _("The file has only some of the units. Ask OS2mo for all of them in one answer.")
        raise TableError(text)
    return answer.data.org_units


def not_understood(fault: str) -> TableError:
    text = _(
        "This is not OS2mo’s answer about its units (%(fault)s). Fetch it again with the question "
        "in the guide for operations."
    )
    return TableError(text % {"fault": fault})


def index_units(given: Sequence[Given]) -> dict[str, int]:
    indexes: dict[str, int] = {}
    for index, one in enumerate(given):
        if indexes.setdefault(one.uuid, index) != index:
            text = _("“%(unit)s” and “%(other)s” have the same uuid. Fetch the file again.")
            other = given[indexes[one.uuid]].name
            raise TableError(text % {"unit": clean(one.name), "other": clean(other)})
    return indexes


def read_managers(unit: Given, row: int, notes: list[Note]) -> Iterator[Manager]:
    people = [(role, person) for role in unit.managers for person in role.person or []]
    for role, person in people:
        name, emails = clean(person.name or ""), list_emails(person)
        if len(emails) > 1:
            values = {"name": name, "emails": ", ".join(emails[:5]), "email": emails[0]}
            text = _("%(name)s has several e-mails: %(emails)s. %(email)s is used.")
            notes.append(Note(row, "several_emails", text % values))
        if name or emails:
            title = clean((role.manager_type and role.manager_type.name) or "")
            duties = [clean(duty.name or "").casefold() for duty in role.responsibilities or []]
            staff = any(duty.startswith(STAFF) for duty in duties)
            yield Manager(row, name, "".join(emails[:1]), title, staff)
            row += 1


def list_emails(person: Person) -> list[str]:
    """In one order, since OS2mo promises none."""
    found = {
        clean(address.value or "").lower()
        for address in person.addresses or []
        if not address.address_type or address.address_type.scope in (None, "EMAIL")
    }
    return sorted(text for text in found if "@" in text)


def note_outside(unit: Given, row: int) -> Note:
    text = _("The unit above “%(unit)s” is not in the file. It is taken as one at the top.")
    return Note(row, "outside", text % {"unit": clean(unit.name)})
