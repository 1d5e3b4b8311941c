"""Twelve weeks of check-ins on a driven clock: people open their mails' links at a real server."""

import json
import subprocess
import sys

import pytest
from tests.conftest import own_environment

PLAY = """
import json, os, sys
from dataclasses import asdict
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
import django
django.setup(set_prefix=False)
from pejl.days.models import Outcome, ThemeDay
from pejl.followup.models import CheckIn, NextStep
from pejl.rehearsal.timekeeping import Timekeeper
from pejl.rehearsal.weeks import live_weeks
day = ThemeDay.objects.get()
slot = day.slots.get(activity="nextsteps")
slot.state = "closed"
slot.save()
people = [row.public_id for row in day.attendances.order_by("level__rank", "id")]
for n in range(16):
    Outcome.objects.create(slot=slot, kind="next_step", text=f"Skridt {n}", position=n, data={
        "item": f"x{n}", "owner": "", "owner_id": people[10 + n], "by": "", "partners": [],
        "state": "waiting" if n == 0 else "accepted", "support": "", "support_id": people[n % 5],
        "supported": "accepted", "promise": "", "reason": "", "first": "", "weeks": [2, 6, 12],
        "climb": "leader", "warnings": ["Vi taler kun om drift"], "source": None})
weeks = live_weeks(day, sys.argv[1], Timekeeper(Path(os.environ["PEJL_CLOCK"])))
last = max(row.answered_at for row in CheckIn.objects.exclude(answer=""))
late = NextStep.objects.get(what="Skridt 0").state
print(json.dumps({**asdict(weeks), "days": (last.date() - day.date).days, "waiting": late}))
"""


@pytest.fixture
def weeks(house):
    command = [sys.executable, "-c", PLAY, house.base]
    done = subprocess.run(
        command, env=own_environment(house.folder), capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_people_answer_by_the_links_in_their_mails(weeks):
    assert weeks["next_steps"] == 16
    assert weeks["asked"] == weeks["answered"] + weeks["silent"]
    assert min(weeks[name] for name in ("answered", "silent", "stuck", "done", "helped")) > 0
    assert weeks["told"] >= weeks["stuck"]
    assert 0 < weeks["warned"] < weeks["answered"]
    assert weeks["waiting"] != "proposed"
    assert weeks["days"] > 7 * 10  # the server went by the same clock
