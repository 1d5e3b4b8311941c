"""A case from the library in the browser: written with its picture, chosen, shown, in the plan."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from tests.driving import open_item, step

pytestmark = pytest.mark.browser

TITLE = "Casearbejde: barnet mellem to tilbud"
LOADED = "() => [...document.images].every((one) => one.complete && one.naturalWidth > 0)"


def draw_house():
    picture = Image.new("RGB", (1200, 800), "#cfe3f1")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((400, 400, 800, 700), fill="#9c4a3c")
    pen.polygon([(360, 400), (600, 220), (840, 400)], fill="#5b2d26")
    pen.rectangle((560, 540, 640, 700), fill="#f2e6c9")
    file = BytesIO()
    picture.save(file, "PNG")
    return {"name": "hus.png", "mimeType": "image/png", "buffer": file.getvalue()}


def write_case(desk):
    desk.click("a:has-text('Skriv en case')")
    desk.fill("[name=title]", "Legestuen der lukker")
    desk.fill("[name=text]", "Legestuen i Ådalen lukker til sommer.\n\nIngen har sagt det højt.")
    desk.fill("[name=roles]", "Lederen: Jeg venter på et ja.\nForældrene: Vi hører det på gaden.")
    desk.fill("[name=questions]", "Hvem skulle vide det først?")
    desk.fill("[name=prompt_4]", "Hvad råder I lederen til på mandag?")
    desk.set_input_files("[name=picture]", draw_house())
    desk.click("button:has-text('Gem casen')")


def test_a_case_of_ones_own_all_the_way(house, watch):
    desk = watch.open((1366, 900), house.facts["console"])
    desk.goto("/cases/")
    desk.wait_for_selector("text=I har ingen egne cases endnu")
    watch.check(desk)
    write_case(desk)
    desk.wait_for_selector("text=Skriv, hvad billedet viser")
    watch.check(desk)
    desk.fill("[name=alt]", "Et rødt hus på en bar mark")
    desk.set_input_files("[name=picture]", draw_house())
    desk.click("button:has-text('Gem casen')")
    desk.wait_for_selector("text=Casen er gemt")
    assert desk.evaluate(LOADED)
    watch.check(desk)
    desk.goto("/cases/")
    watch.check(desk)
    desk.set_viewport_size({"width": 320, "height": 700})
    watch.check(desk)
    desk.set_viewport_size({"width": 1366, "height": 900})

    slot, day = house.find_slot(TITLE), house.facts["day"]
    desk.goto(f"/days/{day}/slots/{slot}/")
    desk.select_option("[name=c-choice]", label="Legestuen der lukker")
    desk.click("main form button:has-text('Gem')")
    preview = desk.frame_locator(".look--phone")
    preview.locator("img[alt='Et rødt hus på en bar mark']").wait_for()
    watch.check(desk)

    console, _day, _slot = open_item(house, TITLE)
    phone = watch.open((320, 700), house.facts["links"][0][0])
    screen = watch.open((1920, 1080), house.facts["screen"])
    for page in (phone, screen):
        page.wait_for_selector("img[alt='Et rødt hus på en bar mark']")
        page.wait_for_function(LOADED)
        watch.check(page)
    phone.click("button:has-text('Jeg skriver for bordet')")
    phone.fill("textarea:visible", "Medarbejderne")
    phone.click("button:has-text('Gem'):visible")
    phone.wait_for_selector("[data-saved]:not([hidden])")
    step(console, day, "close", slot)
    desk.goto(f"/days/{day}/plan/")
    desk.wait_for_selector("main img[alt='Et rødt hus på en bar mark']")
    assert desk.evaluate(LOADED)
    watch.check(desk)
    assert console.get(f"/days/{day}/plan.pdf").content.startswith(b"%PDF")
    assert console.get(f"/days/{day}/plan.docx").content.startswith(b"PK")
