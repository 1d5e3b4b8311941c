"""What a line says, and what it keeps to itself."""

import json
import logging
import sqlite3
import threading
from smtplib import SMTPRecipientsRefused

import pytest
from django.db import IntegrityError, connection

from pejl.people.models import Organisation
from pejl.project.errors import note_thread_fault
from pejl.project.logs import JsonLines, Lines

SECRET = "anna@eksempel.dk"


def write(formatter, name, message, *values, fault=None, **extra):
    info = (type(fault), fault, fault.__traceback__) if fault else None
    record = logging.LogRecord(name, logging.ERROR, "", 0, message, values, info)
    record.__dict__.update(extra)
    return formatter().format(record)


def fail(fault):
    try:
        raise fault
    except type(fault) as caught:
        return caught


@pytest.mark.parametrize("formatter", [JsonLines, Lines])
def test_values_that_others_log_are_left_out(formatter):
    line = write(formatter, "django.somewhere", "No %s at %(place)r", SECRET)
    assert "django.somewhere: No … at …" in line
    words = f"Exception in callback tell({SECRET!r})\nhandle: <Handle tell({SECRET!r})>"
    assert SECRET not in write(formatter, "asyncio", words)
    assert "3 failed" in write(formatter, "pejl.mail", "%s failed", 3)


@pytest.mark.parametrize(
    "fault",
    [ValueError(SECRET), KeyError(SECRET), SMTPRecipientsRefused({SECRET: (550, SECRET.encode())})],
)
def test_an_errors_own_words_are_left_out_where_they_may_be_anybodys(fault):
    line = json.loads(write(JsonLines, "pejl", "failed", fault=fail(fault)))
    assert SECRET not in line["fault"]
    assert type(fault).__name__ in line["fault"]
    assert "in fail" in line["fault"]


def test_what_led_to_it_is_told_and_what_speaks_of_the_program_speaks():
    try:
        try:
            raise sqlite3.OperationalError("database is locked")
        except sqlite3.Error as before:
            raise ValueError(SECRET) from before
    except ValueError as caught:
        told = write(Lines, "pejl", "failed", fault=caught, ms=3, sql="SELECT 1")
    first, _arrow, then = told.partition("which led to")
    assert "sqlite3.OperationalError: database is locked" in first
    assert "ValueError: …" in then
    assert "failed  ms=3 sql=SELECT 1" in first
    assert SECRET not in told


@pytest.mark.django_db(transaction=True)
def test_a_databases_words_do_not_tell_what_is_in_it():
    one = Organisation.objects.create(name="A")
    stop = {"address": SECRET, "at": "2027-01-01T00:00Z"}
    one.unsubscribed.create(**stop)
    with pytest.raises(IntegrityError) as caught:
        one.unsubscribed.create(**stop)
    told = write(Lines, "pejl", "failed", fault=caught.value)
    assert SECRET not in told
    assert "IntegrityError" in told
    wanted = "one_stop_an_address" if connection.vendor == "postgresql" else "UNIQUE constraint"
    assert wanted in told


def test_what_ends_a_thread_is_told_in_the_logs_way(caplog, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", note_thread_fault)
    thread = threading.Thread(target=int, args=[SECRET], name="log-writer")
    thread.start()
    thread.join()
    (record,) = caplog.records
    told = JsonLines().format(record)
    assert "the thread log-writer ended" in told
    assert "builtins.ValueError: …" in told
    assert SECRET not in told
