"""What a browser can be made to send: forms from elsewhere, sessions and places planted, names of
hosts that are not ours."""

import ast
import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.security.furnishing import furnish
from tests.security.test_apart import BEHIND_SIGN_IN, DOCUMENTS, list_addresses
from tests.security.wiring import REQUESTS, hear

import pejl
from pejl.days import tokens
from pejl.days.tokens import TOKEN_COOKIE
from pejl.people.access import Audience, list_patterns
from pejl.project.entrance import make_entry_link, make_setup_link

ALL = set(Audience)
EVIL = "evil.example"
# Mail programs and paper post there with what the address itself holds, and identity providers
# with what they signed.
WITHOUT_MARK = {"stop_mail", "sheet_answer", "saml_acs", "saml_sls"}


@pytest.fixture
def place(db):
    return furnish("Center", "Zebra")


def enter(place, role="owner", **told):
    user = get_user_model().objects.create(username=f"{role}-in", email=f"{role}@in.invalid")
    place.organisation.memberships.create(user=user, role=role)
    client = Client(raise_request_exception=False, **told)
    client.force_login(user)
    client.cookies[TOKEN_COOKIE] = place.token
    return client


def list_quick(place, audiences=ALL):
    """All addresses but those of documents, which take seconds and are the same views as pages."""
    return [one for one in list_addresses(place, audiences) if not one[1].endswith(DOCUMENTS)]


@pytest.mark.parametrize(
    "said",
    [{"HTTP_ORIGIN": f"https://{EVIL}"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}],
    ids=["origin", "site"],
)
def test_no_form_from_elsewhere_is_taken(place, said):
    client = enter(place)
    refused = 0
    for path, address in list_addresses(place, BEHIND_SIGN_IN | {Audience.PHONE}):
        status = client.post(address, **said).status_code
        assert status in (403, 405), (path, status)
        refused += status == 403
    assert refused > 60


def test_forms_from_here_are_taken_without_a_mark(place):
    """Also where Django's own views would ask for one, as signing out does."""
    sent = {"HTTP_SEC_FETCH_SITE": "same-origin"}
    for path, address in list_quick(place, {Audience.ANYONE, Audience.ACCOUNT}):
        client = enter_again(place, enforce_csrf_checks=True)
        assert client.post(address, **sent).status_code != 403, path
    client = enter_again(place, enforce_csrf_checks=True)
    client.post(reverse("sign_out"), **sent)
    assert "_auth_user_id" not in client.session


def enter_again(place, **told):
    user, _made = get_user_model().objects.get_or_create(username="again", email="again@in.invalid")
    place.organisation.memberships.get_or_create(user=user, role="owner")
    client = Client(raise_request_exception=False, **told)
    client.force_login(user)
    return client


def test_who_takes_forms_without_a_mark_is_known():
    """But for the API, where a session opens nothing."""
    found = {
        one.name
        for _path, one in list_patterns()
        if getattr(one.callback, "csrf_exempt", False)
        and Audience.TOKEN not in one.callback.audience
    }
    assert found <= WITHOUT_MARK, found


@pytest.mark.parametrize("way", ["enter", "set_up"])
def test_a_session_that_was_planted_is_not_the_one_signed_in(place, way):
    client = Client()
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    if way == "enter":
        user = get_user_model().objects.create_user("ida", password="x")
        client.get(reverse("enter", args=[make_entry_link(user)]))
    else:
        place.organisation.memberships.all().delete()
        fields = {"organisation": "A", "email": "ida@a.dk", "password": "sejlads-tangdal-krumtap-9"}
        client.post(reverse("set_up", args=[make_setup_link()]), fields)
    assert client.session.get("_auth_user_id")
    assert client.session.session_key != planted
    assert not type(client.session)().exists(planted)


PLACES = (f"https://{EVIL}/", f"/\\{EVIL}", f"//{EVIL}/", f"https:{EVIL}", f"http:///{EVIL}/")
NAMES = ("next", "back", "return", "return_to", "url", "to", "redirect", "RelayState", "round")


@pytest.mark.parametrize("wanted", PLACES[:2])
def test_nothing_leads_to_another_place(place, wanted):
    sent = dict.fromkeys(NAMES, wanted)
    stranger, owner = Client(raise_request_exception=False), enter(place)
    open_to_all = list_quick(place, {Audience.ANYONE, Audience.LINK, Audience.PHONE})
    for client, addresses in ((stranger, open_to_all), (owner, list_quick(place))):
        for path, address in addresses:
            if "sign-in" in path or "signout" in path:
                continue
            for reply in (client.get(address, sent), client.post(address, sent)):
                assert EVIL not in reply.get("Location", "").partition("?")[0], path


@pytest.mark.parametrize("wanted", PLACES)
def test_a_link_that_lets_in_leads_no_further_than_here(db, wanted):
    user = get_user_model().objects.create_user("ida", password="x")
    entered = Client().get(reverse("enter", args=[make_entry_link(user)]), {"next": wanted})
    assert EVIL not in entered["Location"]


def test_a_host_that_is_not_ours_is_told_nothing(place, settings):
    settings.ALLOWED_HOSTS = ["pejl.example"]
    client = enter(place)
    for path, address in list_quick(place):
        reply = client.get(address, HTTP_HOST=EVIL)
        assert reply.status_code == 400, path
        assert b"Zebra" not in reply.content


def test_addresses_in_pages_are_those_that_were_set(place, settings):
    """Neither the request's own host, where it may be asked by another name, nor what a proxy is
    said to have been asked by."""
    settings.PEJL_URL = "https://pejl.example"
    settings.ALLOWED_HOSTS = ["pejl.example", "inside.example"]
    client = enter(place)
    seen = 0
    for path, address in list_quick(place):
        reply = client.get(address, HTTP_HOST="inside.example", HTTP_X_FORWARDED_HOST=EVIL)
        said = b"".join(reply).decode("utf-8", "replace") + str(reply.headers)
        assert EVIL not in said, path
        if "saml" not in path and path != "doctor/":
            assert "inside.example" not in said, path
        seen += "https://pejl.example/" in said
    assert seen > 2


def test_addresses_in_mails_are_those_that_were_set(place, settings):
    settings.PEJL_URL, settings.ALLOWED_HOSTS = "https://pejl.example", ["*"]
    client = enter(place)
    client.post(reverse("accounts"), {"email": "ny@a.dk", "role": "viewer"}, HTTP_HOST=EVIL)
    body = place.organisation.messages.get(address="ny@a.dk").body
    assert "https://pejl.example/invitation/" in body
    assert EVIL not in body


def test_no_page_is_kept_on_the_way(place):
    client = enter(place)
    for path, address in list_quick(place):
        if "pictures/" in path or path.startswith("look/"):
            continue
        told = client.get(address)["Cache-Control"]  # a calendar asks whether it is still the same
        assert ("private" if path.startswith("calendar/") else "no-store") in told, path
    assert b"cache-control: no-store" in hear(REQUESTS[0])


def test_a_connection_has_one_way_to_say_where_a_request_ends():
    """Else what is in front and what is behind could see two requests in one."""
    for both in (b"Content-Length: 3\r\nTransfer-Encoding: chunked", b"Content-Length: 3\r\n" * 2):
        head = b"POST /a/1 HTTP/1.1\r\nHost: a\r\n" + both.rstrip() + b"\r\n\r\n"
        assert b" 400 " in hear(head + b"a=b").split(b"\r\n", 1)[0]


def test_a_phone_that_was_planted_is_not_the_one_that_comes_in_by_a_link(place):
    """Whose cookie somebody put into the browser, from a link of their own."""
    client = Client()
    client.cookies[TOKEN_COOKIE] = planted = place.token
    other = place.day.attendances.last()
    client.get(reverse("link", args=[tokens.make_link(other)]))
    fresh = client.cookies[TOKEN_COOKIE].value
    assert fresh != planted
    assert tokens.find_phone(fresh).attendance == other
    assert tokens.find_phone(planted).attendance != other


def ask_stream(topics):
    reply = hear(f"GET /a/events?t={topics} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    return int(reply.split(maxsplit=2)[1])


def test_a_stream_of_another_day_is_refused(monkeypatch):
    """One day's topics with the mark of another's; and one's own when they have run out."""
    mine, theirs = tokens.sign_topics(["day-1"]), tokens.sign_topics(["day-2"])
    assert ask_stream(mine) == 200
    assert ask_stream(theirs.partition(":")[0] + ":" + mine.partition(":")[2]) == 403
    assert ask_stream(tokens.signing.dumps(["day-1"], salt="pejl.sheet")) == 403
    later = timezone.now().timestamp() + 37 * 3600
    monkeypatch.setattr(tokens.signing.time, "time", lambda: later)
    assert ask_stream(mine) == 403


SECRET = re.compile(r"\b(token|secret|password|signature|token_hash|screen_key)\b")


def list_plain_comparisons():
    """Each place in the code where something named as a secret is held against something by ==."""
    root = Path(pejl.__file__).parent
    for path in sorted(root.rglob("*.py")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                sides = [node.left, *node.comparators]
                plain = any(isinstance(side, ast.Constant) for side in sides)
                if not plain and any(SECRET.search(ast.unparse(side)) for side in sides):
                    yield path.relative_to(root).as_posix(), ast.unparse(node)


# An assert for the type checker, an address that means all, dice that are no secrets, programs
# without a shell, names of our own tables.
TURNED_OFF = {"S101", "S104", "S311", "S603", "S608"}
# What a renderer wrote that takes no HTML; the word for those who come with a key.
HERE_ONLY = {("front/markdown.py", "S308"), ("people/access.py", "S105")}


def test_no_other_of_ruffs_security_rules_is_turned_off():
    said = re.compile(r"noqa: ?(?:\w+, ?)*(S\d+)|noqa *$", re.MULTILINE)
    root = Path(pejl.__file__).parent
    for path in root.rglob("*.py"):
        for found in said.finditer(path.read_text("utf-8")):
            here = path.relative_to(root).as_posix(), found[1]
            assert found[1] in TURNED_OFF or here in HERE_ONLY, here


def test_secrets_are_compared_in_constant_time():
    found = list(list_plain_comparisons())
    assert not found, found
