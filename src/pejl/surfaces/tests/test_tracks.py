"""Phone and console while items run side by side."""

import pytest
from django.urls import reverse

from pejl.days import run
from pejl.days.clock import time_programme
from pejl.days.models import Placing
from pejl.days.tests.making import make_day, read_again, slots_of
from pejl.days.tokens import TOKEN_COOKIE, make_phone
from pejl.surfaces.console import find_following, find_handing, list_at_hand, list_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    """A poll, two side by side of which the second hands feedback out, and a last poll."""
    day = make_day("poll", "poll", "feedback", "poll")
    day.slots.filter(position=3).update(beside=True)
    return day


def look(client, person, path="/p/"):
    client.cookies[TOKEN_COOKIE] = make_phone(person)
    return client.get(path).content.decode()


def offer(day):
    """What the console offers: positions of what is closed, handed out, and opened next."""
    day = read_again(day)
    programme, at_hand = time_programme(day), list_at_hand(day)
    following, handing = find_following(programme, at_hand), find_handing(at_hand)
    running = [slot.position for slot in at_hand if slot.state in ("open", "paused")]
    opening = [slot.position for slot in list_opening(programme, following)]
    return running, handing.position if handing else None, opening


def test_the_next_action_goes_through_the_block_and_on(day):
    first, one, other, last = slots_of(day)
    assert offer(day) == ([], None, [1])
    run.open_slot(read_again(day), first, None)
    assert offer(day) == ([1], None, [2, 3])
    run.open_tracks(read_again(day), one, None)
    assert offer(day) == ([2, 3], None, [4])
    run.close_slot(read_again(day), other, None)
    assert offer(day) == ([2], None, [4])
    run.close_slot(read_again(day), one, None)
    assert offer(day) == ([], 3, [4])
    run.release_slot(read_again(day), other, None)
    assert offer(day) == ([], None, [4])
    run.open_slot(read_again(day), last, None)
    assert offer(day) == ([4], None, [])


def test_one_that_was_left_closed_is_next_when_the_other_is_over(day):
    _first, one, other, _last = slots_of(day)
    run.open_slot(read_again(day), one, None)
    assert offer(day) == ([2], None, [4])
    run.close_slot(read_again(day), one, None)
    assert offer(day) == ([], None, [3])
    run.open_slot(read_again(day), other, None)
    assert offer(day) == ([3], None, [4])


def test_a_phone_chooses_and_comes_back_there(client, day):
    _first, one, other, last = slots_of(day)
    person = day.attendances.last()
    assert 'name="go"' not in look(client, person)
    run.open_tracks(read_again(day), one, None)
    page = look(client, person)
    assert all(reverse("go_beside", args=[slot.id]) in page for slot in (one, other))
    assert f'data-slot="{one.id}"' not in page
    client.post(reverse("go_beside", args=[one.id]))
    assert f'data-slot="{one.id}"' in look(client, person)
    assert reverse("go_beside", args=[other.id]) in look(client, person)
    client.post(reverse("go_beside", args=[last.id]))
    client.post(reverse("go_beside", args=[other.id]))
    assert f'data-slot="{other.id}"' in look(client, person)
    run.close_tracks(read_again(day), one, None)
    assert reverse("go_beside", args=[one.id]) not in look(client, person)
    client.post(reverse("go_beside", args=[one.id]))
    assert Placing.objects.get().slot == other


def test_who_is_given_an_item_is_not_asked_and_waits_until_it_opens(client, day):
    _first, one, other, _last = slots_of(day)
    day.slots.filter(id=other.id).update(for_levels=[day.organisation.levels.last().id])
    person = day.attendances.filter(level=day.organisation.levels.last()).first()
    run.open_slot(read_again(day), one, None)
    page = look(client, person)
    assert other.title in page
    assert "go_beside" not in page
    assert reverse("go_beside", args=[one.id]) not in page
    client.post(reverse("go_beside", args=[one.id]))
    assert not Placing.objects.exists()
    run.open_slot(read_again(day), other, None)
    assert f'data-slot="{other.id}"' in look(client, person)


def test_a_phone_that_is_not_let_in_chooses_nothing(client, day):
    one = slots_of(day)[1]
    run.open_tracks(read_again(day), one, None)
    client.cookies[TOKEN_COOKIE] = make_phone(day.attendances.last(), admitted=False)
    client.post(reverse("go_beside", args=[one.id]))
    assert not Placing.objects.exists()


def test_another_day_s_item_is_not_there(client, day):
    one, other = slots_of(day)[1], make_day("poll", organisation=day.organisation).slots.get()
    run.open_tracks(read_again(day), one, None)
    look(client, day.attendances.last())
    assert client.post(reverse("go_beside", args=[other.id])).status_code == 404


def test_the_screen_shows_all_or_one_alone(client, day):
    _first, one, other, _last = slots_of(day)
    run.open_tracks(read_again(day), one, None)
    address = reverse("screen", args=[day.screen_key])
    page = client.get(address).content.decode()
    assert "tracks--2" in page
    assert one.title in page
    assert other.title in page
    run.show(read_again(day), other, None, "item")
    page = client.get(address).content.decode()
    assert "tracks--2" not in page
    assert f"<h1>{other.title}</h1>" in page
    run.undo(day)
    assert "tracks--2" in client.get(address).content.decode()


def test_the_console_has_a_card_for_each(sign_in, day):
    _first, one, _other, _last = slots_of(day)
    client = sign_in(day.organisation)
    address = reverse("console", args=[day.id])
    client.post(reverse("step", args=[day.id]), {"step": "open_tracks", "slot": one.id})
    page = client.get(address).content.decode()
    assert page.count("now--track") == 2
    assert 'value="close_tracks"' in page
    client.post(reverse("step", args=[day.id]), {"step": "close_tracks", "slot": one.id})
    assert [slot.state for slot in slots_of(day)] == ["planned", "closed", "closed", "planned"]
    assert client.get(address).content.decode().count("now--track") == 2
    client.post(reverse("step", args=[day.id]), {"step": "undo"})
    assert [slot.state for slot in slots_of(day)] == ["planned", "open", "open", "planned"]
