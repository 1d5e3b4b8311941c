"""Feedback written together in the browser: two who write, the facilitator, and one who gets it."""

import re

import pytest
from tests.driving import add_item, join, mark, open_item, send

pytestmark = pytest.mark.browser

PHONE, NARROW = (390, 844), (320, 700)


def find_route(phone):
    found = re.search(r'name="route" value="([^"]+)"', phone.get("/p/now").text)
    return found[1] if found else ""


def agree(phone, slot, route, about):
    content = f"kind=yes&item={route}.{about}&route={route}&about={about}&on=1&key=k{about}"
    assert send(phone, slot, content).json()["saved"]


def test_a_group_proposes_puts_together_decides_and_gets_an_answer(house, watch):
    slot = add_item(house, "joint", "Feedback sammen", "confidential")
    open_item(house, "Feedback sammen")
    phones = [join(house, at) for at in range(50)]
    routes = [find_route(phone) for phone in phones]
    route = routes[49]
    group = [at for at in range(50) if routes[at] == route]
    writer = watch.open(PHONE, house.facts["links"][49][0])
    other = watch.open(NARROW, house.facts["links"][group[0]][0])
    for page, text in ((writer, "I spørger os først"), (other, "At vi bliver spurgt")):
        page.locator("textarea:visible").first.fill(text)
        page.click("text=Foreslå det for gruppen >> visible=true")
    writer.wait_for_selector(".cards p:has-text('At vi bliver spurgt')", timeout=15_000)
    other.wait_for_selector(".cards p:has-text('I spørger os først')", timeout=15_000)
    watch.check(writer)

    other.locator("summary:has-text('Læg to sammen')").first.click()
    other.locator("textarea:visible").last.fill("I spørger os, før I beslutter")
    watch.check(other)
    other.click("button:has-text('Læg sammen') >> visible=true")
    writer.wait_for_selector(".cards p:has-text('før I beslutter')", timeout=15_000)
    writer.click("text=Lagt sammen af to")
    writer.wait_for_selector("li li:has-text('At vi bliver spurgt')")
    writer.click(".vote[aria-pressed=false]")
    writer.wait_for_selector(".vote[aria-pressed=true]")
    about = writer.locator(".vote").first.get_attribute("id").removeprefix("yes-")
    for at in group[1:4]:
        agree(phones[at], slot, route, about)
    other.wait_for_selector("text=Bliver sendt: 5 har sagt ja.", timeout=15_000)
    watch.check(writer)
    outside = next(at for at in range(50) if routes[at] != route)
    assert "I spørger os" not in phones[outside].get("/p/now").text

    desk = watch.open((1366, 900), house.facts["console"])
    desk.wait_for_selector("table caption")
    desk.click("button[value=close]")
    writer.wait_for_selector("text=Det sender I til")
    assert "I spørger os" not in desk.content()
    desk.click("button[value=release]")
    desk.wait_for_selector("text=ikke læst endnu")
    watch.check(desk)
    assert "I spørger os" not in desk.content()

    number = next(at for at in range(50) if 'value="heard"' in phones[at].get("/p/now").text)
    receiver = watch.open(PHONE, house.facts["links"][number][0])
    receiver.wait_for_selector("text=I spørger os, før I beslutter")
    assert "At vi bliver spurgt" not in receiver.content()
    receiver.click("text=Svar på jeres vegne")
    mark(receiver.locator("input[value=do]"))
    receiver.locator("textarea[name=text]").fill("Vi spørger i god tid")
    receiver.locator("form:has(textarea[name=text]) button").click()
    watch.check(receiver)
    writer.wait_for_selector("text=Vi spørger i god tid", timeout=15_000)
    mark(writer.locator("input[name=how][value=yes]"))
    writer.wait_for_selector("form:has(input[name=how]) [data-saved]:not([hidden])")
    watch.check(writer)
