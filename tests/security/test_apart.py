"""Organisations side by side, strictly apart: every address of one is asked for by every role of
the other."""

from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from django.test import Client
from django.urls import reverse
from tests.security.furnishing import furnish

from pejl.days.models import Guest
from pejl.days.tokens import TOKEN_COOKIE, make_phone
from pejl.people.access import BEHIND_SIGN_IN, Audience, list_patterns

ROLES = ("owner", "facilitator", "viewer", "guest")
DOCUMENTS = (".pdf", ".docx")  # made in seconds each; the same view as their page


@pytest.fixture
def two(db):
    return furnish("Center A", "Zebra"), furnish("Center B", "Okapi")


def sign_in(place, role):
    """A browser of someone in that role; a guest is invited to the place's day alone."""
    name = f"{role}-{place.organisation.id}"
    user = get_user_model().objects.create(username=name, password="usable, but matches nothing")
    if role == "guest":
        Guest.objects.create(day=place.day, user=user)
    else:
        place.organisation.memberships.create(user=user, role=role)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def list_addresses(place, audiences):
    """Each address for one of the audiences, filled in with what is the place's own."""
    for path, pattern in list_patterns():
        if set(getattr(pattern.callback, "audience", ())) & audiences and pattern.name:
            names = list(pattern.pattern.regex.groupindex)
            if all(name in place.own for name in names):
                own = place.own | ({"key": place.own["picture"]} if "picture" in path else {})
                yield path, reverse(pattern.name, kwargs={name: own[name] for name in names})


def read(response):
    """What is in it, also of a file that is packed."""
    data = response.getvalue()
    if not data.startswith(b"PK"):
        return data
    with ZipFile(BytesIO(data)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_every_view_says_whom_it_is_for():
    silent = [path for path, one in list_patterns() if not getattr(one.callback, "audience", ())]
    assert not silent, silent


def test_every_address_behind_sign_in_is_known_here(two):
    """Else the walk would pass by what it cannot fill in."""
    known = {path for path, _address in list_addresses(two[0], BEHIND_SIGN_IN)}
    behind = {
        path for path, one in list_patterns()
        if set(getattr(one.callback, "audience", ())) & BEHIND_SIGN_IN and one.name
    }  # fmt: skip
    assert behind - known == set()


@pytest.mark.parametrize("role", ROLES)
def test_no_role_of_another_organisation_finds_anything(two, role):
    here, there = two
    client = sign_in(there, role)
    for path, address in list_addresses(here, BEHIND_SIGN_IN):
        for method in ("get", "post"):
            response = getattr(client, method)(address)
            if "<" in path:
                refused = {404, 405} | ({403} if role in ("viewer", "guest") else set())
                assert response.status_code in refused, (role, method, path, response.status_code)
            assert response.status_code < 500, (role, method, path)
            assert b"zebra" not in read(response).lower(), path


def test_the_own_owner_finds_all_of_it(two):
    """So that the addresses above are real ones."""
    here, _there = two
    client = sign_in(here, "owner")
    for path, address in list_addresses(here, BEHIND_SIGN_IN):
        if not address.endswith(DOCUMENTS):
            status = client.get(address).status_code
            assert status in (200, 302, 405), (path, status)


def test_strangers_are_sent_to_sign_in(two):
    here, _there = two
    for path, address in list_addresses(here, BEHIND_SIGN_IN):
        if "pictures/" in path:
            assert Client().get(address).status_code == 404
            continue
        for method in ("get", "post"):
            response = getattr(Client(), method)(address)
            assert response.status_code == 405 or response["Location"].startswith("/signin/"), path


def test_a_guest_sees_the_day_and_nothing_else(two):
    here, _there = two
    client = sign_in(here, "guest")
    assert "Zebra temadag" in client.get(reverse("home")).content.decode()
    assert client.get(reverse("day", args=[here.day.id])).status_code == 200
    other = here.organisation.days.exclude(id=here.day.id).get()
    assert client.get(reverse("day", args=[other.id])).status_code == 404
    for _path, address in list_addresses(
        here, {Audience.MEMBERS, Audience.EDITORS, Audience.OWNERS}
    ):
        if "/pictures/" not in address:
            assert client.get(address).status_code in (403, 404, 405), address


def test_a_viewer_changes_nothing(two):
    here, _there = two
    client = sign_in(here, "viewer")
    for path, address in list_addresses(here, BEHIND_SIGN_IN - {Audience.ACCOUNT}):
        if "pictures/" not in path:
            assert client.post(address).status_code in (403, 404, 405), path
    for path, address in list_addresses(here, {Audience.FACILITATORS, Audience.EDITORS}):
        assert client.get(address).status_code in (403, 405), path


def test_one_in_two_organisations_chooses_and_finds_days_of_both(two):
    here, there = two
    client = sign_in(here, "owner")
    user = get_user_model().objects.get(username=f"owner-{here.organisation.id}")
    there.organisation.memberships.create(user=user, role="viewer")
    client.post(reverse("choose_organisation"), {"organisation": there.organisation.id})
    assert "Okapi" in client.get(reverse("organisation")).content.decode()
    assert client.get(reverse("day", args=[here.day.id])).status_code == 200
    assert client.post(reverse("edit_day", args=[there.day.id])).status_code == 403
    client.post(reverse("choose_organisation"), {"organisation": "999999"})
    assert "Okapi" in client.get(reverse("organisation")).content.decode()


def test_phones_find_nothing_of_another_day(two):
    here, there = two
    phone = Client(raise_request_exception=False)
    phone.cookies[TOKEN_COOKIE] = there.token
    for path, address in list_addresses(here, {Audience.PHONE}):
        for method in ("get", "post"):
            response = getattr(phone, method)(address)
            assert response.status_code < 500, path
            assert b"Zebra" not in response.content, path
            if "<" in path and path != "p/knock/<int:knock>/":
                assert response.status_code in (404, 405), (path, response.status_code)
    phone.cookies[TOKEN_COOKIE] = make_phone(there.day.attendances.last())
    knock = phone.post(reverse("answer_knock", args=[here.own["knock"]]), {"admit": "1"})
    assert knock.status_code == 404


@pytest.mark.parametrize("spoiled", ["cut", "changed", "other salt"])
def test_a_link_that_is_touched_opens_nothing(two, spoiled):
    here, _there = two
    for name, (path, pattern) in product(("link", "token"), list(list_patterns())):
        if set(pattern.pattern.converters) != {name} or not pattern.name:
            continue
        link = here.own[name]
        touched = {
            "cut": link[:-1],
            "changed": link[:-4] + ("aaaa" if link[-4:] != "aaaa" else "bbbb"),
            "other salt": signing.dumps([1, 1], salt="elsewhere"),
        }[spoiled]
        response = Client().get(reverse(pattern.name, args=[touched]), follow=True)
        assert response.status_code in (404, 405), (path, response.status_code)


def list_api(place):
    """Each address of the API, filled in likewise."""
    for path, pattern in list_patterns():
        if Audience.TOKEN in getattr(pattern.callback, "audience", ()):
            own = {name: place.own[name] for name in pattern.pattern.regex.groupindex}
            yield path, reverse(pattern.name, kwargs=own)


def test_a_key_finds_nothing_of_another_organisation(two):
    here, there = two
    found = list(list_api(here))
    assert len(found) > 5
    for path, address in found:
        mine = Client().get(address, headers={"Authorization": f"Bearer {here.own['api']}"})
        assert mine.status_code == 200, (path, mine.content)
        theirs = Client().get(address, headers={"Authorization": f"Bearer {there.own['api']}"})
        assert theirs.status_code == (404 if "<" in path else 200), path
        assert b"zebra" not in theirs.content.lower(), path


@pytest.mark.parametrize("role", [*ROLES, "phone", "nobody"])
def test_no_session_opens_the_api(two, role):
    here, _there = two
    client = sign_in(here, role) if role in ROLES else Client()
    if role == "phone":
        client.cookies[TOKEN_COOKIE] = here.token
    for path, address in list_api(here):
        assert client.get(address).status_code == 401, path
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address).status_code == 405, path
