"""The guides say what is there: their links lead somewhere, and their buttons are called so."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from pejl.days.template import list_day_templates

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
GUIDES = {"da": "docs/da/din-foerste-temadag.md", "en": "docs/en/your-first-theme-day.md"}
LINK = re.compile(r"\]\(([^)#:]+)\)")
PLACE = re.compile(r"%\(\w+\)[sd]")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page):
    for link in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / link).exists(), link


def list_labels(language):
    """What the interface says in that language, with 50 for numbers."""
    for path in ROOT.glob("src/pejl/**/locale/da/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="da"):
                said = message.string if language == "da" else message.id
                for text in said if isinstance(said, tuple | list) else (said,):
                    yield PLACE.sub("50", text)


@pytest.mark.parametrize("language", GUIDES)
def test_what_a_guide_names_is_called_so(language):
    text = (ROOT / GUIDES[language]).read_text("utf-8")
    with translation.override(language):
        titles = " ".join(one.title for one in list_day_templates().values())
    known = {*list_labels(language)}
    for name in re.findall(r"\*\*(.+?)\*\*", text.replace("\n", " ")):
        assert name in known or name in titles, name
