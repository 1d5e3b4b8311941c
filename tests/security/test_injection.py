"""Names, titles and texts that want to be more than text: on pages, in documents, in mails."""

import json
import re
from io import BytesIO

import lxml.html
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from tests.security.furnishing import furnish
from tests.security.test_requests import enter, list_quick

from pejl.days import run
from pejl.days.grouping import find_room
from pejl.days.models import Contribution, Slot, ThemeDay
from pejl.documents.views import WRITERS
from pejl.followup.models import NextStep
from pejl.interchange.models import Upload
from pejl.mail.posting import Address, post
from pejl.mail.sending import send
from pejl.people.models import Case, DevelopmentAgreement, FocusArea, Participant

HOSTILE = "Zq{{7*7}}{% now 'Y' %}<script>zap()</script>\"' onzap=1 '><b zq>#eval(\"7*7\")$7 dot 7$"
SHORT = HOSTILE[:70]
FIELDS = (
    (Participant, "name"), (Participant, "title"), (ThemeDay, "title"), (ThemeDay, "place"),
    (Slot, "title"), (Slot, "text"), (DevelopmentAgreement, "title"),
    (DevelopmentAgreement, "purpose"), (FocusArea, "title"), (FocusArea, "goal"), (Case, "text"),
    (NextStep, "what"), (Upload, "filename"),
)  # fmt: skip


@pytest.fixture
def place(db):
    """Everything that somebody types has it."""
    made = furnish("Center", "Zebra")
    for model, field in FIELDS:
        model.objects.update(**{field: HOSTILE})
    organisation = made.organisation
    organisation.name = HOSTILE
    organisation.save()
    for rows in (organisation.levels, organisation.areas, organisation.units):
        for row in rows.all():
            row.name = f"{SHORT}{row.pk}"
            row.save()
    Case.objects.update(title=SHORT)
    organisation.messages.update(name=HOSTILE, subject=HOSTILE, body=HOSTILE)
    for slot in Slot.objects.all():
        slot.config = taint(slot.config)
        slot.save()
    made.day.refresh_from_db()
    return made


def taint(value):
    """What is prose, and no name of a choice, has it too."""
    if isinstance(value, dict):
        return {key: taint(one) for key, one in value.items()}
    if isinstance(value, list):
        return [taint(one) for one in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and " " in value else value


def check_page(content, path):
    """It stands there as it was typed, or not at all: no element and no attribute came of it."""
    text = content.decode("utf-8")
    assert "Zq49" not in text, path
    assert "<script>zap" not in text, path
    tree = lxml.html.document_fromstring(text)
    for element in tree.iter(lxml.etree.Element):
        assert not {"zq", "onzap"} & set(element.attrib), path
        assert not any(name.startswith("on") for name in element.attrib), path
        if element.tag == "script":
            assert element.get("src") or element.get("type") == "application/json", path
            if not element.get("src"):
                json.loads(element.text)
    return "Zq{{7*7}}" in tree.text_content()


def ask(client, path, address):
    reply = client.get(address)
    assert reply.status_code < 500, path
    if reply.status_code == 200 and reply["Content-Type"].startswith("text/html"):
        return reply.content.strip() and check_page(reply.content, path)
    return False


def test_no_page_takes_a_text_for_markup(place):
    client = enter(place)
    seen = [path for path, address in list_quick(place) if ask(client, path, address)]
    assert len(seen) > 40, seen


def test_no_item_that_is_open_takes_one_either(place):
    """Phone, console and screen in each item of a whole day, with a text that came from a phone."""
    client = enter(place)
    seen = 0
    addresses = [
        reverse("phone"), reverse("console", args=[place.day.id]),
        reverse("screen", args=[place.day.screen_key]),
    ]  # fmt: skip
    for slot in place.day.slots.order_by("position"):
        day = ThemeDay.objects.select_related("current").get(id=place.day.id)
        run.open_slot(day, slot, None)
        say_all(slot, place)
        for address in addresses:
            seen += ask(client, f"{slot.activity} {address}", address)
        slot.refresh_from_db()
        run.close_slot(slot.day, slot, None)
        seen += ask(client, f"{slot.activity} closed", addresses[-1])
    assert seen > 50


SAID = {
    "talk": ("question", "1", {"text": HOSTILE}),
    "statements": ("added", "added", {"text": HOSTILE}),
    "evaluation": ("take_home", "home", {"text": HOSTILE}),
}


def say_all(slot, place):
    if slot.activity in SAID:
        kind, item, fields = SAID[slot.activity]
        Contribution.objects.create(
            slot=slot, attendance=place.day.attendances.first(), giver="x", kind=kind, item=item,
            payload=json.dumps({"kind": kind, **fields}), key="k", created_at=timezone.now(),
        )  # fmt: skip


def read_pdf(reply):
    assert reply["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(reply.content)).pages
    return re.sub(r"\s+|\u200b|\u00ad", "", "".join(page.extract_text() for page in pages))


@pytest.mark.parametrize("kind", [*WRITERS, "own data", "table_cards"])
def test_typst_takes_no_text_for_its_own(place, kind):
    """Neither a function nor a formula: the signs stand in the document."""
    client = enter(place)
    if kind == "own data":
        link = place.own["link"]
        address = next(one for path, one in list_pdfs(place) if link in one and "data" in path)
    elif kind == "table_cards":
        address = next(one for path, one in list_pdfs(place) if "card" in path)
    else:
        address = reverse(f"{kind}_pdf", args=[place.day.id])
    text = read_pdf(client.get(address))
    assert "#eval" in text
    assert "Zq49" not in text


def list_pdfs(place):
    from tests.security.test_apart import list_addresses

    from pejl.people.access import Audience

    return [one for one in list_addresses(place, set(Audience)) if one[1].endswith(".pdf")]


LINES = "A\r\nBcc: ond@evil.example\nX: y\r\u2028\x00\x0b"


def test_no_name_begins_a_header_of_its_own(place, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    place.organisation.name = LINES[:-1].replace("\x00", "")
    place.organisation.save()
    to = Address(LINES, "bo@eksempel.dk")
    queued = post(place.organisation, to, f"Emne {LINES}", "Brev\nBcc: x", "key", access=True)
    assert send(queued.id)
    (sent,) = mail.outbox
    written = sent.message()
    assert written["Bcc"] is None
    assert written["X"] is None
    assert len(written.get_all("Subject")) == 1
    assert sent.recipients() == sent.to


@pytest.mark.parametrize("address", ["bo@a.dk\r\nBcc: x@b.dk", "bo@a.dk, x@b.dk", "<bo@a.dk> x"])
def test_no_address_is_two(place, address):
    message = post(place.organisation, Address("Bo", address), "Emne", "Brev", "key", access=True)
    assert message.state == "failed"


def test_an_uploads_name_leads_nowhere(place):
    """It is kept as a text beside the bytes, and no file is ever called so."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.csv", b"Navn;E-mail\nA;a@b.dk\n")
    file._name = "../../../etc/passwd<script>.csv"
    client = enter(place)
    reply = client.post(reverse("import_leaders"), {"file": file}, follow=True)
    assert reply.status_code == 200
    check_page(reply.content, "upload")


def test_a_strangers_pages_show_only_text(place):
    client = Client(raise_request_exception=False)
    pages = [reverse("join_day", args=[place.day.code]), f"/my/{place.own['link']}/"]
    for page in pages:
        reply = client.get(page, follow=True)
        assert reply.status_code == 200
        assert check_page(reply.content, page)


@pytest.mark.parametrize("room", ["javascript:alert(1)//{n}", "data:text/html,{n}", "http://x/{n}"])
def test_a_video_room_is_on_the_web_or_nowhere(room):
    assert find_room(ThemeDay(rooms=room), 1) == ""
    assert find_room(ThemeDay(rooms=room.replace("{n}", "1")), 1) == ""
    assert find_room(ThemeDay(rooms="https://x.dk/{n}"), 12) == "https://x.dk/12"
