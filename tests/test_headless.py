"""The whole example day through a running server over real HTTP, by the command a user types."""

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pikepdf
import psycopg
import pytest
from docx import Document
from tests.conftest import own_environment
from tests.day_telling import same

from pejl.documents.tests.checking import list_failures

PEJL = ["-m", "pejl.project.cli"]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("day")
    command = [sys.executable, "-m", "pejl.project.cli", "demo", "--headless", "--port", "8931"]
    places = ["--out", str(folder), "--folder", str(folder / "data")]
    done = subprocess.run(
        [*command, *places], capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_nothing_that_was_acknowledged_is_lost_or_doubled(out: Path):
    summary = json.loads((out / "summary.json").read_text())
    assert summary["people"] == 50
    assert summary["items"] == 19
    assert summary["acknowledged"] > 500
    assert summary["lost"] == summary["doubled"] == 0
    assert summary["stored"] >= summary["acknowledged"]


def test_a_delay_of_twelve_minutes_is_seen_caught_up_undone_and_caught_up(out: Path):
    late = json.loads((out / "summary.json").read_text())["late"]
    assert late == {"behind": 12, "ways": 3, "taken": 0, "undone": 12, "after": 0}


def test_groups_are_mended_when_six_come_late(out: Path):
    groups = json.loads((out / "summary.json").read_text())["groups"]
    assert (groups["rounds"], groups["tables"], groups["changes"]) == (8, 9, 2)
    assert groups["met_again"] == 0


def test_twelve_weeks_of_check_ins_come_of_it(out: Path):
    weeks = json.loads((out / "summary.json").read_text())["weeks"]
    assert weeks["asked"] == weeks["answered"] + weeks["silent"]
    assert min(weeks[name] for name in ("next_steps", "asked", "answered")) > 0
    assert weeks["mails"] >= weeks["asked"]


def test_the_plan_is_a_tagged_pdf_and_a_word_file(out: Path):
    with pikepdf.open(out / "plan.pdf") as pdf, pdf.open_metadata() as metadata:
        assert str(metadata["pdfuaid:part"]) == "1"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("da")
    assert list_failures((out / "plan.pdf").read_bytes()) == set()
    headings = [
        line.text for line in Document(out / "plan.docx").paragraphs if "Heading" in line.style.name
    ]
    assert any("NU-billedet" in text for text in headings)
    assert any("næste skridt" in text for text in headings)


def test_the_facilitator_wrote_and_the_phones_signed(out: Path):
    plan = " ".join(line.text for line in Document(out / "plan.docx").paragraphs)
    assert re.search(r"\d+ af \d+ kan skrive under, \d+ kan leve med det", plan)


def test_the_dialogues_named_are_a_network_in_the_plan(out: Path):
    document = Document(out / "plan.docx")
    said = " ".join(line.text for line in document.paragraphs)
    shown = re.search(r"(\d+) dialoger kan vises", said)
    assert shown
    assert int(shown[1]) > 3
    assert re.search(r"Gensidighed: omkring \d+ %", said)


MAKE_ANOTHER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
import django
django.setup(set_prefix=False)
from django.utils import timezone
from pejl.days.models import Contribution, Outcome
from pejl.people.models import Organisation
from pejl.project.preparing import prepare
from pejl.rehearsal.example import make_example_day
prepare()
day, _user = make_example_day(timezone.localdate())
slot, at = day.slots.first(), timezone.now()
for n in range(37):
    Contribution.objects.create(
        slot=slot, giver="x", kind="x", item="x", payload="{}", key=f"{n}", created_at=at)
    Outcome.objects.create(slot=slot, kind="need", text="x", position=n)
Organisation.objects.update(name="Et andet center")
"""


SHOWN_ELSEWHERE = {"talk", "reflecting"}  # a talk without questions; a round that is in no figures


def test_every_answered_item_has_its_figures_in_the_spreadsheet(out: Path):
    """As the gate released them: no group of fewer than five has a mean."""
    with sqlite3.connect(out / "data" / "pejl.sqlite3") as database:
        ((code,),) = database.execute("SELECT code FROM days_themeday")
        rows = database.execute("SELECT position, activity FROM days_slot WHERE opened_at NOT NULL")
        activities = dict(rows)
    here = own_environment(out / "data")
    run_python(here, *PEJL, "export", code, "--as", "csv", "--to", str(out / "sheets"))
    told = (out / "sheets" / "tal.csv").read_text("utf-8-sig").splitlines()
    numbers = list(csv.DictReader(told, delimiter=";"))
    asked = {at for at, one in activities.items() if one not in {"pause", "lookback"}}
    found = {int(row["Nr."]) for row in numbers}
    assert not {activities[at] for at in asked - found} - SHOWN_ELSEWHERE
    means = [row for row in numbers if row["Mål for"] == "gennemsnit" and row["Besvaret"]]
    assert len(means) > 50
    assert min(int(row["Besvaret"]) for row in means) >= 5


def run_python(environment, *words):
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request, tmp_path):
    """The environment of another installation, with another day in it."""
    environment = {**own_environment(tmp_path), "PYTHONHASHSEED": "0"}
    if request.param == "sqlite":
        run_python(environment, "-c", MAKE_ANOTHER)
        yield environment
        return
    url, name = os.environ.get("PEJL_TEST_POSTGRES_URL"), "pejl_elsewhere"
    if not url:
        pytest.skip("PEJL_TEST_POSTGRES_URL is not set: no PostgreSQL to take the day to")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        environment["PEJL_DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/{name}"
        run_python(environment, "-c", MAKE_ANOTHER)
        yield environment
        server.execute(f"DROP DATABASE {name}")


@pytest.fixture(scope="module")
def told(out):
    """What the day shows where it was held, and its file."""
    here = {**own_environment(out / "data"), "PYTHONHASHSEED": "0"}
    with sqlite3.connect(out / "data" / "pejl.sqlite3") as database:
        ((code,),) = database.execute("SELECT code FROM days_themeday")
    run_python(here, *PEJL, "export-day", code, str(out / "day.zip"))
    return json.loads(run_python(here, "-m", "tests.day_telling")), out / "day.zip"


def test_the_whole_day_shows_the_same_at_another_installation(told, elsewhere):
    here, file = told
    done = run_python(elsewhere, *PEJL, "import-day", str(file))
    assert f"19 items, {len(here['ids']['contributions'])} answers, 50 people" in done
    there = json.loads(run_python(elsewhere, "-m", "tests.day_telling"))
    assert here["ids"]["contributions"][0] != there["ids"]["contributions"][0]
    same(here, there)
    assert "nothing was done" in run_python(elsewhere, *PEJL, "import-day", str(file))
