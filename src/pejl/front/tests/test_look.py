import re
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from pejl.audit.models import Entry
from pejl.people.case_pictures import PictureFault
from pejl.people.logos import MOST_BYTES, MOST_SMALL, draw_logo
from pejl.people.look import address_style
from pejl.people.models import Look, Membership, Organisation

pytestmark = pytest.mark.django_db
PALE, BLUE = "#ffcc00", "#1e5c8a"


@pytest.fixture
def organisation():
    return Organisation.objects.create(name="Center for Børn")


def enter(organisation, role="owner"):
    user = User.objects.create_user(f"{role}@example.invalid")
    Membership.objects.create(user=user, organisation=organisation, role=role)
    client = Client()
    client.force_login(user)
    return client


def paint(size=(600, 200), kind="PNG", colour="#7a1f3d", **told):
    picture = Image.new("RGBA" if kind == "PNG" else "RGB", size, (255, 255, 255, 0)[:4])
    if kind != "PNG":
        picture.paste("white", (0, 0, *size))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((size[0] // 8, size[1] // 8, size[0] // 2, size[1] * 7 // 8), fill=colour)
    file = BytesIO()
    picture.save(file, kind, **told)
    return file.getvalue()


def send(owner, **fields):
    return owner.post(reverse("look"), fields, follow=True)


def test_a_pale_colour_is_refused_with_its_figures_and_one_that_passes(organisation):
    page = send(enter(organisation), colour=PALE).content.decode()
    assert "#ffcc00 er for lys 5 steder." in page
    assert "Hvid tekst på farven, som på knapper: 1,51 til 1, og der skal være 4,5 til 1." in page
    assert 'name="colour" value="#8c6f00"' in page
    assert not Look.objects.exclude(colour="").exists()


def test_it_is_tried_then_worn_then_taken_off_and_noted(organisation):
    owner = enter(organisation)
    send(owner, colour=BLUE.upper(), logo=SimpleUploadedFile("l.png", paint()))
    tried = organisation.looks.get()
    assert (tried.colour, tried.live, tried.width > 200) == (BLUE, False, True)
    for surface in ("phone", "console", "screen"):
        shown = owner.get(reverse(f"show_look_{surface}")).content.decode()
        assert address_style("phone" if surface == "phone" else "desk", BLUE) in shown
        assert 'alt="Center for Børn"' in shown
    owner.post(reverse("wear_look"))
    assert organisation.looks.get().live
    send(owner, colour="")
    assert organisation.looks.get(live=False).key == tried.key
    owner.post(reverse("drop_look"))
    assert organisation.looks.get().colour == BLUE
    owner.post(reverse("drop_look"), {"all": "1"})
    assert not organisation.looks.exists()
    acts = Entry.objects.filter(about="look").order_by("number").values_list("act", "subject")
    assert list(acts) == [("changed", f"{BLUE} {tried.key[:12]}"), ("changed", "–")]


def test_the_rest_is_kept_when_the_colour_is_refused(organisation):
    send(enter(organisation), colour=PALE, logo=SimpleUploadedFile("l.png", paint()))
    assert organisation.looks.get().key


def test_the_name_is_changed_and_noted(organisation):
    owner = enter(organisation)
    assert owner.post(reverse("rename"), {"name": " "}).status_code == 200
    owner.post(reverse("rename"), {"name": "Børn og Unge"})
    organisation.refresh_from_db()
    assert organisation.name == "Børn og Unge"
    assert Entry.objects.filter(about="look", subject="Børn og Unge").count() == 1


@pytest.mark.parametrize("role", ["facilitator", "viewer"])
def test_it_is_for_owners(organisation, role):
    desk = enter(organisation, role)
    assert desk.get(reverse("look")).status_code == 404
    assert desk.post(reverse("wear_look")).status_code in (403, 404)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_within_bounds(kind):
    told = {"pnginfo": PngInfo()} if kind == "PNG" else {}
    if kind == "PNG":
        told["pnginfo"].add_text("Author", "Hemmelig Hansen")
    logo = draw_logo(paint((4000, 1500), kind, **told))
    assert logo.png.startswith(b"\x89PNG")
    assert b"Hemmelig" not in logo.png
    assert len(logo.png) <= MOST_BYTES
    assert len(logo.small) <= MOST_SMALL
    assert max(logo.width / 720, logo.height / 240) <= 1
    assert logo.small[8:12] == b"WEBP"


def test_a_noisy_logo_gets_small_enough():
    noise = Image.effect_noise((900, 700), 90)
    file = BytesIO()
    Image.merge("RGB", [noise, noise.rotate(90), noise.rotate(180)]).save(file, "PNG")
    logo = draw_logo(file.getvalue())
    assert (len(logo.png) <= MOST_BYTES, len(logo.small) <= MOST_SMALL) == (True, True)


def test_a_printers_jpeg_is_read():
    file = BytesIO()
    Image.new("CMYK", (300, 200), (200, 130, 10, 90)).save(file, "JPEG")
    assert draw_logo(file.getvalue()).width == 300


SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (SVG, "SVG"),
        (b"\xef\xbb\xbf \n" + SVG, "SVG"),
        (b"\x1f\x8b\x08svgz", "SVG"),
        (b"PK\x03\x04", "not a picture"),
        (b"", "not a picture"),
        (paint()[:200], "not a picture"),
        (paint((20, 400)), "too small"),
        (paint(colour="#fff7d0"), "hardly be seen"),
        (paint(colour=(0, 0, 0, 0)), "empty"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_word(data, word, settings):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(PictureFault, match=word):
        draw_logo(data)


def test_a_bomb_is_refused():
    file = BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    with pytest.raises(PictureFault, match="40"):
        draw_logo(file.getvalue())


def test_styles_lie_at_an_address_that_says_what_they_are(client):
    for surface in ("desk", "phone"):
        address = address_style(surface, BLUE)
        got = client.get(address, headers={"accept-encoding": "gzip, br"})
        assert got["Content-Type"] == "text/css; charset=utf-8"
        assert got["Cache-Control"] == "public, max-age=31536000, immutable"
        assert got["Content-Encoding"] == "gzip"
        assert f"--brand:{BLUE}" in client.get(address).content.decode()
        assert not got.cookies
    assert ".button--main" in client.get(address).content.decode()


@pytest.mark.parametrize("surface", ["desk", "phone"])
def test_the_style_of_before_a_deploy_leads_to_that_of_now(client, surface):
    address = address_style(surface, BLUE)
    old = client.get(re.sub(r"\.\w+\.css$", ".0123456789ab.css", address))
    assert (old.status_code, old["Location"]) == (302, address)
    assert old["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [
        address_style("desk", BLUE).replace("desk", "elsewhere"),
        address_style("desk", PALE),
        "/look/desk-red.123456789012.css",
        f"/look/{'0' * 64}.png",
    ],
)
def test_other_addresses_hold_nothing(client, address):
    assert client.get(address).status_code == 404
