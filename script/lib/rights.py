"""Writes docs/rights.md, the table of who may see what, from the views. --check changes nothing and
fails when the table is another than the code's."""

import os
import sys
from pathlib import Path

import django
from django.urls import URLPattern

FILE = Path("docs/rights.md")
HEAD = """# Who may see what

Made from the code by `script/rights`; a test fails when it is not up to date. What is not in the
table does not exist. Pages are named by their address; where an address has a part in angle
brackets, it opens only what belongs to the one who asks: for all others it is not there (404).

- **Owner, facilitator, viewer**: accounts of an organisation, for their own organisation. *Reads*
  and *changes* are told apart by the request: a viewer who sends a form is refused (403).
- **Guest**: an account that is invited to one day, such as a consultant. Sees that day as its
  facilitator, and nothing else of the organisation.
- **Participant**: a phone that has joined a day, by a personal link or the day's code.
- **Link**: whoever holds the link, code or key in the address: a personal link, a sheet of
  paper's code, the screen's address. They are long and random or signed, and void when they are
  exchanged or run out.
- **Key**: another system, with a key that an owner has made for it (`Authorization: Bearer`). What
  the cell says is what the key must be allowed to read. A session opens nothing of the API.
- **Anyone**: needs nothing.

What a page shows of contributions goes through the gate for everybody, owners too: no role sees
what the promise hides.

"""
ROLES = ("owner", "facilitator", "viewer", "guest", "participant", "link", "key", "anyone")
MAY = {
    "anyone": dict.fromkeys(ROLES, "yes"),
    "link": {"link": "yes"},
    "token": {"key": "reads"},
    "phone": {"participant": "yes"},
    "account": dict.fromkeys(("owner", "facilitator", "viewer", "guest"), "yes"),
    "members": {"owner": "changes", "facilitator": "changes", "viewer": "reads"},
    "day": {"owner": "changes", "facilitator": "changes", "viewer": "reads", "guest": "changes"},
    "facilitators": dict.fromkeys(("owner", "facilitator", "guest"), "changes"),
    "editors": dict.fromkeys(("owner", "facilitator"), "changes"),
    "owners": {"owner": "changes"},
}


def describe(path: str, pattern: URLPattern) -> str:
    may: dict[str, str] = {}
    for audience in pattern.callback.audience:  # type: ignore[attr-defined]
        may |= MAY[audience]
    if scope := getattr(pattern.callback, "scope", None):
        may["key"] = scope.value
    cells = " | ".join(may.get(role, "–") for role in ROLES)
    return f"| `/{path}` | {cells} |"


def make_table() -> str:
    from pejl.people.access import list_patterns

    rows = sorted(describe(path, pattern) for path, pattern in list_patterns())
    titles = " | ".join(role.capitalize() for role in ROLES)
    lines = [f"| Address | {titles} |", "|---" * (len(ROLES) + 1) + "|", *rows]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pejl.project.settings")
    django.setup()
    table = make_table()
    if "--check" not in sys.argv:
        FILE.write_text(table, encoding="utf-8")
    elif FILE.read_text(encoding="utf-8") != table:
        sys.exit("docs/rights.md is not what the code says: run ./script/rights")
