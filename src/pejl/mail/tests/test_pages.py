from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from pejl.mail.models import Message, QuietHours, Unsubscribed
from pejl.mail.posting import Address, post
from pejl.mail.stopping import make_stop_path
from pejl.people.models import Organisation


@pytest.fixture
def desk(client, organisation):
    user = get_user_model().objects.create_user("anna", password="x")
    organisation.memberships.create(user=user, role="facilitator")
    client.force_login(user)
    return client


def make_message(organisation, n=1, **fields):
    message = post(
        organisation,
        Address("Tina Iversen", "tina@eksempel.dk"),
        f"Mail {n}",
        "Kære Tina",
        f"key {n}",
    )
    Message.objects.filter(id=message.id).update(**fields)
    message.refresh_from_db()
    return message


def test_the_outbox_says_how_it_went_and_what_to_do(desk, organisation):
    assert "Ingen mails endnu" in desk.get("/mail/").content.decode()
    make_message(organisation, 1, state="bounced", error="550")
    make_message(organisation, 2, state="sending", claimed_at=timezone.now() - timedelta(hours=1))
    page = desk.get("/mail/").content.decode()
    assert "måske sendt" in page
    assert "Se efter, om adressen er rigtig" in page
    assert page.count("Send igen<") == 2
    assert desk.get("/mail/?state=sent&page=99").status_code == 200


def test_a_discreet_mail_does_not_say_to_whom(desk, organisation):
    message = make_message(organisation, discreet=True)
    for address in ("/mail/", f"/mail/{message.id}/"):
        page = desk.get(address).content.decode()
        assert "Tina" not in page
        assert "tina@" not in page
    assert "Kære" not in page


def test_it_is_paged_with_a_fixed_number_of_queries(desk, organisation, django_assert_num_queries):
    for n in range(60):
        make_message(organisation, n)
    desk.get("/mail/")  # the first look is noted
    with django_assert_num_queries(9):
        page = desk.get("/mail/").content.decode()
    assert page.count("<tr>") == 51
    assert "Mail 0" in desk.get("/mail/?page=2").content.decode()


def test_again_and_stop_need_the_right_state(desk, organisation):
    sent = make_message(organisation, 1, state="sent")
    waits = make_message(organisation, 2)
    desk.post(f"/mail/{sent.id}/again/")
    desk.post(f"/mail/{sent.id}/cancel/")
    desk.post(f"/mail/{waits.id}/again/")
    desk.post(f"/mail/{waits.id}/cancel/")
    sent.refresh_from_db()
    waits.refresh_from_db()
    assert (sent.state, waits.state) == ("sent", "cancelled")


def test_others_mails_are_not_found(desk, organisation):
    other = Organisation.objects.create(name="En anden")
    message = make_message(other)
    assert desk.get(f"/mail/{message.id}/").status_code == 404
    assert desk.post(f"/mail/{message.id}/again/").status_code == 404


def test_viewers_read_but_do_not_change(desk, organisation):
    message = make_message(organisation, state="failed")
    organisation.memberships.update(role="viewer")
    assert "Kære" not in desk.get(f"/mail/{message.id}/").content.decode()
    assert desk.post(f"/mail/{message.id}/again/").status_code == 403


def test_quiet_hours_are_kept(desk, organisation):
    wrong = {"begin": "18:00", "end": "07:00", "zone": "Mars/Nord"}
    assert "kendes ikke" in desk.post("/mail/hours/", wrong).content.decode()
    desk.post("/mail/hours/", {**wrong, "zone": "America/Nuuk", "weekends": "on"})
    kept = QuietHours.objects.get()
    assert (kept.begin.hour, kept.weekends, kept.holidays) == (18, True, False)
    assert "18.00" in desk.get("/mail/").content.decode()


def test_the_link_asks_before_it_stops_and_can_begin_again(client, organisation):
    path = make_stop_path(make_message(organisation))
    assert "tina@eksempel.dk" in client.get(path).content.decode()
    assert not Unsubscribed.objects.exists()
    client.post(path, {"List-Unsubscribe": "One-Click"})
    client.post(path)
    assert Unsubscribed.objects.get().address == "tina@eksempel.dk"
    client.post(path, {"start": "1"})
    assert not Unsubscribed.objects.exists()
    assert client.get("/mail/stop/forkert/").status_code == 404
