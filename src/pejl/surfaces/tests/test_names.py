"""The names one joins as: all of a room's, of a large day's those that one looks for."""

import pytest

from pejl.days.inviting import invite_everyone
from pejl.days.tests.making import make_day
from pejl.people.models import Participant
from pejl.surfaces.join import MOST_LISTED

pytestmark = pytest.mark.django_db


def list_names(client, day, **search):
    page = client.get(f"/j/{day.code}/", search)
    assert page.status_code == 200
    return page.content.decode().count('name="who"'), page.content.decode()


def add_people(day, *names):
    level = day.organisation.levels.first()
    for at, name in enumerate(names):
        Participant.objects.create(
            organisation=day.organisation, name=name, email=f"n{at}@eksempel.dk", level=level
        )
    invite_everyone(day)


def test_a_room_sees_all_its_names(client):
    day = make_day("poll")
    count, page = list_names(client, day)
    assert count == 50
    assert 'role="search"' not in page


def test_a_large_day_shows_the_names_looked_for(client, django_assert_max_num_queries):
    day = make_day("poll")
    add_people(day, *(f"Person {n:03}" for n in range(MOST_LISTED)), "Østen Ægidius Åberg")
    count, page = list_names(client, day)
    assert count == 0
    assert 'role="search"' in page
    assert "Nobody is on" not in page
    with django_assert_max_num_queries(8):
        assert list_names(client, day, find="åBERG øst")[0] == 1
    count, page = list_names(client, day, find="person 00")
    assert count == 10
    assert "Skriv mere" not in page
    assert "Skriv mere" in list_names(client, day, find="e")[1]
    count, page = list_names(client, day, find='"><script>')
    assert count == 0
    assert "Ingen på listen" in page
    assert "<script>" not in page


def test_one_found_joins(client):
    day = make_day("poll")
    add_people(day, *(f"Person {n:03}" for n in range(MOST_LISTED)))
    page = list_names(client, day, find="person 042")[1]
    who = page.split('name="who" value="', 1)[1].split('"', 1)[0]
    assert client.post(f"/j/{day.code}/", {"who": who})["Location"] == "/p/"
    assert "Person 042" in client.get("/p/").content.decode()
