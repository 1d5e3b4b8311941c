"""The log's lines: for people, or with PEJL_LOG=json one JSON object a line.

What people write, who they are and what lets them in never stands in a line. So an error's words
are left out unless its kind is known to hold nothing of the sort, and what other packages log is
shown without the values that they put into it.
"""

import logging
import re
import sqlite3
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from smtplib import SMTPException
from typing import Any

import msgspec

from pejl.project.noting import current

PLACE = re.compile(r"%(\(\w+\))?[-#0-9 +.]*[a-zA-Z]")
TOLD = ("method", "status", "ms", "sql")  # what a line may say beside its event
# Their words name parts of the program or of the database, never what is in it.
SPEAKING = (AttributeError, NameError, ImportError, TypeError, NotImplementedError, RecursionError,
            sqlite3.Error)  # fmt: skip


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return msgspec.json.encode(describe(record)).decode()


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = describe(record)
        head = " ".join(str(told.pop(name)) for name in ("time", "level", "event"))
        fault = told.pop("fault", "")
        rest = " ".join(f"{name}={value}" for name, value in told.items())
        return "\n".join(filter(None, [f"{head}  {rest}".rstrip(), fault]))


def describe(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": tell_event(record),
    }
    number = getattr(record, "number", "")
    if asked := current.get():
        number = number or asked.number
        told |= {"request": number, "route": asked.route}
    told |= {name: getattr(record, name) for name in TOLD if hasattr(record, name)}
    if record.exc_info and (fault := record.exc_info[1]):
        told |= {"error": number} if number else {}
        told["fault"] = "".join(tell_chain(fault)).rstrip()
    return told


def tell_event(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == "pejl":
        return record.getMessage()
    # asyncio's words go on with a callback's arguments, on the same line and on the next.
    words = PLACE.sub("…", str(record.msg)).partition("\n")[0].partition("(")[0]
    return f"{record.name}: {words.strip()}"


def tell_chain(fault: BaseException) -> Iterator[str]:
    """The traceback, what came first first."""
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before is not None:
        yield from tell_chain(before)
        yield "which led to\n"
    yield from traceback.format_list(traceback.extract_tb(fault.__traceback__))
    yield f"{type(fault).__module__}.{type(fault).__qualname__}: {tell_fault(fault)}\n"


def tell_fault(fault: BaseException) -> str:
    if isinstance(fault, SPEAKING):
        return str(fault)
    if isinstance(fault, OSError) and not isinstance(fault, SMTPException):
        return fault.strerror or ""
    if diagnosis := getattr(fault, "diag", None):  # PostgreSQL's
        return tell_diagnosis(fault, diagnosis)
    return "…"


def tell_diagnosis(fault: BaseException, diagnosis: Any) -> str:
    """Of what is away or locked all; of what was wrong with a value only where."""
    operational = any(kind.__name__ == "OperationalError" for kind in type(fault).__mro__)
    if operational:
        return diagnosis.message_primary or str(fault).strip()
    return " ".join(filter(None, [diagnosis.sqlstate, diagnosis.table_name,
                                  diagnosis.constraint_name]))  # fmt: skip


def make_logging(kind: str) -> dict[str, Any]:
    """For Django's LOGGING. With “json” each request has a line too."""
    lines = JsonLines if kind == "json" else Lines
    silent = {"handlers": [], "level": "CRITICAL", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.{lines.__name__}"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "pejl": {"level": "INFO" if kind == "json" else "WARNING"},
            # They name addresses; `noting` and `errors` tell the same by route and number.
            "django.request": silent,
            "django.security": silent,
        },
    }
