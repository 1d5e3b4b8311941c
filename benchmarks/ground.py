"""A fresh folder with a day whose one item is an open poll, and phones that may answer it."""

import os
from pathlib import Path

PARTICIPANTS = 200
PHONES_EACH = 40  # a phone may send 60 at once, then 5 a second; so many phones stay below that


def prepare(folder: Path) -> None:
    """Django set up in the folder, as `pejl serve` finds it."""
    os.environ["PEJL_FOLDER"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()


def make_days(
    days: int = 1, people: int = PARTICIPANTS, phones_each: int = PHONES_EACH
) -> list[tuple[int, str]]:
    """Of each phone the open item's id and the phone's token, in turns over the days. `people` are
    on each day. Needs Django set up and migrated."""
    from django.db import connections

    from pejl.people.models import Organisation
    from pejl.rehearsal.stage import furnish, make_user

    found = []
    for number in range(days):
        organisation = Organisation.objects.create(name=f"Børn og Unge {number}")
        stage = furnish(organisation, make_user(organisation), people, phones_each)
        found.append([(stage.slot, token) for token in stage.tokens])
    connections.close_all()
    return [phone for phones in zip(*found, strict=True) for phone in phones]
