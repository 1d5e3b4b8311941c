"""The sender is killed at the worst moment; another process goes on. Real server, real database,
also on PostgreSQL where there is one."""

import os
import signal
import subprocess
import sys

import pytest

PLAY = """
import django
django.setup(set_prefix=False)
from datetime import datetime, timedelta, UTC
from django.core.management import call_command
from pejl.mail.clock import drive_clock
from pejl.mail.jobs import run_due
from pejl.mail.models import Message
from pejl.mail.posting import Address, post
from pejl.mail.sending import may_be_lost, send_again
from pejl.people.models import Organisation
MONDAY = datetime(2027, 2, 1, 9, tzinfo=UTC)
"""
QUEUE = """
call_command("migrate", verbosity=0)
place = Organisation.objects.create(name="Center")
with drive_clock(MONDAY):
    for n in range({number}):
        post(place, Address("Tina", f"tina{{n}}@eksempel.dk"), "Hej", "Tekst", f"key {{n}}")
"""
SEND = "run_due(MONDAY)"
LATER = """
later = MONDAY + timedelta(hours=1)
run_due(later)
message = Message.objects.get()
with drive_clock(later):
    print(message.state, may_be_lost(message), send_again(message))
run_due(later)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request, tmp_path):
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PEJL_")}
    kept |= {"PEJL_FOLDER": str(tmp_path), "DJANGO_SETTINGS_MODULE": "pejl.project.settings"}
    if request.param == "postgresql":
        url = os.environ.get("PEJL_TEST_POSTGRES_URL")
        if not url:
            pytest.skip("PEJL_TEST_POSTGRES_URL is not set: no PostgreSQL to test on")
        kept["PEJL_DATABASE_URL"] = make_fresh_database(url)
    return kept


def make_fresh_database(url):
    import psycopg

    name = f"pejl_mail_{os.getpid()}_{os.urandom(3).hex()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.rsplit("/", 1)[0] + "/" + name


def start(code, environment):
    return subprocess.Popen(
        [sys.executable, "-c", PLAY + code], env=environment, stdout=subprocess.PIPE, text=True
    )


def play(code, environment):
    process = start(code, environment)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


def test_killed_between_sending_and_noting_it_is_received_once(environment, post_office):
    environment["PEJL_SMTP_URL"] = f"smtp://127.0.0.1:{post_office.port}"
    assert play(QUEUE.format(number=1), environment)[0] == 0
    process = start(SEND, environment)
    post_office.kill_after_taking = process.pid
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    post_office.kill_after_taking = 0
    assert play(SEND, environment)[0] == 0
    assert len(post_office.taken) == 1
    code, said = play(LATER, environment)
    assert (code, said.split()) == (0, ["sending", "True", "True"])
    assert len(post_office.taken) == 2  # only after someone asked for it


def test_three_processes_send_each_mail_once(environment, post_office):
    environment["PEJL_SMTP_URL"] = f"smtp://127.0.0.1:{post_office.port}"
    assert play(QUEUE.format(number=30), environment)[0] == 0
    running = [start(SEND, environment) for _ in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    receivers = [envelope.rcpt_tos[0] for envelope in post_office.taken]
    assert sorted(receivers) == sorted(f"tina{n}@eksempel.dk" for n in range(30))
