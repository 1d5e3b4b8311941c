"""What a hashed, strict, slow-network page cannot do without."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from pejl import ui
from pejl.ui.templatetags.ui import DKFDS_ICONS, OWN, OWN_ICONS

ROOM = Path(ui.__file__).parent
STYLES = sorted((ROOM / "static" / "ui").glob("*.css"))
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
OWN_SPRITE = ROOM / "static" / OWN_ICONS
SPRITES = (OWN_SPRITE, ROOM / "static" / DKFDS_ICONS)
PHONE_LIMIT = 14_000


def name(path):
    return path.name


@pytest.mark.parametrize("style", STYLES, ids=name)
def test_styles_name_only_files_that_exist(style):
    text = style.read_text()
    for target in re.findall(r"(?:url\(|@import )\"?([^)\"]+)\"?", text):
        assert (style.parent / target).is_file(), target


def test_phone_styles_are_small():
    assert (ROOM / "static" / "ui" / "phone.css").stat().st_size < PHONE_LIMIT


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_templates_hold_no_inline_style_or_script(template):
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", text)
    assert "//" not in re.sub(r"{%.*?%}", "", text).replace("http://www.w3.org", "")


def list_icons(sprite):
    return set(re.findall(r'<symbol id="([^"]+)"', sprite.read_text()))


def test_own_icons_are_those_that_the_tag_knows():
    assert list_icons(OWN_SPRITE) == OWN


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_icons_are_in_a_sprite(template):
    known = set().union(*map(list_icons, SPRITES))
    assert set(re.findall(r"{% icon \"([^\"]+)\"", template.read_text())) <= known


def test_phones_load_one_small_sprite():
    """Whatever an activity, or the phone's own pages, draw."""
    pages = [path for path in ROOM.parent.rglob("templates/**/*.html") if is_for_phones(path)]
    shown = {icon for path in pages for icon in ICON.findall(path.read_text())}
    assert {"time", "sync", "check"} <= shown <= OWN


ICON = re.compile(r"{% icon \"([^\"]+)\"")


def is_for_phones(path):
    if path.name.startswith("phone"):
        return True
    return "activities" in path.parts and not path.name.startswith(("console", "screen"))


@pytest.mark.parametrize("page", ["403.html", "403_foreign.html", "404.html", "500.html"])
def test_error_pages_need_nothing_to_be_drawn(page, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    assert "<h1>" in get_template(page).render()
