"""Figures as spreadsheets: only what is shown, each column explained, nothing of it a formula."""

import csv
import io
import tracemalloc
from dataclasses import replace
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from pejl.audit.models import Act, Entry
from pejl.days.gate import release
from pejl.days.models import Outcome, PrivacyPromise, SlotState, ThemeDay
from pejl.days.run import open_slot
from pejl.days.tests.making import answer_all, close, make_day, make_tokens, read_again, slots_of
from pejl.sheets import columns
from pejl.sheets.books import NotNow, make_day_book, make_steps_book
from pejl.sheets.sheet import Book, Column, Sheet
from pejl.sheets.writing import write_xlsx, write_zip

HOSTILE = [
    "=1+1", "+45 12", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "|calc",
    '=HYPERLINK("http://x.invalid","klik")', "=cmd|' /C calc'!A0",
]  # fmt: skip
HARMLESS = ["Åse Ærø", "a=b", "https://x.invalid", "007", "1,5", "2 - 3", "'", '"; x', "a\nb"]


def read_xlsx(book):
    file = io.BytesIO()
    write_xlsx(book, file)
    return load_workbook(file), ZipFile(file)


def read_zip(book):
    file = io.BytesIO()
    write_zip(book, file)
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parse(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def make_list(*texts):
    column = Column("Navn", "Et navn.", "Tekst")
    sheet = Sheet("navne", "Navne", "Navne", (column,), lambda _of: ((one,) for one in texts))
    return Book(None, "Navne", "Os", (), (sheet,))


def open_item(day, slot):
    open_slot(day, slot, None)
    slot.refresh_from_db()
    return slot


@pytest.fixture
def day(db):
    """A confidential poll and an anonymous one, closed; one that is open; one to come; an
    agreement and a next step."""
    day = make_day("poll", "poll", "poll", "evaluation", "nextsteps")
    day.slots.filter(position=2).update(promise=PrivacyPromise.ANONYMOUS)
    ThemeDay.objects.filter(id=day.id).update(date=date(2026, 11, 26), title="=Temadag")
    day = read_again(day)
    day.agreement = day.organisation.agreements.create(title="Aftalen")
    area = day.agreement.focus_areas.create(number=1, title="Fælles sprog", goal="Vi taler ens.")
    area.indicators.create(text="Trivsel", now="62", target="80")
    day.save()
    tokens = make_tokens(day)
    for slot in slots_of(day)[:2]:
        answer_all(open_item(day, slot), tokens[:30], 0)
        answer_all(slot, tokens[30:], 1)
        close(slot)
    answer_all(open_item(day, slots_of(day)[2]), tokens, 0)
    keep_step(day)
    return read_again(day)


def keep_step(day):
    people = list(day.attendances.order_by("participant_id"))
    said = {
        "item": "x", "state": "accepted", "owner_id": people[9].public_id, "supported": "accepted",
        "support_id": people[0].public_id, "promise": "Tid", "by": "2026-12-20", "climb": "",
    }  # fmt: skip
    slot = slots_of(day)[4]
    slot.state = SlotState.CLOSED
    slot.save()
    Outcome.objects.create(slot=slot, kind="next_step", text="-Mødes", data=said, position=1)


def numbers_of(day):
    return parse(read_zip(make_day_book(day))["tal.csv"])


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_column_of_every_sheet_is_explained(day, language):
    with translation.override(language):
        for book in (make_day_book(day), make_steps_book(day.organisation)):
            files = read_zip(book)
            told = parse(next(iter(files.values())))
            names = list(told[0])
            explained = {(row[names[0]], row[names[1]]): row for row in told}
            for sheet in (book.readme, *book.sheets):
                assert explained[str(sheet.title), ""][names[2]]
                head = files[f"{sheet.file}.csv"].decode("utf-8-sig").split("\r\n")[0]
                assert head.split(";") == [str(column.title) for column in sheet.columns]
                for title in head.split(";"):
                    row = explained[str(sheet.title), title]
                    assert row[names[2]].endswith("."), title
                    assert row[names[3]], title


def test_no_two_columns_of_a_sheet_are_called_the_same():
    for language in ("da", "en"):
        with translation.override(language):
            for some in (columns.PROGRAMME, columns.NUMBERS, columns.STEPS, columns.AGREEMENT):
                titles = [str(one.title) for one in some]
                assert len(set(titles)) == len(titles), titles


def test_the_numbers_are_those_of_the_gate(day):
    """Of the confidential poll its groups as they are released; of the anonymous one the whole
    room alone; of what is open nothing."""
    found = numbers_of(day)
    first, second, *_rest = slots_of(day)
    for slot, number in ((first, "1"), (second, "2")):
        rows = [row for row in found if row["Nr."] == number]
        whole = [row for row in rows if row["Om hvem"] == "alle"]
        assert [(row["Svar"], int(row["Tal"]), row["Besvaret"]) for row in whole] == [
            ("Ja", 30, "50"), ("Nej", 20, "50"),
        ]  # fmt: skip
        released = release(slot)
        shown = {part.label: part for part in (*released.levels, *released.areas)}
        groups = {row["Gruppe"]: int(row["Besvaret"]) for row in rows if row["Gruppe"]}
        assert groups == {label: part.n for label, part in shown.items()}
        assert all(n >= 5 for n in groups.values())
    assert shown == {}
    assert {row["Nr."] for row in found} == {"1", "2"}
    programme = parse(read_zip(make_day_book(day))["program.csv"])
    assert programme[2]["Ikke vist"] == "Svarene vises, når punktet er lukket."


def test_nobody_is_named_but_with_the_next_steps(day):
    files = read_zip(make_day_book(day))
    steps = files.pop("naeste-skridt.csv")
    (step,) = parse(steps)
    assert (step["Ejer"], step["Hvad"], step["Status"]) == ("Leder 09", "'-Mødes", "aftalt")
    assert not [name for name, data in files.items() if b"Leder " in data]
    people = parse(files["deltagere.csv"])
    assert people[0] == {"Om hvem": "alle", "Gruppe": "", "Inviteret": "50", "Var med": "0"}


def test_a_workbook_has_types_a_frozen_head_and_danish_names(day):
    workbook, parts = read_xlsx(make_day_book(day))
    assert workbook.sheetnames == [
        "Læs mig", "Program", "Tal", "Næste skridt", "Fokusområder", "Deltagere",
    ]  # fmt: skip
    assert workbook.properties.title == "=Temadag i tal"
    assert [one.value for one in workbook.custom_doc_props.props if one.name == "Language"] == [
        "da"
    ]
    assert not [name for name in parts.namelist() if "vba" in name.casefold()]
    for sheet in workbook:
        assert sheet.freeze_panes == "A2"
        assert all(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1])
    head = [cell.value for cell in workbook["Tal"][1]]
    row = dict(zip(head, (cell.value for cell in workbook["Tal"][2]), strict=True))
    assert (row["Nr."], row["Tal"], row["Besvaret"]) == (1, 30, 50)
    step = dict(zip([c.value for c in workbook["Næste skridt"][1]],
                    [c.value for c in workbook["Næste skridt"][2]], strict=True))  # fmt: skip
    assert step["Senest"] == datetime(2026, 12, 20)
    assert step["Hvad"] == "-Mødes"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_formula_stays_text(text):
    workbook, _parts = read_xlsx(make_list(text))
    cell = workbook["Navne"]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", 1), text
    assert cell.value.replace("_x000D_", "\r").strip() == text.strip()
    assert workbook["Navne"].tables == {}
    (row,) = parse(read_zip(make_list(text))["navne.csv"])
    assert row["Navn"] == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_left_as_it_is(text):
    workbook, _parts = read_xlsx(make_list(text))
    cell = workbook["Navne"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    (row,) = parse(read_zip(make_list(text))["navne.csv"])
    assert row["Navn"] == text


def test_csv_is_as_danish_excel_reads_it_and_english_has_its_own_decimals():
    book = make_list(2.5, -1.25, date(2026, 3, 29), None, "a;b")
    data = read_zip(book)["navne.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == 'Navn\r\n2,5\r\n-1,25\r\n2026-03-29\r\n""\r\n"a;b"\r\n'
    with translation.override("en"):
        assert b"\r\n2.5\r\n" in read_zip(book)["navne.csv"]


def test_a_big_day_is_never_in_memory_whole():
    column = Column("Navn", "Et navn.", "Tekst")
    rows = 5_000
    sheet = Sheet(
        "navne", "Navne", "Navne", (column, replace(column, title="Nummer")),
        lambda _of: ((f"Et langt navn på en leder, nummer {at}", at) for at in range(rows)),
    )  # fmt: skip
    book = Book(None, "Navne", "Os", (), (sheet,))
    tracemalloc.start()
    write_xlsx(book, io.BytesIO())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_500_000


def test_a_rehearsal_is_not_taken_out(day):
    ThemeDay.objects.filter(id=day.id).update(rehearsing=True)
    with pytest.raises(NotNow):
        make_day_book(read_again(day))


def test_a_facilitator_fetches_it_and_the_trail_says_so(day, sign_in):
    client = sign_in(day.organisation)
    page = client.get(f"/days/{day.id}/numbers/").content.decode()
    for ending, mark in (("xlsx", b"PK"), ("zip", b"PK")):
        assert f"/days/{day.id}/numbers.{ending}" in page
        answer = client.get(f"/days/{day.id}/numbers.{ending}")
        assert b"".join(answer.streaming_content).startswith(mark)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Disposition"] == f'attachment; filename="tal-temadag.{ending}"'
    for ending in ("xlsx", "zip"):
        answer = client.get(f"/followup/steps.{ending}")
        assert b"".join(answer.streaming_content).startswith(b"PK")
    noted = Entry.objects.filter(act=Act.EXPORTED).order_by("number")
    assert [one.about for one in noted] == ["numbers", "numbers", "steps", "steps"]
    assert noted[0].subject == "=Temadag"
    assert "/followup/steps.xlsx" in client.get("/followup/").content.decode()


def test_a_viewer_and_a_stranger_do_not(day, django_user_model):
    user = django_user_model.objects.create_user("se", password="x")
    day.organisation.memberships.create(user=user, role="viewer")
    viewer = Client()
    viewer.force_login(user)
    for address in (f"/days/{day.id}/numbers.xlsx", "/followup/steps.zip"):
        assert viewer.get(address).status_code == 403
        assert Client().get(address)["Location"].startswith("/signin/")
    assert "numbers" not in viewer.get(f"/days/{day.id}/").content.decode()


def test_a_language_may_call_a_sheet_what_it_likes():
    book = make_list("x")
    (sheet,) = book.sheets
    called = "'[Tal: 2026/27]* og meget andet, der er langt'"
    workbook, _parts = read_xlsx(replace(book, sheets=(replace(sheet, title=called),)))
    assert workbook.sheetnames[1].startswith("Tal  2026 27   og meget andet")
