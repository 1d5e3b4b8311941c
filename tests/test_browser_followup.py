"""From a mail to a check-in on the phone, and the pages that follow from it, in the browser."""

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
from pejl.days.models import Outcome, ThemeDay
from pejl.followup.asking import follow_up
from pejl.followup.models import Reading
from pejl.mail.models import Message
from pejl.people.models import Indicator
day = ThemeDay.objects.get()
day.date = timezone.localdate() - timedelta(days=15)
day.save()
slot = day.slots.get(activity="nextsteps")
slot.state = "closed"
slot.save()
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
ThemeDay.objects.create(organisation=day.organisation, title="Næste", date=timezone.localdate())
"""


def prepare(house):
    environment = {**own_environment(house.folder), "PEJL_URL": house.base}
    command = [sys.executable, "-c", PREPARE]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    # The server may have written the mails before, with the address that it knows itself by.
    return [urlsplit(link).path for link in done.stdout.split()]


def test_from_the_mail_to_the_chiefs_page(house, watch):
    first, second, _third = prepare(house)
    phone = watch.open((390, 844), first)
    phone.wait_for_selector("text=Hvordan går det?")
    watch.check(phone)
    phone.fill("input[name=line]", "Vi mangler en fast tid")
    phone.check("text=Vi taler kun om drift")
    phone.click("button[value=stuck]")
    phone.wait_for_selector("text=Tak, dit svar er gemt.")
    watch.check(phone)
    narrow = watch.open((320, 640), second)
    narrow.click("button[value=on_track]")
    narrow.wait_for_selector("text=Du skylder ikke noget svar lige nu.")
    watch.check(narrow)

    desk = watch.open((1366, 900), house.facts["entry"])
    desk.goto("/followup/")
    assert "Vi mangler en fast tid" in desk.inner_text("main")
    watch.check(desk)
    small = watch.open((320, 640), house.facts["entry"])
    for address in ("/followup/", "/followup/readings/", "/days/2/brief/"):
        small.goto(address)
        watch.check(small)
    small.fill("article:first-of-type input[name=word]", "Vi tager den med i foråret")
    small.click("article:first-of-type button[value=carried]")
    small.wait_for_selector("text=taget med videre: Vi tager den med i foråret")
