"""The library of cases: what comes along, what an organisation writes, and who sees it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from pejl.people.case_library import list_cases, read_cases
from pejl.people.models import Case, Organisation

pytestmark = pytest.mark.django_db
STEPS = {f"prompt_{step}": "" for step in range(1, 6)}
WRITTEN = {
    "title": "Ny leder",
    "text": "Hun begyndte i går.\n\nIngen sagde det.",
    "alt": "",
    "roles": "Lederen: Sig til.\nTeamet",
    "questions": "Hvad nu?",
    **STEPS,
}


@pytest.fixture
def ours():
    return Organisation.objects.create(name="A")


def make_png(colour="red"):
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return SimpleUploadedFile("hus.png", file.getvalue(), "image/png")


def write(client, address="/cases/new/", **changes):
    return client.post(address, {**WRITTEN, **changes})


@pytest.mark.parametrize("language", ["da", "en"])
def test_three_cases_come_along(language):
    cases = read_cases(language)
    assert [case.key for case in cases] == ["child", "school", "resource"]
    for case in cases:
        assert 150 <= len(case.text.split()) <= 250, (case.title, len(case.text.split()))
        assert 4 <= len(case.roles) <= 5
        assert 3 <= len(case.questions) <= 4


def test_an_empty_library_says_what_to_do_and_shows_what_comes_along(ours, sign_in):
    page = sign_in(ours).get("/cases/").content.decode()
    assert "I har ingen egne cases endnu" in page
    assert "Barnet mellem to tilbud" in page
    assert 'action="/cases/child/copy/"' in page
    assert 'action="/cases/child/remove/"' not in page


def test_one_writes_a_case_and_mends_it(ours, sign_in):
    client = sign_in(ours)
    answer = write(client, prompt_4="Hvad så?", text=WRITTEN["text"].replace("\n", "\r\n"))
    case = Case.objects.get()
    assert case.text == WRITTEN["text"], "as browsers send it, and as paragraphs are parted"
    assert answer.url == f"/cases/{case.key}/"
    (text,) = [one for one in list_cases(ours) if one.key == case.key]
    assert [(role.name, role.says) for role in text.roles] == [
        ("Lederen", "Sig til."),
        ("Teamet", ""),
    ]
    assert (text.questions, text.prompts[3]) == (("Hvad nu?",), "Hvad så?")
    page = client.get(answer.url).content.decode()
    assert "Hun begyndte i går." in page
    assert "Hvad så?" in page
    assert "Lederen: Sig til.\nTeamet" in client.get(f"/cases/{case.pk}/edit/").content.decode()
    write(client, f"/cases/{case.pk}/edit/", title="Ny leder igen")
    case.refresh_from_db()
    assert (case.title, Case.objects.count()) == ("Ny leder igen", 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"roles": "\n".join("abcdefghi")}, "Brug højst 8 linjer"),
        ({"questions": "Kort\n" + "x" * 161}, "Linje 2 er lang"),
        ({"title": ""}, "Dette felt er påkrævet"),
        ({"picture": SimpleUploadedFile("x.png", b"")}, "ikke læse filen som et billede"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_stored(ours, sign_in, changes, words):
    page = write(sign_in(ours), **changes).content.decode()
    assert words in page
    assert "Hun begyndte i går." in page
    assert not Case.objects.exists()


def test_a_picture_needs_words(ours, sign_in):
    client = sign_in(ours)
    assert "Skriv, hvad billedet viser" in write(client, picture=make_png()).content.decode()
    write(client, picture=make_png(), alt="Et hus")
    case = Case.objects.get()
    edit = f"/cases/{case.pk}/edit/"
    assert "Skriv, hvad billedet viser" in write(client, edit).content.decode()
    write(client, edit, alt="Et rødt hus")
    case.refresh_from_db()
    assert (case.alt, case.picture is not None) == ("Et rødt hus", True)
    write(client, edit, drop_picture="on")
    case.refresh_from_db()
    assert (case.alt, case.picture) == ("", None)


def test_a_copy_is_ones_own(ours, sign_in):
    client = sign_in(ours)
    client.post("/cases/school/copy/")
    case = Case.objects.get()
    assert case.title == "Skolen der vil selv (kopi)"
    assert len(case.roles) == 5
    write(client, f"/cases/{case.pk}/edit/", picture=make_png(), alt="Et hus")
    client.post(f"/cases/{case.key}/copy/")
    first, second = Case.objects.order_by("id")
    assert (second.picture, second.alt) == (first.picture, "Et hus")


def test_what_is_removed_can_be_brought_back(ours, sign_in):
    client = sign_in(ours)
    write(client)
    case = Case.objects.get()
    page = client.post(f"/cases/{case.pk}/remove/", follow=True).content.decode()
    assert "er taget ud. Du kan hente den tilbage" in page
    assert "Hent den tilbage" in page
    assert [one.removed for one in list_cases(ours)] == [False, False, False, True]
    client.post(f"/cases/{case.pk}/remove/", {"back": "1"})
    case.refresh_from_db()
    assert not case.removed


def test_another_organisation_finds_nothing_of_ours(ours, sign_in):
    case = Case.objects.create(organisation=ours, title="Hemmelig", text="Vores")
    client = sign_in(Organisation.objects.create(name="B"))
    assert "Hemmelig" not in client.get("/cases/").content.decode()
    assert client.get(reverse("show_case", args=[case.key])).status_code == 404
    assert client.post(reverse("copy_case", args=[case.key])).status_code == 404
    for name in ("edit_case", "remove_case"):
        assert client.post(reverse(name, args=[case.pk]), WRITTEN).status_code == 404
    assert client.get(reverse("edit_case", args=[case.pk])).status_code == 404
    case.refresh_from_db()
    assert (Case.objects.count(), case.title, case.removed) == (1, "Hemmelig", False)


def test_a_viewer_reads_but_does_not_change(ours, sign_in):
    client = sign_in(ours)
    ours.memberships.update(role="viewer")
    page = client.get("/cases/").content.decode()
    assert "Barnet mellem to tilbud" in page
    assert "/copy/" not in page
    assert write(client).status_code == 403
    assert client.post("/cases/child/copy/").status_code == 403


def test_without_an_account_one_is_sent_to_sign_in(client):
    assert client.get("/cases/").url.startswith("/signin/")
