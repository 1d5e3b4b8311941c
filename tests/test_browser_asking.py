"""Feedback on request in the browser: one who asks, one who is asked, and the facilitator."""

import pytest
from tests.driving import join, mark, open_item, send, step

pytestmark = pytest.mark.browser

PHONE, SMALL = (390, 844), (320, 640)
ABOUT, ANSWER, REPLY = "Hvordan åbner jeg mødet?", "Lad koordinatorerne begynde", "Jeg prøver"


def read_name(page):
    return page.inner_text(".menu__name")


def pick(page, name):
    """Searched by name: the one choice with that name, among those suggested or all others."""
    page.locator("details:has(input[type=search]) summary").click()
    page.fill("input[type=search]", name)
    assert page.locator("details [data-name]:visible").count() <= 1
    mark(page.locator("label.choice:visible", has_text=name).locator("input"))


def test_one_asks_and_gets_an_answer_when_it_is_handed_out(house, watch):
    console, day, _slot = open_item(house, "Feedback på opfordring")
    asked = watch.open(SMALL, house.facts["links"][49][0])
    asked.wait_for_selector("text=Ingen har spurgt dig endnu")
    asker = watch.open(PHONE, house.facts["links"][0][0])
    asker.fill("textarea[name=about]", ABOUT)
    asker.select_option("select[name=time]", "forward")
    pick(asker, read_name(asked))
    watch.check(asker)
    asker.click("button:text-is('Spørg')")
    asker.wait_for_selector("text=Du har spurgt", timeout=15_000)
    assert asker.input_value("textarea[name=about]") == ""

    asked.wait_for_selector("text=1 beder dig om feedback", timeout=15_000)
    asked.wait_for_selector(f"text={ABOUT}")
    asked.wait_for_selector(f"text=Kun {read_name(asker)} ser dit svar, med dit navn.")
    watch.check(asked)
    asked.click("button[value=decline]")
    asked.wait_for_selector("form:has([value=decline]) [data-saved]:not([hidden])")
    asked.fill("textarea[name=text]", ANSWER)
    asked.click("button[value=give]")
    asked.wait_for_selector("form:has([value=give]) [data-saved]:not([hidden])")
    other = join(house, 20)
    assert ABOUT not in other.get("/p/now").text

    desk = watch.open((1366, 900), house.facts["console"])
    desk.wait_for_selector("text=aldrig hvem der spørger hvem")
    desk.click("button[value=close]")
    asker.wait_for_selector("text=Svarene bliver delt ud")
    assert ANSWER not in asker.content()
    desk.click("button[value=release]")
    asker.wait_for_selector(f"text={ANSWER}")
    watch.check(desk)
    assert ANSWER not in desk.content()
    assert ABOUT not in desk.content()

    asker.locator("details summary", has_text="Svar").click()
    watch.check(asker)
    mark(asker.locator("input[value=do]"))
    asker.fill("textarea[name=text]", REPLY)
    asker.click("form:has(textarea[name=text]) button")
    asked.wait_for_selector(f"text={REPLY}", timeout=15_000)
    watch.check(asked)
    mark(asked.locator("input[name=how][value=yes]"))
    asked.wait_for_selector("form:has(input[name=how]) [data-saved]:not([hidden])")
    step(console, day, "end", "")
    assert ANSWER not in console.get(f"/days/{day}/plan/").text


def test_a_request_is_taken_back_while_its_answer_is_being_written(house, watch):
    _console, _day, slot = open_item(house, "Feedback på opfordring")
    asker, asked = join(house, 0), watch.open(PHONE, house.facts["links"][49][0])
    page = asker.get("/p/now").text
    who = find_id(page, read_name(asked))
    assert send(asker, slot, f"kind=ask&item=one&key=k1&about=Hej&to%5B%5D={who}").json()["saved"]
    asked.wait_for_selector("button[value=give]", timeout=15_000)
    asked.fill("textarea[name=text]", ANSWER)
    assert send(asker, slot, "kind=ask&item=one&key=k2&about=").json()["saved"]
    asked.click("button[value=give]")
    asked.wait_for_selector("text=Du bliver ikke længere spurgt om det")
    assert asked.input_value("#lost textarea") == ANSWER
    assert all("409" in fault for fault in watch.faults)
    watch.faults.clear()


def find_id(page, name):
    """The value of the choice that bears the name."""
    return page.split(f"<span>{name} ")[0].rpartition('value="')[2].partition('"')[0]
