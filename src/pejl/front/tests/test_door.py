import time
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pejl.audit.models import Entry
from pejl.days.models import ThemeDay
from pejl.days.tests.making import make_day
from pejl.front import enquiring
from pejl.front.enquiring import make_mark
from pejl.front.models import Enquiry, FrontDoor, NamedDay
from pejl.live.limits import Bucket
from pejl.mail.models import Message
from pejl.people.models import Organisation

pytestmark = pytest.mark.django_db
SAID = {"name": "Bo <b>Holm</b>", "email": "bo@example.invalid", "text": "Kan I komme hos os?"}
ADDRESS = "/om/center-for-boern/"


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch):
    monkeypatch.setattr(enquiring, "FROM_ONE", Bucket(rate=1 / 300, burst=5))
    monkeypatch.setattr(enquiring, "TO_ONE", Bucket(rate=1 / 60, burst=30))


@pytest.fixture
def day():
    day = make_day("poll")
    ThemeDay.objects.filter(id=day.id).update(
        title="Dag om tillid", date=date(2026, 3, 5), ended_at=timezone.now()
    )
    day.attendances.update(joined_at=timezone.now())
    return day


@pytest.fixture
def owner(day):
    user = User.objects.create_user("ejer@example.invalid", email="ejer@example.invalid")
    day.organisation.memberships.create(user=user, role="owner")
    client = Client()
    client.force_login(user)
    return client


def open_door(organisation, **fields):
    said = {"slug": "center-for-boern", "on": True, "text": "## Det kan vi\n\nVi **hjælper**."}
    return FrontDoor.objects.create(organisation=organisation, **said | fields)


def age_mark(organisation, seconds, monkeypatch):
    """The mark of a form that was shown so long ago."""
    now = time.time()
    with monkeypatch.context() as earlier:
        earlier.setattr(signing.time, "time", lambda: now - seconds)
        return make_mark(organisation)


def send(organisation, monkeypatch, seconds=20, client=None, **fields):
    said = {**SAID, "mark": age_mark(organisation, seconds, monkeypatch), "website": "", **fields}
    return (client or Client()).post(ADDRESS, said)


def test_it_is_closed_until_it_is_opened(day, owner, client):
    organisation = day.organisation
    assert client.get(ADDRESS).status_code == 404
    form = {"slug": "center-for-boern", "text": "Vi kan noget.", "named": []}
    owner.post(reverse("door"), form)
    assert client.get(ADDRESS).status_code == 404
    assert owner.get(reverse("preview_door"))["X-Robots-Tag"] == "noindex"
    owner.post(reverse("door"), form | {"on": "on"})
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "X-Robots-Tag" not in page
    assert "Dag om tillid" not in page.content.decode()
    acts = Entry.objects.filter(organisation=organisation, about="door").order_by("number")
    assert [one.subject for one in acts] == ["center-for-boern: off", "center-for-boern: on"]


def test_only_days_with_leave_are_named_and_no_more_is_told(day, owner, client):
    form = {"slug": "center-for-boern", "text": "Vi kan noget.", "on": "on"}
    owner.post(reverse("door"), form | {"named": [str(day.id)]})
    page = client.get(ADDRESS).content.decode()
    assert "Dag om tillid" in page
    assert "marts 2026 · 50 deltog" in page
    assert not any(
        text in page for text in ("Leder 01", "leder1@", day.code, "Institutionsledelse")
    )
    owner.post(reverse("door"), form)
    assert not NamedDay.objects.exists()


def test_a_day_of_another_organisation_or_not_held_cannot_be_named(day, owner):
    other = make_day("poll", organisation=Organisation.objects.create(name="Andre"))
    coming = ThemeDay.objects.create(organisation=day.organisation, title="Næste")
    for one in (other, coming):
        form = {"slug": "center-for-boern", "text": "x", "named": [str(one.id)]}
        assert owner.post(reverse("door"), form).status_code == 200
    assert not NamedDay.objects.exists()


@pytest.mark.parametrize("slug", ["pejl", "admin", "ab", "-a-b", "a--b", "Å b", "a/b", ""])
def test_addresses_that_will_not_do(day, owner, slug):
    assert owner.post(reverse("door"), {"slug": slug, "text": "x"}).status_code == 200
    assert not FrontDoor.objects.exists()


def test_an_address_has_one_owner(day, owner):
    open_door(Organisation.objects.create(name="Andre"))
    page = owner.post(reverse("door"), {"slug": "Center-for-boern", "text": "x"})
    assert page.status_code == 200
    assert FrontDoor.objects.count() == 1


def test_it_is_not_opened_without_a_text(day, owner):
    owner.post(reverse("door"), {"slug": "center-for-boern", "text": "  ", "on": "on"})
    assert not FrontDoor.objects.exists()


def test_a_stranger_gets_no_cookie(day, client):
    open_door(day.organisation)
    page = client.get(ADDRESS)
    assert not page.cookies


def test_what_is_written_is_kept_once_and_told_without_its_words(day, owner, monkeypatch):
    organisation = day.organisation
    open_door(organisation)
    mark = age_mark(organisation, 20, monkeypatch)
    for _again in range(2):
        sent = send(organisation, monkeypatch, mark=mark)
        assert sent["Location"] == f"{ADDRESS}?sent=1#sent"
        assert not sent.cookies
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.email, enquiry.handled) == (SAID["name"], SAID["email"], False)
    mail = Message.objects.get()
    assert mail.address == "ejer@example.invalid"
    assert reverse("enquiries") in mail.body
    assert "Bo" not in mail.body + mail.subject
    page = owner.get(reverse("enquiries")).content.decode()
    assert "Bo &lt;b&gt;Holm&lt;/b&gt;" in page
    assert Entry.objects.filter(act="looked", about="enquiries").exists()


@pytest.mark.parametrize(
    ("fields", "kept_words"),
    [
        ({"seconds": 0}, True),
        ({"seconds": 25 * 3600}, True),
        ({"mark": "x"}, True),
        ({"mark": ""}, True),
        ({"email": "bo"}, True),
        ({"text": "x" * 3001}, True),
        ({"website": "http://spam.example"}, False),
    ],
)
def test_what_no_person_would_send_is_not_kept(day, monkeypatch, fields, kept_words):
    open_door(day.organisation)
    page = send(day.organisation, monkeypatch, **fields)
    assert not Enquiry.objects.exists()
    assert not Message.objects.exists()
    if kept_words:
        assert page.status_code == 200
        assert "Bo &lt;b&gt;Holm" in page.content.decode()
    else:
        assert page.status_code == 302


def test_a_mark_of_another_page_is_not_taken(day, monkeypatch):
    open_door(day.organisation)
    other = Organisation.objects.create(name="Andre")
    send(day.organisation, monkeypatch, mark=age_mark(other, 20, monkeypatch))
    assert not Enquiry.objects.exists()


def test_one_place_sends_five_and_then_waits(day, monkeypatch):
    open_door(day.organisation)
    found = [send(day.organisation, monkeypatch).status_code for _ in range(7)]
    assert found == [302] * 5 + [429] * 2
    assert Enquiry.objects.count() == 5


def make_enquiry(organisation, **fields):
    return Enquiry.objects.create(
        organisation=organisation, at=timezone.now(), mark=str(Enquiry.objects.count()),
        **SAID | fields,
    )  # fmt: skip


def test_owners_handle_and_delete(day, owner):
    enquiry = make_enquiry(day.organisation)
    owner.post(reverse("handle_enquiry", args=[enquiry.id]))
    assert Enquiry.objects.get().handled
    owner.post(reverse("handle_enquiry", args=[enquiry.id]), {"again": "1"})
    assert not Enquiry.objects.get().handled
    owner.post(reverse("delete_enquiry", args=[enquiry.id]))
    assert not Enquiry.objects.exists()
    assert Entry.objects.filter(act="erased", about="enquiries").count() == 1


def test_a_list_of_them_takes_few_queries(day, owner, django_assert_max_num_queries):
    for _ in range(30):
        make_enquiry(day.organisation)
    with django_assert_max_num_queries(20):
        page = owner.get(reverse("enquiries")).content.decode()
    assert page.count("Bo &lt;b&gt;Holm&lt;/b&gt;</h2>") == 25
