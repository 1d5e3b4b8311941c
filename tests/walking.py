"""Every page of a furnished organisation, as Django's own list of addresses has them."""

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import own_environment

FURNISH = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
import django
django.setup(set_prefix=False)
from pejl.days.models import ThemeDay
from pejl.days.tokens import TOKEN_COOKIE, make_phone
from tests.security.furnishing import Place, list_own
from tests.walking import fill_addresses
day = ThemeDay.objects.get()
token = make_phone(day.attendances.first())
place = Place(day.organisation, day, token, list_own(day, "Sund"))
phones = [f"/days/{day.id}/slots/{slot.id}/phone/" for slot in day.slots.all()]
mine = f"/my/{place.own['link']}/"
thumbs = ["/p/", mine, f"{mine}calendar/", f"/t/{place.own['token']}/", f"/j/{day.code}/", "/j/"]
facts = {"token": token, "cookie": TOKEN_COOKIE, "phones": phones, "thumbs": thumbs}
print(json.dumps({**facts, **fill_addresses(place)}))
"""
FILES = (".pdf", ".docx", ".ics", ".json", ".zip", ".xlsx", ".js")


@dataclass(frozen=True)
class Pages:
    """`inside` is for an owner who has joined with the phone's token, `outside` for anyone;
    `phones` are previews of every item's phone, `thumbs` what else is held in a hand."""

    cookie: str
    token: str
    inside: list
    outside: list
    phones: list
    thumbs: list


def furnish_house(house):
    """Something of everything in the running house; says what there is to see in it."""
    made = subprocess.run(
        [sys.executable, "-c", FURNISH],
        env=own_environment(house.folder), cwd=Path(__file__).parent.parent,
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Pages(**json.loads(made.stdout.splitlines()[-1]))


def fill_addresses(place):
    """Every address that has a name and is no file, filled in with what is the place's own."""
    from django.urls import NoReverseMatch, reverse

    from pejl.people.access import Audience, list_patterns

    found = {"inside": {}, "outside": {}}
    for path, pattern in list_patterns():
        names = list(pattern.pattern.converters)
        page = Audience.TOKEN not in pattern.callback.audience and not path.endswith(FILES)
        if pattern.name and page and set(names) <= set(place.own):
            own = place.own | ({"key": place.own["screen"]} if path.startswith("s/") else {})
            with suppress(NoReverseMatch):
                address = reverse(pattern.name, kwargs={name: own[name] for name in names})
                outside = Audience.ANYONE in pattern.callback.audience
                found["outside" if outside else "inside"][address] = None
    return {side: list(addresses) for side, addresses in found.items()}
