"""The facilitator's script: a page, a PDF that all can read, and Word."""

import io
from datetime import date, time

import docx
import pikepdf
import pytest
from django.contrib.auth.models import User
from django.utils import translation

from pejl.days.beginning import begin_day
from pejl.days.models import ThemeDay
from pejl.days.template import find_wording
from pejl.documents.script import write_script
from pejl.documents.tests.test_pdf import list_tags, read_pages
from pejl.documents.typst import render_pdf
from pejl.documents.word import render_docx
from pejl.people.models import Organisation
from pejl.ui.blocks import Bullets, Facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_danish():
    with translation.override("da"):
        yield


def make_day(beginning="ready-feedback"):
    day = ThemeDay.objects.create(
        organisation=Organisation.objects.create(name="Center"), title="Temadag",
        date=date(2027, 2, 4), starts_at=time(8, 30), place="Kulturhuset",
    )  # fmt: skip
    begin_day(day, beginning)
    return day


def read_facts(section):
    (facts,) = (block for block in section.blocks if isinstance(block, Facts))
    return dict(facts.pairs)


def find_section(document, title):
    return next(section for section in document.sections if section.title.endswith(title))


def test_each_item_has_its_time_what_to_say_what_phones_show_and_what_is_needed():
    day = make_day()
    document = write_script(day)
    assert len(document.sections) == 1 + day.slots.count()
    case = find_section(document, "Casearbejde: barnet mellem to tilbud")
    assert case.title.startswith("12.40–13.30 · ")
    said, wording = read_facts(case), find_wording("casework")
    assert said["Punkt"] == "Casearbejde, grupper, 50 minutter"
    assert said["Jeg siger"] == wording.says
    assert said["Telefonerne viser"] == wording.phones
    assert said["Teksten"] == wording.text
    assert said["På bordet"] == "\n".join(wording.table)
    assert "bords nummer" in said["Løftet"]
    assert all("Jeg siger" in read_facts(section) for section in document.sections[1:])


def test_the_first_page_says_when_where_and_what_to_bring_each_once():
    first = write_script(make_day()).sections[0]
    facts = read_facts(first)
    assert (facts["Tid"], facts["Sted"]) == ("08.30–16.00", "Kulturhuset")
    (bring,) = (block for block in first.blocks if isinstance(block, Bullets))
    assert "Papir og penne" in bring.items
    assert len(set(bring.items)) == len(bring.items)


def test_the_facilitator_s_own_words_come_before_the_activity_s():
    day = make_day()
    day.slots.filter(activity="casework").update(
        script={"says": "Gå i gang", "table": ["Saks", "Lim"]}, title="Case"
    )
    document = write_script(day)
    said = read_facts(find_section(document, "· Case"))
    assert (said["Jeg siger"], said["På bordet"]) == ("Gå i gang", "Saks\nLim")
    assert said["Telefonerne viser"] == find_wording("casework").phones
    assert "Saks" in str(document.sections[0])


def test_a_day_without_items_says_so():
    (only,) = write_script(make_day("")).sections
    assert "ingen punkter" in str(only)


def test_in_english_all_is_english():
    with translation.override("en"):
        document = write_script(make_day())
    assert document.language == "en"
    assert read_facts(find_section(document, "The plan"))["I say"].startswith("Here is the plan")
    assert document.sections[1].title == "08:30–08:40 · Welcome"


def test_the_pdf_is_tagged_and_holds_every_item():
    day = make_day()
    data = render_pdf(write_script(day))
    pdf = pikepdf.open(io.BytesIO(data))
    with pdf.open_metadata() as found:
        assert found["pdfuaid:part"] == "1"
    assert str(pdf.Root.Lang) == "da-DK"
    assert len(list_tags(data, "H1")) >= 1 + day.slots.count()
    text = " ".join(" ".join(read_pages(data)).split())
    for slot in day.slots.all():
        assert " ".join(slot.title.split()[:2]) in text
    assert "Jeg siger" in text


def test_word_has_a_heading_for_each_item_and_its_facts():
    day = make_day()
    word = docx.Document(io.BytesIO(render_docx(write_script(day))))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "Før I begynder"
    assert len(headings) == 1 + day.slots.count()
    facts = [p.text for p in word.paragraphs if p.style.name == "Fact"]
    assert any(text.startswith("Jeg siger\tFind jeres bord") for text in facts)


def test_what_someone_wrote_stays_text():
    day = make_day()
    day.slots.filter(activity="casework").update(
        title="#import <b>x</b>", script={"says": "$x$ *b* \x00 </w:t> \u202e"}
    )
    document = write_script(day)
    assert "$x$ *b*" in " ".join(read_pages(render_pdf(document)))
    assert render_docx(document)


def sign_in(client, organisation, role="facilitator"):
    user = User.objects.create_user("anna@eksempel.invalid")
    organisation.memberships.create(user=user, role=role)
    client.force_login(user)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("script/", "text/html"),
        ("script.pdf", "application/pdf"),
        ("script.docx", "application/vnd.openxmlformats"),
    ],
)
def test_members_fetch_it_and_others_do_not(client, settings, address, kind):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    day = make_day()
    path = f"/days/{day.id}/{address}"
    assert client.get(path).status_code == 302
    sign_in(client, day.organisation, "viewer")
    answer = client.get(path, headers={"accept-language": "da"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    if address != "script/":
        assert 'filename="drejebog-temadag.' in answer["Content-Disposition"]
    other = make_day()
    assert client.get(f"/days/{other.id}/{address}").status_code == 404


def test_what_runs_side_by_side_is_said_with_whom_each_is_for():
    day = make_day()
    first, second = list(day.slots.all())[-2:]
    day.slots.filter(id=second.id).update(beside=True, minutes=first.minutes + 30)
    facts = read_facts(find_section(write_script(day), first.title))
    assert (facts["På samme tid"], facts["For"]) == (
        second.title,
        "Dem, der vælger det på telefonen",
    )
    level = day.organisation.levels.create(name="Områdeledelse", rank=1)
    day.slots.filter(id=first.id).update(for_levels=[level.id])
    document = write_script(day)
    assert read_facts(find_section(document, first.title))["For"] == "Områdeledelse"
    last = find_section(document, second.title)
    assert read_facts(last)["For"] == "Alle andre"
    span = read_facts(document.sections[0])["Tid"]
    assert span.split("–")[1] == last.title.split(" · ")[0].split("–")[1]
