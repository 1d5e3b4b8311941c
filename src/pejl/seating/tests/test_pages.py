"""The groups' pages, what is printed, and the sheets of paper."""

import re
from urllib.parse import urlencode

import pikepdf
import pytest
from django.test import Client

from pejl.days import run
from pejl.days.composing import plan_missing
from pejl.days.gate import release
from pejl.days.grouping import list_rounds, read_seats
from pejl.days.models import Attendance, Contribution, Group, Slot
from pejl.days.paper import make_sheet
from pejl.days.tests.making import make_day
from pejl.days.tokens import TOKEN_COOKIE, make_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    day = make_day("discussion", "discussion", "talk")
    day.slots.update(text="Hvad vil vi gøre?")
    plan_missing(day)
    return day


@pytest.fixture
def desk(day, sign_in):
    return sign_in(day.organisation)


def read_page(desk, address):
    reply = desk.get(address)
    assert reply.status_code == 200
    return reply.content.decode()


def test_the_overview_says_how_each_item_is_composed(day, desk):
    page = read_page(desk, f"/days/{day.id}/groups/")
    assert page.count("Ingen mødes to gange.") == 2
    assert "9 borde med 5 til 6 personer." in page
    assert "50 er ikke kommet endnu" in page


def test_an_empty_day_says_what_to_do(sign_in):
    day = make_day("talk")
    day.attendances.all().delete()
    page = read_page(sign_in(day.organisation), f"/days/{day.id}/groups/")
    assert "Indlæs ledere" in page


def test_someone_is_moved_and_a_broken_rule_says_so_and_is_undone(day, desk):
    first, second = list_rounds(day)
    before = read_seats([first, second])
    one, other = before[second.id][0][:2]
    tables = before[first.id]
    at = next(n for n, table in enumerate(tables, 1) if other in table)
    address = f"/days/{day.id}/groups/{first.id}/move/"
    reply = desk.post(address, {"who": one, "table": at}, headers={"X-Fragment": "1"})
    fragment = reply.content.decode()
    assert "par mødes mere end én gang" in fragment
    assert "sidder også sammen i" in fragment
    assert one in read_seats([first])[first.id][at - 1]
    desk.post(f"/days/{day.id}/groups/undo/", {"slot": first.id})
    assert read_seats([first, second]) == before


NONSENSE = [{}, {"who": "x", "table": "1"}, {"who": "1", "table": "²"}, {"who": "9" * 30}]


@pytest.mark.parametrize("said", NONSENSE)
def test_nonsense_moves_nobody(day, desk, said):
    first = list_rounds(day)[0]
    before = read_seats([first])
    desk.post(f"/days/{day.id}/groups/{first.id}/move/", said)
    assert read_seats([first]) == before


def test_in_an_open_item_one_is_moved_by_choice_and_undone_while_others_stay(day, desk):
    first = list_rounds(day)[0]
    run.open_slot(day, first, None)
    address = f"/days/{day.id}/groups/{first.id}/"
    before = read_seats([first])[first.id]
    who, later = before[0][0], before[1][0]
    assert 'id="who"' in read_page(desk, address)
    desk.post(f"{address}move/", {"who": who, "table": 3})
    other_seat = first.groups.get(number=2).seats.get(attendance_id=later)
    other_seat.group = first.groups.get(number=4)  # who has been seated otherwise meanwhile
    other_seat.save()
    reply = desk.post(f"/days/{day.id}/groups/undo/", {"slot": first.id}, follow=True)
    assert "sidder ved bord 3" in reply.content.decode()
    after = read_seats([first])[first.id]
    assert who in after[0]
    assert later in after[3]
    desk.post(f"{address}move/", {"who": who, "table": 3})
    run.close_slot(day, first, None)
    reply = desk.post(f"/days/{day.id}/groups/undo/", {"slot": first.id}, follow=True)
    assert "er slut, så folk bliver siddende" in reply.content.decode()
    assert who in read_seats([first])[first.id][2]


def test_a_locked_table_takes_nobody_and_can_be_unlocked(day, desk):
    first = list_rounds(day)[0]
    address = f"/days/{day.id}/groups/{first.id}/"
    desk.post(f"{address}lock/", {"table": "1"})
    tables = read_seats([first])[first.id]
    reply = desk.post(f"{address}move/", {"who": tables[1][0], "table": 1}, follow=True)
    assert "Bordet er låst" in reply.content.decode()
    desk.post(f"{address}again/")
    assert read_seats([first])[first.id][0] == tables[0]
    desk.post(f"{address}lock/", {"table": "1"})
    assert not Group.objects.filter(locked=True).exists()


@pytest.mark.parametrize("kind", ["new", "same", "level", "area"])
def test_each_kind_is_one_choice(day, desk, kind):
    second = list_rounds(day)[1]
    said = {"seating": kind, "tables": "", "with_leader": "on"}
    reply = desk.post(f"/days/{day.id}/groups/{second.id}/kind/", said, follow=True)
    assert reply.status_code == 200
    tables = read_seats([second])[second.id]
    assert sorted(who for table in tables for who in table) == sorted(
        day.attendances.values_list("id", flat=True)
    )
    assert Slot.objects.get(id=second.id).seating == kind


def test_any_item_may_have_groups(day, desk):
    talk = day.slots.get(activity="talk")
    desk.post(f"/days/{day.id}/groups/{talk.id}/kind/", {"seating": "new", "tables": "7"})
    assert len(read_seats([talk])[talk.id]) == 7


def test_more_than_can_be_is_said_in_words(desk, day):
    day.tables = 2
    day.save()
    Group.objects.all().delete()
    reply = desk.post(f"/days/{day.id}/groups/plan/", {"anew": "1"}, follow=True)
    assert "ingen mødes to gange" in reply.content.decode()


def test_those_who_have_not_come_are_left_out_by_one_tap(day, desk):
    came = list(day.attendances.values_list("id", flat=True)[:44])
    Attendance.objects.filter(id__in=came).update(joined_at="2026-11-26T08:30Z")
    reply = desk.post(f"/days/{day.id}/groups/missing/", follow=True)
    assert "6 er ikke med" in reply.content.decode()
    for tables in read_seats(list_rounds(day)).values():
        assert sorted(who for table in tables for who in table) == sorted(came)
    desk.post(f"/days/{day.id}/groups/undo/")
    assert not day.attendances.filter(absent=True).exists()


def test_who_comes_late_is_written_down(day, desk):
    who = day.attendances.first()
    said = {f"{who.id}-comes_at": "09:15", f"{who.id}-leaves_at": "", "mend": "1"}
    desk.post(f"/days/{day.id}/groups/presence/", said)
    who.refresh_from_db()
    assert str(who.comes_at) == "09:15:00"
    said = {f"{who.id}-comes_at": "12:15", f"{who.id}-leaves_at": "09:00"}
    reply = desk.post(f"/days/{day.id}/groups/presence/", said, follow=True)
    assert who.participant.name in reply.content.decode()


def test_a_table_s_video_room_is_on_its_own_phones_and_nowhere_else(day, desk):
    links = {1: "https://video.example/et", 2: "https://video.example/to"}
    desk.post(f"/days/{day.id}/groups/rooms/", {"rooms": "\n".join(links.values())})
    first = list_rounds(day)[0]
    seen = []
    for running in (False, True):
        if running:
            run.open_slot(day, first, None)
        for number in (1, 2, 3):
            row = first.groups.get(number=number).seats.first().attendance
            page = read_page(phone_of(row), "/p/now")
            seen.append([n for n, link in links.items() if link in page])
    assert seen == [[1], [2], []] * 2
    run.open_slot(day, day.slots.get(activity="talk"), None)  # nobody sits in groups there
    assert "video.example" not in read_page(phone_of(row), "/p/now")
    assert "video.example" not in read_page(Client(), f"/s/{day.screen_key}/now")


def phone_of(row):
    client = Client()
    client.cookies[TOKEN_COOKIE] = make_phone(row)
    return client


def test_only_https_links_are_kept(day, desk):
    address = f"/days/{day.id}/groups/rooms/"
    reply = desk.post(address, {"rooms": "https://møde.example/1\njavascript:alert(1)"})
    assert reply.status_code == 422
    assert "Linje 2" in reply.content.decode()
    desk.post(address, {"rooms": "https://mode.example/bord-{n}"})
    day.refresh_from_db()
    assert day.rooms == "https://mode.example/bord-{n}"


@pytest.mark.parametrize("name", ["cards.pdf", "door.pdf"])
def test_what_is_printed_is_a_tagged_pdf(day, desk, name, tmp_path):
    reply = desk.get(f"/days/{day.id}/groups/{name}")
    assert reply.status_code == 200
    check_pdf(reply.content, tmp_path, 9 if name == "cards.pdf" else None)


def check_pdf(data, tmp_path, pages=None):
    (tmp_path / "it.pdf").write_bytes(data)
    with pikepdf.open(tmp_path / "it.pdf") as pdf, pdf.open_metadata() as metadata:
        assert str(metadata["pdfuaid:part"]) == "1"
        assert pages is None or len(pdf.pages) == pages


def test_what_is_printed_takes_any_text(day, desk, tmp_path):
    day.slots.update(title="#panic() *x* \\ \u202e \U0001f600 " + "y" * 90, text="$ #eval")
    slot = list_rounds(day)[0]
    check_pdf(desk.get(f"/days/{day.id}/groups/cards.pdf").content, tmp_path)
    check_pdf(desk.get(f"/days/{day.id}/groups/{slot.id}/sheets.pdf").content, tmp_path, 9)
    check_pdf(desk.get(f"/days/{day.id}/groups/{slot.id}/sheets.pdf?table=2").content, tmp_path, 1)


def test_strangers_see_no_groups_of_others(day, client):
    slot = list_rounds(day)[0]
    for name in ("", "cards.pdf", "door.pdf", f"{slot.id}/", f"{slot.id}/sheets.pdf"):
        assert client.get(f"/days/{day.id}/groups/{name}").status_code == 302


@pytest.fixture
def group(day):
    slot = list_rounds(day)[0]
    run.open_slot(day, slot, None)
    return Group.objects.get(slot=slot, number=2)


def write_note(group, text, who=None):
    who = who or group.seats.first().attendance.public_id
    said = {"kind": "note", "item": "q1-1", "key": f"k{len(text)}", "text": text, "focus": "0"}
    return Client().post(
        f"/t/{make_sheet(group)}/answer?who={who}",
        urlencode(said),
        content_type="application/x-www-form-urlencoded",
        headers={"Accept": "application/json"},
    )


def test_a_sheet_enters_what_a_table_wrote_also_after_the_item(day, group):
    page = Client().get(f"/t/{make_sheet(group)}/").content.decode()
    writer = group.seats.first().attendance
    assert writer.participant.name in page
    shown = Client().get(f"/t/{make_sheet(group)}/", {"who": writer.public_id}).content.decode()
    assert "Bord 2" in shown
    assert re.search(rf'action="/t/[^"]+/answer\?who={writer.public_id}"', shown)
    run.close_slot(day, group.slot, None)
    assert write_note(group, "Et fælles sprog").json()["saved"]
    kept = Contribution.objects.get(slot=group.slot)
    assert (kept.group, kept.giver) == (2, writer.public_id)
    (note,) = release(Slot.objects.get(id=group.slot_id)).whole.notes
    assert (note.table, note.text) == (2, "Et fælles sprog")


def test_a_sheet_is_good_for_its_own_table_only(day, group):
    stranger = day.attendances.exclude(seats__group=group).first()
    reply = write_note(group, "hej", who=stranger.public_id)
    assert reply.status_code == 403
    assert not Contribution.objects.exists()
    assert Client().get(f"/t/{make_sheet(group)}x/").status_code == 404
    assert Client().post("/t/nonsense/answer?who=x", {}).status_code == 302


def test_a_sheet_is_void_some_days_after_the_day(day, group):
    run.end_day(day, None, None)
    assert Client().get(f"/t/{make_sheet(group)}/").status_code == 200
    day.refresh_from_db()
    day.ended_at = day.ended_at.replace(year=day.ended_at.year - 1)
    day.save()
    assert Client().get(f"/t/{make_sheet(group)}/").status_code == 404
    assert not write_note(group, "for sent").json()["saved"]
