"""The organisation's logo and colour on the plan, in the PDF, in Word and in the browser."""

from io import BytesIO

import docx
import pikepdf
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from docx.shared import Mm
from PIL import Image

from pejl.days.tests.making import make_day
from pejl.documents.tests.test_pdf import list_tags, write_plan
from pejl.documents.typst import render_pdf
from pejl.documents.word import render_docx
from pejl.people.models import Look
from pejl.ui.blocks import Letterhead, Paragraph

COLOUR = "#7a1f3d"


def make_head(size=(600, 200)):
    file = BytesIO()
    Image.new("RGBA", size, (122, 31, 61, 120)).save(file, "PNG")
    return Letterhead(COLOUR, file.getvalue(), *size)


def test_the_pdf_wears_it_and_keeps_both_standards():
    data = render_pdf(write_plan(Paragraph("Aftalen"), letterhead=make_head()))
    (figure,) = list_tags(data, "Figure")
    assert str(figure["/Alt"]) == "Center for Børn og Familier"
    pdf = pikepdf.open(BytesIO(data))
    found = pdf.open_metadata()
    assert (found["pdfuaid:part"], found["pdfaid:part"]) == ("1", "2")
    pdf.pages[0].contents_coalesce()
    drawn = pdf.pages[0].Contents.read_bytes()
    red, green, blue = (int(COLOUR[at : at + 2], 16) / 255 for at in (1, 3, 5))
    assert f"{red:.4f}"[:5].encode() in drawn, (red, green, blue)


@pytest.mark.parametrize("size", [(720, 40), (60, 240)])
def test_a_logo_of_any_shape_stays_small_in_word(size):
    word = docx.Document(BytesIO(render_docx(write_plan(letterhead=make_head(size)))))
    (picture,) = word.inline_shapes
    assert picture.height <= Mm(18)
    assert picture._inline.docPr.get("descr") == "Center for Børn og Familier"
    assert str(word.styles["Heading 1"].font.color.rgb) == COLOUR[1:].upper()


def test_without_one_documents_wear_ours():
    word = docx.Document(BytesIO(render_docx(write_plan())))
    assert not word.inline_shapes
    assert str(word.styles["Heading 1"].font.color.rgb) == "004D99"


@pytest.mark.django_db
def test_the_page_and_what_is_printed_wear_it():
    day, head = make_day("poll"), make_head()
    Look.objects.create(
        organisation=day.organisation, live=True, colour=COLOUR, logo=head.logo, small=b"x",
        width=600, height=200, key="a" * 64,
    )  # fmt: skip
    user = User.objects.create_user("ejer@example.invalid")
    day.organisation.memberships.create(user=user, role="owner")
    desk = Client()
    desk.force_login(user)
    page = desk.get(reverse("plan", args=[day.id])).content.decode()
    assert f'src="/look/{"a" * 64}.png"' in page
    assert "/look/desk-7a1f3d." in page
    printed = desk.get(reverse("door_list", args=[day.id]))
    with pikepdf.open(BytesIO(printed.content)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        assert any(one.get("/Subtype") == "/Image" for one in streams)
