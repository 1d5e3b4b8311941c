import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import msgspec
import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pejl.interchange.lines import Doubt, OutlineError
from pejl.interchange.programme import ItemDraft, ProgrammeDraft, read_programme

EXAMPLE = Path(__file__).parents[1] / "example" / "program.md"
ITEMS = [
    ("08:30", 15, "plenum", "Velkomst ved centerchefen"),
    ("08:45", 20, "oplæg", "Feedback i et strategisk ledelsesperspektiv"),
    ("09:05", 15, "individuelt", "NU-billedet: hvor står vi?"),
    ("09:20", 35, "grupper", "NU-billedet på tværs"),
    ("09:55", 20, "plenum", "Vores fælles NU-billede"),
    ("10:15", 15, "pause", "Pause"),
    ("10:30", 20, "individuelt", "De vigtige dialoger"),
    ("10:50", 15, "oplæg", "Typer af feedback"),
    ("11:05", 35, "grupper", "Feedback på tværs af niveauer og områder"),
    ("11:40", 15, "individuelt", "Feedback på opfordring"),
    ("11:55", 40, "pause", "Frokost"),
    ("12:35", 50, "grupper", "Casearbejde: barnet mellem to tilbud"),
    ("13:25", 35, "grupper", "Dilemmaer"),
    ("14:00", 15, "pause", "Kaffe"),
    ("14:15", 25, "grupper", "Behov og mulige handlinger"),
    ("14:40", 20, "individuelt", "Prioritering"),
    ("15:00", 35, "plenum", "Aftaler om næste skridt"),
    ("15:35", 10, "individuelt", "Evaluering af dagen"),
    ("15:45", 15, "plenum", "Planen"),
]


@pytest.fixture(autouse=True, scope="module")
def _english() -> Iterator[None]:
    with override("en"):
        yield


def propose(form: str, title: str) -> str:
    return f"{form}/{title}"


def read(text: str) -> ProgrammeDraft:
    return read_programme(text.encode(), "day.md", propose)


def read_rows(*rows: str, head: str = "| Start | Minutter | Titel |") -> ProgrammeDraft:
    rule = "|---" * (head.count("|") - 1) + "|"
    return read("\n".join(["# Day", "", "kl. 9", "", head, rule, *rows]))


def messages(draft: ProgrammeDraft) -> list[str]:
    return [doubt.message for doubt in draft.doubts]


KEEPINGS = {"uncut": "Må ikke afkortes", "skip": "Kan springes over"}
ROOM = ("Mindst", "Når tiden er knap")


def copy_to_word(draft: ProgrammeDraft, columns: tuple[str, ...]) -> bytes:
    document = docx.Document()
    document.add_paragraph().add_run(draft.title).bold = True
    document.add_paragraph("Torsdag kl. 8.30–16.00 fast · 50 deltagere · sal med 9 borde")
    table = document.add_table(rows=1, cols=len(columns))
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        cell.text = name
    for item in draft.items:
        told = {
            "Kl.": f"{item.start} fast" if item.fixed else item.start,
            "Varighed": f"{item.minutes} min.",
            "Form": item.form,
        }
        told |= {"Titel": item.title, "Indhold": item.text}
        told |= {"Mindst": f"{item.least} min" if item.least else ""}
        told |= {"Når tiden er knap": KEEPINGS.get(item.keeping, "")}
        for cell, name in zip(table.add_row().cells, columns, strict=True):
            cell.text = told[name] or ""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_the_example_in_full() -> None:
    draft = read_programme(EXAMPLE.read_bytes(), EXAMPLE.name, propose)
    told = [(item.start, item.minutes, item.form, item.title) for item in draft.items]
    assert told == ITEMS
    assert draft.items[0].text == "Hvorfor er vi her: sammenhæng i ledelseskæden"
    assert draft.items[5].text == ""
    assert draft.items[18].activity == "plenum/Planen"
    assert replace(draft, items=[]) == ProgrammeDraft(
        title="Temadag: Feedback – når ledelseskæden styrer",
        date=None,
        starts_at="08:30",
        ends_at="16:00",
        participants=50,
        tables=9,
        items=[],
        doubts=[],
        end_fixed=True,
    )
    assert [item.title for item in draft.items if item.fixed] == ["Frokost"]
    steps = next(item for item in draft.items if item.title == "Aftaler om næste skridt")
    case = next(item for item in draft.items if item.title.startswith("Casearbejde"))
    assert (steps.keeping, case.least, case.keeping) == ("uncut", 40, "")


def test_lengths_follow_from_the_times() -> None:
    whole = read_programme(EXAMPLE.read_bytes(), EXAMPLE.name, propose)
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [
        "|".join(cells[:2] + cells[3:]) if len(cells := line.split("|")) > 2 else line
        for line in lines
    ]
    assert read("\n".join(bare)) == whole


@pytest.mark.parametrize(
    "columns",
    [
        ("Kl.", "Varighed", "Form", "Titel", "Indhold", *ROOM),
        ("Titel", "Indhold", "Kl.", "Form", *ROOM),
    ],
)
def test_word_tables(columns: tuple[str, ...]) -> None:
    whole = read_programme(EXAMPLE.read_bytes(), EXAMPLE.name, propose)
    assert read_programme(copy_to_word(whole, columns), "program.docx", propose) == whole


def test_a_spreadsheet_is_read_and_what_is_wrong_is_named_with_its_row() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Temadag", None],
        ["Torsdag kl. 8.30, slut 13.00 fast"],
        ["Start", "Minutter", "Titel", "Mindst", "Når tiden er knap"],
        [dt.time(8, 30), 200, "Casen", 120],
        ["11.50 fast", 40, "Frokost", 45],
        [dt.time(12, 30), 30, "Aftaler", None, "må ikke kortes"],
        ["snart", 0, "Tak"],
    ):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    draft = read_programme(file.getvalue(), "program.xlsx", propose)
    assert (draft.title, draft.starts_at, draft.ends_at, draft.end_fixed) == (
        "Temadag",
        "08:30",
        "13:00",
        True,
    )
    told = [(one.start, one.fixed, one.minutes, one.least, one.keeping) for one in draft.items]
    assert told[:3] == [
        ("08:30", False, 200, 120, ""),
        ("11:50", True, 40, None, ""),
        ("12:30", False, 30, None, "uncut"),
    ]
    assert [doubt.place for doubt in draft.doubts] == ["row 7", "row 7", "row 5", "row 7"]
    text = "Temadag;;\nkl. 9;;\nStart;Minutter;Titel\n9.00;30;Velkomst\n9.30;20;Casen\n"
    draft = read_programme(text.encode(), "program.csv", propose)
    assert [(one.start, one.title) for one in draft.items] == [
        ("09:00", "Velkomst"),
        ("09:30", "Casen"),
    ]
    assert (draft.title, draft.doubts) == ("Temadag", [])
    with pytest.raises(OutlineError):
        read_programme(file.getvalue()[:3000] + b"xl/workbook", "program.xlsx", propose)


def test_a_draft_travels_as_json() -> None:
    draft = read("# Day\n\n12. november 2026\n\nRum 2\n\n| Start | Title |\n|---|---|\n| 9 | a |")
    assert (draft.date, len(draft.doubts)) == (dt.date(2026, 11, 12), 2)
    assert msgspec.json.decode(msgspec.json.encode(draft), type=ProgrammeDraft) == draft


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Torsdag den 12. november 2026, kl. 9–15.30", ("2026-11-12", "09:00", "15:30")),
        ("12.11.2026 kl. 8.30 til kl. 16", ("2026-11-12", "08:30", "16:00")),
        ("Thursday 12 November 2026 · 08:30-16:00", ("2026-11-12", "08:30", "16:00")),
        ("November 12th, 2026; at 9", ("2026-11-12", "09:00", None)),
        ("2026-11-12 | 10.15", ("2026-11-12", "10:15", None)),
        ("Dato: 1/3-2026", (None, "08:30", None)),
        ("1/3/2026", ("2026-03-01", "08:30", None)),
    ],
)
def test_the_line_above_the_table(line: str, told: tuple[str | None, str, str | None]) -> None:
    draft = read(f"# Day\n\n{line}\n\n| Minutes | Title |\n|---|---|\n| 5 | a |")
    date = draft.date.isoformat() if draft.date else None
    assert (date, draft.starts_at, draft.ends_at) == told


def test_size_and_what_the_line_does_not_say() -> None:
    draft = read(
        "# Day\n\n## Program\n\nDeltagere: 48 · 8 borde · Rådhuset\n\n12. november\n\n30.2.2026\n"
    )
    assert (draft.participants, draft.tables, draft.date) == (48, 8, None)
    assert draft.doubts[:3] == [
        Doubt("line 5", "“Rådhuset” was not understood."),
        Doubt("line 7", "The date “12. november” has no year."),
        Doubt("line 9", "There is no such date as “30.2.2026”."),
    ]
    assert messages(draft)[3].startswith("No programme was found.")


def test_of_two_dates_the_first_is_taken_and_the_other_told() -> None:
    draft = read("# Day, 12. november 2026\n\n13. november 2026\n")
    assert draft.date == dt.date(2026, 11, 12)
    assert draft.doubts[0] == Doubt("line 3", "“13. november 2026” was not understood.")


def test_header_words_and_columns_of_ones_own() -> None:
    draft = read_rows(
        "| a | 9-9.15 | pairs | Mette | more |",
        "| b | kl. 9.15 | | | |",
        head="| **Item** | Time (ca.) | FORMAT | Responsible | Notes |",
    )
    assert draft.items == [
        ItemDraft("09:00", 15, "pairs", "a", "more\nResponsible: Mette", "pairs/a"),
        ItemDraft("09:15", 0, "", "b", "", "/b"),
    ]
    assert messages(draft) == ["“b” has no length."]


@pytest.mark.parametrize(
    ("said", "fixed"), [("9.50 fast", True), ("kl. 9.50 (fixed)", True), ("9.50", False)]
)
def test_a_start_that_does_not_give_is_read_as_fixed(said: str, fixed: bool) -> None:
    draft = read_rows(
        "| 9.00 | 50 | a |", f"| {said} | 40 | Frokost |", head="| Tid | Min | Titel |"
    )
    assert [(item.start, item.fixed) for item in draft.items] == [
        ("09:00", False),
        ("09:50", fixed),
    ]
    assert draft.doubts == []


def test_how_a_length_may_give_is_read_and_what_cannot_be_is_named_with_its_row() -> None:
    draft = read_rows(
        "| 9.00 | 50 | a | 30 | 1 t | må springes over |",
        "| 9.50 | 40 | b | 45 | 35 | Must not be cut. |",
        "| 10.30 | 10 | c | lidt | | måske |",
        head="| Tid | Min | Titel | Mindst | Højst | Når tiden er knap |",
    )
    assert [(item.least, item.most, item.keeping) for item in draft.items] == [
        (30, 60, "skip"),
        (None, None, "uncut"),
        (None, None, ""),
    ]
    wrong = "“b” lasts 40 minutes, which its %s of %d does not allow. It was left out."
    assert [(doubt.place, doubt.message) for doubt in draft.doubts] == [
        ("line 9", "The length “lidt” was not understood. (c)"),
        (
            "line 9",
            "“måske” was not understood. Write “must not be cut” or “may be skipped”. (c)",
        ),
        ("line 8", wrong % ("least", 45)),
        ("line 8", wrong % ("most", 35)),
    ]


@pytest.mark.parametrize(
    ("said", "ends", "fixed"),
    [
        ("kl. 9–16.00 fast", "16:00", True),
        ("kl. 9 · slut 16.00 fast", "16:00", True),
        ("slut 16 (fast) · kl. 9", "16:00", True),
        ("kl. 9 · slut 16.00", "16:00", False),
        ("kl. 9–16.00", "16:00", False),
    ],
)
def test_an_end_that_does_not_give_is_read_above_the_table(
    said: str, ends: str, fixed: bool
) -> None:
    draft = read(f"# D\n\n{said}\n\n| Start | Min | Titel |\n|---|---|---|\n| 9 | 420 | a |")
    assert (draft.starts_at, draft.ends_at, draft.end_fixed) == ("09:00", ends, fixed)
    assert draft.doubts == []


def test_an_end_that_does_not_give_is_read_as_the_last_row() -> None:
    draft = read_rows("| 9.00 | 50 | a |", "| 9.50 fast | | Slut |")
    assert ([item.title for item in draft.items], draft.ends_at, draft.end_fixed) == (
        ["a"],
        "09:50",
        True,
    )


def test_a_fixed_time_above_the_table_goes_to_the_item_of_that_name() -> None:
    draft = read(
        "# D\n\nkl. 9 · Frokost: 11.50 fast · bad kl. 15 fast\n\n"
        "| Min | Titel |\n|---|---|\n| 170 | a |\n| 40 | Frokost i kantinen |"
    )
    assert [(item.start, item.fixed) for item in draft.items] == [(None, False), ("11:50", True)]
    assert messages(draft) == ["No item is called “bad”, so its fixed time was left out."]


def test_without_times_the_day_starts_as_it_says() -> None:
    draft = read_rows("| 20 min | a |", "| 1 t 5 min | b |", head="| Længde | Indhold |")
    assert [(item.start, item.minutes) for item in draft.items] == [(None, 20), (None, 65)]
    assert (draft.starts_at, draft.doubts) == ("09:00", [])


def test_a_proposed_start_is_told() -> None:
    draft = read("# Day\n\n| Minutes | Title |\n|---|---|\n| 5 | a |")
    assert draft.starts_at == "08:30"
    assert draft.doubts == [
        Doubt("the whole file", "No start of the day was found. 08:30 is a proposal.")
    ]


def test_times_that_contradict_the_lengths() -> None:
    draft = read_rows(
        "| 9.15 | 15 | 9.30 | a |",
        "| 9.45 | 15 | 10.05 | b |",
        "| 10.05 | | | c |",
        "| 10.00 | 5 | | d |",
        head="| Start | Min. | Slut | Titel |",
    )
    assert draft.starts_at == "09:15"
    assert draft.doubts == [
        Doubt("line 7", "“a” starts at 09:15, but the day starts at 09:00."),
        Doubt("line 8", "“b” starts at 09:45, but “a” ends at 09:30."),
        Doubt("line 8", "“b” ends at 10:00 by its length, but the file says 10:05."),
        Doubt("line 9", "“c” has no length."),
    ]
    assert [item.minutes for item in draft.items] == [15, 15, 0, 5]


def test_the_end_of_the_day_is_checked() -> None:
    draft = read("# D\n\nkl. 9-10\n\n| Start | Minutes | Title |\n|---|---|---|\n| 9 | 30 | a |")
    assert messages(draft) == ["“a” ends at 09:30 by its length, but the file says 10:00."]


def test_rows_that_are_not_understood() -> None:
    draft = read_rows(
        "| ni | 20 | a |",
        "| 9.20 | lang tid | b |",
        "| 25.00 | 0 | c |",
        "| Frokost | | |",
        "| 9.30 | | |",
        "| | | |",
        "| Start | Minutter | Titel |",
        "",
        "Vel mødt",
    )
    assert [(doubt.place, doubt.message) for doubt in draft.doubts] == [
        ("line 7", "The time “ni” was not understood. (a)"),
        ("line 8", "The length “lang tid” was not understood. (b)"),
        ("line 9", "The time “25.00” was not understood. (c)"),
        ("line 9", "The length “0” was not understood. (c)"),
        ("line 10", "“Frokost” was not understood."),
        ("line 11", "“9.30” was not understood."),
        ("line 15", "“Vel mødt” was not understood."),
        ("line 8", "“b” has no length."),
        ("line 9", "“c” has no length."),
    ]


def test_an_item_without_a_title_takes_its_form() -> None:
    draft = read_rows("| 9 | 15 | pause | |", head="| Start | Minutter | Form | Titel |")
    assert draft.items == [ItemDraft("09:00", 15, "pause", "pause", "", "pause/pause")]
    assert messages(draft) == ["The item has no title. (pause)"]


@pytest.mark.parametrize(
    "head", ["| Form | Titel |", "| Start | Form |", "| a | b |", "| | |", "| 8.30 | Velkomst |"]
)
def test_a_table_without_the_needed_columns(head: str) -> None:
    draft = read_rows("| x | y |", head=head)
    assert draft.items == []
    assert "“x | y” was not understood." in messages(draft)
    assert messages(draft)[-1].startswith("No programme was found.")


def test_title_lines_and_a_second_table() -> None:
    draft = read(
        "# Day\n\n| Morning | |\n|---|---|\n| Time | Title |\n| 9-10 | a |\n\nkl. 13\n\n"
        "| Title | Minutes | Start |\n|---|---|---|\n| b | 5 | 10 |"
    )
    assert [(item.start, item.minutes, item.title) for item in draft.items] == [
        ("09:00", 60, "a"),
        ("10:00", 5, "b"),
    ]
    assert messages(draft) == ["“Morning” was not understood.", "“kl. 13” was not understood."]


def test_markup_and_extra_cells_are_text() -> None:
    draft = read_rows("| 9 | 5 | <script>alert(1)</script> | x | y |")
    assert draft.items[0].title == "<script>alert(1)</script>"
    assert draft.items[0].text == "x\ny"


def test_a_title_too_long_to_store_is_told() -> None:
    draft = read_rows(f"| 9 | 5 | {'t' * 161} |")
    assert len(draft.items[0].title) == 161
    cut = f"“{'t' * 119}…” has more than 160 characters. The rest is cut off."
    assert draft.doubts == [Doubt("line 7", cut)]


def test_a_thousand_items() -> None:
    draft = read_rows(*(f"| | 1 | item {i} |" for i in range(1000)))
    assert [item.title for item in draft.items] == [f"item {i}" for i in range(1000)]
    assert draft.doubts == []


def test_a_heading_of_a_hundred_thousand_brackets_takes_no_time() -> None:
    assert read_rows("| x | y |", head=f"| {'(' * 100_000} | Titel |").items == []


PARTS = ["# ", "\n", "| Start | Min | Titel |\n|---|---|---|\n", "| 9 | 5 | a |\n", "kl. 9-16", "·"]


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=12), max_size=30).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(OutlineError):
        draft = read(text.encode("utf-8", "replace").decode())
        assert all(0 <= item.minutes <= 720 for item in draft.items)
