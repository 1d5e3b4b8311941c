"""Next steps in the browser: proposed, owned, promised support, put together and parted, and how
forty of them spread, with phones, console and screen open all the while."""

import sqlite3
from datetime import date, timedelta
from urllib.parse import urlencode

import httpx
import pytest
from tests.driving import open_item, read_slot, send

pytestmark = pytest.mark.browser

PHONE, NARROW, DESK, SCREEN = (390, 844), (320, 700), (1366, 900), (1920, 1080)
SAME = "Faste møder med PPR hver anden uge"
ALIKE = "Vi holder faste møder med PPR"
VERBS = ("Besøger", "Inviterer", "Beskriver", "Afprøver", "Samler", "Prioriterer", "Evaluerer")
THINGS = ("forældrene", "vejlederne", "årshjulet", "overleveringen", "ventelisten", "indskolingen")
PLACES = ("i skolen", "i vuggestuen", "på kommunen", "hos lægen", "i klubben")
DUE = (date.today() + timedelta(days=60)).isoformat()


PRIORITIES = (
    "Fælles overgange",
    "Tidlig indsats",
    "Byttedage, hvor ledere besøger hinandens enheder hvert år",
    "Hvert hus afprøver én ting og fortæller om den",
)


def leave_priorities(house):
    """What an earlier item of the day left, as if it had been run."""
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        for at, text in enumerate(PRIORITIES):
            database.execute(
                "INSERT INTO days_outcome (slot_id, kind, text, data, position) "
                "VALUES (?, 'priority', ?, '{}', ?)",
                [house.find_slot("Prioritering"), text, at],
            )


def find_links(house):
    """Each person's own address, by the id that the item knows them by."""
    return {link.split("/")[2].split(".")[0]: link for link, _level in house.facts["links"]}


def propose(page, what, **chosen):
    form = "form:has(#what)"
    page.fill("#what", what)
    page.fill("#by", DUE)
    page.evaluate("for (const one of document.querySelectorAll('form details')) one.open = true")
    for field, value in chosen.items():
        if field == "first":
            page.fill("#first", value)
        else:
            page.select_option(f"#{field}", value)
    page.click(f"{form} button.button--main")
    page.wait_for_selector("#steps .card")


def fill_room(house, links, people):
    """Forty steps by as many, over the levels and areas as the example's leaders are."""
    slot = house.find_slot("Aftaler om")
    for at, person in enumerate(people[:38]):
        said = {"kind": "step", "item": f"more-{at}", "key": f"more-{at}", "owner": person["id"]}
        what = f"{VERBS[at % 7]} {THINGS[at % 6]} {PLACES[at % 5]}"
        said |= {"what": what, "by": DUE, "focus": str(1 + at % 3)}
        with httpx.Client(base_url=house.base, follow_redirects=True, timeout=20) as phone:
            phone.get(links[person["id"]]).raise_for_status()
            assert send(phone, slot, urlencode(said)).json()["saved"]


BARE = (
    "Prioriteringer uden et næste skridt: “Tidlig indsats”, "
    "“Byttedage, hvor ledere besøger hinandens enheder hvert år” og 1 mere."
)
# The pictures that reach below where the sentences under them begin.
OVERLAPPING = """() => {
  const under = document.querySelector(".left-out").getBoundingClientRect().top;
  const images = [...document.querySelectorAll(".columns img")];
  const isOver = (one) => one.getBoundingClientRect().bottom > under + 1;
  return images.filter(isOver).map((one) => one.alt);
}"""


def test_two_steps_become_one_and_two_again_and_forty_spread(house, watch):
    leave_priorities(house)
    _console, _day, slot = open_item(house, "Aftaler om")
    people = read_slot(house, slot)["people"]
    links = find_links(house)
    owner = next(one for one in people if len(one["above"]) >= 2)
    helper = next(one for one in people if one["id"] == owner["above"][0])
    other = next(one for one in people if one["area"] != owner["area"] and one["above"])
    mine, top, theirs = (
        watch.open(size, links[one["id"]])
        for size, one in ((PHONE, owner), (PHONE, helper), (NARROW, other))
    )
    desk = watch.open(DESK, house.facts["console"])
    screen = watch.open(SCREEN, house.facts["screen"])
    pages = (mine, top, theirs, desk, screen)
    screen.wait_for_selector("text=Foreslå et på din telefon")
    for page in pages:
        watch.check(page)

    source = mine.locator("#source option", has_text="Fælles overgange").get_attribute("value")
    chosen = {"support": helper["id"], "partner": other["id"], "source": source}
    propose(mine, SAME, first="Ringer til PPR", **chosen)
    top.wait_for_selector("text=Vil du støtte")
    top.fill("#promise-1", "To timer om ugen")
    top.click("text=Det lover jeg")
    screen.wait_for_selector("text=Prioritet: Fælles overgange")
    desk.wait_for_selector("text=lover: To timer om ugen")
    assert BARE in screen.inner_text("main")

    propose(theirs, ALIKE)
    for page in (mine, theirs, desk):
        page.wait_for_selector("text=Er det det samme?")
    for page in pages:
        watch.check(page)
    mine.click("text=Ja, og jeg ejer det")
    theirs.wait_for_selector("text=ejer det, og du er med.")
    desk.wait_for_selector("text=1 aftale om næste skridt, 1 har ejerens ja.")
    for page in pages:
        watch.check(page)
    desk.click("text=Skil dem ad igen")
    desk.wait_for_selector("text=2 aftaler om næste skridt")
    desk.click("text=Holdt som to ting")
    desk.click(f"text=Læg sammen, {other['name']} ejer")
    mine.wait_for_selector("text=ejer det, og du er med.")
    theirs.click("text=Skil fra")
    theirs.wait_for_selector("text=Det står du for.")

    fill_room(house, links, people)
    screen.wait_for_selector("text=40 aftaler om næste skridt, 40 har ejerens ja.")
    screen.wait_for_selector("text=De fleste ligger hos")
    assert screen.evaluate(OVERLAPPING) == []
    for page in pages:
        watch.check(page)
