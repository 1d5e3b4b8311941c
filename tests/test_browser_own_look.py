"""The organisation's own look: refused while it could not be read, tried, and then worn by all."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from tests.test_browser_light import check_loaded, join_both_ways

pytestmark = pytest.mark.browser

NEAREST, DEEP = "rgb(140, 111, 0)", "rgb(101, 79, 0)"
GROUND = "one => getComputedStyle(one).backgroundColor"
SEEN = "one => one.complete && one.naturalWidth > 50"


def paint_logo():
    picture = Image.new("RGBA", (1200, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, 300, 300), fill="#7a1f3d")
    draw.text((340, 70), "Center for Trivsel", fill="#2b2b2b", font_size=120)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_a_look_is_tried_and_then_worn_by_phone_console_and_screen(house, watch):
    owner = watch.open((1440, 900), house.facts["entry"])
    owner.goto("/organisation/look/")
    owner.fill("#id_colour", "#fc0")
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": paint_logo()}
    owner.set_input_files("#id_logo", logo)
    owner.click("button:has-text('Se, hvordan det bliver')")
    assert owner.locator("main li:has-text('Hvid tekst på')").count() == 2
    watch.check(owner)
    owner.click("button:has-text('Brug #8c6f00')")
    button = owner.frame_locator(".look--phone").locator(".button--main")
    assert button.evaluate(GROUND) == NEAREST
    for frame in (".look--phone", ".look--screen", ".look--console"):
        owner.frame_locator(frame).locator(".logo").wait_for()
    watch.check(owner)
    assert owner.request.get("/organisation/look/try/console/").ok

    phone = watch.open((390, 700), house.facts["phones"][1][1])
    assert not phone.locator(".logo").count()
    owner.click("button:has-text('Tag det i brug')")
    phone.reload()
    assert phone.locator(".top .logo").evaluate(SEEN)
    watch.check(phone)
    check_loaded(join_both_ways(house, watch))

    console = watch.open((1366, 768), house.facts["console"])
    assert console.locator("header.top").evaluate(GROUND) == NEAREST
    assert console.locator(".next-action").evaluate(GROUND) == NEAREST
    assert console.locator(".top .logo").evaluate(SEEN)
    pause = house.find_slot("Frokost")
    console.click(f"form:has(input[name=slot][value='{pause}']) button[value=open]")
    watch.check(console)

    screen = watch.open((1920, 1080), house.facts["screen"])
    screen.locator(".calm").wait_for()
    assert screen.locator("#now").evaluate(GROUND) == DEEP
    assert screen.locator(".head .logo").evaluate(SEEN)
    watch.check(screen)
    screen.emulate_media(contrast="more")
    assert (
        screen.evaluate("getComputedStyle(document.body).getPropertyValue('--brand')") == "#654f00"
    )
