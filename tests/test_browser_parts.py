"""In English every text of a Danish organisation says that it is Danish (WCAG 3.1.2)."""

import sqlite3

import pytest
from tests.test_browser_accounts import give_password, sign_in
from tests.test_browser_english import choose_english, open_in_english
from tests.walking import furnish_house

pytestmark = pytest.mark.browser

# Each text of the page, with the language that is said nearest to it.
SPOKEN = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) {
    const at = node.parentElement;
    if (node.data.trim() && !at.closest('script, template')) {
      found.push([node.data.trim(), at.closest('[lang]').getAttribute('lang')]);
    }
  }
  return found;
}"""
MARKED = "() => document.querySelectorAll('body [lang]:not(.language [lang])').length"
DANISH = set("æøåÆØÅ")
# What stands in the page's language though it quotes them: sentences that documents, charts and
# lists to choose from put together; our own English cases; what strangers write.
QUOTING = (
    "As your own day: ", "Plan: ", "Indicators: ", "The facilitator’s script: ", "Talk, ",
    "Malthe is five ", "Søndervang School has ", "Sund sidste år · November", "Sund spørger",
)  # fmt: skip
IN_CHARTS = ("/organisation/", {"Støttekorps", "Områdeledelse"})
ELSEWHERE = "/try/"  # goes to the identity provider


def list_names(house):
    """Of people and organisations: they are the same in every language. Longest first."""
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        found = database.execute(
            "SELECT name FROM people_participant UNION SELECT email FROM people_participant "
            "UNION SELECT username FROM auth_user UNION SELECT name FROM people_organisation"
        )
        return sorted((name for (name,) in found if name), key=len, reverse=True)


def find_unmarked(page, names):
    """Texts with Danish letters that are not said to be Danish."""
    for text, language in page.evaluate(SPOKEN):
        said = text
        for name in names:
            said = said.replace(name, "")
        if language != "da" and DANISH & set(said) and not said.startswith(QUOTING):
            yield text


def find_language(page, text):
    """Of each place where exactly this stands."""
    found = {language for said, language in page.evaluate(SPOKEN) if said == text}
    assert found, f"{text!r} is not on {page.url}"
    return found


def test_what_danes_wrote_is_marked_on_every_english_page(house, watch):
    give_password(house)
    pages, names = furnish_house(house), list_names(house)
    page = watch.open((1280, 900), "/signin/")
    choose_english(page)
    sign_in(page)
    page.wait_for_url("**/days/")
    token = {"name": pages.cookie, "value": pages.token, "url": house.base}
    page.context.add_cookies([token])
    unmarked, seen = set(), 0
    for address in (*pages.inside, *pages.outside, *pages.phones):
        answer = page.request.get(address) if not address.endswith(ELSEWHERE) else None
        if answer and answer.status == 200 and "<html" in answer.text():
            page.goto(address)
            allowed = IN_CHARTS[1] if address == IN_CHARTS[0] else set()
            seen += 1
            unmarked |= {(address, text) for text in find_unmarked(page, names)} - {
                (address, text) for text in allowed
            }
    assert seen > 60
    assert not unmarked, sorted(unmarked)


def test_what_comes_during_the_day_is_marked_at_once(house, watch):
    phone, console, screen = open_in_english(house, watch)
    console.goto(house.facts["console"])
    screen.goto(house.facts["screen"])
    title = "Hvad er god feedback?"
    console.click(".next-action:has-text('Open')")
    console.wait_for_selector(".next-action:has-text('Close')")
    console.click("button:has-text('Straight to the next')")
    phone.wait_for_selector(f".item[data-slot='{house.find_slot('Feedback i et')}']")
    phone.fill("textarea >> nth=0", title)
    phone.click("button:has-text('Ask')")
    for page in (phone, console, screen):
        page.wait_for_selector(f"main :text-is('{title}')")
        assert find_language(page, title) == {"da"}
    assert find_language(phone, "Questions from the room") == {"en"}
    assert find_language(console, "What comes in") == {"en"}
    assert find_language(screen, "Time left") == {"en"}
    for page in (phone, console, screen):
        assert [*find_unmarked(page, list_names(house))] == []
        watch.check(page)
    console.goto(f"/days/{house.facts['day']}/plan/")
    assert find_language(console, "1. Inklusion og nærhed") == {"da"}
    assert find_language(console, "Purpose and agreement") == {"en"}


def test_nothing_is_marked_where_the_page_speaks_it_too(house, watch):
    phone = watch.open((320, 640), house.facts["phones"][0][1])
    console = watch.open((1366, 768), house.facts["entry"])
    day = f"/days/{house.facts['day']}/"
    inside = ("/agreement/", day, f"{day}plan/", house.facts["console"], house.facts["screen"])
    for page, addresses in ((phone, ("/p/",)), (console, inside)):
        for address in addresses:
            page.goto(address)
            assert page.evaluate(MARKED) == 0, address
