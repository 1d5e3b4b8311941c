"""How much longer the chief's page and a minute's look take than the rows that they are made of.

.venv/bin/python benchmarks/followup.py
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta

from findings import note

STEPS, PEOPLE, ROUNDS = 5_000, 1_000, 7
DAY = date(2026, 9, 10)
NAMES = ("Direktion", "Chefer", "Områdeledere", "Institutionsledere")
STATES = ("agreed", "on_track", "stuck", "done", "not_right")


def make_rows() -> tuple[int, int]:
    """A day with so many next steps and three check-ins each, of which a third is answered, as
    an item left them; the
    organisation's and its facilitator's id."""
    from django.contrib.auth.models import User

    from pejl.days.models import Outcome, SlotState, ThemeDay
    from pejl.followup.models import CheckIn, NextStep
    from pejl.people.models import Organisation, Participant

    place = Organisation.objects.create(name="Børn og Unge")
    user = User.objects.create_user("benchmark")
    place.memberships.create(user=user, role="owner")
    levels = [place.levels.create(name=name, rank=at) for at, name in enumerate(NAMES)]
    areas = [place.areas.create(name=f"Område {at}", rank=at) for at in range(12)]
    agreement = place.agreements.create(title="Aftale")
    focus = [agreement.focus_areas.create(number=at, title=f"Fokus {at}") for at in range(1, 6)]
    people = Participant.objects.bulk_create(
        Participant(
            organisation=place, name=f"Navn {at}", email=f"n{at}@eksempel.invalid",
            level=levels[at % 4], area=areas[at % 12],
        )
        for at in range(PEOPLE)
    )  # fmt: skip
    day = ThemeDay.objects.create(organisation=place, title="Dag", date=DAY, agreement=agreement)
    slot = day.slots.create(
        title="Aftaler", activity="nextsteps", position=1, minutes=30, state=SlotState.CLOSED
    )
    said = [{"item": f"x{at}", "state": "accepted", "owner_id": f"p{at}"} for at in range(STEPS)]
    Outcome.objects.bulk_create(
        Outcome(
            slot=slot, kind="next_step", text=f"Skridt {at}", data=said[at], position=at,
            focus_area=focus[at % 5],
        )
        for at in range(STEPS)
    )  # fmt: skip
    steps = NextStep.objects.bulk_create(
        NextStep(
            day=day, item=f"x{at}", what=f"Skridt {at}", agreed=said[at], owner=people[at % PEOPLE],
            supporter=people[(at + 7) % PEOPLE], focus_area=focus[at % 5],
            state=STATES[at % 50 % 5 if at % 50 < 5 else 1], supported=True,
        )
        for at in range(STEPS)
    )  # fmt: skip
    CheckIn.objects.bulk_create(
        CheckIn(
            step=step, weeks=weeks, due=DAY + timedelta(weeks=weeks), stage=1 if weeks == 2 else 0,
            answer=step.state if weeks == 2 and step.state != "agreed" else "",
        )
        for step in steps
        for weeks in (2, 6, 12)
    )  # fmt: skip
    return place.id, user.id


def take(work: Callable[[], object]) -> float:
    """The median of the rounds, in milliseconds, after one that is not counted."""
    work()
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e3


def main() -> None:
    from datetime import UTC, datetime

    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test import Client

    call_command("migrate", verbosity=0)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.ALLOWED_HOSTS = ["*"]
    place, user_id = make_rows()
    from django.contrib.auth.models import User

    from pejl.followup.asking import follow_up
    from pejl.mail.clock import drive_clock

    client = Client()
    client.force_login(User.objects.get(id=user_id))

    def read(query: str, *values: object) -> list[object]:
        with connection.cursor() as cursor:
            return list(cursor.execute(query, values).fetchall())

    def read_steps() -> list[object]:
        return read(
            "SELECT s.id, s.what, s.state, f.title, p.name, l.name, a.name FROM followup_nextstep s"
            " JOIN days_themeday d ON d.id = s.day_id"
            " JOIN people_participant p ON p.id = s.owner_id"
            " JOIN people_level l ON l.id = p.level_id LEFT JOIN people_area a ON a.id = p.area_id"
            " LEFT JOIN people_focusarea f ON f.id = s.focus_area_id WHERE d.organisation_id = %s",
            place,
        )

    def read_due() -> list[object]:
        return read(
            "SELECT c.id FROM followup_checkin c JOIN followup_nextstep s ON s.id = c.step_id WHERE"
            " c.due <= %s AND c.answer = '' AND c.stage < 5 AND s.state IN"
            " ('agreed', 'on_track', 'stuck')",
            DAY + timedelta(weeks=2),
        )

    at = datetime(2026, 9, 24, 9, tzinfo=UTC)

    def look() -> None:
        with drive_clock(at), transaction.atomic():
            follow_up(at)

    look()  # asks what is due, so that the rounds find nothing left to do
    page, rows = take(lambda: client.get("/followup/")), take(read_steps)
    minute, due = take(look), take(read_due)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {STEPS} next steps")
    print(f"chief's page {page:8.1f} ms, its rows {rows:6.1f} ms, page/rows {page / rows:5.1f}")
    print(
        f"a minute's look {minute:5.1f} ms, what is due {due:5.1f} ms, look/due {minute / due:5.1f}"
    )
    note("chief's page of 5,000 next steps, beside its rows", "", f"{page:.0f} ms", page / rows)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PEJL_FOLDER"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
        import django

        django.setup(set_prefix=False)
        main()
