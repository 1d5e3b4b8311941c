"""The example day, made in the database from the files that come along."""

from datetime import date
from importlib.resources import files

from django.contrib.auth.models import User
from django.db import transaction

from pejl.days.inviting import invite_everyone
from pejl.days.models import Seating, ThemeDay
from pejl.days.registry import propose_activity
from pejl.interchange.agreement import read_agreement
from pejl.interchange.leaders import understand_leaders
from pejl.interchange.leaders_columns import propose_columns
from pejl.interchange.programme import read_programme
from pejl.interchange.storing import store_leaders
from pejl.interchange.tables import read_table
from pejl.interchange.text_storing import store_agreement, store_programme
from pejl.people.case_library import list_cases
from pejl.people.models import Membership, Organisation, Role


def read_example(name: str) -> bytes:
    return (files("pejl.interchange") / "example" / name).read_bytes()


def make_example_day(today: date) -> tuple[ThemeDay, User]:
    """The organisation, its leaders and agreement, the day, and its facilitator."""
    with transaction.atomic():
        organisation = Organisation.objects.create(name="Center for Børn og Familier")
        user = User.objects.create_user("mødeleder@eksempel.invalid")
        Membership.objects.create(user=user, organisation=organisation, role=Role.OWNER)
        table = read_table(read_example("ledere.csv"), "ledere.csv")
        store_leaders(organisation, understand_leaders(table, propose_columns(table)))
        agreement = store_agreement(
            organisation, read_agreement(read_example("udviklingsaftale.md"), "udviklingsaftale.md")
        )
        draft = read_programme(read_example("program.md"), "program.md", propose_activity)
        day = ThemeDay.objects.create(
            organisation=organisation, title=draft.title, date=today, agreement=agreement
        )
        store_programme(day, draft)
        set_up_items(day)
        invite_everyone(day)
    return day, user


CAPACITY = {"way": "shares", "capacity": 60, "unit": "days", "cost": 10}
# People sit at tables all day. They change for these, besides the items with the form "grupper".
NEW_TABLES = ("Velkomst", "De vigtige dialoger", "Aftaler om næste skridt")
LEVELS = ("Feedback på tværs",)


def set_up_items(day: ThemeDay) -> None:
    """In plenary nobody asks by phone. There are sixty days to do it with.
    Casework takes the case that its title ends with. Eight times people change tables, once for
    those of their own level."""
    for slot in day.slots.all():
        if slot.title.startswith(NEW_TABLES + LEVELS):
            slot.seating = Seating.LEVEL if slot.title.startswith(LEVELS) else Seating.NEW
            slot.save(update_fields=["seating"])
    for slot in day.slots.filter(activity="prioritising"):
        slot.config = {**slot.config, **CAPACITY}
        slot.save()
    for slot in day.slots.filter(form="plenum", activity="talk"):
        slot.config = {**slot.config, "questions": False}
        slot.save()
    for slot in day.slots.filter(activity="casework"):
        for case in list_cases(day.organisation):
            if slot.title.casefold().endswith(case.title.casefold()):
                slot.config = {**slot.config, "choice": case.key}
        slot.save()
