"""Keeps the catalogues `<room>/locale/da/LC_MESSAGES/django.po` in step with the code.

A room is a folder with an `apps.py`; what lies under a room belongs to it, except a room within it.
Python and Django templates are read by Babel; no gettext tools are needed.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path("src/pejl")
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def find_rooms() -> list[Path]:
    return sorted(path.parent for path in ROOT.rglob("apps.py"))


def list_sources(room: Path, rooms: list[Path]) -> Iterator[Path]:
    inner = [other for other in rooms if other != room and room in other.parents]
    for path in sorted(room.rglob("*")):
        skipped = {"tests", "migrations", "static"} & set(path.parts)
        inside = any(other in path.parents for other in inner)
        if path.suffix in {".py", ".html", ".txt"} and not skipped and not inside:
            yield path


CALL = re.compile(r"\b(?:gettext|ngettext|pgettext|npgettext|_)\(")


def read_source(path: Path) -> bytes:
    """Python as it stands; of a template the calls that Django's own templatize finds."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    lines = []
    for line in templatize(text).split("\n"):
        found = [line[match.start() :] for match in CALL.finditer(line)]
        lines.append("; ".join(cut_call(call) for call in found))
    return "\n".join(lines).encode()


def cut_call(text: str) -> str:
    """The call at the start of `text`, up to its closing bracket (strings may hold brackets)."""
    depth, quote, i = 0, "", 0
    while i < len(text):
        char = text[i]
        if quote:
            if char == "\\":
                i += 1
            elif char == quote:
                quote = ""
        elif char in "'\"":
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if not depth:
                return text[: i + 1]
        i += 1
    return ""


def collect_messages(room: Path, rooms: list[Path]) -> Catalog:
    catalogue = Catalog(locale="da", project="Pejl", charset="utf-8")
    for path in list_sources(room, rooms):
        source = io.BytesIO(read_source(path))
        for _line, message, comments, context in extract(
            "python", source, keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            place = (str(path.relative_to(room)), None)
            catalogue.add(message, None, [place], auto_comments=comments, context=context)
    return catalogue


def update_room(room: Path, rooms: list[Path], *, check: bool) -> list[str]:
    found = collect_messages(room, rooms)
    target = room / "locale" / "da" / "LC_MESSAGES" / "django.po"
    known = Catalog(locale="da", charset="utf-8")
    if target.exists():
        known = read_po(target.open("rb"), locale="da", charset="utf-8")
    gone = [m.id for m in known if m.id and not found.get(m.id, m.context)]
    known.update(found, no_fuzzy_matching=True)
    known.obsolete.clear()
    known.creation_date = WRITTEN  # else every run would change every catalogue
    if not check and len(list(known)) > 1:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(
                file, known, omit_header=False, sort_output=True, width=100, include_lineno=False
            )
    wrong = [f"{target}: no longer used: {name!r}" for name in gone] if check else []
    return wrong + [f"{target}: {text}" for text in find_faults(known)]


def find_faults(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        ids = message.id if isinstance(message.id, tuple | list) else [message.id]
        if not all(texts) or message.fuzzy:
            yield f"not translated: {ids[0]!r}"
        elif not set(PLACEHOLDER.findall("".join(texts))) <= set(PLACEHOLDER.findall("".join(ids))):
            yield f"placeholders differ: {ids[0]!r}"


def find_clashes(rooms: list[Path]) -> Iterator[str]:
    """Messages that two rooms say differently: Django keeps one of them for both."""
    said: dict[tuple[str | None, str], tuple[Path, object]] = {}
    for room in rooms:
        target = room / "locale" / "da" / "LC_MESSAGES" / "django.po"
        for message in read_po(target.open("rb")) if target.exists() else ():
            first = said.setdefault((message.context, str(message.id)), (target, message.string))
            if message.id and first[1] != message.string:
                yield f"{target}: another Danish text than in {first[0]}: {message.id!r}"


def main() -> int:
    settings.configure(USE_I18N=True)
    check = "--check" in sys.argv
    only = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
    rooms = find_rooms()
    faults = [
        fault
        for room in rooms
        if not only or str(room).rstrip("/") in [name.rstrip("/") for name in only]
        for fault in update_room(room, rooms, check=check)
    ]
    faults += find_clashes(rooms)
    print("\n".join(faults) or "Every message has its Danish text.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
