"""A whole day without a mouse: made, opened, answered, agreed, evaluated and ended by keyboard."""

import pytest
from tests.driving import count_rows
from tests.keyboard import Hand
from tests.test_browser_accounts import OWNER, PASSWORD, give_password

pytestmark = pytest.mark.browser

NEXT = ".next-action"
TEXT = "Vi mødes hver måned"
SILENT = ("Velkomst", "Typer af feedback", "Pause", "Frokost", "Kaffe", "Planen")
WRITTEN = {"NU-billedet på tværs": "", "Vores fælles NU-billede": ".writing "}


def test_a_whole_day_by_keyboard(house, watch):
    give_password(house)
    chair = Hand(watch.open((1366, 768), "/signin/"))
    sign_in(chair)
    make_day(chair)
    chair.page.goto(f"/days/{house.facts['day']}/")
    chair.follow("main a[href$='/console/']")
    phone = Hand(watch.open((390, 700), "/j/"))
    join(phone, house)
    for slot, title in house.facts["slots"]:
        move_on(chair, "open", "close")
        phone.page.wait_for_selector(f".item[data-slot='{slot}'][data-state=open]")
        if title in WRITTEN:
            write_for_the_room(chair, phone, WRITTEN[title])
        if title.startswith("Behov"):
            take_the_pen(phone)
        phone.answer_all(TEXT)
        assert title.startswith(SILENT) or count_rows(house, slot), title
        move_on(chair, "close", "open", "release", "end")
        if chair.page.locator(f"{NEXT}[value=release]").count():
            move_on(chair, "release", "open")
    move_on(chair, "end")
    phone.page.wait_for_selector("h1:has-text('Tak for i dag')")
    chair.follow("a.next-action")
    assert TEXT in chair.page.inner_text("article")
    chair.go("main a[href$='.pdf']")
    with chair.page.expect_download():
        chair.press("Enter")


def sign_in(chair):
    chair.go("#id_login").write(OWNER)
    chair.go("#id_password").write(PASSWORD)
    with chair.page.expect_navigation(url="**/days/"):
        chair.press("Enter")


def make_day(chair):
    """With the ready programme, and an item's text written."""
    chair.follow("main a[href$='/days/new/']")
    chair.go("#id_title").write("Endnu en temadag")
    chair.go("#id_date").write("04022027")
    chair.go("[name=begin]")
    chair.press("ArrowDown")
    chair.follow("main form button")
    chair.follow("#rows a")
    chair.go("textarea").write(TEXT)
    chair.follow("main form button:not([type=button])")


def join(phone, house):
    phone.go("#code").write(house.facts["code"])
    phone.follow("#code")
    phone.go("#find").write(house.facts["phones"][0][0])
    phone.follow("#names li:not([hidden]) button")
    phone.page.wait_for_selector(".waiting h1")


def move_on(chair, step, *then):
    """By the one large button; the focus is on it still."""
    chair.go(f"{NEXT}[value={step}]")
    chair.press("Enter")
    after = ", ".join(f"{NEXT}[value={name}]" for name in then) or f"a{NEXT}"
    chair.page.wait_for_selector(after)


def write_for_the_room(chair, phone, place):
    chair.go(f"{place}textarea[data-keep]").write(TEXT)
    chair.go("form:has(textarea[data-keep]) button:not([data-insert])")
    chair.press("Enter")
    chair.page.wait_for_selector(
        f"#main li :text('{TEXT}'), #main p:text('{TEXT}'), .finding", state="attached"
    )
    phone.page.reload()
    phone.page.wait_for_selector(f".item :text('{TEXT}')")


def take_the_pen(phone):
    """The button goes, and the next tab leads to the fields that came instead."""
    phone.go("form:has([value=scribe]) button").press("Enter")
    phone.page.wait_for_selector("form:has([value=n1])")
    assert phone.tab()["kind"] == "select-one"
