"""What nobody took on is seen by the chief, who finds an owner; the owner is asked by mail."""

import pytest

from pejl.days.models import Outcome
from pejl.followup.asking import follow_up
from pejl.followup.links import make_link
from pejl.followup.models import NextStep
from pejl.followup.syncing import sync_day
from pejl.followup.tests.conftest import agree, at
from pejl.followup.unowned import list_unowned
from pejl.mail.clock import drive_clock
from pejl.mail.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(day):
    slot = day.slots.get()
    data = {"item": "o7", "state": "unowned"}
    return Outcome.objects.create(
        slot=slot, kind="next_step", text="Vi ringer først", data=data, position=2
    )


def give(desk, outcome, owner, days=30):
    with drive_clock(at(days)):
        said = {"owner": owner.id, "due": "2027-02-01"}
        return desk.post(f"/followup/owner/{outcome.id}/", said, follow=True).content.decode()


def test_the_chief_finds_an_owner_who_is_asked_at_once_and_says_yes(desk, day, people, promised):
    page = desk.get("/followup/").content.decode()
    assert f"/followup/owner/{promised.id}/" in page
    assert people[1].name in desk.get(f"/followup/owner/{promised.id}/").content.decode()
    assert "Vi ringer først" not in give(desk, promised, people[1]).split('id="stuck"')[0]
    with drive_clock(at(30, 11)):
        follow_up(at(30, 11))
        follow_up(at(30, 11))
    (mail,) = Message.objects.filter(key__contains="accept")
    assert mail.address == people[1].email
    assert "Vi ringer først" in mail.body
    step = NextStep.objects.get()
    assert (step.state, step.owner, str(step.due)) == ("proposed", people[1], "2027-02-01")
    with drive_clock(at(31)):
        desk.post(f"/my/{make_link(people[1])}/accept/{step.id}/", {"said": "yes"})
    step.refresh_from_db()
    assert step.state == "agreed"
    assert [row.weeks for row in step.check_ins.all()] == [6, 12]


def test_after_a_no_another_may_be_asked_and_meanwhile_nobody(desk, day, people, promised):
    give(desk, promised, people[1])
    give(desk, promised, people[2])
    step = NextStep.objects.get()
    assert step.owner == people[1]
    desk.post(f"/my/{make_link(people[1])}/accept/{step.id}/", {"said": "no", "line": "Orlov"})
    assert [row.id for row in list_unowned(day.organisation)] == [promised.id]
    give(desk, promised, people[2])
    step.refresh_from_db()
    assert (step.owner, step.state) == (people[2], "proposed")


def test_who_was_found_stays_when_the_day_is_read_again(desk, day, people, promised):
    agree(day)
    give(desk, promised, people[1])
    promised.delete()
    sync_day(day)
    assert NextStep.objects.filter(item="o7").exists()


def test_a_rehearsal_promises_nothing(desk, day, promised):
    day.rehearsing = True
    day.save()
    assert not list_unowned(day.organisation)
    assert "Vi ringer først" not in desk.get("/followup/").content.decode()


def test_a_viewer_sees_them_and_gives_no_owner(desk, day, people, promised):
    day.organisation.memberships.update(role="viewer")
    page = desk.get("/followup/").content.decode()
    assert "Vi ringer først" in page
    assert "/followup/owner/" not in page
    said = {"owner": people[1].id}
    assert desk.post(f"/followup/owner/{promised.id}/", said).status_code == 403
