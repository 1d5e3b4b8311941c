"""A picture of the library on the page, in the PDF and in Word: with its words, and no wider."""

from io import BytesIO

import docx
import pikepdf
from django.template.loader import render_to_string
from PIL import Image

from pejl.documents.plan import fill_photo
from pejl.documents.tests.test_pdf import list_tags, write_plan
from pejl.documents.typst import render_pdf
from pejl.documents.word import WIDEST, render_docx
from pejl.ui.blocks import Paragraph, Photo

ALT = 'Et hus <b> "og" en vej'


def make_photo(size=(1600, 900), alt=ALT):
    file = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(file, "JPEG", quality=60)
    return Photo("abc", alt, *size, file.getvalue())


def test_the_pdf_has_it_with_its_words():
    data = render_pdf(write_plan(Paragraph("Casen"), make_photo()))
    (figure,) = list_tags(data, "Figure")
    assert str(figure["/Alt"]) == ALT
    pdf = pikepdf.open(BytesIO(data))
    pictures = [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
    ]
    assert [(int(one.Width), int(one.Height)) for one in pictures] == [(1600, 900)]


def test_word_has_it_with_its_words_within_the_margins():
    photo = make_photo()
    word = docx.Document(BytesIO(render_docx(write_plan(photo))))
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == ALT
    assert shape.width <= WIDEST
    assert photo.jpeg in [part.blob for part in word.part.package.iter_parts()]


def test_a_high_one_is_no_higher_than_it_needs():
    word = docx.Document(BytesIO(render_docx(write_plan(make_photo((300, 1600))))))
    assert word.inline_shapes[0].height.mm <= 110.1


def test_the_page_has_it_with_its_words():
    html = render_to_string("documents/_block.html", {"what": "photo", "block": make_photo()})
    assert 'src="data:image/jpeg;base64,/9j/' in html
    assert 'alt="Et hus &lt;b&gt; &quot;og&quot; en vej"' in html


def test_one_without_its_picture_is_left_out():
    plan = write_plan(Paragraph("Casen"), Photo("abc", "Et hus", 4, 3))
    assert not list_tags(render_pdf(plan), "Figure")
    assert not docx.Document(BytesIO(render_docx(plan))).inline_shapes


def test_other_blocks_are_as_they_were():
    assert fill_photo(None, Paragraph("Casen")) == Paragraph("Casen")
