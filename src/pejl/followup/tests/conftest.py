from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from pejl.days.models import Outcome, SlotState
from pejl.days.tests.making import make_day
from pejl.followup.syncing import sync_day
from pejl.people.models import Participant

DAY = date(2026, 11, 26)


@pytest.fixture
def day(db):
    """A day whose last item is closed, and whose first leader leads the third, who is led."""
    day = make_day("nextsteps")
    day.date = DAY
    day.save()
    day.slots.update(state=SlotState.CLOSED)
    people = list(Participant.objects.filter(organisation=day.organisation).order_by("id"))
    people[2].reports_to = people[0]
    people[2].save()
    return day


@pytest.fixture
def people(day):
    """Leader, supporter, owner."""
    return list(Participant.objects.filter(organisation=day.organisation).order_by("id"))[:3]


def agree(day, item="x1", state="accepted", **said):
    """An outcome as the item with next steps leaves it."""
    names = list(day.attendances.order_by("participant_id").values_list("public_id", flat=True))
    data = {
        "item": item, "owner": "Leder 02", "owner_id": names[2], "by": "2027-01-31",
        "state": state, "support": "Leder 01", "support_id": names[1], "supported": "accepted",
        "promise": "To timer", "partners": [], "reason": "", "first": "Ringer til PPR",
        "weeks": [2, 6, 12], "climb": "supporter", "source": None, "warnings": [],
        "partner_ids": [], **said,
    }  # fmt: skip
    return Outcome.objects.create(
        slot=day.slots.get(), kind="next_step", text="Vi mødes", data=data, position=1
    )


@pytest.fixture
def step(day):
    agree(day)
    sync_day(day)
    return day.next_steps.get()


def at(days, hour=10):
    """So many days after the day."""
    return datetime(2026, 11, 26, hour, tzinfo=UTC) + timedelta(days=days)


@pytest.fixture
def desk(client, day):
    user = get_user_model().objects.create_user("anna", password="x")
    day.organisation.memberships.create(user=user, role="facilitator")
    client.force_login(user)
    return client
