from django.utils import translation

from pejl.activities.needs.report import report_needs
from pejl.activities.needs.rules import Config, Result, Written
from pejl.days.contract import Focus, Released, RoomView
from pejl.ui.blocks import Bullets, Heading, Paragraph

AREAS = (Focus(31, 1, "Sammenhæng"), Focus(32, 2, "Fælles sprog"))


def report(*needs):
    with translation.override("da"):
        released = Released(Result(needs))
        view = RoomView(7, "Behov", "", "closed", Config(focus_areas=AREAS), released, groups=9)
        return list(report_needs(view))


def test_needs_stand_under_their_focus_area_with_their_actions():
    assert report(
        Written(1, 3, 1, "Tid", ("Mødes", "Ring"), 32, "Ses forskelligt"), Written(2, 0, 1, "Ro")
    ) == [
        Paragraph("2 behov og 2 mulige handlinger fra 1 af 9 borde."),
        Heading("Fælles sprog", theirs=True),
        Heading("Tid (bord 3)", 3, theirs=True),
        Paragraph("Ud fra: Ses forskelligt"),
        Bullets(("Mødes", "Ring"), theirs=True),
        Heading("For det hele"),
        Heading("Ro", 3, theirs=True),
    ]


def test_without_needs_there_is_nothing_to_write():
    assert report() == []
