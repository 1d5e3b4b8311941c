"""A prioritising in the browser: each way to say what matters, and what comes of it."""

import pytest
from tests.driving import add_item, join, mark, open_item, send, step

pytestmark = pytest.mark.browser
PHONE, DESK, SCREEN = (390, 844), (1366, 900), (1920, 1080)
ITEMS = [
    {"id": at, "text": text}
    for at, text in enumerate(
        (
            "Fælles møder mellem skole og dagtilbud hver måned",
            "Én indgang til støtte, så forældre kun skal spørge ét sted",
            "PPR sidder på skolerne to dage om ugen",
            "Fælles kursus i børnefællesskaber",
            "Ny mødeplan",
            "En dag i hinandens hverdag for alle ledere",
        ),
        1,
    )
]


def open_way(house, way, **config):
    title = f"Prioritering {way}"
    said = {"source": "own", "items": ITEMS, "way": way, **config}
    add_item(house, "prioritising", title, "confidential", **said)
    return open_item(house, title)


def vote_all(house, slot, given):
    for at in range(24):
        phone = join(house, at)
        fields = "&".join(f"given[]={points}" for points in given(at))
        reply = send(phone, slot, f"kind=points&item=all&key=k{at}&{fields}")
        assert reply.json()["saved"], reply.text


def test_a_fair_choice_under_a_capacity_is_explained(house, watch, tmp_path):
    console, day, slot = open_way(house, "shares", capacity=60, unit="days", cost=10)
    desk = watch.open(DESK, house.facts["console"])
    desk.fill(f"#cost-{slot}-3", "12")
    desk.fill(f"#cost-{slot}-4", "70")
    with desk.expect_response(lambda reply: reply.url.endswith("/console/now")):
        step(console, day, "pause", slot)  # news comes in while prices are being typed
    desk.wait_for_selector("text=Fortsæt")
    assert [desk.input_value(f"#cost-{slot}-{at}") for at in (3, 4)] == ["12", "70"]
    step(console, day, "resume", slot)
    desk.click("text=Gem priserne")
    desk.wait_for_selector("text=Koster mere end hele kapaciteten")
    watch.check(desk)
    phone = watch.open(PHONE, house.facts["links"][4][0])
    phone.wait_for_selector("text=70 dage")
    plus = phone.get_by_label("Et point mere til: PPR sidder")
    for _tap in range(3):
        plus.press("Enter")
    assert phone.locator("[data-left]").text_content() == "7"
    watch.check(phone)
    phone.screenshot(path=tmp_path / "phone.png")
    phone.click("text=Send mine point")
    phone.wait_for_selector("[data-saved]:visible")
    vote_all(house, slot, lambda at: (0, 1, 5, 0, 0, 0) if at % 6 == 0 else (4, 3, 0, 1, 1, 1))
    desk.screenshot(path=tmp_path / "desk-open.png", full_page=True)
    step(console, day, "close", slot)
    desk.wait_for_selector("text=Det valgte vi")
    assert "Valgt som nr. 1: betalt af" in desk.inner_text("main")
    assert "Hvor meget af sine point hver gruppe får igennem" in desk.inner_text("main")
    watch.check(desk)
    desk.screenshot(path=tmp_path / "desk.png", full_page=True)
    screen = watch.open(SCREEN, house.facts["screen"])
    show_result(console, day, slot)
    screen.wait_for_selector("text=forslag er valgt for")
    watch.check(screen)
    screen.screenshot(path=tmp_path / "screen.png")
    phone.wait_for_selector("text=Valgt som nr. 1")
    watch.check(phone)
    phone.screenshot(path=tmp_path / "phone-closed.png", full_page=True)


def show_result(console, day, slot):
    data = {"step": "show", "showing": "result"}
    console.post(f"/days/{day}/console/step", data=data).raise_for_status()


def test_places_are_given_by_keyboard_and_taken_back(house, watch, tmp_path):
    open_way(house, "ranking", ranked=3)
    phone = watch.open((320, 700), house.facts["links"][4][0])
    ranks = phone.locator("[data-rank]")
    for at in (2, 0, 4, 5):
        ranks.nth(at).press("Enter")
    assert ranks.all_text_contents() == ["2", "–", "1", "–", "3", "–"]
    ranks.nth(2).press("Enter")
    assert ranks.all_text_contents() == ["1", "–", "–", "–", "2", "–"]
    watch.check(phone)
    phone.screenshot(path=tmp_path / "ranking.png", full_page=True)
    phone.click("button:text-is('Send')")
    phone.wait_for_selector("[data-saved]:visible")
    phone.reload()
    assert ranks.all_text_contents() == ["1", "–", "–", "–", "2", "–"]


@pytest.mark.parametrize("way", ["approval", "pairs", "effect"])
def test_each_way_is_answered_saved_and_shown(house, watch, tmp_path, way):
    console, day, slot = open_way(house, way)
    phone = watch.open(PHONE, house.facts["links"][4][0])
    boxes = phone.locator("main input:is([type=radio], [type=checkbox])")
    mark(boxes.nth(1))
    if way == "approval":
        phone.click("button:text-is('Send')")
    phone.locator("[data-saved]:visible").first.wait_for()
    watch.check(phone)
    phone.screenshot(path=tmp_path / f"{way}.png", full_page=True)
    phone.reload()
    assert boxes.nth(1).is_checked()
    for at in range(1, 30):
        other = join(house, at)
        said = {
            "approval": f"kind=approved&item=all&chosen[]={1 + at % 3}&chosen[]=5",
            "pairs": f"kind=preferred&item=pair-1-{2 + at % 4}&one=1&other={2 + at % 4}&first=1",
            "effect": f"kind=rated&item=rated-{1 + at % 6}&of={1 + at % 6}"
            f"&effect={5 - at % 6 % 4}&effort={1 + at % 5}",
        }[way]
        assert send(other, slot, f"{said}&key=k{at}").json()["saved"]
    step(console, day, "close", slot)
    show_result(console, day, slot)
    desk, screen = (
        watch.open(DESK, house.facts["console"]),
        watch.open(SCREEN, house.facts["screen"]),
    )
    for page, name in ((desk, "desk"), (screen, "screen")):
        page.wait_for_selector(".finding")
        page.wait_for_timeout(500)
        watch.check(page)
        page.screenshot(path=tmp_path / f"{way}-{name}.png", full_page=name == "desk")
