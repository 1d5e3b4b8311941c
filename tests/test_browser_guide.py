"""Every step of docs/da/din-foerste-temadag.md, from an empty folder to the plan and after, in real
Chromium. `script/pictures` runs it with PEJL_PICTURES to make the guide's pictures, and then once
more in English for those of docs/en/your-first-theme-day.md."""

import os
import subprocess
import sys
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.conftest import Watch, find_free_port, own_environment

pytestmark = pytest.mark.browser

LAPTOP, PHONE = (1366, 768), (390, 844)
EXAMPLE = files("pejl.interchange") / "example"
PICTURES = os.environ.get("PEJL_PICTURES")
LANGUAGES = ("da-DK", "en-GB") if PICTURES else ("da-DK",)
STEP = "Vi mødes med PPR hver anden torsdag"


@pytest.fixture
def started(tmp_path):
    """`pejl serve` in an empty folder: its address, and the link that it prints for the first
    account."""
    port = find_free_port()
    command = [sys.executable, "-m", "pejl.project.cli", "serve", "--port", str(port)]
    base = f"http://127.0.0.1:{port}"
    own = {**own_environment(tmp_path), "PYTHONUNBUFFERED": "1", "PEJL_URL": base}
    with subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True) as server:
        link = next(word for line in server.stdout for word in line.split() if "/setup/" in word)
        try:
            yield base, link
        finally:
            server.terminate()


@pytest.fixture(params=LANGUAGES)
def visit(chromium, started, request):
    watching = Watch(chromium, started[0], request.param)
    yield watching
    assert not watching.faults, "\n".join(sorted(set(watching.faults)))


def take(page, name, at="body"):
    """A small picture of the page, with what `at` names at the top."""
    if not PICTURES:
        return
    page.locator(at).first.evaluate("one => one.scrollIntoView()")
    page.wait_for_timeout(400)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    language = "-en" if is_english(page) else ""
    picture.quantize(128).save(Path(PICTURES) / f"{name}{language}.png", optimize=True)


def is_english(page):
    return page.evaluate("document.documentElement.lang") == "en"


def say(page, text):
    """The same in the language of the page."""
    return ENGLISH[text] if is_english(page) else text


ENGLISH = {
    "Kom i gang": "Begin",
    "Indlæs lederne": "Read in the leaders",
    "Se filen igennem": "Look at the file",
    "Brug svarene": "Use these answers",
    "Gem 50 ledere": "Store 50 leaders",
    "Tilføj udviklingsaftalen": "Add the development agreement",
    "Indlæs fra en fil": "Read from a file",
    "Gem aftalen": "Save the agreement",
    "Lav den første dag": "Make the first day",
    "Feedback i ledelseskæden": "Feedback in the leadership chain",
    "Gem": "Save",
    "Gem programmet": "Save the programme",
    "Læg væk": "Lay aside",
    "1 lagt væk": "1 laid aside",
    "Indstillinger": "Settings",
    "drejebog": "script",
    "Nu skriver I feedback": "Now you write feedback",
    "Drejebogen": "The script",
    "Hent som PDF": "Fetch as PDF",
    "Hent som Word": "Fetch as Word",
    "drejebog-": "script-",
    "Tilbage til dagen": "Back to the day",
    "QR-kort": "QR cards",
    "Gå til konsollen": "Go to the console",
    "Start en generalprøve": "Start a rehearsal",
    "4 af 50 er her": "4 of 50 are here",
    "/[1-4] af 50 har svaret/": "/[1-4] of 50 have answered/",
    "Slut generalprøven, og slet alt fra den": "End the rehearsal and wipe it",
    "Dagen er ikke begyndt": "The day has not begun",
    "Læg telefonen fra dig": "Put the phone down",
    "Se planen": "See the plan",
    "Åbn Aftaler om næste skridt": "Open Next steps",
    "Foreslå": "Propose",
    "Det står du for": "You own this",
    STEP: "We meet with PPR every other Thursday",
    "næste skridt 1": "next steps 1",
}


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=say(page, name)).first.click()


def follow(page, name):
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=say(page, name)).first.click()


def make_account(page, link):
    page.goto(link)
    page.fill("[name=organisation]", "Center for Børn og Familier")
    page.fill("[name=email]", "anna@eksempel.dk")
    page.fill("[name=password]", "en lang sætning om feedback")
    press(page, "Kom i gang")


def read_leaders(page):
    follow(page, "Indlæs lederne")
    page.set_input_files("input[type=file]", str(EXAMPLE / "ledere-loensystem.csv"))
    press(page, "Se filen igennem")
    take(page, "guide-ledere", "h1")
    while page.locator("button[name=answers]").count():
        press(page, "Brug svarene")
    press(page, "Gem 50 ledere")
    assert page.locator(".chain, table").count()


def read_agreement(page):
    page.goto("/days/")
    follow(page, "Tilføj udviklingsaftalen")
    follow(page, "Indlæs fra en fil")
    page.set_input_files("input[type=file]", str(EXAMPLE / "udviklingsaftale.md"))
    press(page, "Se filen igennem")
    press(page, "Gem aftalen")


def make_day(page):
    page.goto("/days/")
    follow(page, "Lav den første dag")
    page.fill("[name=title]", say(page, "Feedback i ledelseskæden"))
    page.fill("[name=date]", date.today().isoformat())
    page.fill("[name=place]", "Kulturhuset")
    page.check("[value=ready-feedback]", force=True)
    take(page, "guide-ny-dag", "label[for=id_agreement]")
    press(page, "Gem")
    assert page.locator("#rows [data-row]").count() == 21
    assert page.locator("#advice").count() == 0


def change_programme(page):
    """A longer talk brings advice; it is laid aside, and the talk made short again."""
    page.locator("#rows [name=minutes]").nth(2).fill("25")
    page.wait_for_selector("#advice li")
    take(page, "guide-raad", "#programme")
    page.get_by_role("button", name=say(page, "Læg væk")).click()
    page.wait_for_selector("text=" + say(page, "1 lagt væk"))
    page.locator("#rows [name=minutes]").nth(2).fill("15")
    page.wait_for_selector("#advice", state="detached")
    press(page, "Gem programmet")
    assert page.locator("#advice").count() == 0


def look_at_an_item(page):
    with page.expect_navigation():
        page.locator("#rows [data-row]").nth(9).get_by_role(
            "link", name=say(page, "Indstillinger")
        ).click()
    page.locator("summary", has_text=say(page, "drejebog")).click()
    assert say(page, "Nu skriver I feedback") in page.input_value("[name=s-says]")
    page.go_back()


def fetch_script(page):
    follow(page, "Drejebogen")
    take(page, "guide-drejebog", "section:nth-of-type(2)")
    for name in ("Hent som PDF", "Hent som Word"):
        with page.expect_download() as got:
            page.get_by_role("link", name=say(page, name)).click()
        assert got.value.suggested_filename.startswith(say(page, "drejebog-"))
    page.get_by_role("link", name=say(page, "Tilbage til dagen")).click()


def rehearse(page):
    """As said in the guide: simulated phones on the first items, and all of it wiped."""
    follow(page, "Gå til konsollen")
    press(page, "Start en generalprøve")
    command = page.inner_text(".rehearsing code").split()
    assert command[:2] == ["pejl", "rehearse"]
    said = [sys.executable, "-m", "pejl.project.cli", "rehearse", command[2], "--phones", "4"]
    company = subprocess.Popen(said, stdout=subprocess.DEVNULL)
    try:
        page.wait_for_selector("text=" + say(page, "4 af 50 er her"), timeout=60_000)
        for _press in range(3):
            press_next(page)
        page.wait_for_selector("text=" + say(page, "/[1-4] af 50 har svaret/"), timeout=60_000)
    finally:
        company.terminate()
        company.wait(timeout=20)
    press(page, "Slut generalprøven, og slet alt fra den")
    page.wait_for_selector("text=" + say(page, "Dagen er ikke begyndt"))


def join(visit, code):
    phone = visit.open(PHONE, f"/j/{code}/")
    phone.locator("#names button").first.click()
    phone.wait_for_selector("text=" + say(phone, "Læg telefonen fra dig"))
    return phone


def press_next(page):
    """The one large button; what it said, when it says something else."""
    from playwright.sync_api import expect

    button = page.locator(".next-action")
    said = " ".join(button.inner_text().split())
    button.click()
    expect(button).not_to_have_text(said, timeout=20_000)
    return said


def run_day(page, phone):
    """By the one large button, from the first item to the last."""
    while say(page, "Se planen") not in page.inner_text(".next-action"):
        if press_next(page).startswith(say(page, "Åbn Aftaler om næste skridt")):
            propose_step(phone)


def propose_step(phone):
    phone.wait_for_selector("#what")
    phone.fill("#what", say(phone, STEP))
    phone.fill("#by", "2027-05-01")
    phone.get_by_role("button", name=say(phone, "Foreslå")).click()
    phone.wait_for_selector("#steps >> text=" + say(phone, "Det står du for"))


def test_the_guide_from_a_list_of_leaders_to_the_plan_and_after(started, visit, tmp_path):
    page = visit.open(LAPTOP)
    make_account(page, started[1])
    read_leaders(page)
    read_agreement(page)
    make_day(page)
    change_programme(page)
    look_at_an_item(page)
    fetch_script(page)
    day = page.url
    follow(page, "QR-kort")
    assert page.locator("img").count() >= 50
    page.goto(day)
    rehearse(page)
    page.goto(day)
    page.goto(day.rstrip("/") + "/script/")
    code = page.locator("dl dd").nth(4).inner_text().strip()
    phone = join(visit, code)
    page.goto(day.rstrip("/") + "/console/")
    run_day(page, phone)
    follow(page, "Se planen")
    assert say(page, STEP) in page.inner_text("main")
    take(page, "guide-plan", "h1")
    with page.expect_download() as got:
        page.get_by_role("link", name=say(page, "Hent som PDF")).click()
    assert got.value.suggested_filename.startswith("plan-")
    tick = [sys.executable, "-m", "pejl.project.cli", "tick"]  # what the server does each minute
    subprocess.run(tick, env=own_environment(tmp_path), check=True, stdout=subprocess.DEVNULL)
    page.goto("/followup/")
    assert say(page, "næste skridt 1") in " ".join(page.inner_text("main").split())
    take(page, "guide-opfoelgning")
