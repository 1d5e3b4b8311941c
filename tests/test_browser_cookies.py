"""What a visit leaves behind in the browser and asks of others; and what another site's page can
make a browser send."""

from functools import partial

import pytest
from tests.driving import add_item, count_rows, open_item

pytestmark = pytest.mark.browser

PHONE, CONSOLE = (390, 844), (1366, 768)
POLL = {"ask": "one", "options": ["Lidt", "Meget"]}
EVIL = "http://evil.example/"
FORM = """<!doctype html><title>x</title><form method="post" action="{to}">
<input name="who" value="{who}"><input name="kind" value="chosen"><input name="key" value="k1">
<input name="options[]" value="1"><button>x</button></form>"""


def read_cookies(page):
    return [
        (one["name"], one["httpOnly"], one["sameSite"], one["path"])
        for one in page.context.cookies()
    ]


def test_one_cookie_each_and_nobody_else_is_asked(house, watch):
    """`watch` notes each request that goes elsewhere, also of the service worker."""
    slot = add_item(house, "poll", "Hvor meget", "confidential", **POLL)
    open_item(house, "Hvor meget")
    phone = watch.open(PHONE, f"/j/?code={house.facts['code']}", worker="allow")
    phone.fill("#find", name := house.facts["phones"][2][0])
    phone.locator(f".names li:has-text('{name}') button").click()
    phone.wait_for_url("**/p/")
    phone.click("label:has-text('Meget')")
    phone.click("main button.button--main")
    phone.wait_for_selector("form[data-state=saved]")
    phone.reload()
    assert count_rows(house, slot) == 1
    assert read_cookies(phone) == [("pejl", True, "Lax", "/")]

    desk = watch.open(CONSOLE, house.facts["entry"])
    day = f"/days/{house.facts['day']}"
    desk.goto(f"{day}/console/")
    desk.click("button[name=step][value=close]")
    desk.wait_for_selector(".now__state--open", state="detached")
    desk.goto(f"{day}/edit/")
    desk.click("main .button-primary")
    desk.wait_for_selector(".alert-success")
    assert read_cookies(desk) == [("sessionid", True, "Lax", "/")]
    assert desk.evaluate("Object.keys(localStorage)") == []


def test_another_sites_page_can_send_nothing(house, chromium):
    """Neither in the name of a phone that is in, nor to let one in as somebody else."""
    slot = add_item(house, "poll", "Hvor meget", "confidential", **POLL)
    open_item(house, "Hvor meget")
    context = chromium.new_context(base_url=house.base, locale="da-DK")
    page = context.new_page()
    join = f"/j/{house.facts['code']}/"
    page.goto(join)
    who = page.locator("button[name=who]").first.get_attribute("value")
    forms = {"a": f"/a/{slot}", "join": join, "leave": "/p/leave/"}
    for name, to in forms.items():
        html = FORM.format(to=house.base + to, who=who)
        page.route(f"{EVIL}{name}", partial(give, html))
    assert send_from(page, "join") == 403
    assert context.cookies() == []
    page.goto(house.facts["phones"][0][1])
    assert send_from(page, "a") == 403
    assert send_from(page, "leave") == 403
    page.goto("/p/")
    page.click("label:has-text('Meget')")
    page.click("main button.button--main")
    page.wait_for_selector("form[data-state=saved]")
    assert count_rows(house, slot) == 1
    context.close()


def give(html, route):
    route.fulfill(body=html, content_type="text/html")


def send_from(page, name):
    page.goto(EVIL + name)
    with page.expect_navigation() as sent:
        page.click("button")
    return sent.value.status
