"""A feedback round in the browser: giver, facilitator, receiver, and the giver again."""

import re
from urllib.parse import urlencode

import pytest
from tests.driving import JSON, join, mark, open_item, send, step

pytestmark = pytest.mark.browser

PHONE = (390, 844)


def find_routes(phone, kind):
    """The routes of the forms of a kind on one's phone."""
    page = phone.get("/p/now").text
    return re.findall(rf'value="{kind}"><input type="hidden" name="item" value="([^".]+)', page)


def write(phone, slot, route, number):
    texts = "&".join(f"texts%5B%5D={text}+{number}" for text in ("Ros", "Mere", "Frem"))
    reply = send(phone, slot, f"kind=said&item={route}&route={route}&key=k{number}&{texts}")
    assert reply.json()["saved"], reply.text


def test_feedback_is_given_handed_out_answered_and_comes_back(house, watch):
    console, day, slot = open_item(house, "Feedback på tværs af niveauer og områder")
    phones = [join(house, at) for at in range(50)]
    giver = watch.open(PHONE, house.facts["links"][49][0])
    giver.wait_for_selector("input[name=route]", state="attached")
    route = giver.locator("input[name=route]").first.input_value()
    giver.locator("textarea").first.fill("I spørger, før I beslutter")
    giver.locator("form .button--main").first.click()
    giver.wait_for_selector("form [data-saved]:not([hidden])")
    watch.check(giver)
    others = [one for one in phones[:49] if route in find_routes(one, "said")]
    assert len(others) >= 5
    for number, phone in enumerate(others):
        write(phone, slot, route, number)
    receivers = [at for at in range(49) if route not in find_routes(phones[at], "said")]

    desk = watch.open((1366, 900), house.facts["console"])
    desk.wait_for_selector(".incoming > .table-scroll caption")
    assert "I spørger" not in desk.content()
    desk.click("button[value=close]")
    desk.click("button[value=release]")
    desk.wait_for_selector("text=ikke læst endnu")
    watch.check(desk)
    assert "I spørger" not in desk.content()

    number = next(at for at in receivers if route in find_routes(phones[at], "heard"))
    receiver = watch.open(PHONE, house.facts["links"][number][0])
    receiver.wait_for_selector("text=I spørger, før I beslutter")
    receiver.locator(".panel summary").first.click()
    watch.check(receiver)
    mark(receiver.locator("input[value=do]").first)
    receiver.locator("textarea[name=text]").first.fill("Vi spørger i god tid")
    mark(receiver.locator("input[name=public]").first)
    receiver.locator("form:has(textarea[name=text]) button").first.click()
    receiver.wait_for_selector("form:has(textarea[name=text]) [data-saved]:not([hidden])")

    desk.goto("/feedback/")
    desk.wait_for_selector("th:has-text('op i kæden')")
    watch.check(desk)
    assert "I spørger" not in desk.content()
    desk.click("text=Bevis")
    desk.wait_for_selector("text=Løftet er holdt")
    watch.check(desk)
    desk.goto(house.facts["console"])

    giver.wait_for_selector("text=Vi spørger i god tid", timeout=15_000)
    mark(giver.locator("input[name=how][value=yes]"))
    giver.wait_for_selector("form:has(input[name=how]) [data-saved]:not([hidden])")
    watch.check(giver)
    desk.wait_for_selector("text=Vi spørger i god tid", timeout=15_000)

    step(console, day, "end", "")
    giver.wait_for_selector("text=Læs og svar", timeout=15_000)
    giver.click("text=Læs og svar")
    giver.wait_for_selector("text=Vi spørger i god tid")
    watch.check(giver)
    assert giver.locator("input[name=how][value=yes]").is_checked()
    giver.goto(f"/p/round/{slot}/certificate/")
    giver.wait_for_selector("text=Løftet er holdt")
    watch.check(giver)
    assert phones[0].get("/p/round/999999/", headers=JSON).status_code == 404


def test_one_who_writes_to_several_turns_pages(house, watch):
    open_item(house, "Feedback på tværs af niveauer og områder")
    phone = watch.open(PHONE, house.facts["links"][20][0])
    phone.wait_for_selector(".pager__tab >> nth=1")
    assert phone.locator("[data-page]:visible").count() == 1
    name = phone.locator(".pager__name").nth(1).inner_text()
    phone.locator("[data-page]:visible textarea").first.fill("I spørger, før I beslutter")
    phone.locator("[data-page]:visible .button--main").click()
    phone.wait_for_selector(".pager__tab[data-state=saved]")
    assert phone.locator("[data-page='2']").is_visible()
    assert phone.locator(".pager__name").nth(1).inner_text() == name
    watch.check(phone)


MEETINGS = ("drift", "økonomi", "planer", "børn", "tid")
TEXTS = (
    *(f"Kortere møder om {one}" for one in MEETINGS),
    *(f"Flere besøg på {one}" for one in ("skolen", "stuen", "holdet", "kontoret")),
    "I spørger, før I beslutter",
)


def test_a_theme_is_answered_and_offered_as_a_next_step(house, watch):
    console, day, slot = open_item(house, "Feedback på tværs af niveauer og områder")
    phones = [join(house, at) for at in range(50)]
    route = find_routes(phones[49], "said")[0]
    givers = [one for one in phones if route in find_routes(one, "said")]
    for number, phone in enumerate(givers):
        text = TEXTS[number % len(TEXTS)]
        said = {"kind": "said", "item": route, "route": route, "key": f"k{number}", "sure": "1"}
        body = urlencode({**said, "texts[]": [text, "", ""]}, doseq=True)
        assert send(phone, slot, body).json()["saved"]
    step(console, day, "close", slot)
    step(console, day, "release", slot)
    at = next(at for at in range(50) if route in find_routes(phones[at], "heard"))
    receiver = watch.open(PHONE, house.facts["links"][at][0])
    theme = receiver.locator(f"form:has(input[value='{route}.0.1'])")
    receiver.click(f"#answer-{slot}-{route}\\.0\\.1 summary")
    mark(theme.locator("input[value=do]"))
    theme.locator("textarea").fill("Vi holder kortere møder fra januar")
    mark(theme.locator("input[name=step]"))
    theme.locator("button").click()
    theme.locator("[data-saved]:not([hidden])").wait_for()
    watch.check(receiver)

    giver = watch.open(PHONE, house.facts["links"][49][0])
    giver.wait_for_selector("text=Vi holder kortere møder fra januar")
    assert giver.locator(".trail").last.locator(".trail__done").count() == 4
    watch.check(giver)
    desk = watch.open((1366, 900), house.facts["console"])
    desk.wait_for_selector(".trail__done >> text=besvaret")
    watch.check(desk)

    step(console, day, "open", house.find_slot("Aftaler om næste skridt"))
    receiver.wait_for_selector("text=Svaret på feedback", timeout=15_000)
    offer = receiver.locator("form:has(input[name=item][value^=from])")
    receiver.locator("details.card summary").click()
    watch.check(receiver)
    offer.locator("input[type=date]").fill("2027-03-01")
    offer.locator("button").click()
    receiver.wait_for_selector("#steps >> text=Vi holder kortere møder", timeout=15_000)
