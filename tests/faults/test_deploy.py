"""A deploy in the middle of a day: phones with the page of before, on a server of another Pejl
whose styles and scripts have other addresses, and where those of before are gone."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.commands import PEJL
from tests.conftest import own_environment, wait_for_server
from tests.driving import join, mark, open_item
from tests.test_browser_offline import FORM, HELD, PHONE, Phone

pytestmark = pytest.mark.browser
SOURCES = Path(__file__).parents[2] / "src" / "pejl"
CHANGED = ("ui/static/ui/phone.css", "ui/static/ui/icons.svg", "surfaces/static/surfaces/outbox.js")
STATIC = re.compile(r'"(/static/[^"#]+)')
WORDS = "Vi mødes om det på mandag"


@pytest.fixture
def newer(tmp_path_factory):
    """The program once more, with other styles, pictures and scripts."""
    folder = tmp_path_factory.mktemp("newer")
    shutil.copytree(SOURCES, folder / "pejl", ignore=shutil.ignore_patterns("tests", "*.po"))
    for name in CHANGED:
        path = folder / "pejl" / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def deploy(house, newer):
    """The server is replaced by the newer one; nothing is left of the old one's static files."""
    running = []

    def stop():
        house.server.kill()
        house.server.wait()
        shutil.rmtree(house.folder / "static")

    def start():
        port = urlsplit(house.base).port
        command = [sys.executable, "-m", PEJL, "serve", "--port", str(port)]
        told = {**own_environment(house.folder), "PYTHONPATH": str(newer)}
        running.append(subprocess.Popen(command, env=told))
        wait_for_server(port)

    yield stop, start
    for server in running:
        server.kill()
        server.wait()


def list_files(house):
    """What a phone's page needs now, without what stayed as it was."""
    return set(STATIC.findall(join(house).get("/p/").text))


def find_script(page):
    return page.get_attribute("script[type=module]", "src")


def write(page, words):
    """In a field, without sending it."""
    field = page.locator("form[data-answer] textarea:visible").first
    field.fill(words)


def test_a_phone_with_the_page_of_before_goes_on_after_a_deploy(house, watch, deploy):
    _console, _day, slot = open_item(house, "NU-billedet: hvor")
    phone = Phone(house, watch.open(PHONE), house.facts["phones"][0][1])
    page, (stop, start) = phone.page, deploy
    page.wait_for_selector(FORM)
    page.evaluate("window.old = true")
    before = list_files(house)
    stop()
    write(page, WORDS)
    mark(page.locator(f"{FORM} >> nth=0 >> input[value='3']"))
    page.wait_for_selector("#net:not([hidden])")
    assert phone.count(HELD) == 1
    start()
    assert find_script(page) in before - list_files(house)
    assert len(phone.wait_stored(slot, 1)) == 1
    page.wait_for_selector("#net", state="hidden", timeout=60_000)
    mark(page.locator(f"{FORM} >> nth=1 >> input[value='5']"))
    assert len(phone.wait_stored(slot, 2)) == 2
    with page.expect_response(re.compile(r"/p/now$"), timeout=60_000) as read:
        open_item(house, "Velkomst")
    assert read.value.status == 200
    page.wait_for_selector("h1:has-text('Velkomst')")
    assert page.evaluate("window.old"), "something was being written"
    assert page.input_value("#lost-words") == WORDS
    open_item(house, "De vigtige dialoger")
    page.wait_for_selector("h1:has-text('De vigtige dialoger')")
    assert page.input_value("#lost-words") == WORDS, "as long as one has not put it away"
    page.click("[data-dismiss]")
    open_item(house, "Prioritering")
    page.wait_for_function("() => !window.old")
    page.wait_for_selector(".scripted h1:has-text('Prioritering')")
    assert find_script(page) in list_files(house) - before


def test_addresses_of_before_lead_to_what_is_there_now(house, deploy):
    """For a page that was read just before, and what it needs just after."""
    before, (stop, start) = list_files(house), deploy
    stop()
    start()
    now = list_files(house)
    assert len(before - now) >= 2
    with httpx.Client(base_url=house.base, follow_redirects=True) as asking:
        for address in before - now:
            reply = asking.get(address)
            assert (reply.status_code, reply.url.path in now) == (200, True)
            assert "no-store" in reply.history[0].headers["cache-control"]
        for address in ("/static/surfaces/none.0123456789ab.js", "/static/surfaces/phone.js/x"):
            assert asking.get(address).status_code == 404
