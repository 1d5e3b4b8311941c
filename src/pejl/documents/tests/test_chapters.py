"""Items that show the same thing stand together in the plan."""

import pytest

from pejl.days import run
from pejl.days.models import ThemeDay
from pejl.documents.plan import write_plan
from pejl.people.models import Organisation
from pejl.ui.blocks import Heading

pytestmark = pytest.mark.django_db


def make_day(*items):
    day = ThemeDay.objects.create(
        organisation=Organisation.objects.create(name="Center"), title="Temadag"
    )
    for position, (activity, title) in enumerate(items):
        slot = day.slots.create(
            position=position, activity=activity, title=title, promise="confidential"
        )
        run.open_slot(day, slot, None)
        run.close_slot(day, slot, None)
    return day


def test_what_shows_the_now_picture_is_one_chapter_where_the_first_of_it_stands():
    day = make_day(
        ("talk", "Velkommen"),
        ("nowpicture", "Hvor står vi?"),
        ("poll", "Ét ord"),
        ("statements", "vores fælles nu-billede"),
    )
    sections = write_plan(day).sections
    titles = [section.title for section in sections]
    assert titles.count("Vores fælles NU-billede") == 1
    chapter = next(one for one in sections if one.title == "Vores fælles NU-billede")
    headings = [block for block in chapter.blocks if isinstance(block, Heading)]
    assert [one.text for one in headings if one.level == 2] == ["Hvor står vi?", "Udsagn"]
    assert titles.index("Vores fælles NU-billede") < titles.index("Ét ord")
    assert len({section.key for section in sections}) == len(sections)


def test_an_item_by_itself_keeps_its_title():
    assert "Ét ord" in [
        section.title for section in write_plan(make_day(("poll", "Ét ord"))).sections
    ]


def test_no_chapter_without_anything_in_it():
    titles = [section.title for section in write_plan(make_day(("talk", "Velkommen"))).sections]
    assert "Vores fælles NU-billede" not in titles
