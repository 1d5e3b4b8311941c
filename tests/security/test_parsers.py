"""Whatever bytes come in, a parser says no in the one way that it promises, and soon."""

import tracemalloc
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.security.parsers import list_parsers
from tests.security.spoiling import make_one, make_zip, open_zip

from pejl.days.registry import list_activities

NAMES = (
    "leaders", "agreement", "programme", "day", "backup", "picture", "logo", "answer", "wire",
    "link", "report",
)  # fmt: skip
TRIES = {"answer": 600, "wire": 250, "link": 150, "report": 150}
ROOM = 600_000_000  # bytes
SOON = 20  # seconds of this process; what is bounded takes one or two


@pytest.fixture(scope="module")
def parsers():
    return list_parsers()


class Drawn:
    def __init__(self, data):
        self.data = data

    def number(self, most):
        return self.data.draw(st.integers(0, most))

    def some(self, most):
        return self.data.draw(st.binary(max_size=most))


def ask(parser, data):
    """Whether it was taken in; anything but what the parser promises is raised."""
    try:
        parser.read(data)
    except parser.known:
        return False
    return True


def test_every_parser_is_tried(parsers):
    assert set(NAMES) == set(parsers)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_right_is_taken_in(parsers, name):
    """Else what follows would try nothing but the front door."""
    parser = parsers[name]
    taken = [seed for seed in parser.seeds if ask(parser, seed)]
    if name == "answer":  # many kinds are right only beside people who are there
        assert len({seed[:20] for seed in taken}) > len(list_activities())
    else:
        assert len(taken) == len(parser.seeds)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_comes_in_is_read_or_refused(parsers, name):
    parser = parsers[name]

    @settings(
        max_examples=TRIES.get(name, 60), suppress_health_check=list(HealthCheck), deadline=None
    )
    @given(st.data())
    def spoil(data):
        ask(parser, make_one(Drawn(data), parser.seeds))

    spoil()


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "%b">%b]>' % (
    b"ha" * 50,
    b"".join(
        b'<!ENTITY %c "%b">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(98, 106)
    ),
)
FILE = b'<!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def put_entities(content, doctype):
    """In the first text that there is."""
    head, mark, rest = content.partition(b"?>")
    head, rest = (head + mark, rest) if mark else (b"", content)
    at = max(rest.find(b"</w:t>"), rest.find(b"</t>"))
    return head + doctype + rest[:at] + b"&i;" + rest[at:]


def list_bombs(seed):
    """Of one zip: each part with entities, as a gigabyte, and deep in itself; and other shapes."""
    parts = open_zip(seed)
    for name in parts:
        if name.endswith(".xml"):
            yield make_zip({**parts, name: put_entities(parts[name], LAUGHS)})
            yield make_zip({**parts, name: put_entities(parts[name], FILE)})
            yield make_zip({**parts, name: b"<a>" * 100_000})
    first = next(iter(parts))
    yield make_zip({**parts, first: b" " * 120_000_000})
    yield make_zip({**parts, **{f"xl/{number}.xml": b"x" for number in range(3000)}})
    yield make_zip({**parts, "../../out": b"x", "/etc/out": b"x", "a\\..\\out": b"x"})


@pytest.mark.parametrize("name", ["leaders", "agreement", "programme", "day", "backup"])
def test_bombs_cost_little_and_tell_nothing(parsers, name):
    parser = parsers[name]
    zips = [seed for seed in parser.seeds if seed.startswith(b"PK")]
    assert zips
    for bomb in (bomb for seed in zips for bomb in list_bombs(seed)):
        tracemalloc.start()
        since = process_time()
        try:
            told = repr(parser.read(bomb))
        except parser.known as refusal:
            told = str(refusal)
        finally:
            _now, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert "root:" not in told
        assert "ha" * 30 not in told
        assert most < ROOM
        assert process_time() - since < SOON


@pytest.mark.parametrize("name", ["day", "backup"])
@pytest.mark.parametrize("deep", [b"[" * 200_000, b'{"a":' * 200_000])
def test_json_deep_in_itself_is_refused(parsers, name, deep):
    parser = parsers[name]
    parts = open_zip(parser.seeds[0])
    assert not ask(parser, make_zip({**parts, "manifest.json": deep}))


@pytest.mark.parametrize("name", ["agreement", "programme"])
@pytest.mark.parametrize("mark", ["> ", "- ", "*", "_", "[", "`", "|a", "1. ", "#", "&#x3e;"])
def test_markdown_deep_in_itself_is_read_soon(parsers, name, mark):
    since = process_time()
    ask(parsers[name], (mark * 60_000)[:190_000].encode())
    assert process_time() - since < SOON
