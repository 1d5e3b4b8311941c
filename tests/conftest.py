"""The example day on a real server, and real browsers to visit it with."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.commands import PEJL, Script

MAKE_DAY = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
import django
django.setup(set_prefix=False)
from pejl.days.composing import plan_missing
from pejl.days.models import ThemeDay
from pejl.people.models import Organisation
from pejl.project.demo import make_demo
facts = make_demo(sys.argv[1])
day = ThemeDay.objects.get()
plan_missing(day)
slots = [[slot.id, slot.title] for slot in day.slots.all()]
print(json.dumps({**facts, "code": day.code, "slots": slots}))
"""


@dataclass
class House:
    """A running server with the example day in it."""

    base: str
    folder: Path
    facts: dict
    server: Script

    def find_slot(self, start):
        """The item whose title begins so."""
        return next(slot for slot, title in self.facts["slots"] if title.startswith(start))

    def stop(self):
        self.server.terminate()
        self.server.wait(timeout=20)

    def start(self):
        """Once more, where it was, with what it has."""
        self.server = start_server(self.folder, urlsplit(self.base).port)


def find_free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def own_environment(folder):
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PEJL_")}
    clock = Path(folder) / "clock"
    if not clock.exists():
        clock.write_text("0")
    return {**kept, "PEJL_FOLDER": str(folder), "PEJL_CLOCK": str(clock), "PEJL_WARM": "0"}


def start_server(folder, port):
    server = Script(PEJL, "serve", "--port", port, env=own_environment(folder))
    try:
        wait_for_server(port)
    except TimeoutError:
        server.kill()
        raise
    return server


def wait_for_server(port, seconds=120):
    until = time.monotonic() + seconds
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as asking:
        while time.monotonic() < until:
            try:
                asking.get("/j/")
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
    raise TimeoutError("the server did not come up")


ELSEWHERE = "http://house.invalid"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A folder with the example day, made once; and where to look in it, at ELSEWHERE."""
    folder = tmp_path_factory.mktemp("house")
    command = [sys.executable, "-c", MAKE_DAY, ELSEWHERE]
    made = subprocess.run(
        command, env=own_environment(folder), stdout=subprocess.PIPE, text=True, check=True
    )
    return folder, made.stdout.splitlines()[-1]


@pytest.fixture
def house(prepared, tmp_path):
    made, facts = prepared
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    port = find_free_port()
    base = f"http://127.0.0.1:{port}"
    server = start_server(tmp_path, port)
    house = House(base, tmp_path, json.loads(facts.replace(ELSEWHERE, base)), server)
    yield house
    house.stop()


def find_chromium():
    named = os.environ.get("PEJL_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUMS)), None)


CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# Not for the whole session: Playwright keeps an event loop running in its thread, and Django
# refuses the database to tests beside one.
@pytest.fixture
def chromium():
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as play:
        try:
            browser = play.chromium.launch(
                executable_path=find_chromium(),
                args=["--no-sandbox"] if os.geteuid() == 0 else [],
            )
        except Error as fault:
            pytest.skip(f"no Chromium to drive (./script/browser gets one): {fault}")
        yield browser
        browser.close()


@dataclass
class Watch:
    """Opens pages, and keeps what no page may do: ask elsewhere, break the policy, fail."""

    browser: object
    base: str
    language: str = "da-DK"
    faults: list = field(default_factory=list)

    def open(self, size, address="", worker="block"):
        """With `worker="allow"` a service worker, too; what it asks for, `route` does not see."""
        context = self.browser.new_context(
            base_url=self.base,
            viewport={"width": size[0], "height": size[1]},
            locale=self.language,
            reduced_motion="reduce",
            service_workers=worker,
        )
        chosen = {"name": "django_language", "value": self.language[:2], "url": self.base}
        context.add_cookies([chosen] if self.language != "da-DK" else [])
        context.on("request", self.note_request)
        context.on("console", self.note_message)
        context.on("weberror", lambda fault: self.faults.append(f"script: {fault.error}"))
        context.on("response", self.note_response)
        context.set_default_timeout(10_000)
        page = context.new_page()
        if address:
            page.goto(address)
        return page

    def note_request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.base:
            self.faults.append(f"request to {request.url}")

    def note_response(self, response):
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    def note_message(self, message):
        # A lost net is told on the console by the browser itself; that is no fault of the page.
        lost = "net::ERR_" in message.text or message.text.startswith("htmx:")
        if message.type == "error" and not lost:
            self.faults.append(f"console: {message.text}")

    def check(self, page):
        """What axe finds here is a fault, and so is a page wider than its window."""
        from axe_playwright_python.sync_playwright import Axe

        path = urlsplit(page.url).path
        found = Axe().run(page, options={"iframes": False}).response["violations"]
        for row in found:
            places = [node["target"] for node in row["nodes"]][:4]
            self.faults.append(f"axe: {path} {row['id']}: {row['help']} {places}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.faults.append(f"scrolls sideways: {path}")


@pytest.fixture
def watch(chromium, house):
    watching = Watch(chromium, house.base)
    yield watching
    assert not watching.faults, "\n".join(sorted(set(watching.faults)))
