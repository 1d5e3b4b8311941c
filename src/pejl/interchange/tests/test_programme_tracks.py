"""Items that run side by side, as a programme's file says it."""

from io import BytesIO

import docx
import openpyxl
import pytest
from django.utils.translation import override

from pejl.days.registry import propose_activity
from pejl.days.tests.making import make_day
from pejl.interchange.programme import ProgrammeDraft, read_programme
from pejl.interchange.text_storing import store_programme

ENGLISH = ("Start", "Minutes", "Title", "Together with")
DANISH = ("Start", "Minutter", "Titel", "Samtidig med")
TRACKS = ("Start", "Minutter", "Titel", "Spor")
DAY = (
    ("10.00", "30", "Velkomst", ""),
    ("10.30", "45", "Case i lokale 1", ""),
    ("10.30", "40", "Feedback i lokale 2", "ja"),
    ("11.15", "15", "Pause", ""),
)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def make_markdown(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return ("# Day\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in lines)).encode()


def make_csv(head, rows):
    return "\n".join(";".join(row) for row in (head, *rows)).encode()


def make_sheet(head, rows):
    book = openpyxl.Workbook()
    for row in (head, *rows):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def make_word(head, rows):
    document = docx.Document()
    document.add_heading("Day")
    table = document.add_table(rows=0, cols=len(head))
    for row in (head, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


FILES = {"md": make_markdown, "csv": make_csv, "xlsx": make_sheet, "docx": make_word}


def read(rows, head=DANISH, kind="md") -> ProgrammeDraft:
    return read_programme(FILES[kind](head, rows), f"day.{kind}", propose_activity)


def find_beside(draft):
    return [item.title for item in draft.items if item.beside]


def list_doubts(draft):
    return [doubt for doubt in draft.doubts if "title was found" not in doubt.message]


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("head", "word"), [(DANISH, "ja"), (ENGLISH, "yes"), (ENGLISH, "Case"), (DANISH, "forrige")]
)
def test_a_column_says_it_in_each_kind_of_file_and_both_languages(kind, head, word):
    rows = [(*row[:3], word if row[3] else "") for row in DAY]
    draft = read(rows, head, kind)
    assert list_doubts(draft) == []
    assert find_beside(draft) == ["Feedback i lokale 2"]
    assert [item.minutes for item in draft.items] == [30, 45, 40, 15]


@pytest.mark.parametrize("kind", FILES)
def test_tracks_in_a_column_stand_together_until_one_of_them_comes_again(kind):
    rows = [
        ("10.00", "30", "Case", "1"),
        ("10.00", "20", "Feedback", "2"),
        ("10.30", "30", "Dilemma", "1"),
        ("10.30", "30", "Dialog", "2"),
        ("11.00", "15", "Pause", ""),
    ]
    draft = read(rows, TRACKS, kind)
    assert list_doubts(draft) == []
    assert find_beside(draft) == ["Feedback", "Dialog"]


@pytest.mark.parametrize("name", ["Spor", "Track"])
def test_so_do_titles_that_begin_with_their_track(name):
    rows = [
        ("10.00", "30", f"{name} A: case i lokale 1"),
        ("", "", f"{name} B: feedback i lokale 2"),
        ("", "20", f"{name} C: gåtur"),
        ("10.30", "15", "Pause"),
        ("10.45", "15", f"{name} A: samling"),
    ]
    draft = read(rows, DANISH[:3])
    assert list_doubts(draft) == []
    assert [item.beside for item in draft.items] == [False, True, True, False, False]
    assert [item.minutes for item in draft.items] == [30, 30, 20, 15, 15]


@pytest.mark.parametrize("title", ["Sporing af tegn", "Tracking signs", "Spor vi har lagt"])
def test_other_words_that_begin_alike_are_no_tracks(title):
    draft = read([("10.00", "30", title), ("10.30", "30", f"{title} 2")], DANISH[:3])
    assert find_beside(draft) == []


def test_lengths_follow_from_the_times_around_the_block():
    rows = [("10.00", "", "Case", ""), ("10.00", "", "Feedback", "x"), ("10.45", "15", "Pause", "")]
    assert [item.minutes for item in read(rows).items] == [45, 45, 15]


def test_what_follows_waits_for_the_longest():
    rows = [("10.00", "20", "Case", ""), ("", "45", "Feedback", "x"), ("10.45", "15", "Pause", "")]
    assert list_doubts(read(rows)) == []
    late = [*rows[:2], ("10.20", "15", "Pause", "")]
    assert [doubt.message for doubt in list_doubts(read(late))] == [
        "“Pause” starts at 10:20, but “Feedback” ends at 10:45."
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("10.00", "30", "Case", "ja")], ["“Case” is the first item"]),
        (
            [DAY[0], DAY[1], (*DAY[2][:3], "Velkomst"), DAY[3]],
            ["“Velkomst”, which is not the row just above", "“Together with”"],
        ),
        (
            [DAY[0], DAY[1], ("11.15", "40", "Feedback", "ja")],
            ["“Feedback” starts at 11:15 and so cannot run together with “Case i lokale 1”"],
        ),
        ([DAY[0], DAY[1], (*DAY[2][:3], "")], ["write “yes” here in a column called"]),
    ],
)
def test_what_is_unclear_says_which_row_and_how_to_mend_it(rows, told):
    draft = read(rows)
    doubts = list_doubts(draft)
    assert find_beside(draft) == []
    assert len(doubts) >= len(told)
    for doubt, text in zip(doubts, told, strict=False):
        assert text in doubt.message
        assert doubt.place


@pytest.mark.django_db
def test_it_is_stored_with_the_day():
    day = make_day()
    store_programme(day, read(DAY))
    assert list(day.slots.values_list("title", "beside")) == [
        ("Velkomst", False),
        ("Case i lokale 1", False),
        ("Feedback i lokale 2", True),
        ("Pause", False),
    ]
