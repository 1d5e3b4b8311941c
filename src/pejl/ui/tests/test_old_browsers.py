"""Scripts and styles that a Safari 15 of 2021 can read; what came later has a way around it."""

import re
from pathlib import Path

import pytest

import pejl

ROOM = Path(pejl.__file__).parent
SCRIPTS, STYLES = (
    sorted(path for path in ROOM.rglob(f"static/**/*.{kind}") if "vendor" not in path.parts)
    for kind in ("js", "css")
)

# What such a browser lacks, or any browser without https, or one that stores nothing for a page;
# with what must stand in the same file to go around it, if anything can.
LATER = {
    r"\b(structuredClone|requestIdleCallback|queueMicrotask|reportError)\(": None,
    r"\.(requestSubmit|at|findLast|findLastIndex|toSorted|toReversed|toSpliced|with)\(": None,
    r"\.(checkVisibility|moveBefore|showModal|showPopover|togglePopover|isWellFormed)\(": None,
    r"\bObject\.(hasOwn|groupBy)\b|\bMap\.groupBy\b|\bArray\.fromAsync\b": None,
    r"\bPromise\.(withResolvers|try)\b|\bURL\.canParse\b|\bAbortSignal\.\w": None,
    r"\b(scheduler|navigation|cookieStore|trustedTypes)\.\w": None,
    r"\bnavigator\.(locks|clipboard|share|wakeLock|storage|userActivation|connection)\b": None,
    r"\bcrypto\.(randomUUID|subtle)\b": None,
    r"\bnew (BroadcastChannel|SharedWorker|URLPattern|CompressionStream)\b": None,
    r"\b(startViewTransition|Temporal|Notification|Segmenter|adoptedStyleSheets)\b": None,
    r"\(\?<[=!]|/[dgimsuy]*v[dgimsuy]*\.test": None,  # lookbehind, the v flag
    r"^await |^\s*static \{|#\w+ in ": None,
    r"\bevent\.submitter\b": r"event\.submitter \|\|",
    r"\bnavigator\.serviceWorker\b|\bcaches\.": r'"serviceWorker" in .* "caches" in window',
    r"\bindexedDB\b": r"catch \{[^}]*this\.database = null",
    r"\blocalStorage\b": r"try \{",
}
NONE = r"(?!)"
ONLY_WHERE_THERE_ARE_WORKERS = "worker.js"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_go_around_what_came_later(script):
    text = read_code(script)
    for later, way in LATER.items():
        found = re.search(later, text, re.MULTILINE)
        if found and script.name != ONLY_WHERE_THERE_ARE_WORKERS:
            assert re.search(way or NONE, text), f"{found[0]} is not everywhere"


def read_code(path):
    """Without comments."""
    return re.sub(r"/\*.*?\*/|(?:^|\s)//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_go_around_what_came_later(style):
    text = read_code(style)
    assert not re.search(r"@(container|layer|scope|starting-style)|color-mix|light-dark|\bok", text)
    assert not re.search(r"text-decoration: *\w+ +\w", text), "a style of line, in the short form"
    if "subgrid" in text:
        assert "@supports not (grid-template-rows: subgrid)" in text
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        assert "&" not in selectors
        check_selectors(selectors)
        check_later_values(body)


def check_selectors(selectors):
    """A browser throws away the whole rule for one selector that it cannot read."""
    if ":has(" in selectors:
        assert all(":has(" in one for one in split_list(selectors)), selectors.strip()


def split_list(selectors):
    """At the commas that stand in no brackets."""
    parts, depth = [""], 0
    for letter in selectors:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def check_later_values(body):
    for later, earlier in EARLIER.items():
        if found := re.search(later, body):
            assert re.search(earlier, body[: found.start()]), f"{found[0]} alone"


EARLIER = {  # a value that came later: the declaration that stands before it
    r"\d[dsl]v[hw]\b": r"\dv[hw]\b",
    r"overflow: clip": r"overflow: hidden",
    r"(?<!-)hyphens: auto": r"-webkit-hyphens: auto",
}
