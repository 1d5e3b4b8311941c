"""Whatever was agreed, whoever leaves or answers, and however the clock ticks: nobody hears of a
check-in but those whom the agreement names, and nobody before two reminders have gone."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pejl.days.models import ThemeDay
from pejl.followup import asking
from pejl.followup.answering import answer_check_in
from pejl.followup.models import CheckIn, NextStep, Told
from pejl.followup.states import State
from pejl.followup.syncing import sync_day
from pejl.followup.tests.conftest import agree, at
from pejl.mail.clock import drive_clock
from pejl.mail.models import Message
from pejl.people.models import Participant

pytestmark = pytest.mark.django_db

EVENTS = st.lists(
    st.tuples(
        st.integers(1, 9),  # days until it happens
        st.sampled_from(["tick", "tick", "tick", "leaves", "on_track", "stuck", "done"]),
        st.integers(0, 2),
    ),
    min_size=5,
    max_size=25,
)
CHAIN = st.tuples(st.sampled_from(["nobody", "supporter", "leader"]), st.booleans(), st.booleans())


def play(event, who, people):
    if event == "leaves":
        Participant.objects.filter(id=people[who].id).update(active=False)
    elif event != "tick":
        asked = CheckIn.objects.filter(stage__gt=0, step__state__in=asking.RUNNING).last()
        if asked is not None:
            answer_check_in(asked, State(event), "En hånd", [])


def list_allowed(climb, people, *, leader, supporter):
    """From the words of the agreement."""
    allowed = set()
    if climb in ("supporter", "leader") and supporter:
        allowed.add(people[1].id)
    if climb == "leader" and leader:
        allowed.add(people[0].id)
    return allowed


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chain=CHAIN, events=EVENTS)
def test_never_further_than_agreed_whatever_happens(day, people, chain, events):
    climb, leader, supporter = chain
    forget(people, leader=leader)
    names = {} if supporter else {"support": "", "support_id": "", "supported": "waiting"}
    agree(day, climb=climb, **names)
    sync_day(day)
    days = 0
    for wait, event, who in events:
        days += wait
        with drive_clock(at(days)):
            before = SimpleNamespace(told=set(Told.objects.values_list("person_id", flat=True)))
            gone = set(Participant.objects.filter(active=False).values_list("id", flat=True))
            play(event, who, people)
            asking.follow_up(at(days))
            fresh = set(Told.objects.values_list("person_id", flat=True)) - before.told
            assert not fresh & gone
    allowed = list_allowed(climb, people, leader=leader, supporter=supporter)
    silent = Message.objects.filter(key__contains="-silent-")
    assert {int(mail.key.rsplit("-", 1)[1]) for mail in silent} <= allowed
    stuck = Message.objects.filter(key__contains="-stuck-")
    assert {int(mail.key.rsplit("-", 1)[1]) for mail in stuck} <= {people[1].id}
    for mail in silent:
        number = mail.key.split("-")[2]
        reminders = Message.objects.filter(
            key__startswith=f"check-in-{number}-ask-", id__lt=mail.id
        )
        assert reminders.count() == 3
    assert {mail.name for mail in Message.objects.all()} <= {"Leder 00", "Leder 01", "Leder 02"}


def forget(people, *, leader):
    """Each example begins with the same chain."""
    for model in (Message, NextStep):
        model.objects.all().delete()
    for row in ThemeDay.objects.all():
        row.slots.get().outcomes.all().delete()
    Participant.objects.update(active=True)
    people[2].reports_to = people[0] if leader else None
    people[2].save()
