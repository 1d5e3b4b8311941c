"""The whole day in real Chromium: one console, one screen, three phones."""

import re
from datetime import date, timedelta

import pytest
from tests.driving import mark

pytestmark = pytest.mark.browser

PHONE, NARROW = (390, 700), (320, 640)
ANSWERS = re.compile(r"/a/\d+$")
LANGUAGES = {
    "da-DK": {
        "here": "3 af 50 er her",
        "in": "Du er med",
        "offline": "uden net",
        "plan": "Vores plan",
        "thanks": "Tak for i dag",
    },
    "en-GB": {
        "here": "3 of 50 are here",
        "in": "You are in",
        "offline": "offline",
        "plan": "Our plan",
        "thanks": "Thank you for today",
    },
}


class Room:
    """The console, the screen and the phones of one day."""

    def __init__(self, house, watch):
        self.house, self.watch = house, watch
        self.says = LANGUAGES[watch.language]
        self.console = watch.open((1366, 768), house.facts["console"])
        self.screen = watch.open((1920, 1080), house.facts["screen"])
        self.phones = []

    def press(self, name):
        """One of the console's smaller buttons."""
        with self.console.expect_response("**/console/step"):
            self.console.click(f"button[name=step][value={name}]")

    def open_item(self, title):
        """Opens the item, out of turn where it must; all three surfaces follow."""
        slot = self.house.find_slot(title)
        self.console.wait_for_selector(".next-action")
        with self.console.expect_response("**/console/step"):
            self.console.click(f"form:has(input[name=slot][value='{slot}']) button[value=open]")
        self.wait_state(slot, "open")
        return slot

    def wait_state(self, slot, state):
        for phone in self.phones:
            phone.wait_for_selector(f".item[data-slot='{slot}'][data-state={state}]")

    def check_all(self):
        for page in (self.console, self.screen, *self.phones):
            self.watch.check(page)


def join_all(room):
    links = [link for _, link in room.house.facts["phones"]]
    for size, link in zip((PHONE, NARROW), links, strict=False):
        room.phones.append(room.watch.open(size, link))
    byname = room.watch.open(PHONE, "/j/")
    byname.fill("#code", room.house.facts["code"].lower())
    byname.click("button.button--main")
    name = room.house.facts["phones"][2][0]
    byname.fill("#find", name)
    byname.click(f"button:has-text('{name}')")
    byname.wait_for_url("**/p/")
    room.phones.append(byname)
    for phone in room.phones:
        phone.wait_for_selector(".waiting h1")


def wait_tick(phone, form):
    phone.wait_for_selector(f"{form} [data-saved]:not([hidden])")


@pytest.fixture(params=LANGUAGES)
def room(request, house, watch):
    watch.language = request.param
    made = Room(house, watch)
    join_all(made)
    return made


def test_day(room):
    says, tag = room.says, room.watch.language[:2]
    room.screen.wait_for_selector(f"text='{says['here']}'")
    assert says["in"] in room.phones[0].inner_text("h1")
    for page in (room.console, room.screen, *room.phones):
        assert page.evaluate("document.documentElement.lang") == tag
    room.check_all()
    ask_at_talk(room)
    place_now_picture(room)
    vote_on_statements(room)
    write_wording(room)
    name_dialogues(room)
    take_pause(room)
    place_in_dilemmas(room)
    actions = ("Et fast punkt om feedback på ledermøder", "Besøg hos hinanden hvert halvår")
    write_needs(room, actions)
    prioritise(room, actions)
    agree_next_step(room)
    evaluate(room)
    end_with_plan(room, actions)


def ask_at_talk(room):
    slot = room.open_item("Feedback i et strategisk")
    asker, voter, third = room.phones
    assert ":" in asker.inner_text("[data-clock]")
    form = "form:has(input[value=question])"
    asker.fill("textarea", "Hvem får feedback fra hvem?")
    asker.click(f"{form} button.button--main")
    wait_tick(asker, form)
    voter.wait_for_selector(".vote")
    voter.click(".vote")
    voter.wait_for_selector(".vote[aria-pressed=true]")
    room.screen.wait_for_selector("h1:has-text('Feedback i et')")
    room.screen.wait_for_selector("text=Hvem får feedback fra hvem?")
    room.check_all()
    room.press("pause")
    room.wait_state(slot, "paused")
    room.press("resume")
    room.wait_state(slot, "open")
    before = third.inner_text("[data-clock]")
    room.press("extend")
    wait_minutes(third, int(before.split(":")[0]) + 4)
    room.press("close")
    room.wait_state(slot, "closed")
    room.press("undo")
    room.wait_state(slot, "open")


def wait_minutes(page, least):
    shown = "Number(document.querySelector('[data-clock]').textContent.split(':')[0])"
    page.wait_for_function(f"least => {shown} >= least", arg=least)


def place_now_picture(room):
    room.open_item("NU-billedet: hvor")
    for value, phone in enumerate(room.phones, 3):
        mark(phone.locator(f"form:has(input[value=placed]) input[name=value][value='{value}']"))
        wait_tick(phone, "form:has(input[value=placed])")
    room.check_all()
    keep_answer_without_net(room.phones[0], room.says["offline"])


def keep_answer_without_net(phone, words):
    """What is sent without net lies on the phone, over a reload of the page, until it is sent."""
    form = "form:has(input[value=statement])"
    answer = "Vi mødes på tværs hver måned."
    phone.route(ANSWERS, lambda route: route.abort("internetdisconnected"))
    phone.fill(f"{form} textarea >> nth=0", answer)
    phone.click(f"{form} button >> nth=0")
    phone.wait_for_selector("#net:not([hidden])")
    assert words in phone.inner_text("#net")
    phone.reload()
    phone.wait_for_selector("#net:not([hidden])")
    phone.unroute(ANSWERS)
    phone.wait_for_selector("#net", state="hidden")
    wait_tick(phone, form)
    phone.context.set_offline(True)
    phone.fill(f"{form} textarea >> nth=0", answer + " Det virker.")
    phone.click(f"{form} button >> nth=0")
    phone.wait_for_selector("#net:not([hidden])")
    phone.context.set_offline(False)
    wait_tick(phone, form)
    phone.reload()
    assert phone.input_value(f"{form} textarea >> nth=0") == answer + " Det virker."


def vote_on_statements(room):
    """The facilitator adds two; they come one by one, also without net, and can be changed."""
    room.open_item("NU-billedet på tværs")
    form = "form:has(input[value=added])"
    for text in ("Vi mødes for lidt.", "Vi kender retningen."):
        room.console.fill(f"{form} textarea", text)
        room.console.click(f"{form} button")
        room.console.wait_for_selector(f"li >> text={text}", state="attached")
    for phone in room.phones:
        phone.reload()
        phone.wait_for_selector("[data-card]:visible")
    room.check_all()
    voter = room.phones[0]
    assert voter.locator("[data-card]:visible").count() == 1
    first = voter.inner_text("[data-card]:visible legend")
    voter.click("[data-card]:visible button[value=agree]")
    second = voter.inner_text("[data-card]:visible legend")
    assert first != second
    voter.route(ANSWERS, lambda route: route.abort("internetdisconnected"))
    voter.click("[data-card]:visible button[value=disagree]")
    voter.wait_for_selector("[data-deck-end]:not([hidden])")
    voter.unroute(ANSWERS)
    voter.wait_for_selector(".deck__done")
    voter.click(".deck__done > summary")
    pressed = ".deck__done [data-card]:has-text('{}') button[value={}][aria-pressed=true]"
    voter.wait_for_selector(pressed.format(first.split("\n")[-1], "agree"))
    voter.wait_for_selector(pressed.format(second.split("\n")[-1], "disagree"))
    room.check_all()


def place_in_dilemmas(room):
    """Before, at the table, and after: each phase as the console moves on."""
    room.open_item("Dilemmaer")
    phone = room.phones[0]
    for when, value in (("before", 3), ("after", 5)):
        form = f"form:has(input[value={when}-0])"
        phone.wait_for_selector(form)
        mark(phone.locator(f"{form} input[name=value][value='{value}']"))
        phone.click(f"{form} button")
        wait_tick(phone, form)
        room.check_all()
        if when == "before":
            room.console.click("form[data-rehearse=turn] button")
            phone.wait_for_selector(".people", timeout=15_000)
            room.console.click("form[data-rehearse=turn] button[value=again]")


def write_needs(room, actions):
    """One phone writes a need with two actions for its table, and mends it."""
    room.open_item("Behov og mulige")
    scribe = room.phones[2]
    scribe.click("form:has(input[value=scribe]) button")
    form = "form:has(input[value=n1])"
    scribe.select_option(f"{form} select", index=1)
    for need in ("Tid", "Tid til feedback"):
        scribe.fill(f"{form} [name=text]", need)
        scribe.fill(f"{form} [name=action_1]", actions[0])
        if not scribe.is_visible(f"{form} [name=action_2]"):
            scribe.click(f"{form} summary")
        scribe.fill(f"{form} [name=action_2]", actions[1])
        scribe.click(f"{form} button")
        room.console.wait_for_selector(f"text='{need}'")
    room.check_all()
    room.console.click("button[name=showing][value=result]")
    room.screen.wait_for_selector(f"text={actions[1]}")
    room.check_all()


def write_wording(room):
    """The facilitator's text stands over what comes in and a reload, and is mended; the phones are
    asked again."""
    room.open_item("Vores fælles")
    first, mended = "Vi er tæt på hinanden.", "Vi er tæt på hinanden, når vi mødes."
    room.console.fill("textarea[data-keep]", first)
    room.press("extend")
    assert room.console.input_value("textarea[data-keep]") == first
    room.console.reload()
    assert room.console.input_value("textarea[data-keep]") == first
    room.console.click(".writing .button--main")
    form = "form:has(input[value=stand])"
    for phone, stand in zip(room.phones, ("sign", "live_with", "cannot"), strict=True):
        phone.wait_for_selector(f"text='{first}'")
        if stand == "cannot":
            phone.click(f"{form} summary")
            phone.fill(f"{form} textarea", "Det er vi ikke altid.")
        phone.click(f"{form} button[value={stand}]")
        wait_tick(phone, form)
    room.check_all()
    room.console.fill("textarea[data-keep]", mended)
    room.console.click(".writing .button--main")
    for page in (room.screen, *room.phones):
        page.wait_for_selector(f"text='{mended}'")
    for phone in room.phones:
        assert phone.locator(f"{form} [aria-pressed=true]").count() == 0
    room.check_all()


def name_dialogues(room):
    """One at a time, also without net and over a reload; mended, and one taken back."""
    room.open_item("De vigtige dialoger")
    namer, second, third = room.phones
    assert namer.locator("[data-page]:visible").count() == 1
    fill_dialogue(namer, 1, "PPR", "Faste tider")
    namer.reload()
    kept = namer.locator("[data-page='1'] [name=whom] option:checked")
    assert kept.inner_text() == "PPR", "what one has chosen is kept as one writes"
    assert namer.is_checked("[data-page='1'] [name=works][value='2']")
    send_dialogue(namer, 1)
    namer.wait_for_selector("[data-turn='1'][data-state=saved]")
    namer.route(ANSWERS, lambda route: route.abort("internetdisconnected"))
    for number, whom in ((2, "Skoler"), (3, "Afdelingsledelse")):
        fill_dialogue(namer, number, whom)
        send_dialogue(namer, number)
    namer.wait_for_selector("#net:not([hidden])")
    namer.unroute(ANSWERS)
    namer.wait_for_selector("[data-turn='3'][data-state=saved]")
    room.check_all()
    namer.click("[data-turn='2']")
    namer.click("[data-page='2'] .pager__remove")
    namer.wait_for_selector("[data-turn='2']:not([data-state=saved])")
    namer.wait_for_selector("[data-page='2'] [data-saved]:not([hidden])", state="attached")
    namer.click("[data-turn='1']")
    mark(namer.locator("[data-page='1'] [name=works][value='4']"))
    send_dialogue(namer, 1)
    namer.wait_for_selector("[data-turn='1'][data-state=saved]")
    namer.reload()
    named = namer.locator("[data-turn] [data-name]").all_inner_texts()
    assert named == ["PPR", "", "Afdelingsledelse", "", ""]
    assert namer.is_checked("[data-page='1'] [name=works][value='4']")
    for phone in (second, third):
        fill_dialogue(phone, 1, "Dagtilbud")
        send_dialogue(phone, 1)
        phone.wait_for_selector("[data-turn='1'][data-state=saved]")
    room.press("close")
    for phone in room.phones:
        phone.wait_for_selector(".item[data-state=closed]")
    room.check_all()


def fill_dialogue(phone, number, whom, better=""):
    page = f"[data-page='{number}']"
    phone.wait_for_selector(page)
    phone.select_option(f"{page} [name=whom]", label=whom)
    phone.select_option(f"{page} [name=focus]", index=1)
    mark(phone.locator(f"{page} [name=important][value='5']"))
    mark(phone.locator(f"{page} [name=works][value='2']"))
    phone.fill(f"{page} textarea", better)


def send_dialogue(phone, number):
    phone.click(f"[data-page='{number}'] .button--main")


def take_pause(room):
    room.open_item("Frokost")
    room.check_all()


def prioritise(room, actions):
    room.open_item("Prioritering")
    form = "form:has(input[value=points])"
    for phone in room.phones:
        for action in actions:
            assert action in phone.inner_text("[data-points]")
        least = phone.locator("[data-points] button[data-step='1']")
        before = int(phone.inner_text("[data-left]"))
        least.nth(0).click()
        least.nth(1).click()
        least.nth(1).click()
        assert int(phone.inner_text("[data-left]")) == before - 3
        phone.click(f"{form} button.button--main")
        wait_tick(phone, form)
    room.check_all()
    room.press("close")
    room.console.wait_for_selector("main svg")
    room.check_all()


def agree_next_step(room):
    room.open_item("Aftaler om")
    proposer, owner, _ = room.phones
    form = "form:has(input[value=step])"
    proposer.fill("#what", "Et fast punkt om feedback på hvert ledermøde")
    proposer.select_option("#owner", label=room.house.facts["phones"][1][0])
    proposer.fill("#by", (date.today() + timedelta(days=60)).isoformat())
    proposer.click(f"{form} button.button--main")
    wait_tick(proposer, form)
    owner.wait_for_selector("#asked .card")
    room.check_all()
    owner.click("#asked button.button--main")
    owner.wait_for_selector("#asked .card", state="detached")
    room.screen.wait_for_selector("text=Et fast punkt om feedback")


def evaluate(room):
    room.open_item("Evaluering")
    for phone in room.phones:
        mark(phone.locator("form:has(input[value=s1]) input[name=value][value='4']"))
        wait_tick(phone, "form:has(input[value=s1])")
    phone.fill("#quote", "Vi fik sat ord på det, vi går og tænker.")
    phone.check("input[name=leave]")
    phone.click("form:has(#quote) button")
    wait_tick(phone, "form:has(#quote)")
    room.check_all()


def end_with_plan(room, actions):
    room.press("close")
    room.console.wait_for_selector(".next-action[value=open]")
    room.press("open")
    room.console.wait_for_selector(".next-action[value=close]")
    room.press("close")
    room.console.wait_for_selector(".next-action[value=end]")
    room.press("end")
    room.screen.wait_for_selector(f"h1:has-text('{room.says['plan']}')")
    for phone in room.phones:
        phone.wait_for_selector(f"h1:has-text('{room.says['thanks']}')")
    room.check_all()
    read_plan(room, ("Et fast punkt om feedback på hvert ledermøde", *actions))


def read_plan(room, texts):
    page = room.console
    page.click("a.next-action")
    page.wait_for_url("**/plan/")
    for text in texts:
        assert text in page.inner_text("article")
    room.watch.check(page)
    for name, start in ((".pdf", b"%PDF-"), (".docx", b"PK")):
        link = page.get_attribute(f"a[href$='{name}']", "href")
        assert page.request.get(link).body().startswith(start)
