"""Feeds: what stands in whose calendar, that changes are seen, that an address can be stopped."""

from datetime import date, time, timedelta

import icalendar
import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from ical.calendar_stream import IcsCalendarStream

from pejl.audit.models import Entry
from pejl.calendars.feeds import renew_feed
from pejl.calendars.models import Feed, FeedEvent
from pejl.days.models import Guest, ThemeDay
from pejl.days.tests.making import make_day
from pejl.followup.links import make_link
from pejl.followup.models import CheckIn, NextStep
from pejl.followup.syncing import sync_day
from pejl.followup.tests.conftest import agree, at
from pejl.mail.clock import drive_clock
from pejl.people.models import Participant


@pytest.fixture
def day(db):
    """A day in the afternoon of which nothing has begun, with a step that its third leader owns."""
    day = make_day("nextsteps")
    day.slots.update(state="closed", minutes=90)
    ThemeDay.objects.filter(id=day.id).update(
        date=date(2026, 11, 26), starts_at=time(8, 30), place="Kulturhuset, sal 2"
    )
    agree(day)
    day.refresh_from_db()
    sync_day(day)
    with drive_clock(at(0)):
        yield day


@pytest.fixture
def owner(day):
    return Participant.objects.get(id=day.next_steps.get().owner_id)


@pytest.fixture
def account(day, owner):
    """Of somebody who prepares days, and is the leader who owns the step."""
    user = get_user_model().objects.create_user("anna", owner.email.upper(), "x")
    EmailAddress.objects.create(user=user, email=owner.email.upper(), verified=True)
    day.organisation.memberships.create(user=user, role="facilitator")
    return user


def ask(address, **headers):
    return Client().get("/" + address.split("/", 3)[3], headers=headers)


def read(address):
    """By two parsers that know nothing of each other, which have to agree."""
    answer = ask(address)
    assert answer.status_code == 200
    entries = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    theirs = IcsCalendarStream.calendar_from_ics(answer.content.decode()).events
    assert {(one.uid, one.summary, one.sequence) for one in theirs} == {
        (str(one["UID"]), str(one["SUMMARY"]), one["SEQUENCE"]) for one in entries
    }
    return {str(one["SUMMARY"]): one for one in entries}


TITLES = {"Temadag", "Næste skridt: Vi mødes", "Hvordan går det med: Vi mødes"}


@pytest.mark.parametrize("whose", ["account", "owner"])
def test_it_holds_the_days_and_the_own_steps(request, day, whose):
    found = read(renew_feed(request.getfixturevalue(whose)))
    assert set(found) == TITLES
    entry = found["Temadag"]
    assert entry["DTSTART"].to_ical() == b"20261126T083000"
    assert entry["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert entry["DTEND"].to_ical() == b"20261126T100000"
    assert entry["LOCATION"] == "Kulturhuset, sal 2"
    assert ("URL" in entry) == (whose == "account")  # a leader's way in is a link of its own
    assert found["Næste skridt: Vi mødes"]["DTSTART"].dt == date(2027, 1, 31)


def test_nobody_else_and_nothing_of_theirs_is_in_it(day, owner, account):
    others = Participant.objects.exclude(id=owner.id)
    NextStep.objects.create(day=day, item="y", what="En andens", owner=others[0], state="agreed")
    for address in (renew_feed(account), renew_feed(owner)):
        text = ask(address).content.decode()
        assert "En andens" not in text
        assert not [one.name for one in others if one.name in text]
    assert "Vi mødes" not in ask(renew_feed(others[0])).content.decode()


def test_an_address_that_is_not_proved_shows_no_steps(day, account):
    EmailAddress.objects.update(verified=False)
    assert set(read(renew_feed(account))) == {"Temadag"}


def test_a_guest_has_the_one_day(day):
    other = make_day("poll", organisation=day.organisation)
    ThemeDay.objects.filter(id=other.id).update(date=date(2027, 1, 7), title="En anden dag")
    guest = get_user_model().objects.create_user("gæst", "g@x.dk", "x")
    Guest.objects.create(day=day, user=guest)
    assert set(read(renew_feed(guest))) == {"Temadag"}


def test_what_has_not_changed_is_the_same_to_the_letter_and_not_sent_again(day, owner):
    address = renew_feed(owner)
    first = ask(address)
    with drive_clock(at(1)):
        again = ask(address)
        assert again.content == first.content
        kept = ask(address, if_none_match=first["ETag"])
    assert (kept.status_code, kept.content, kept["ETag"]) == (304, b"", first["ETag"])
    for one in (first, kept):
        assert one["Cache-Control"] == "private, no-cache"
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert not first.cookies


def test_asking_again_writes_nothing(day, owner):
    address = renew_feed(owner)
    ask(address)
    with connection.execute_wrapper(refuse_writing):
        assert ask(address).status_code == 200


def refuse_writing(execute, sql, params, many, context):
    assert sql.lstrip().upper().startswith(("SELECT", "PRAGMA")), sql
    return execute(sql, params, many, context)


def test_a_moved_day_counts_up_and_keeps_its_uid(day, owner):
    address = renew_feed(owner)
    before = read(address)["Temadag"]
    with drive_clock(at(1)):
        ThemeDay.objects.update(date=date(2026, 12, 3))
        after = read(address)["Temadag"]
        steps = read(address)["Næste skridt: Vi mødes"]
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"], steps["SEQUENCE"]) == (0, 1, 0)
    assert after["LAST-MODIFIED"].dt - before["LAST-MODIFIED"].dt == timedelta(days=1)


def test_what_is_gone_is_called_off_for_a_time_and_may_come_back(day, owner):
    address = renew_feed(owner)
    uid = read(address)["Næste skridt: Vi mødes"]["UID"]
    NextStep.objects.update(state="done")
    with drive_clock(at(1)):
        off = [one for one in walk(address) if one.get("STATUS") == "CANCELLED"]
        assert len(off) == 4
        assert (str(off[-1]["SUMMARY"]), off[-1]["SEQUENCE"]) == ("Aflyst", 1)
        assert uid in {one["UID"] for one in off}
        assert b"Vi m" not in ask(address).content
    with drive_clock(at(2)):
        NextStep.objects.update(state="stuck")
        entry = read(address)["Næste skridt: Vi mødes"]
        assert (entry["UID"], entry["SEQUENCE"], "STATUS" in entry) == (uid, 2, False)
        NextStep.objects.update(state="done")
        ask(address)
    with drive_clock(at(70)):
        assert walk(address) == []
    assert FeedEvent.objects.count() == 0


def walk(address):
    return icalendar.Calendar.from_ical(ask(address).content).walk("VEVENT")


def test_an_answered_check_in_is_not_called_off_once_it_is_past(day, owner):
    address = renew_feed(owner)
    ask(address)
    with drive_clock(at(20)):
        CheckIn.objects.filter(weeks=2).update(answer="on_track")
        assert not [one for one in walk(address) if "STATUS" in one]


def test_who_comes_for_a_part_sees_that_part_and_who_does_not_come_nothing(day, owner):
    address = renew_feed(owner)
    day.attendances.filter(participant=owner).update(comes_at=time(9), leaves_at=time(9, 45))
    entry = read(address)["Temadag"]
    hours = (entry["DTSTART"].dt.time(), entry["DTEND"].dt.time())
    assert hours == (time(9), time(9, 45))
    day.attendances.filter(participant=owner).update(absent=True)
    assert "Temadag" not in read(address)


def test_a_day_without_items_or_end_is_a_whole_day(day, account):
    bare = ThemeDay.objects.create(
        organisation=day.organisation, title="Bar", date=date(2026, 12, 1)
    )
    assert read(renew_feed(account))["Bar"]["DTSTART"].dt == bare.date
    ThemeDay.objects.filter(id=bare.id).update(starts_at=time(22), ends_at=time(1))
    entry = read(renew_feed(account))["Bar"]
    assert entry["DTEND"].to_ical() == b"20261202T010000"


def test_an_address_is_kept_as_a_hash_and_stops_when_it_is_renewed_or_stopped(day, account):
    client = Client()
    client.force_login(account)
    page = client.get("/account/calendar/").content.decode()
    assert "Lav en adresse" in page
    first, second = make(client, "/account/calendar/"), make(client, "/account/calendar/")
    assert first != second
    key = second.rpartition("/")[2].removesuffix(".ics")
    assert len(key) >= 43
    with connection.cursor() as cursor:
        for model in (Feed, FeedEvent):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            assert key not in str(cursor.fetchall())
    assert [ask(one).status_code for one in (first, second)] == [404, 200]
    assert second not in client.get("/account/calendar/").content.decode()
    assert client.post("/account/calendar/", {"step": "stop"}).status_code == 302
    assert ask(second).status_code == 404
    assert Entry.objects.filter(about="feed", user=account).count() == 3


def make(client, path):
    answer = client.post(path, {"step": "make"})
    assert answer["Cache-Control"] == "no-store"
    (address,) = [word for word in answer.content.decode().split('"') if word.endswith(".ics")][:1]
    return address


def test_a_leader_makes_one_at_the_own_page(client, day, owner):
    path = f"/my/{make_link(owner)}/calendar/"
    assert path in client.get(f"/my/{make_link(owner)}/").content.decode()
    address = make(client, path)
    assert set(read(address)) == TITLES
    client.post(path, {"step": "stop"})
    assert ask(address).status_code == 404
    assert client.get("/my/forkert/calendar/").status_code == 404


@pytest.mark.parametrize("how", ["left", "mail"])
def test_a_leader_who_is_gone_is_told_nothing(day, owner, how):
    address = renew_feed(owner)
    new = {"active": False} if how == "left" else {"email": "anden@eksempel.dk"}
    Participant.objects.filter(id=owner.id).update(**new)
    assert ask(address).status_code == 404


def test_an_account_that_is_shut_out_is_told_nothing(day, account):
    address = renew_feed(account)
    account.memberships.all().delete()
    assert read(address) == {}
    account.is_active = False
    account.save()
    assert ask(address).status_code == 404


def test_a_day_that_was_taken_in_from_elsewhere_is_left_to_where_it_lives(day, owner):
    ThemeDay.objects.update(silent=True)
    assert read(renew_feed(owner)) == {}


def test_the_dates_are_also_a_file(client, day, owner):
    answer = client.get(f"/my/{make_link(owner)}/calendar.ics")
    entries = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    feed = read(renew_feed(owner))
    assert len(entries) == 4
    assert {str(one["UID"]) for one in entries} > {str(feed["Næste skridt: Vi mødes"]["UID"])}
