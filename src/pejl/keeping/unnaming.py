"""Taking names out of a day, while what was released of it stays as it was.

What people gave stays in the log under the random ids that it has had all along; what is taken away
is the way from those to a person. Each place on the day (level, area) goes to someone without name
or address, a new one for each day, so that days cannot be joined either. Where a name stands as a
word in what was planned, agreed or written, it is replaced.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from pejl.days.forgetting import wipe_remains
from pejl.days.models import Attendance, Contribution, Outcome, Slot, ThemeDay
from pejl.followup.models import NextStep
from pejl.people.models import NOBODY_AT, Area, Level, Organisation, Participant


def unname(day: ThemeDay, attendances: Iterable[Attendance]) -> dict[int, Participant]:
    """Takes these people's names out of the day; returns who stands in their place, by the id of
    the person who stood there. In the caller's transaction."""
    people: dict[int, Participant] = {}
    names: dict[str, str] = {}
    for place in attendances:
        somebody = make_nobody(day.organisation, place.level, place.area)
        people[place.participant_id] = somebody
        names[place.participant.name] = somebody.name
        place.phones.all().delete()
        place.participant = somebody
        place.link_version += 1
        place.save(update_fields=["participant", "link_version"])
        if seat := getattr(place, "peer_seat", None):
            seat.line = ""
            seat.save(update_fields=["line"])
    replace_names(day, names)
    ThemeDay.objects.filter(id=day.pk).update(revision=F("revision") + 1)  # kept results are void
    transaction.on_commit(wipe_remains)
    return people


def make_nobody(organisation: Organisation, level: Level, area: Area | None) -> Participant:
    """Stands where someone stood."""
    with translation.override(organisation.language):
        name = _("Participant %(n)d") % {"n": 1000 + secrets.randbelow(9000)}
    return Participant.objects.create(
        organisation=organisation,
        name=name,
        email=f"{secrets.token_hex(12)}@{NOBODY_AT}",
        level=level,
        area=area,
        active=False,
    )


def replace_names(day: ThemeDay, names: Mapping[str, str]) -> None:
    """In all that the day has in words: as it was planned, what it left, what was written."""
    if not names:
        return
    swap = make_swap(names)
    for model, fields in (
        (Slot, ("title", "text", "config", "resolved", "certificate")),
        (Outcome, ("text", "data")),
        (NextStep, ("what", "agreed", "promised", "word")),
    ):
        where = {"slot__day": day} if model is Outcome else {"day": day}
        for row in model.objects.filter(**where):
            replace_in_row(row, fields, swap)
    for said in Contribution.objects.filter(slot__day=day).iterator():
        replace_in_row(said, ("payload",), swap)


def replace_in_row(row: Any, fields: tuple[str, ...], swap: Any) -> None:
    fresh = {name: swap(getattr(row, name)) for name in fields}
    changed = [name for name in fields if fresh[name] != getattr(row, name)]
    if changed:
        for name in changed:
            setattr(row, name, fresh[name])
        row.save(update_fields=changed)


def make_swap(names: Mapping[str, str]) -> Any:
    """A function that replaces whole names in a text, and in all texts of lists and mappings."""
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def swap(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda found: names[found[0]], value)
        if isinstance(value, list):
            return [swap(one) for one in value]
        if isinstance(value, dict):
            return {key: swap(one) for key, one in value.items()}
        return value

    return swap
