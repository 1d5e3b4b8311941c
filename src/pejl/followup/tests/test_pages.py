from collections import Counter

import pytest

from pejl.days.models import ThemeDay
from pejl.days.tests.making import make_day
from pejl.followup.asking import follow_up
from pejl.followup.links import make_link
from pejl.followup.models import CheckIn, NextStep, Told
from pejl.followup.tests.conftest import agree, at
from pejl.mail.clock import drive_clock
from pejl.mail.models import Message
from pejl.people.agreement import AgreementText, AreaText, save_agreement
from pejl.people.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(step):
    """The first check-in, after its mail went out."""
    with drive_clock(at(14)):
        follow_up(at(14))
        yield step.check_ins.get(weeks=2)


def answer(client, who, check_in, **said):
    return client.post(f"/my/{make_link(who)}/check/{check_in.id}/", said)


def read(client, who):
    return client.get(f"/my/{make_link(who)}/").content.decode()


def test_the_mails_link_leads_to_the_question(client, asked, people):
    (mail,) = Message.objects.all()
    (link,) = [word for word in mail.body.split() if "/my/" in word]
    page = client.get("/my/" + link.split("/my/")[1].split("#")[0]).content.decode()
    assert f'id="check-{asked.id}"' in page
    assert "Vi mødes" in page


def test_opening_the_link_answers_nothing(client, asked, people):
    read(client, people[2])
    asked.refresh_from_db()
    assert asked.answer == ""


@pytest.mark.parametrize("said", ["on_track", "done", "not_right"])
def test_one_tap_answers(client, asked, people, said):
    assert answer(client, people[2], asked, answer=said).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.step.state) == (said, said)
    assert f'id="check-{asked.id}"' not in read(client, people[2])


def test_stuck_goes_to_the_supporter_with_what_is_asked_for(client, asked, people):
    assert answer(client, people[2], asked, answer="stuck").status_code == 400
    answer(client, people[2], asked, answer="stuck", line="En aftale med PPR")
    mail = Message.objects.get(key__contains="stuck")
    assert mail.address == people[1].email
    assert "En aftale med PPR" in mail.body
    assert "En aftale med PPR" in read(client, people[1])
    for who in (people[1], people[2]):
        reply = client.post(f"/my/{make_link(who)}/helped/{asked.id}/", {"helped": "yes"})
        assert reply.status_code == 302
    asked.refresh_from_db()
    assert (asked.helped_owner, asked.helped_supporter) == (True, True)


def test_whether_the_help_helped_is_asked_when_it_has_had_time(client, asked, people):
    """A week after it was asked for, or at the next check-in; never where none was promised."""
    answer(client, people[2], asked, answer="stuck", line="En aftale med PPR")
    question = "Hjalp hjælpen?"
    for days, is_asked in ((14, False), (20, False), (21, True)):
        with drive_clock(at(days)):
            for who in (people[1], people[2]):
                assert (question in read(client, who)) is is_asked, days
    step = asked.step
    step.check_ins.filter(weeks=6).update(due=at(17).date())
    with drive_clock(at(17)):
        assert question in read(client, people[2])
    NextStep.objects.update(supported=False)
    with drive_clock(at(40)):
        assert question not in read(client, people[2])


def test_only_known_warnings_are_kept_and_supporter_and_chief_see_them(desk, asked, people):
    client = desk
    NextStep.objects.update(agreed={**asked.step.agreed, "warnings": ["Vi mødes ikke"]})
    assert "Vi mødes ikke" in read(client, people[2])
    answer(client, people[2], asked, answer="on_track", warned=["Vi mødes ikke", "<b>"])
    asked.refresh_from_db()
    assert asked.warned == ["Vi mødes ikke"]
    assert "Tidligt tegn set 10. december: Vi mødes ikke" in read(client, people[1])
    assert "<strong>Vi mødes ikke</strong> · Leder 02" in desk.get("/followup/").content.decode()


def test_a_step_that_has_ended_says_so(client, asked, people):
    NextStep.objects.update(state="closed")
    assert answer(client, people[2], asked, answer="done").status_code == 409


def test_nobody_elses_link_answers_and_a_wrong_one_says_what_to_do(client, asked, people):
    other = Participant.objects.filter(organisation=make_day("poll").organisation).first()
    for who in (people[0], people[1], other):
        assert answer(client, who, asked, answer="done").status_code == 404
    assert client.post(f"/my/{make_link(other)}/helped/{asked.id}/").status_code == 404
    wrong = client.get("/my/forkert/")
    assert wrong.status_code == 404
    assert "Linket virker ikke længere" in wrong.content.decode()
    assert "Vi mødes" not in read(client, other)


def test_a_link_runs_out_with_time_and_with_its_person(client, asked, people, monkeypatch):
    link = make_link(people[2])
    Participant.objects.filter(id=people[2].id).update(active=False)
    assert client.get(f"/my/{link}/").status_code == 404
    Participant.objects.filter(id=people[2].id).update(active=True)
    assert client.get(f"/my/{link}/").status_code == 200
    later = at(200).timestamp() + 10_000_000
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.get(f"/my/{link}/").status_code == 404


def test_my_page_has_what_i_own_support_and_have_been_told(client, asked, people):
    assert "Jeg ejer" in read(client, people[2])
    assert "To timer" in read(client, people[1])
    asked.step.partners.add(people[0])
    assert "Jeg er med i" in read(client, people[0])
    assert "Leder 02 ejer det" in read(client, people[0])
    Told.objects.create(check_in=asked, person=people[0], at=at(26))
    assert "Leder 02 har ikke svaret" in read(client, people[0])


def test_the_chief_sees_progress_what_is_stuck_and_what_got_no_answer(desk, asked, people):
    answer(desk, people[2], asked, answer="stuck", line="En aftale med PPR")
    CheckIn.objects.filter(weeks=6).update(stage=4)
    page = desk.get("/followup/").content.decode()
    assert "En aftale med PPR" in page
    assert "Institutionsledelse" not in page
    assert "Områdeledelse" in page
    assert "7. januar" in page


def test_readings_become_a_picture_with_words(desk, day):
    agreement = day.organisation.agreements.create(title="Aftale")
    area = agreement.focus_areas.create(number=1, title="Sprog")
    indicator = area.indicators.create(text="Trivsel", target="80")
    for on, value in (("2026-11-26", "62"), ("2027-02-18", "70,5")):
        said = {"indicator": indicator.id, "on": on, "value": value}
        assert desk.post("/followup/readings/", said).status_code == 302
    page = desk.get("/followup/").content.decode()
    assert 'alt="26. november 2026: 62; 18. februar 2027: 70,5."' in page
    other = make_day("poll").organisation.agreements.create(title="Anden")
    foreign = other.focus_areas.create(number=1, title="X").indicators.create(text="Y")
    said["indicator"] = foreign.id
    assert desk.post("/followup/readings/", said).status_code == 200


def test_the_next_day_begins_with_what_was_promised(desk, day, step):
    following = ThemeDay.objects.create(organisation=day.organisation, title="Næste temadag")
    place = f"/days/{following.id}/brief/"
    assert "Vi mødes" in desk.get(place).content.decode()
    desk.post(f"{place}{step.id}/", {"to": "carried", "word": ""})
    step.refresh_from_db()
    assert step.state == "agreed"
    desk.post(f"{place}{step.id}/", {"to": "carried", "word": "Vi nåede det ikke"})
    step.refresh_from_db()
    assert (step.state, step.word) == ("carried", "Vi nåede det ikke")
    desk.post(f"{place}{step.id}/", {"to": "closed", "word": "Igen"})
    step.refresh_from_db()
    assert step.state == "carried"


@pytest.fixture
def waiting(day):
    """A step whose owner and supporter had not answered when the day was over."""
    agree(day, state="waiting", supported="waiting", promise="")
    with drive_clock(at(1)):
        follow_up(at(1))
    return day.next_steps.get()


def accept(client, who, step, at_day=20, **said):
    with drive_clock(at(at_day)):
        return client.post(f"/my/{make_link(who)}/accept/{step.id}/", said)


def test_who_had_not_answered_is_asked_twice_and_then_no_more(waiting, people):
    for number in range(1, 60):
        with drive_clock(at(number)):
            follow_up(at(number))
    assert Counter(Message.objects.values_list("name", flat=True)) == {"Leder 02": 2, "Leder 01": 2}


def test_a_step_is_accepted_after_the_day_and_asked_about_from_then(client, waiting, people):
    assert "Tager du det på dig?" in read(client, people[2])
    assert accept(client, people[2], waiting, said="yes").status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, [row.weeks for row in waiting.check_ins.all()]) == ("agreed", [6, 12])
    assert accept(client, people[2], waiting, said="yes").status_code == 409


def test_a_no_after_the_day_says_why(client, waiting, people):
    assert accept(client, people[2], waiting, said="no").status_code == 400
    accept(client, people[2], waiting, said="no", line="Det er ikke mit bord")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.word) == ("closed", "Det er ikke mit bord")


@pytest.mark.parametrize(("said", "left"), [("yes", "En time"), ("no", None)])
def test_support_is_promised_or_refused_after_the_day(client, waiting, people, said, left):
    assert "Støtter du Leder 02?" in read(client, people[1])
    accept(client, people[1], waiting, said=said, line="En time", **{"as": "supporter"})
    waiting.refresh_from_db()
    assert (waiting.promised or None, waiting.supporter_id is not None) == (left, said == "yes")
    assert waiting.state == "proposed"


def test_nobody_else_accepts(client, waiting, people):
    assert accept(client, people[0], waiting, said="yes").status_code == 404
    assert accept(client, people[1], waiting, said="yes").status_code == 404
    assert accept(client, people[2], waiting, said="perhaps").status_code == 404


def test_values_stay_when_the_agreement_is_written_anew(day, desk):
    agreement = day.organisation.agreements.create(title="Aftale")
    area = agreement.focus_areas.create(number=1, title="Sprog")
    before = [area.indicators.create(text=text) for text in ("Trivsel", "Fravær")]
    for one in before:
        one.readings.create(on="2026-11-26", value=62)
    said = AreaText(area.id, "Sprog", "", "", "Fravær, dage | 9 | 5\nTrivsel | 62 | 80")
    save_agreement(agreement, AgreementText("Aftale", "", (said,)))
    assert [one.readings.count() for one in area.indicators.all()] == [1, 1]
    assert [one.text for one in area.indicators.all()] == ["Fravær, dage", "Trivsel"]
    page = desk.get("/followup/").content.decode()
    assert page.index("Fravær, dage</h3>") < page.index("Trivsel</h3>")
    said = AreaText(area.id, "Sprog", "", "", "Trivsel | 62 | 80")
    save_agreement(agreement, AgreementText("Aftale", "", (said,)))
    assert list(area.indicators.values_list("id", flat=True)) == [before[0].id]


def test_the_desk_shows_only_the_own_organisation(desk, step):
    other = make_day("nextsteps")
    assert desk.get(f"/days/{other.id}/brief/").status_code == 404
    assert desk.post(f"/days/{other.id}/brief/{step.id}/").status_code == 404


def test_whose_mails_come_back_is_seen_with_the_steps(client, desk, asked, people):
    assert "kommer retur" not in desk.get("/followup/").content.decode()
    Message.objects.update(state="bounced", sent_at=at(14))
    page = desk.get("/followup/").content.decode()
    assert "Mails, der kommer retur" in page
    assert people[2].email in page
    assert f"Mails til {people[2].email} kommer retur til os" in read(client, people[2])
    assert "kommer retur" not in read(client, people[1])
