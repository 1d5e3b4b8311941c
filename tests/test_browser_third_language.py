"""A third language, made by machine: its catalogue is all it takes, and longer words fit."""

import re
import sqlite3
from pathlib import Path

import django
import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from tests.test_browser_for_all import NO_PAGE, SIDEWAYS
from tests.walking import furnish_house

pytestmark = pytest.mark.browser

SOURCES = Path(__file__).parent.parent / "src" / "pejl"
PLAIN, ODD = "AaCcDdEeGgIiLlNnOoRrSsTtUuYyZz", "ÁáĆćĎďĚěĜĝĬĭĹĺŃńŐőŘřŠšŤťŰűŶŷŽž"
ACCENTS = str.maketrans(PLAIN, ODD)
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;)")
WORD = re.compile(r"[^\W\d_]{3,}")
# What no catalogue holds: names of Pejl, of languages, of files and of addresses.
NAMES = ["Pejl Dansk English Norsk bokmål PDF Word Excel csv invalid eksempel localhost http"]
HOLE, IN_DANISH = "Keeping and forgetting", "Opbevaring og sletning"
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [document.title];
  while (walker.nextNode()) {
    const aside = 'script, style, template, textarea, code, [lang]:not(html)';
    const node = walker.currentNode;
    if (!node.parentElement.closest(aside)) found.push(node.data);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
  return found;
}"""
CUT = """() => [...document.querySelectorAll(
    'button, .button, h1, h2, h3, label, legend, summary, p, li, dt, dd, th, td, .pill')]
  .filter(one => one.checkVisibility() && !one.closest('.sr-only, .skip'))
  .filter(one => !['inline', 'contents'].includes(getComputedStyle(one).display))
  .filter(one => getComputedStyle(one).textOverflow !== 'ellipsis')
  .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .map(one => `${one.scrollWidth} > ${one.clientWidth}: ${one.outerHTML.slice(0, 110)}`)"""


def test_a_catalogue_is_all_a_third_language_takes(house, watch):
    pages = furnish_house(house)
    house.stop()
    make_catalogue(house.folder / "locale" / "nb" / "LC_MESSAGES")
    house.start()
    watch.language = "nb-NO"
    owner, stranger = watch.open((1280, 900), house.facts["entry"]), watch.open((1280, 900))
    token = {"name": pages.cookie, "value": pages.token, "url": house.base}
    owner.context.add_cookies([token])
    known, seen = read_known(house), set()
    for page, addresses in ((owner, pages.inside + pages.phones), (stranger, pages.outside)):
        for address in addresses:
            answer = None if address.endswith("/try/") else page.request.get(address)
            if answer and answer.status not in NO_PAGE and answer.url not in seen:
                seen.add(answer.url)
                if "<html" in answer.text():
                    page.goto(address)
                    read_page(watch, page, known)
    assert len(seen) > 60
    found = [one for one in watch.faults if IN_DANISH in one]
    assert found, "what the catalogue leaves out is shown in Danish, and found here"
    watch.faults[:] = [one for one in watch.faults if one not in found]
    owner.goto("/mail/hours/")
    assert owner.locator("option[value=nb]").count() == 1
    owner.click("button[name=language][value=en]")
    owner.wait_for_selector("html[lang=en] button[name=language][value=nb]")


def read_page(watch, page, known):
    path = page.url.removeprefix(watch.base)
    assert page.evaluate("document.documentElement.lang") == "nb", path
    for text in page.evaluate(TEXTS):
        if not set(text) & set(ODD[2:]) and set(WORD.findall(text.lower())) - known:
            watch.faults.append(f"{path} not translated: {text.strip()[:90]}")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        cut = page.evaluate(CUT) + page.evaluate(SIDEWAYS)
        watch.faults += [f"{path} at {width} cut off: {one}" for one in cut]


def make_catalogue(folder):
    made = Catalog(locale="nb")
    for source in SOURCES.rglob("da/LC_MESSAGES/django.po"):
        with source.open("rb") as file:
            for message in read_po(file):
                if message.id and message.id != HOLE:
                    many = isinstance(message.id, tuple)
                    text = tuple(map(stretch, message.id)) if many else stretch(message.id)
                    made.add(message.id, text, context=message.context)
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, made)


def stretch(text):
    """Accented, in brackets, and four tenths longer; with what code puts in left as it is."""
    parts = KEPT.split(text)
    parts[::2] = [part.translate(ACCENTS) for part in parts[::2]]
    longer = "~" * max(1, len(text) * 4 // 10)
    words = " ".join(longer[at : at + 6] for at in range(0, len(longer), 6))
    return f"[{''.join(parts)} {words}]"


def read_known(house):
    """Every word of the people's own and the example texts, and of Django's own Norwegian."""
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        texts = list(database.iterdump())
    texts += [path.read_text() for path in SOURCES.rglob("*.toml")]
    own = Path(django.__file__).parent / "conf" / "locale" / "nb" / "LC_MESSAGES" / "django.po"
    return set(WORD.findall(" ".join([*texts, own.read_text(), *NAMES]).lower()))
