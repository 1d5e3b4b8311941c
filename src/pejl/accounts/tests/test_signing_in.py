"""Signing in by mail and password, and a new password."""

import re
import time

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import call_command
from django.test import Client

from pejl.accounts.mails import post_reset
from pejl.accounts.sessions import LONGEST, UNUSED
from pejl.accounts.tests.making import GOOD
from pejl.mail.clock import now
from pejl.mail.jobs import run_due
from pejl.mail.models import Message


def sign_in(client, email, password, **others):
    return client.post("/signin/", {"login": email, "password": password, **others})


def is_in(client):
    return client.get("/account/").status_code == 200


def test_mail_and_password_let_one_in_and_the_session_gets_a_new_key(client, owner):
    client.get("/signin/")
    client.session["before"] = 1
    session = client.session
    session.save()
    before = session.session_key
    answer = sign_in(client, "IDA@eksempel.dk", GOOD)
    assert answer.status_code == 302
    assert answer["Location"] == "/days/" or answer["Location"] == "/"
    assert is_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_it_never_leads_to_another_place(client, owner, place):
    answer = sign_in(client, owner.email, GOOD, next=place)
    assert "evil" not in answer["Location"]


def test_it_leads_on_to_where_one_was_going(client, owner):
    assert sign_in(client, owner.email, GOOD, next="/account/")["Location"] == "/account/"


def test_a_wrong_password_and_an_unknown_mail_are_told_in_the_same_words(client, owner):
    wrong = sign_in(client, owner.email, "forkert").content.decode()
    unknown = sign_in(client, "ukendt@eksempel.dk", "forkert").content.decode()
    said = [re.search(r'role="alert".*?</p>', page, re.DOTALL)[0] for page in (wrong, unknown)]
    assert said[0] == said[1]
    assert "ikke rigtig" in said[0]


def test_an_unknown_mail_costs_as_much_hashing(client, owner, monkeypatch):
    made = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *a, **k: made.append(1) or encode(*a, **k)
    )
    sign_in(client, owner.email, "forkert")
    for_known = len(made)
    sign_in(client, "ukendt@eksempel.dk", "forkert")
    assert for_known == len(made) - for_known == 1


def test_tries_are_limited_for_the_account_and_not_for_the_address(client, add_account):
    add_account("ida@eksempel.dk"), add_account("bo@eksempel.dk")
    for _ in range(10):
        sign_in(client, "ida@eksempel.dk", "forkert")
    assert "For mange" in sign_in(client, "ida@eksempel.dk", GOOD).content.decode()
    assert sign_in(Client(), "bo@eksempel.dk", GOOD).status_code == 302


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "login/", "password/set/", "accounts/", "login/code/"]
)
def test_allauths_own_pages_are_not_there(desk, path):
    for prefix in ("", "accounts/", "account/", "signin/"):
        assert desk.get(f"/{prefix}{path}").status_code == 404


def test_signing_out_asks_for_no_mark_that_forms_no_longer_have(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    assert client.get("/signout/").status_code == 405
    assert client.post("/signout/")["Location"] == "/signin/"
    assert client.get("/account/")["Location"].startswith("/signin/")


def test_signing_out_elsewhere_leaves_this_device(desk, owner):
    other = Client()
    sign_in(other, owner.email, GOOD)
    page = desk.get("/account/").content.decode()
    assert "et andet sted" in page
    desk.post("/account/elsewhere/")
    assert is_in(desk)
    assert not is_in(other)


def test_a_changed_password_signs_out_elsewhere(desk, owner):
    other = Client()
    sign_in(other, owner.email, GOOD)
    new = {"oldpassword": GOOD, "password1": "syv grønne gæs flyver"}
    assert desk.post("/account/password/", new)["Location"] == "/account/"
    assert is_in(desk)
    assert not is_in(other)
    assert sign_in(Client(), owner.email, "syv grønne gæs flyver").status_code == 302


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("kort", "12"),
        ("Sommerferie2026", "Sommer"),
        ("aaaaaaaaaaaaaaa", "gentaget"),
        ("qwertyuiopasdf", "gætte"),
        ("ida@eksempel.dk", "gætte"),
        ("centerforbørn1", "gætte"),
    ],
)
def test_a_weak_password_is_told_why(desk, owner, password, said):
    page = desk.post("/account/password/", {"oldpassword": GOOD, "password1": password})
    assert said in page.content.decode()
    owner.refresh_from_db()
    assert owner.check_password(GOOD)


def ask_for_new(client, email):
    answer = client.post("/signin/forgotten/", {"email": email})
    assert answer["Location"] == "/signin/forgotten/sent/"
    call_command("db_worker", "--batch", "--no-startup-delay", "--interval", "0.1", verbosity=0)


@pytest.fixture
def _in_a_transaction(transactional_db):
    """The worker takes its tasks with locks of its own."""


@pytest.mark.usefixtures("_in_a_transaction")
def test_a_forgotten_password_is_made_new_by_a_link_in_a_mail(client, owner, mailoutbox):
    ask_for_new(client, "Ida@Eksempel.dk")
    run_due(now())
    link = re.search(r"https?://[^/\s]+(/signin/new-password/\S+)", mailoutbox[0].body)[1]
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    form = client.get(link, follow=True)
    action = form.request["PATH_INFO"]
    assert "kodeord" in client.post(action, {"password1": "kodeord12345"}).content.decode()
    done = client.post(action, {"password1": "syv grønne gæs flyver"}, follow=True)
    assert "ændret" in done.content.decode()
    assert sign_in(client, owner.email, "syv grønne gæs flyver").status_code == 302
    assert "virker ikke længere" in Client().get(link, follow=True).content.decode()


@pytest.mark.usefixtures("_in_a_transaction")
def test_its_mail_shows_its_link_to_nobody_and_forgets_it_once_sent(client, owner, mailoutbox):
    ask_for_new(client, owner.email)
    message = Message.objects.get()
    client.force_login(owner)
    for path in ("/mail/", f"/mail/{message.id}/"):
        page = client.get(path).content.decode()
        assert "Ny adgangskode" in page
        assert "new-password" not in page
    run_due(now())
    message.refresh_from_db()
    assert mailoutbox
    assert message.body == ""


@pytest.mark.usefixtures("_in_a_transaction")
def test_for_an_unknown_mail_the_page_does_the_same(client, owner, django_assert_num_queries):
    post_reset.enqueue("x@eksempel.dk")
    with django_assert_num_queries(count_queries(client, owner.email)):
        client.post("/signin/forgotten/", {"email": "ukendt@eksempel.dk"})
    ask_for_new(client, "ukendt@eksempel.dk")
    assert list(Message.objects.values_list("address", flat=True)) == [owner.email]


def count_queries(client, email):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.post("/signin/forgotten/", {"email": email})
    return len(asked)


@pytest.mark.usefixtures("_in_a_transaction")
def test_where_mail_is_sent_a_new_address_is_confirmed_first(
    client, add_account, settings, mailoutbox
):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    user = add_account("ny@eksempel.dk", confirmed=False)
    assert sign_in(client, user.email, GOOD)["Location"] == "/signin/confirm/"
    assert not is_in(client)
    run_due(now())
    link = re.search(r"https?://[^/\s]+(/signin/confirm/\S+)", mailoutbox[0].body)[1]
    assert "ny@eksempel.dk" in client.get(link).content.decode()
    client.post(link)
    sign_in(client, user.email, GOOD)
    assert is_in(client)


def wait(monkeypatch, seconds):
    later = time.time() + seconds
    monkeypatch.setattr("pejl.accounts.sessions.time.time", lambda: later)


def test_one_who_was_away_for_a_day_signs_in_anew(client, owner, monkeypatch):
    sign_in(client, owner.email, GOOD)
    day = UNUSED.total_seconds()
    wait(monkeypatch, day - 60)
    assert is_in(client)
    wait(monkeypatch, 60)
    assert is_in(client)
    wait(monkeypatch, day + 60)
    key = client.session.session_key
    assert not is_in(client)
    assert not type(client.session)().exists(key)


def test_after_a_fortnight_one_signs_in_anew_however_often_one_came(client, owner, monkeypatch):
    sign_in(client, owner.email, GOOD)
    for _day in range(int(LONGEST.days / UNUSED.days)):
        assert is_in(client)
        wait(monkeypatch, UNUSED.total_seconds() - 60)
    wait(monkeypatch, 24 * 60)
    assert not is_in(client)


@pytest.mark.parametrize("who", ["ida@eksempel.dk", "ukendt@eksempel.dk"])
def test_a_refused_sign_in_is_logged_without_a_name(client, owner, caplog, who):
    sign_in(client, who, "forkert")
    assert [one.getMessage() for one in caplog.records] == ["a sign-in was refused"]


def test_a_password_counts_as_it_was_typed_to_the_last_sign(client, owner):
    password = " Æ" + "sejlads-tangdal " * 12 + "krumtap "
    owner.set_password(password)
    owner.save()
    for wrong in (password.strip(), password[:72], password[:-2], password.lower()):
        sign_in(client, owner.email, wrong)
        assert not is_in(client)
    sign_in(client, owner.email, password)
    assert is_in(client)


def test_who_signs_out_cannot_use_the_session_again(client, owner):
    sign_in(client, owner.email, GOOD)
    kept = client.cookies["sessionid"].value
    client.post("/signout/")
    client.cookies["sessionid"] = kept
    assert not is_in(client)
