"""Storing what was understood: the organisation's leaders, all or nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from pejl.days.inviting import refresh_days
from pejl.interchange.leader_types import KnownLeader, Leader, Understanding
from pejl.people.models import Area, Level, Organisation, Participant, Unit


def list_known(organisation: Organisation) -> list[KnownLeader]:
    """The leaders stored now, as the reader of lists wants them."""
    rows = organisation.participants.filter(active=True)
    return [
        KnownLeader(
            row.name,
            row.email,
            row.title,
            row.level.name,
            row.area.name if row.area else "",
            row.unit.name if row.unit else "",
            row.reports_to.email if row.reports_to else "",
        )
        for row in rows.select_related("level", "area", "unit", "reports_to")
    ]


def store_leaders(
    organisation: Organisation, understanding: Understanding, remove: Collection[str] = ()
) -> int:
    """Stores them by e-mail and returns how many; `remove` are e-mails of stored leaders who have
    left. Raises ValueError when the understanding still has open questions; nothing is stored."""
    if not understanding.ready:
        raise ValueError("there are open questions")
    leaders = understanding.leaders
    with transaction.atomic():
        levels = place_levels(organisation, understanding.levels)
        areas = place_areas(organisation, understanding.areas)
        units = place_units(organisation, leaders)
        people = place_people(organisation, leaders, levels, areas, units)
        tie_chain(people, leaders)
        organisation.participants.filter(email__in=remove).update(active=False)
        drop_unused(organisation)
        refresh_days(organisation.id)
    return len(leaders)


def place_levels(organisation: Organisation, names: Sequence[str]) -> dict[str, Level]:
    for rank, name in enumerate(names, start=1):
        Level.objects.update_or_create(
            organisation=organisation, name=name, defaults={"rank": rank}
        )
    return {level.name: level for level in organisation.levels.all()}


def place_areas(organisation: Organisation, names: Sequence[str]) -> dict[str, Area]:
    for rank, name in enumerate(names, start=1):
        Area.objects.update_or_create(organisation=organisation, name=name, defaults={"rank": rank})
    return {area.name: area for area in organisation.areas.all()}


def place_units(organisation: Organisation, leaders: Iterable[Leader]) -> dict[str, Unit]:
    known = {unit.name: unit for unit in organisation.units.all()}
    missing = {leader.unit for leader in leaders if leader.unit} - known.keys()
    Unit.objects.bulk_create(Unit(organisation=organisation, name=name) for name in sorted(missing))
    return {unit.name: unit for unit in organisation.units.all()}


FIELDS = ("name", "title", "level", "area", "unit", "active")


def place_people(
    organisation: Organisation,
    leaders: Sequence[Leader],
    levels: Mapping[str, Level],
    areas: Mapping[str, Area],
    units: Mapping[str, Unit],
) -> dict[str, Participant]:
    known = {row.email: row for row in organisation.participants.all()}
    rows = [
        known.get(leader.email) or Participant(organisation=organisation, email=leader.email)
        for leader in leaders
    ]
    for row, leader in zip(rows, leaders, strict=True):
        row.name, row.title, row.active = leader.name, leader.title, True
        row.level, row.area = levels[leader.level], areas.get(leader.area)
        row.unit = units.get(leader.unit)
    Participant.objects.bulk_create([row for row in rows if row.pk is None], batch_size=500)
    Participant.objects.bulk_update(
        [row for row in rows if row.email in known], FIELDS, batch_size=500
    )
    return {row.email: row for row in organisation.participants.all()}


def tie_chain(people: Mapping[str, Participant], leaders: Iterable[Leader]) -> None:
    rows = []
    for leader in leaders:
        row = people[leader.email]
        row.reports_to = people.get(leader.leader_email)
        rows.append(row)
    Participant.objects.bulk_update(rows, ["reports_to"], batch_size=500)


def drop_unused(organisation: Organisation) -> None:
    """Levels, areas and units that nobody holds, now or on an earlier day."""
    organisation.levels.filter(participants=None, attendance=None).delete()
    organisation.areas.filter(participants=None, attendance=None).delete()
    organisation.units.filter(participants=None).delete()
