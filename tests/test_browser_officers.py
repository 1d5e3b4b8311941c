"""The pages that docs/da/it-og-databeskyttelse.md shows to IT and the data-protection officer:
sign-in, roles, audit trail, keeping and forgetting, one's own data. `script/pictures` runs it with
PEJL_PICTURES to make them."""

import subprocess
import sys

import pytest
from tests.conftest import own_environment
from tests.test_browser_guide import take

pytestmark = pytest.mark.browser

DESK, PHONE = (1100, 620), (390, 330)
OWN_PAGE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
import django
django.setup(set_prefix=False)
from django.urls import reverse
from pejl.followup.links import make_link
from pejl.people.models import Participant
print(reverse("my_page", args=[make_link(Participant.objects.order_by("id")[20])]))
"""


@pytest.fixture
def own_page(house):
    made = subprocess.run(
        [sys.executable, "-c", OWN_PAGE],
        env=own_environment(house.folder), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return made.stdout.split()[-1]


def test_signing_in_names_every_way_and_gives_none_away(watch):
    page = watch.open(DESK, "/signin/")
    for said in ("Adgangskode", "Log ind med adgangsnøgle", "Log ind som på arbejdet"):
        assert page.get_by_text(said).first.is_visible(), said
    watch.check(page)
    take(page, "it-login")


def test_owners_see_roles_trail_and_how_long_things_are_kept(house, watch):
    owner = watch.open(DESK, house.facts["entry"])
    owner.goto("/organisation/accounts/")
    owner.fill("[name=email]", "bo.vig@eksempel.invalid")
    owner.click("text=Send invitationen")
    owner.goto("/organisation/accounts/")
    assert owner.get_by_text("bo.vig@eksempel.invalid").first.is_visible()
    watch.check(owner)
    take(owner, "it-konti", "h1")
    owner.goto("/organisation/")
    owner.goto("/organisation/audit/")
    assert owner.get_by_text("bo.vig@eksempel.invalid: mødeleder").is_visible()
    watch.check(owner)
    take(owner, "it-logbog", "h1")
    owner.goto("/organisation/keeping/")
    assert owner.get_by_text("Et år efter en dag").first.is_visible()
    watch.check(owner)
    take(owner, "it-opbevaring", "h1")


def test_everyone_can_fetch_what_is_known_of_them(watch, own_page):
    page = watch.open(PHONE, own_page)
    link = page.get_by_role("link", name="til at læse (PDF)")
    with page.expect_download() as fetched:
        link.click()
    assert fetched.value.suggested_filename.endswith(".pdf")
    watch.check(page)
    take(page, "it-egne-data")
