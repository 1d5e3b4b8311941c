"""Every PDF that Pejl writes, held to PDF/UA-1 and PDF/A-2a by a checker that is not ours, and read
aloud in the order of its tags."""

import re
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from pikepdf import Dictionary, Name
from tests.reading_aloud import read_aloud
from tests.security.furnishing import furnish
from tests.security.test_apart import sign_in

from pejl.days.composing import plan_missing
from pejl.days.models import Group
from pejl.documents.plan import write_plan
from pejl.documents.script import write_script
from pejl.documents.tests.checking import list_failures
from pejl.documents.tests.example import make_plan
from pejl.documents.tests.test_pdf import list_tags
from pejl.documents.typst import render_pdf
from pejl.keeping.own_data import write_document
from pejl.people.access import list_patterns
from pejl.ui.blocks import Bullets, Facts, Figure, Quotes, Table

GAPS = re.compile(r"[\s\xad\u200b\u2022\u2023\u2013-]+")


@pytest.fixture
def place(db):
    made = furnish("Center", "Sund")
    Group.objects.all().delete()
    plan_missing(made.day)
    return made


def test_every_pdf_there_is_can_be_read_by_all(place):
    """By Django's own list of addresses, so that a new one is held to it too."""
    found = fetch_all(place)
    assert set(found) == {"plan", "script", "cards", "door", "sheets", "data"}
    for name, data in found.items():
        assert list_failures(data) == set(), name
        with pikepdf.open(BytesIO(data)) as pdf:
            assert str(pdf.docinfo["/Title"]).strip("– "), name
            assert str(pdf.Root.Lang) == "da-DK", name
    check_order(place, found)


def fetch_all(place):
    client = sign_in(place, "owner")
    found = {}
    for path, pattern in list_patterns():
        if path.endswith(".pdf"):
            names = {name: place.own[name] for name in pattern.pattern.converters}
            answer = client.get(reverse(pattern.name, kwargs=names))
            assert answer.status_code == 200, path
            found[path.split("/")[-1].removesuffix(".pdf")] = answer.content
    return found


def check_order(place, found):
    """The tags say what the page says, from the first line to the last."""
    me = place.day.organisation.participants.first()
    assert_spoken(found["plan"], list_texts(write_plan(place.day)))
    assert_spoken(found["script"], list_texts(write_script(place.day)))
    assert_spoken(found["data"], list_texts(write_document(me)))
    slot = place.day.slots.filter(activity="casework").first()
    tables = list(slot.groups.order_by("number").prefetch_related("seats__attendance__participant"))
    names = [[seat.attendance.participant.name for seat in one.seats.all()] for one in tables]
    cards, sheets = [], []
    for number, people in enumerate(names, 1):
        cards += [f"Bord {number}", slot.title, *people]
        sheets += [f"Bord {number}", slot.title, slot.text, *people, "Vores noter"]
    assert_spoken(found["cards"], cards)
    assert_spoken(found["sheets"], sheets)
    assert len(list_tags(found["sheets"], "Figure")) == len(tables)
    assert all("QR-kode" in str(one.Alt) for one in list_tags(found["sheets"], "Figure"))
    everyone = sorted(one.participant.name for one in place.day.attendances.all())
    assert_spoken(found["door"], ["Hvem sidder hvor", slot.title, "Navn", *everyone])


def test_a_plan_with_pictures_and_tables_can_be_read_by_all():
    data = render_pdf(make_plan())
    assert list_failures(data) == set()
    texts = list_texts(make_plan())
    assert_spoken(data, texts)
    with pytest.raises(AssertionError):
        assert_spoken(data, texts[::-1])


def list_texts(document):
    """All that it says, in the order in which it was written."""
    texts = [document.title, document.subtitle]
    texts += [part for pair in document.facts for part in pair]
    later = []
    for section in document.sections:
        texts.append(section.title)
        for block in section.blocks:
            texts += say_block(block)
            later += say_table(block.table) if isinstance(block, Figure) and block.table else []
    return [*texts, *later]


def say_block(block):
    match block:
        case Bullets():
            return block.items
        case Facts():
            return [part for pair in block.pairs for part in pair]
        case Quotes():
            return [part for pair in block.items for part in pair]
        case Table():
            return say_table(block)
        case Figure():
            return [block.title, block.note]
    return [getattr(block, "text", "")]


def say_table(table):
    return [table.caption, *table.header, *(cell for row in table.rows for cell in row)]


def assert_spoken(data, texts):
    """Each of the texts in turn, and nothing that only the margin of the page says."""
    with pikepdf.open(BytesIO(data)) as pdf:
        spoken = "".join(read_aloud(pdf))
    assert not re.search(r"Side \d+ af \d+", spoken)
    spoken, at = GAPS.sub("", spoken), 0
    for text in texts:
        wanted = GAPS.sub("", text)
        at = spoken.find(wanted, at)
        assert at >= 0, text
        at += len(wanted)


def break_language(pdf):
    del pdf.Root.Lang


def break_title(pdf):
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def break_marks(pdf):
    del pdf.Root.MarkInfo


def break_claim(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def break_alternative(pdf):
    del find_tag(pdf, "Figure").Alt


def break_heading(pdf):
    find_tag(pdf, "H2").S = Name.H4


def break_headers(pdf):
    for tag in walk(pdf.Root.StructTreeRoot.K):
        if tag.S in (Name.TH, Name.TD):
            del tag.A


def break_order_of_tab(pdf):
    for one in pdf.pages:
        if "/Annots" in one:
            one.Tabs = Name.R


def break_link(pdf):
    for one in pdf.pages:
        for link in one.get("/Annots", []):
            if "/Contents" in link:
                del link.Contents


def break_fonts(pdf):
    for one in list(pdf.objects):
        if isinstance(one, Dictionary) and one.get("/Type") == Name.FontDescriptor:
            for name in ("/FontFile2", "/FontFile3"):
                if name in one:
                    del one[name]


def break_letters(pdf):
    for one in list(pdf.objects):
        if isinstance(one, Dictionary) and "/ToUnicode" in one:
            del one.ToUnicode


def break_content(pdf):
    """Text that belongs to no tag and is no artifact."""
    first = pdf.pages[0]
    first.contents_add(b"q BT 1 0 0 1 50 50 Tm ET 0 0 9 9 re f Q", prepend=True)


def walk(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from walk(child)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield node
        yield from walk(node.get("/K"))


def find_tag(pdf, kind):
    return next(tag for tag in walk(pdf.Root.StructTreeRoot.K) if Name(f"/{kind}") == tag.S)


BREAKS = [one for name, one in sorted(globals().items()) if name.startswith("break_")]


@pytest.mark.parametrize("spoil", BREAKS, ids=lambda one: one.__name__)
def test_the_checker_finds_what_is_spoilt(spoil):
    spoilt = BytesIO()
    with pikepdf.open(BytesIO(render_pdf(make_plan()))) as pdf:
        spoil(pdf)
        pdf.save(spoilt)
    assert list_failures(spoilt.getvalue())
