"""Every page there is, found by Django's own list of addresses, for all who may need it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.test_browser_accounts import give_password, sign_in
from tests.walking import furnish_house

pytestmark = pytest.mark.browser

TALL = 900
STRICT = {
    "iframes": False,
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, which axe leaves out unless asked
}
BY_WIDTH = {"runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"]}
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"
MOVES = "document.getAnimations().length"
SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth)
    .filter(one => !one.closest('.table-scroll *'))
    .slice(-3).map(one => one.outerHTML.slice(0, 80)).concat("in all")"""
BLANK = """form => {
  for (const one of form.querySelectorAll('input, textarea')) {
    if (!['hidden', 'checkbox', 'radio', 'file'].includes(one.type)) one.value = '';
  }
  HTMLFormElement.prototype.submit.call(form);
}"""
ASKING = "main form[method=post]:has(:is(input:not([type=file]), textarea)[required])"
ELSEWHERE = "/try/"  # goes to the identity provider
THUMB = 44
SMALL = """least => [...document.querySelectorAll('a[href], button, summary, select, input')]
  .filter(one => !one.closest('.sr-only, .skip') && one.checkVisibility({visibilityProperty: true}))
  .map(one => ['radio', 'checkbox'].includes(one.type) && one.labels[0] || one)
  .filter(one => getComputedStyle(one).display !== 'inline'
    || one.parentElement.textContent.trim() === one.textContent.trim())
  .map(one => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
  .filter(([box]) => Math.min(box.width, box.height) < least - .5)
  .map(([box, text]) => `${Math.round(box.width)} x ${Math.round(box.height)} px: ${text}`)"""
MOUSE = 24
CONTROLS = {
    "button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio",
    "spinbutton", "slider", "Date", "InputTime", "DisclosureTriangle", "img", "image", "Iframe",
}  # fmt: skip
# Dates and decimals as no Dane writes them.
FOREIGN = re.compile(
    r"\d{4}-\d\d-\d\d|\d,\d{3}\b|(?<![\d.])(?<![A-Z] )\d+\.\d(?![\d.])|"
    r"\b(?:January|February|March|May|June|July|October|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b"
)
NO_PAGE = (403, 404, 405)  # an address for posting, or one whose link is of another kind


def test_every_page_at_every_size_and_with_few_colours(house, watch):
    """At 1280 px, at 200 % zoom in the dark with more contrast, and at 320 px with the colours of
    the system, as an owner."""
    give_password(house)
    pages = furnish_house(house)
    owner, stranger = watch.open((1280, TALL), "/signin/"), watch.open((1280, TALL))
    sign_in(owner)
    owner.wait_for_url("**/days/")
    token = {"name": pages.cookie, "value": pages.token, "url": house.base}
    owner.context.add_cookies([token])
    seen = set()
    for page, addresses in ((owner, pages.inside), (stranger, pages.outside)):
        for address in addresses:
            if address.endswith(ELSEWHERE):
                continue
            answer = page.request.get(address)
            assert answer.status in (200, *NO_PAGE), address
            if answer.status == 200 and answer.url not in seen and "<html" in answer.text():
                seen.add(answer.url)
                page.goto(address)
                check_sizes(watch, page)
                blank_form(watch, page)
    assert len(seen) > 60


def test_thumbs_find_every_button_on_a_phone(house, watch):
    """Of every item as it is when it opens, and of what a phone has beside it."""
    pages = furnish_house(house)
    page = watch.open((390, 844), house.facts["entry"])
    token = {"name": pages.cookie, "value": pages.token, "url": house.base}
    page.context.add_cookies([token])
    for address in (*pages.phones, *pages.thumbs):
        assert page.goto(address).status == 200, address
        page.evaluate(OPEN_ALL)
        watch.faults += [f"{page.url} {one}" for one in page.evaluate(SMALL, THUMB)]
        check_words(watch, page)


def check_sizes(watch, page):
    page.evaluate(OPEN_ALL)
    look(watch, page, 1280)
    check_words(watch, page)
    watch.faults += [f"{page.url} {one}" for one in page.evaluate(SMALL, MOUSE)]
    page.emulate_media(color_scheme="dark", contrast="more")
    look(watch, page, 640)
    page.emulate_media(color_scheme="light", contrast="no-preference", forced_colors="active")
    look(watch, page, 320)
    page.emulate_media(forced_colors="none")


def look(watch, page, width):
    page.set_viewport_size({"width": width, "height": TALL})
    place = f"{page.url} at {width}"
    for row in run_axe(page, STRICT if width == 1280 else STRICT | BY_WIDTH):
        for node in row["nodes"][:3]:
            watch.faults.append(f"{place} {row['id']} {node['target']} {node['failureSummary']}")
    watch.faults += [f"{place} sideways: {one}" for one in page.evaluate(SIDEWAYS)]
    watch.faults += [f"{place} moves"] * page.evaluate(MOVES)


def check_words(watch, page):
    """What assistive technology is told of each control, and how figures and dates are written."""
    tree = page.context.new_cdp_session(page)
    for node in tree.send("Accessibility.getFullAXTree")["nodes"]:
        if not node["ignored"] and node["role"]["value"] in CONTROLS and not node["name"]["value"]:
            watch.faults.append(f"{page.url} has a {node['role']['value']} without a name")
    tree.detach()
    for found in FOREIGN.findall(page.inner_text("body")):
        watch.faults.append(f"{page.url} not as Danish writes it: {found}")


def run_axe(page, options):
    if not page.evaluate("!!window.axe"):
        page.evaluate(Axe().axe_script)
    return page.evaluate("options => axe.run(document, options)", options)["violations"]


def blank_form(watch, page):
    """The first form that asks for a text, sent without it: what it says then."""
    form = page.locator(ASKING).first
    if form.count():
        with page.expect_navigation():
            form.evaluate(BLANK)
        look(watch, page, 320)
