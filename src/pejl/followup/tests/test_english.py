"""An organisation whose mails are in English."""

import pytest
from django.utils import translation

from pejl.followup.asking import follow_up
from pejl.followup.tests.conftest import at
from pejl.mail.clock import drive_clock
from pejl.mail.jobs import run_due
from pejl.mail.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(day):
    day.organisation.language = "en"
    day.organisation.save()


def ask(client):
    with drive_clock(at(14)):
        follow_up(at(14))
    mail = Message.objects.latest("id")
    return mail, "/my/" + mail.body.split("/my/")[1].split("#")[0]


def test_mails_and_the_page_behind_their_link_are_in_english(english, step, client, mailoutbox):
    mail, link = ask(client)
    assert mail.subject == "How is it going with: Vi mødes"
    assert "One tap is enough" in mail.body
    run_due(at(15))
    assert "No more mails like this:" in mailoutbox[0].body
    page = client.get(link)
    assert 'lang="en"' in page.content.decode()
    assert page["Content-Language"] == "en"
    assert "My next steps" in page.content.decode()
    client.cookies["django_language"] = "da"
    assert "Mine næste skridt" in client.get(link).content.decode()
    client.cookies["django_language"] = "<x>"
    assert "My next steps" in client.get(link).content.decode()


def test_a_danish_owner_asks_an_english_organisations_supporter_in_english(english, step, client):
    _mail, link = ask(client)
    check_in = step.check_ins.get(weeks=2)
    client.cookies["django_language"] = "da"
    client.post(f"{link}check/{check_in.id}/", {"answer": "stuck", "line": "En aftale"})
    assert Message.objects.latest("id").subject == "Leder 02 is stuck and asks for your help"


def test_the_language_is_chosen_where_it_is_said_when_mails_go_out(desk, day):
    page = desk.get("/mail/hours/").content.decode()
    assert "Mailenes sprog" in page
    said = {"begin": "17:00", "end": "08:00", "zone": "", "language": "en"}
    assert desk.post("/mail/hours/", said).status_code == 302
    day.organisation.refresh_from_db()
    assert day.organisation.language == "en"
    assert translation.get_language() == "da"
