"""Three who meet between days: the facilitator puts them together, they agree from their mails."""

import sqlite3

import pytest

pytestmark = pytest.mark.browser

FIND_MAIL = "SELECT body FROM mail_message WHERE key LIKE ? ORDER BY id"


def read_links(house, number):
    """From the mails to the group with that number."""
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        (group,) = database.execute("SELECT id FROM peers_peergroup WHERE number = ?", [number])
        rows = database.execute(FIND_MAIL, [f"peers % {group[0]} first %"]).fetchall()
    lines = [line for (body,) in rows for line in body.splitlines()]
    return [line[line.index("/l/") :] for line in lines if "/peers/" in line]


def test_three_find_a_date(house, watch):
    desk = watch.open((1366, 900), house.facts["console"])
    desk.goto(f"/days/{house.facts['day']}/peers/")
    desk.click("button[value=make]")
    desk.wait_for_selector("text=16 grupper")
    watch.check(desk)
    desk.click("button[value=tell]")
    desk.wait_for_selector("text=0 af 16")
    phones = [watch.open((390, 844), link) for link in read_links(house, 16)]
    assert len(phones) == 3
    phones[0].fill("#at", "2027-02-01T10:00")
    phones[0].click("button[value=propose]")
    phones[0].wait_for_selector("text=mandag 1. februar kl. 10.00")
    watch.check(phones[0])
    for phone in phones[1:]:
        phone.reload()
        phone.click("button[value=yes]")
    phones[2].wait_for_selector("text=Læg det i din kalender")
    phones[2].fill("#line", "Jeg spørger, før jeg svarer")
    phones[2].click("button[value=line]")
    phones[2].wait_for_selector("text=Kun din gruppe ser det")
    phones[2].click("button[value=met]")
    phones[2].wait_for_selector("text=I har mødtes")
    watch.check(phones[2])
    desk.reload()
    desk.wait_for_selector("text=1 af 16")
    assert "Jeg spørger" not in desk.content()
    narrow = watch.open((320, 700), read_links(house, 16)[1])
    watch.check(narrow)
    assert "Jeg spørger" in narrow.content()
