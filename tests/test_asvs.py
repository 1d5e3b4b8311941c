"""The table of OWASP ASVS is whole, up to date, and names tests that are there."""

import ast
import runpy
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ASVS = runpy.run_path(str(ROOT / "script/lib/asvs.py"))
LINES = {
    number: line
    for chapter in ASVS["read_chapters"]().values()
    for number, line in ASVS["list_lines"](chapter)
}
# How many lines of levels 1 and 2 each section has; within a section they are numbered from 1, and
# what is of level 3 comes after them.
SECTIONS = {
    1: (2, 9, 11, 3, 2), 2: (3, 3, 4, 1), 3: (0, 2, 4, 6, 5, 0, 2), 4: (3, 1, 2, 4),
    5: (1, 3, 2, 3), 6: (3, 12, 4, 4, 5, 3, 0, 4), 7: (3, 4, 2, 5, 2, 2), 8: (2, 3, 1, 1),
    9: (3, 4), 10: (2, 2, 4, 11, 5, 2, 3), 11: (2, 3, 3, 4, 1, 1), 12: (3, 2, 4),
    13: (1, 5, 2, 5), 14: (2, 4, 3), 15: (3, 3, 7), 16: (1, 5, 4, 3, 3), 17: (1, 4, 2),
}  # fmt: skip


def test_it_is_up_to_date():
    assert (ROOT / "docs/asvs.md").read_text("utf-8") == ASVS["draw_table"](), "./script/asvs"


def test_every_line_of_levels_one_and_two_is_there():
    wanted = [
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    ]
    assert list(LINES) == wanted
    levels = [line["level"] for line in LINES.values()]
    assert (levels.count(1), levels.count(2)) == (70, 183)


@pytest.mark.parametrize("number", LINES)
def test_a_line_has_a_test_or_a_reason(number):
    line = LINES[number]
    assert line["state"] in ASVS["STATES"]
    assert line["asks"]
    assert line.get("tests") or line.get("why")
    if line["state"] != "met":
        assert line.get("why"), "say why not"
    for test in line.get("tests", ()):
        path, _colons, name = test.partition("::")
        assert name in list_tests(path) if name else (ROOT / path).exists(), test


@cache
def list_tests(path):
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {one.name for one in tree.body if isinstance(one, kinds)}
