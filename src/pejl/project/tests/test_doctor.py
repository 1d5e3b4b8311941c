"""`pejl doctor` beside what really is wrong: folders, databases, Redis, mail servers."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from tests.commands import PEJL, run
from tests.faults.ground import Ground

from pejl.mail.tests.conftest import PostOffice, find_free_port

ENGLISH = ["--language", "en"]
UNUSED = "127.0.0.1:1"


def call(environment, *words):
    kept = {name: text for name, text in environment.items() if not name.startswith("LC_")}
    return run(PEJL, "doctor", *words, env=kept)


def examine(ground, *words, **settings):
    """What there is to mend and to look at, by check; and that it ended as it should."""
    done = call({**ground.environment, **settings}, "--json", *ENGLISH, *words)
    told = json.loads(done.stdout)
    faults = [one for one in told["findings"] if one["state"] == "fault"]
    assert done.returncode == bool(faults), done.stderr
    assert told["well"] is not bool(faults)
    assert all(one["mend"] for one in told["findings"] if one["state"] != "well")
    return told["findings"]


def find(findings, check, state="fault"):
    said = [one["said"] for one in findings if (one["check"], one["state"]) == (check, state)]
    return " | ".join(said)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    ground = Ground(tmp_path_factory.mktemp("sound"))
    ground.furnish()
    return ground


@pytest.fixture
def ground(made, tmp_path):
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    return Ground(tmp_path)


def test_a_sound_house_gives_nothing_to_mend(ground):
    ground.settings = {"PEJL_URL": ground.base}
    ground.start()
    try:
        ground.wait_until_ready()
        saved = run(PEJL, "backup", ground.folder / "b.zip", env=ground.environment)
        assert saved.returncode == 0, saved.stderr
        done = call({**ground.environment, "LANG": "da_DK.UTF-8"})
    finally:
        ground.kill()
    assert done.returncode == 0, done.stdout
    for words in (
        "Mappen ", "kan skrives i", "Databasen er ført ajour", "Filen er hel",
        f"{ground.base} svarer", f"serveren ved, at den hedder {ground.base}",
        "Nyheder når ud til telefoner og skærme med det samme", "Den seneste kopi er fra",
        "Alt er godt.",
    ):  # fmt: skip
        assert words.lower() in done.stdout.lower(), (words, done.stdout)


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    ground = Ground(tmp_path / "none")
    assert "There is no folder" in find(examine(ground), "folder")
    assert not ground.folder.exists()


def test_a_folder_that_nothing_can_be_written_in(tmp_path):
    if os.geteuid():
        tmp_path.chmod(0o500)
    ground = Ground(Path("/sys/kernel") if os.geteuid() == 0 else tmp_path)
    assert "Permission denied" in find(examine(ground), "folder")


def test_all_that_may_be_weak_open_or_away_is_told_at_once(ground):
    ground.folder.chmod(0o755)
    with closing(sqlite3.connect(ground.folder / "pejl.sqlite3")) as database, database:
        name, long_ago = "pejl.mail.jobs.prune_tasks", "2026-01-01 00:00:00"
        database.execute("INSERT INTO mail_job (name, ran_at) VALUES (?, ?)", [name, long_ago])
    weak = {"PEJL_SECRET_KEY": "short", "PEJL_DEBUG": "1", "PEJL_METRICS_TOKEN": "word",
            "PEJL_HUB_URL": f"redis://{UNUSED}/0", "PEJL_SMTP_URL": f"smtp://{UNUSED}"}  # fmt: skip
    found = examine(ground, **weak)
    assert "No news comes through Redis" in find(found, "hub")
    assert "Connection refused" in find(found, "mail_server")
    assert "Others on this machine may read" in find(found, "folder")
    for words in ("secret key can be guessed", "PEJL_DEBUG is on", "METRICS_TOKEN can be guessed"):
        assert words in find(found, "settings")
    assert "was done last" in find(found, "work")
    assert "knows of no backup" in find(found, "work", "note")


def test_a_damaged_file(ground):
    file = ground.folder / "pejl.sqlite3"
    size = file.stat().st_size // 4096
    with file.open("r+b") as damaged:
        for page in range(size // 2, size // 2 + 20):
            damaged.seek(page * 4096)
            damaged.write(b"\xff" * 4096)
    assert find(examine(ground), "database")


@pytest.mark.parametrize(
    ("url", "check", "words"),
    [
        (f"postgres://pejl@{UNUSED}/pejl", "database", "cannot be reached"),
        ("nonsense://x", "settings", "cannot be read"),
    ],
)
def test_a_wrong_address_of_the_database(ground, url, check, words):
    assert words in find(examine(ground, PEJL_DATABASE_URL=url), check)


def test_postgresql_that_is_not_up_to_date_and_news_through_redis(ground):
    urls = [os.environ.get(f"PEJL_TEST_{name}_URL") for name in ("POSTGRES", "REDIS")]
    if not all(urls):
        pytest.skip("no PostgreSQL and Redis to test on")
    import psycopg

    name = f"pejl_doctor_{os.getpid()}"
    with closing(psycopg.connect(urls[0], autocommit=True)) as cluster:
        cluster.execute(f"CREATE DATABASE {name}")
        cluster.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        try:
            database = f"{urls[0].rpartition('/')[0]}/{name}"
            found = examine(ground, PEJL_DATABASE_URL=database, PEJL_HUB_URL=urls[1])
        finally:
            cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert "steps are missing" in find(found, "database")
    assert "synchronous_commit is off" in find(found, "database")
    assert "connections are in use" in find(found, "database", "well")
    assert "News travels" in find(found, "hub", "well")


def test_a_mail_server_without_tls_and_one_mail_when_it_is_asked_for(ground):
    office = PostOffice()
    server = Controller(office, hostname="127.0.0.1", port=find_free_port())
    server.start()
    try:
        url, sender = f"smtp://127.0.0.1:{server.port}", {"PEJL_MAIL_FROM": "pejl@eksempel.dk"}
        found = examine(ground, PEJL_SMTP_URL=f"{url}?tls=starttls", **sender)
        assert "does not offer STARTTLS" in find(found, "mail_server")
        assert not office.taken
        found = examine(ground, "--mail", "anna@eksempel.dk", PEJL_SMTP_URL=url, **sender)
        assert "lets Pejl in" in find(found, "mail_server", "well")
        assert "handed over" in find(found, "sending", "well")
        assert len(office.taken) == 1
    finally:
        server.stop()
