from django.utils import translation

from pejl.activities.wording.report import report_wordings
from pejl.activities.wording.rules import Config, Result, Wording
from pejl.days.contract import Focus, Released, RoomView
from pejl.ui.blocks import Bullets, Heading, Paragraph, Quotes

AREA = Focus(31, 1, "Sammenhæng")


def report(*wordings):
    with translation.override("da"):
        view = RoomView(7, "NU", "", "closed", Config(), Released(Result(wordings)))
        return list(report_wordings(view))


def test_the_wording_stands_with_its_figures_and_what_could_not_be_signed():
    wording = Wording(AREA, ("A", "B", "Vi er tæt på"), 20, 14, 4, 2, ("Tid", "Ord"), ("Før",))
    assert report(wording) == [
        Heading("Sammenhæng", theirs=True),
        Quotes((("Vi er tæt på", ""),)),
        Paragraph(
            "14 af 20 kan skrive under, 4 kan leve med det, og 2 kan ikke. "
            "Teksten blev rettet 2 gange."
        ),
        Heading("Det kunne ikke alle skrive under på", 3),
        Bullets(("Tid", "Ord"), theirs=True),
    ]


def test_a_wording_that_not_enough_can_sign_says_what_the_aim_was():
    (_heading, _quote, said, *_rest) = report(Wording(AREA, ("Vi",), 10, 3, 2, 5, ("Tid",)))
    assert said.text.endswith("Målet var, at 80 procent kunne skrive under eller leve med det.")


def test_few_answers_are_not_told():
    (_heading, _quote, said) = report(Wording(AREA, ("Vi",), 4))
    assert said == Paragraph("For få svarede til at sige, hvor mange der kan skrive under.")


def test_without_a_wording_or_a_focus_area():
    assert report(Wording(AREA)) == []
    whole = report(Wording(Focus(0, 0, ""), ("Vi",), 5, 4, 0, 1, ("Tid",)))
    assert [block.level for block in whole if isinstance(block, Heading)] == [2]
