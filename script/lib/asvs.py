"""Writes the table of OWASP ASVS from its source, or checks that it is up to date."""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE, TABLE = ROOT / "docs/asvs.toml", ROOT / "docs/asvs.md"
STATES = ("met", "partly", "not met", "does not apply")
HEAD = """# OWASP ASVS 5.0.0, levels 1 and 2

Made from [asvs.toml](asvs.toml) by `script/asvs`; a test fails when it is not up to date, when a
test that is named is not there, or when a line of the standard is missing. It is our own judgement:
nobody from outside has looked. What an attacker would try, and by which test, is in
[security.md](security.md).

*Met* with a test is held by `script/test`; *met* without one is so by how it is made, as the reason
says. What depends on who runs it (the proxy, the database's net, how long logs are kept) is met as
far as `deploy/` and `pejl doctor` go.

The numbers are those of the [OWASP Application Security Verification Standard
5.0.0](https://github.com/OWASP/ASVS/tree/v5.0.0) (CC BY-SA 4.0, The OWASP Foundation); what each
line asks is said here in our own short words. This table is under the same licence.
"""


def read_chapters() -> dict[str, dict[str, Any]]:
    return tomllib.loads(SOURCE.read_text("utf-8"))


def list_lines(chapter: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((number, line) for number, line in chapter.items() if number != "title")


def draw_table() -> str:
    chapters = read_chapters()
    parts = [HEAD, draw_counts(chapters)]
    for name, chapter in chapters.items():
        parts.append(f"\n## {name} {chapter['title']}\n\n")
        parts.append("| | Level | What it asks | | Test or reason |\n|---|---|---|---|---|\n")
        parts += [draw_line(number, line) for number, line in list_lines(chapter)]
    return "".join(parts)


def draw_counts(chapters: dict[str, dict[str, Any]]) -> str:
    found = Counter(
        (line["level"], line["state"])
        for chapter in chapters.values()
        for _number, line in list_lines(chapter)
    )
    head = f"\n| | {' | '.join(STATES)} |\n|---|{'---|' * len(STATES)}\n"
    rows = (
        f"| Level {level} | {' | '.join(str(found[level, state]) for state in STATES)} |\n"
        for level in (1, 2)
    )
    return head + "".join(rows)


def draw_line(number: str, line: dict[str, Any]) -> str:
    said = ([line["why"]] if "why" in line else []) + [link(one) for one in line.get("tests", ())]
    words = "<br>".join(said)
    return f"| {number} | {line['level']} | {line['asks']} | {line['state']} | {words} |\n"


def link(test: str) -> str:
    path, _colons, name = test.partition("::")
    return f"[`{name or Path(path).name}`](../{path})"


if __name__ == "__main__":
    if sys.argv[1:] != ["--check"]:
        TABLE.write_text(draw_table(), "utf-8")
    elif TABLE.read_text("utf-8") != draw_table():
        sys.exit("docs/asvs.md is not up to date: run ./script/asvs")
