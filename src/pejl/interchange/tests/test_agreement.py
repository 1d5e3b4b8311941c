from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import msgspec
import pytest
from django.utils.translation import override
from docx.document import Document

from pejl.interchange.agreement import (
    AgreementDraft,
    FocusAreaDraft,
    IndicatorDraft,
    read_agreement,
)

EXAMPLE = Path(__file__).parents[1] / "example" / "udviklingsaftale.md"
WHOLE = AgreementDraft(
    title="Udviklingsaftale 18 – Center for Børn og Familier (eksempel)",
    purpose="Vi skal lykkes sammen, så børn, unge og familier får mest muligt ud af vores indsats.",
    focus_areas=[
        FocusAreaDraft(
            number=1,
            title="Inklusion og nærhed",
            goal="Flere børn får den hjælp, de har brug for, tæt på deres hverdag.",
            signs=[
                "Støtten gives i barnets almindelige gruppe eller klasse.",
                "Færre uger fra bekymring til første fælles møde.",
            ],
            indicators=[
                IndicatorDraft("Andel børn, der modtager støtte i almenområdet", "62 %", "75 %"),
                IndicatorDraft("Uger fra henvendelse til møde", "7", "3"),
            ],
        ),
        FocusAreaDraft(
            number=2,
            title="Stærke børnefællesskaber",
            goal="Alle børn er en del af et fællesskab med både voksne og andre børn.",
            signs=[
                "Personalet planlægger grupper og overgange sammen på tværs.",
                "Børn, der står alene, bliver set inden for to uger.",
            ],
            indicators=[IndicatorDraft("Elever, der trives i klassens fællesskab", "81 %", "90 %")],
        ),
        FocusAreaDraft(
            number=3,
            title="Pædagogiske pejlemærker",
            goal="Dagtilbud, skoler og støttefunktioner arbejder ud fra de samme pejlemærker.",
            signs=[
                "Pejlemærkerne er et fast punkt på ledermøder.",
                "Medarbejderne kan sige, hvad pejlemærkerne betyder hos dem.",
            ],
            indicators=[IndicatorDraft("Medarbejdere, der kender pejlemærkerne", "48 %", "85 %")],
        ),
        FocusAreaDraft(
            number=4,
            title="Resurselandskabet",
            goal="Ledere og medarbejdere ved, hvilke resurser der findes, "
            "og hvordan de bruges på tværs.",
            signs=[
                "Én vej ind, uanset hvem der spørger.",
                "Støttekorps og PPR inddrages tidligt.",
            ],
            indicators=[
                IndicatorDraft("Sager, hvor PPR er inddraget før visitation", "35 %", "70 %")
            ],
        ),
    ],
    doubts=[],
)


@pytest.fixture(autouse=True, scope="module")
def _english() -> Iterator[None]:
    with override("en"):
        yield


def read(text: str) -> AgreementDraft:
    return read_agreement(text.encode(), "agreement.md")


def read_document(document: Document) -> AgreementDraft:
    file = BytesIO()
    document.save(file)
    return read_agreement(file.getvalue(), "agreement.docx")


def tell_figures(each: IndicatorDraft) -> str:
    return f"{each.text}. Nu: {each.now}. Mål: {each.target}."


def add_label(document: Document, label: str, text: str, style: str | None = None) -> None:
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(f"{label}:").bold = True
    paragraph.add_run(f" {text}")


def test_the_example_in_full() -> None:
    assert read_agreement(EXAMPLE.read_bytes(), EXAMPLE.name) == WHOLE


def test_a_draft_travels_as_json() -> None:
    draft = read_agreement(b"Sign: a", "a")
    assert draft.doubts
    for each in (WHOLE, draft):
        assert msgspec.json.decode(msgspec.json.encode(each), type=AgreementDraft) == each


def test_word_with_styles() -> None:
    document = docx.Document()
    document.add_heading(WHOLE.title, level=0)
    add_label(document, "Formål", WHOLE.purpose)
    for area in WHOLE.focus_areas:
        document.add_heading(f"{area.number}. {area.title}", level=1)
        add_label(document, "MÅL", area.goal)
        for sign in area.signs:
            add_label(document, "Tegn", sign, style="List Bullet")
        for each in area.indicators:
            add_label(document, "Indikator", tell_figures(each), style="List Bullet")
    assert read_document(document) == WHOLE


def test_word_with_headings_numbered_by_word_and_labels_as_headings() -> None:
    document = docx.Document()
    document.add_heading(WHOLE.title, level=1)
    document.add_heading("Formål", level=2)
    document.add_paragraph(WHOLE.purpose)
    document.add_heading("Fokusområder", level=2)
    for area in WHOLE.focus_areas:
        document.add_heading(area.title, level=2)
        document.add_heading("Mål", level=3)
        document.add_paragraph(area.goal)
        document.add_heading("Tegn", level=3)
        for sign in area.signs:
            document.add_paragraph(sign, style="List Bullet")
        document.add_heading("Indikatorer", level=3)
        for each in area.indicators:
            document.add_paragraph(tell_figures(each), style="List Number")
    assert read_document(document) == WHOLE


def test_word_with_plain_bold_paragraphs() -> None:
    document = docx.Document()
    document.add_paragraph().add_run(WHOLE.title).bold = True
    document.add_paragraph(f"Formål: {WHOLE.purpose}")
    for area in WHOLE.focus_areas:
        document.add_paragraph().add_run(f"{area.number}. {area.title}").bold = True
        document.add_paragraph(f"Mål: {area.goal}")
        for sign in area.signs:
            document.add_paragraph(f"- Tegn: {sign}")
        for each in area.indicators:
            document.add_paragraph(f"•\tIndikator: {tell_figures(each)}")
    assert read_document(document) == WHOLE


def test_word_with_a_table_for_each_focus_area() -> None:
    document = docx.Document()
    document.add_paragraph(WHOLE.title)
    document.add_paragraph(f"Formål: {WHOLE.purpose}")
    for area in WHOLE.focus_areas:
        document.add_heading(f"Fokusområde {area.number}: {area.title}", level=2)
        table = document.add_table(rows=0, cols=2)
        figures = [tell_figures(each) for each in area.indicators]
        rows = {"Mål": [area.goal], "Tegn:": area.signs, "Indikatorer": figures}
        for label, texts in rows.items():
            row = table.add_row()
            row.cells[0].text, row.cells[1].text = label, "\n".join(texts)
    assert read_document(document) == WHOLE


ENGLISH = """Agreement 7

**Purpose:** We succeed
together.

And for long.

**1) Close to home**
Goal: More children.
SIGN: In the class.
- Indicator: Share (now: 62 %; target: 75 %)
- Indicator 2: Weeks
  - Now: 7
  - Target: 3.

**Focus area 3: Belonging**

**Goal**

All belong.

**Signs**

1. One way in
2. Joining

- 3. grade

Indicator: Cases. Target: at least 70 % (of all). Now: -5 %.
"""


def test_english_labels_bold_marks_and_lists() -> None:
    assert read(ENGLISH) == AgreementDraft(
        title="Agreement 7",
        purpose="We succeed together.\nAnd for long.",
        focus_areas=[
            FocusAreaDraft(
                1,
                "Close to home",
                "More children.",
                ["In the class."],
                [IndicatorDraft("Share", "62 %", "75 %"), IndicatorDraft("Weeks", "7", "3")],
            ),
            FocusAreaDraft(
                3,
                "Belonging",
                "All belong.",
                ["One way in", "Joining", "3. grade"],
                [IndicatorDraft("Cases", "-5 %", "at least 70 % (of all)")],
            ),
        ],
        doubts=[],
    )


def test_a_goal_below_an_indicator_is_its_target() -> None:
    area = read("# 1. A\nMål: x\n\nIndikator: y\n\nNu: 1\n\nMål: 2").focus_areas[0]
    assert (area.goal, area.indicators) == ("x", [IndicatorDraft("y", "1", "2")])


def test_numbered_lists_as_focus_areas() -> None:
    draft = read("Title\n\nPurpose: p\n\n1. A\n   - Goal: x\n2. B\n   - Goal: y\n")
    assert [(area.number, area.title, area.goal) for area in draft.focus_areas] == [
        (1, "A", "x"),
        (2, "B", "y"),
    ]
    assert not draft.doubts
