"""From a mail to a check-in on the phone, and the pages that follow from it, in the browser."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from tests.conftest import own_environment

pytestmark = pytest.mark.browser

PREPARE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
import django
django.setup(set_prefix=False)
from datetime import timedelta
from django.utils import timezone
from django.urls import reverse
from pejl.days.inviting import invite_everyone
from pejl.days.judging import Submission
from pejl.days.log import store
from pejl.days.models import Outcome, ThemeDay
from pejl.days.run import close_slot, open_slot
from pejl.days.since import open_with_brief
from pejl.days.tokens import hash_token, make_link, make_phone
from pejl.followup.asking import follow_up
from pejl.followup.models import NextStep, Reading
from pejl.mail.models import Message
from pejl.people.models import Indicator
day = ThemeDay.objects.get()
day.date = timezone.localdate() - timedelta(days=15)
day.save()
slot = day.slots.get(activity="nextsteps")
slot.state = "closed"
slot.save()
def hold(day, slot, up):
    # The now-picture, answered by all; language one step up on the later day.
    open_slot(day, slot, None)
    slot.refresh_from_db()
    said = []
    for n, row in enumerate(day.attendances.order_by("participant_id")):
        token = hash_token(make_phone(row))
        for area in day.agreement.focus_areas.all():
            value = 2 + (n + area.number) % 4 + (up if area.number == 1 else n % 3 - 1 if up else 0)
            fields = {"focus": str(area.id), "value": str(max(1, value))}
            key = f"{slot.id}-{n}-{area.id}"
            said.append(Submission(token, slot.id, "placed", str(area.id), key, fields))
    assert all(verdict.saved for verdict in store(said))
    close_slot(day, slot, None)

hold(day, day.slots.filter(activity="nowpicture").first(), 0)
people = list(day.attendances.select_related("participant").order_by("level__rank", "id"))
texts = ("Vi mødes med PPR hver anden torsdag", "Prøver byttedage", "Ringer til alle skoler")
for n, text in enumerate(texts):
    owner, support = people[20 + n], people[2]
    Outcome.objects.create(slot=slot, kind="next_step", text=text, position=n,
        focus_area=day.agreement.focus_areas.all()[n], data={
        "item": f"x{n}", "owner": owner.participant.name, "owner_id": owner.public_id,
        "by": str(timezone.localdate() + timedelta(days=30)), "state": "accepted",
        "support": support.participant.name, "support_id": support.public_id,
        "supported": "accepted", "promise": "To timer om ugen", "partners": [], "reason": "",
        "first": "Ringer til PPR på mandag", "weeks": [2, 6, 12], "climb": "supporter",
        "warnings": ["Vi taler kun om drift"], "source": {
            "kind": "priority", "text": "Fælles overgange", "where": "Prioritering"}})
for n, value in enumerate((62, 65, 70.5)):
    on = timezone.localdate() - timedelta(days=60 - 30 * n)
    Reading.objects.create(indicator=Indicator.objects.first(), on=on, value=value)
follow_up(timezone.now())
for mail in Message.objects.order_by("id"):
    print(next(word for word in mail.body.split() if "/my/" in word))
later = ThemeDay.objects.create(organisation=day.organisation, title="Næste",
    date=timezone.localdate(), agreement=day.agreement)
invite_everyone(later)
now = later.slots.create(position=1, activity="nowpicture", title="NU", promise="confidential")
assert open_with_brief(later)
now.refresh_from_db()
hold(later, now, 1)
ThemeDay.objects.filter(id=later.id).update(current=None)
mine = later.attendances.get(participant=NextStep.objects.first().owner)
print("/my/", reverse("screen", args=[later.screen_key]), reverse("link", args=[make_link(mine)]))
"""


def prepare(house):
    environment = {**own_environment(house.folder), "PEJL_URL": house.base}
    command = [sys.executable, "-c", PREPARE]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    # The server may have written the mails before, with the address that it knows itself by.
    *mails, last = done.stdout.splitlines()
    return [urlsplit(link).path for link in mails], last.split()[1:]


def test_from_the_mail_to_the_chiefs_page(house, watch):
    (first, second, _third), (screen_place, phone_place) = prepare(house)
    phone = watch.open((390, 844), first)
    phone.wait_for_selector("text=Hvordan går det?")
    buttons = [one.bounding_box() for one in phone.locator("button[name=answer]").all()]
    assert len({(box["x"], box["width"]) for box in buttons}) == 1, "as wide as one another"
    shoot(phone, "check-in", full=True)
    watch.check(phone)
    phone.fill("input[name=line]", "Vi mangler en fast tid")
    phone.check("text=Vi taler kun om drift")
    phone.click("button[value=stuck]")
    phone.wait_for_selector("text=Tak, dit svar er gemt.")
    assert "Hjalp hjælpen?" not in phone.inner_text("main"), "it has had no time"
    shoot(phone, "stuck", full=True)
    watch.check(phone)
    narrow = watch.open((320, 640), second)
    narrow.click("button[value=on_track]")
    narrow.wait_for_selector("text=Du skylder ikke noget svar lige nu.")
    watch.check(narrow)

    desk = watch.open((1366, 900), house.facts["entry"])
    desk.goto("/followup/")
    assert "Vi mangler en fast tid" in desk.inner_text("main")
    shoot(desk, "followup", full=True)
    watch.check(desk)
    small = watch.open((320, 640), house.facts["entry"])
    for address in ("/followup/", "/followup/readings/", "/days/2/brief/"):
        small.goto(address)
        watch.check(small)
    small.fill("article:first-of-type input[name=word]", "Vi tager den med i foråret")
    small.click("article:first-of-type button[value=carried]")
    small.wait_for_selector("text=taget med videre: Vi tager den med i foråret")
    look_back_together(house, watch, desk, screen_place, phone_place)


def look_back_together(house, watch, desk, screen_place, phone_place):
    """The next day opens with what this one left."""
    desk.goto("/days/2/console/")
    desk.click("button[name=step][value=open]")
    desk.wait_for_selector("a:has-text('Tag med videre, eller luk det, der er åbent')")
    watch.check(desk)
    screen = watch.open((1920, 1080), screen_place)
    screen.wait_for_selector("text=taget med videre")
    watch.check(screen)
    shoot(screen, "screen-steps")
    phone = watch.open((390, 844), phone_place)
    phone.goto("/p/")
    phone.wait_for_selector("text=NU-billedet dengang og nu")
    assert "Dine egne" in phone.inner_text("main")
    watch.check(phone)
    shoot(phone, "phone-since", full=True)
    narrow = watch.open((320, 640), phone_place)
    narrow.goto("/p/")
    narrow.wait_for_selector("text=NU-billedet dengang og nu")
    watch.check(narrow)
    desk.click("button[value=close]")
    desk.click("button[name=showing][value=result]")
    screen.wait_for_selector("text=Sikkert steget")
    watch.check(screen)
    shoot(screen, "screen-then-and-now")


def shoot(page, name, *, full=False):
    """Where someone asks for pictures to look at."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=full)
