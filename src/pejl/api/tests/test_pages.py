"""What the owner's pages refuse and keep; the browser test walks through them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone, translation
from lxml import html

from pejl.accounts.sealing import seal, unseal
from pejl.api.models import Event, Hook, Token
from pejl.api.operations import api
from pejl.api.pages import MOST_HOOKS
from pejl.api.reference import describe
from pejl.api.telling import make_secret
from pejl.audit.models import Entry
from pejl.days.tests.making import make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make_day("poll").organisation


@pytest.fixture
def owner(client, organisation):
    user = User.objects.create(username="ejer")
    organisation.memberships.create(user=user, role="owner")
    client.force_login(user)
    return client


def make_hook(organisation, url="https://example.org/"):
    return organisation.hooks.create(
        url=url, events=["day.closed"], secret=seal(make_secret()), known={"day:1": "over"},
        made_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "url", ["http://example.org/", "https://127.0.0.1/", "https://localhost/x", "https://[::1]/",
            "https://10.0.0.8:8443/", "https://169.254.169.254/latest", "ftp://example.org/",
            "https://ida:hemmeligt@example.org/", "https://0x7f000001/", "javascript:alert(1)", ""],
)  # fmt: skip
def test_an_address_that_is_not_on_the_internet_is_refused(owner, url):
    response = owner.post(reverse("add_hook"), {"url": url, "events": ["day.closed"]})
    assert response.status_code == 200
    assert response.context["form"].errors["url"]
    assert not Hook.objects.exists()


def test_a_receiver_knows_what_was_there_and_its_secret_is_sealed(owner, organisation):
    day = organisation.days.get()
    day.slots.update(opened_at=timezone.now())
    response = owner.post(
        reverse("add_hook"), {"url": "https://93.184.215.14/", "events": ["day.closed"]}
    )
    hook = Hook.objects.get()
    assert hook.known == {f"day:{day.id}": "open"}
    secret = response.context["secret"]
    assert unseal(hook.secret) == secret
    assert secret not in hook.secret
    assert secret not in owner.get(reverse("hook", args=[hook.id])).content.decode()


def test_changing_what_it_is_told_keeps_all_else(owner, organisation):
    hook = make_hook(organisation)
    said = {"url": "https://93.184.215.14/", "events": list(Event)}
    assert owner.post(reverse("hook", args=[hook.id]), said).status_code == 302
    now = Hook.objects.get()
    assert (now.url, now.events) == (said["url"], said["events"])
    assert (now.known, now.secret) == (hook.known, hook.secret)


def test_the_old_secret_stays_beside_a_new_one_for_a_day(owner, organisation):
    hook = make_hook(organisation)
    secret = owner.post(reverse("change_secret", args=[hook.id])).context["secret"]
    now = Hook.objects.get()
    assert (unseal(now.secret), now.old_secret) == (secret, hook.secret)
    assert timedelta(hours=23) < now.old_until - timezone.now() <= timedelta(days=1)


def test_there_is_room_for_so_many_and_no_more(owner, organisation):
    for _ in range(MOST_HOOKS):
        make_hook(organisation)
    said = {"url": "https://93.184.215.14/", "events": ["day.closed"]}
    assert owner.post(reverse("add_hook"), said).status_code == 302
    assert Hook.objects.count() == MOST_HOOKS
    assert "Der er ikke plads til flere" in owner.get(reverse("systems")).content.decode()


def test_a_key_needs_a_name_and_something_to_read(owner):
    response = owner.post(reverse("add_token"), {"name": "", "days": "365"})
    assert set(response.context["form"].errors) == {"name", "scopes"}
    response = owner.post(
        reverse("add_token"), {"name": "A", "scopes": ["days:write"], "days": "9999"}
    )
    assert set(response.context["form"].errors) == {"scopes", "days"}
    assert not Token.objects.exists()


def test_what_an_owner_does_is_in_the_trail_and_no_secret_is(owner, organisation):
    said = {"name": "Intranettet", "scopes": ["steps:read", "days:read"], "days": "365"}
    text = owner.post(reverse("add_token"), said).context["text"]
    owner.post(reverse("revoke_token", args=[Token.objects.get().id]))
    hook = make_hook(organisation)
    secret = owner.post(reverse("change_secret", args=[hook.id])).context["secret"]
    owner.post(reverse("start_hook", args=[hook.id]))
    owner.post(reverse("remove_hook", args=[hook.id]))
    found = [tuple(row) for row in Entry.objects.order_by("id").values_list("act", "subject")][-5:]
    assert found == [
        ("let_in", "Intranettet: days:read, steps:read"),
        ("shut_out", "Intranettet"),
        ("changed", "https://example.org/: secret"),
        ("changed", "https://example.org/: started"),
        ("shut_out", "https://example.org/"),
    ]
    kept = str(list(Entry.objects.values()))
    assert text not in kept
    assert secret not in kept


def test_only_owners_are_let_in(owner, organisation):
    organisation.memberships.update(role="facilitator")
    hook = make_hook(organisation)
    for name, args in (("systems", []), ("add_token", []), ("add_hook", []), ("hook", [hook.id])):
        assert owner.get(reverse(name, args=args)).status_code == 404
    assert owner.post(reverse("try_hook", args=[hook.id])).status_code == 404


def test_every_description_is_said_in_danish():
    schema = api.get_openapi_schema()
    said = {}
    for language in ("en", "da"):
        with translation.override(language):
            told = describe(schema)
            rows = [row for one in told["operations"] for row in one.parameters]
            rows += [row for one in told["shapes"] for row in one.rows]
            texts = [told["text"], *(one.summary for one in told["operations"])]
            texts += [one.text for one in told["shapes"]] + [row.text for row in rows]
            said[language] = [text for text in texts if text]
    assert len(said["en"]) > 60
    assert not set(said["en"]) & set(said["da"])


def test_the_reference_leads_to_what_it_names(client):
    page = html.fromstring(client.get(reverse("api_reference")).content)
    named = {one.get("href")[1:] for one in page.xpath("//main//a[starts-with(@href, '#')]")}
    assert {"Result", "Step", "Told"} <= named
    assert named <= set(page.xpath("//@id"))
    assert "GET /api/v1/days/{day_id}/items/{item_id}/result" in page.text_content()
