"""A participant comes from a mail to a round that has lasted since the day, in the browser; the
facilitator finds the mails in the outbox."""

import re
from datetime import date, timedelta

import pytest
from tests.commands import PEJL, run
from tests.conftest import own_environment

pytestmark = pytest.mark.browser

ROUND = "Feedback på tværs af niveauer og områder"


def tick(house, day):
    """The working day's morning, in a process beside the server."""
    environment = {**own_environment(house.folder), "PEJL_URL": house.base}
    done = run(PEJL, "tick", "--at", f"{day}T09:30", env=environment)
    assert done.returncode == 0, done.stderr


def find_monday():
    today = date.today()
    return today + timedelta(days=7 - today.weekday())


def test_from_the_mail_to_the_round(house, watch):
    desk = watch.open((1366, 900), house.facts["console"])
    desk.click("text=Runder mellem dagene")
    desk.wait_for_selector("h1:has-text('Runder mellem dagene')")
    watch.check(desk)
    section = desk.locator("section", has=desk.locator(f"h2:has-text('{ROUND}')"))
    section.locator("input[type=date]").fill((find_monday() + timedelta(days=28)).isoformat())
    section.locator("button[value=last]").click()
    desk.wait_for_selector("text=åben til og med")
    tick(house, find_monday())
    desk.goto("/mail/")
    desk.wait_for_selector("text=Udbakke")
    watch.check(desk)
    desk.locator("tbody th a").first.click()
    link = desk.locator("main section a").first.get_attribute("href")
    assert "?round=" in link
    watch.check(desk)

    phone = watch.open((390, 844), link)
    phone.wait_for_selector("text=Åben til og med")
    assert re.search(r"/p/round/\d+/$", phone.url)
    watch.check(phone)
    phone.locator("textarea").first.fill("I spørger, før I beslutter")
    phone.locator("form .button--main").first.click()
    phone.wait_for_selector("form [data-saved]:not([hidden])")
    phone.goto("/p/")
    phone.locator("nav a").first.click()
    phone.wait_for_selector("text=Åben til og med")
    narrow = watch.open((320, 700), link)
    narrow.wait_for_selector("text=Åben til og med")
    watch.check(narrow)
