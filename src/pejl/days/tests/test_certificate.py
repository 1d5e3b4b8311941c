"""What was promised and shown of a round, noted at the hand-out and held against the log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pejl.days.certificate import find_certificate
from pejl.days.log import store
from pejl.days.models import Contribution
from pejl.days.run import forget_rounds, release_due, release_slot
from pejl.days.tests.making import close, make_answer, make_open_slot, make_tokens

pytestmark = pytest.mark.django_db
UP, DOWN = "l1-l0", "l0-l1"


def run_round(promise="confidential", givers=range(10, 16), few=range(3)):
    """Six write up the chain, three down: too few."""
    slot = make_open_slot("feedback", promise)
    phones = make_tokens(slot.day)
    for route, people in ((UP, givers), (DOWN, few)):
        for at in people:
            said = {"route": route, "texts": [f"Ros {at}", "", ""]}
            row = make_answer(phones[at], slot, item=route, kind="said", key=f"{route}{at}", **said)
            assert store([row])[0].saved
    close(slot)
    return slot, phones


def hand_out(slot):
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()


def send(slot, phone, kind, item, **fields):
    return store([make_answer(phone, slot, item=item, kind=kind, key=f"{kind}-{phone}", **fields)])[
        0
    ]


def test_it_says_what_was_shown_and_what_was_not():
    slot, _phones = run_round()
    assert find_certificate(slot) is None
    hand_out(slot)
    certificate = find_certificate(slot)
    assert certificate.holds
    lines = {line.route: line for line in certificate.noted.lines}
    assert (lines[UP].asked, lines[UP].hidden, lines[UP].withheld) == (40, 6, False)
    assert (lines[DOWN].hidden, lines[DOWN].withheld) == (0, True)
    assert "Ros" not in repr(certificate)


def test_what_receivers_answer_does_not_change_it():
    slot, phones = run_round()
    hand_out(slot)
    said = {"route": UP, "prompt": "0", "stance": "do", "text": "Vi ringer"}
    assert send(slot, phones[0], "answer", f"{UP}.0", **said).saved
    assert find_certificate(slot).holds


def test_it_tells_when_one_letter_of_the_log_has_changed():
    slot, _phones = run_round()
    hand_out(slot)
    row = Contribution.objects.filter(slot=slot, kind="said", item=UP).first()
    Contribution.objects.filter(id=row.id).update(payload=row.payload.replace("Ros", "Ris"))
    assert not find_certificate(slot).holds


def test_a_round_is_handed_out_by_itself_at_its_time_and_not_before():
    slot, _phones = run_round()
    at = timezone.now() + timedelta(hours=1)
    type(slot).objects.filter(id=slot.id).update(releases_at=at)
    release_due(at - timedelta(minutes=1))
    slot.refresh_from_db()
    assert slot.released_at is None
    release_due(at)
    slot.refresh_from_db()
    assert slot.released_at is not None
    assert find_certificate(slot).holds


def test_who_gave_anonymously_says_whether_it_helped_by_another_handle():
    slot, phones = run_round("anonymous")
    first = set(Contribution.objects.filter(slot=slot).values_list("giver", flat=True))
    hand_out(slot)
    assert slot.secret
    assert find_certificate(slot).holds
    said = {"route": UP, "prompt": "0", "stance": "do", "text": "Vi ringer"}
    assert send(slot, phones[0], "answer", f"{UP}.0", **said).saved
    assert send(slot, phones[10], "helped", f"{UP}.helped", route=UP, how="yes").saved
    after = Contribution.objects.filter(slot=slot, kind="helped")
    assert not first & set(after.values_list("giver", flat=True))
    assert after.get().attendance is None


def test_the_second_secret_is_destroyed_in_its_time():
    slot, phones = run_round("anonymous")
    hand_out(slot)
    forget_rounds(slot.released_at + timedelta(days=59))
    slot.refresh_from_db()
    assert slot.secret
    forget_rounds(slot.released_at + timedelta(days=60))
    slot.refresh_from_db()
    assert not slot.secret
    late = send(slot, phones[10], "helped", f"{UP}.helped", route=UP, how="yes")
    assert late.code == "closed"
