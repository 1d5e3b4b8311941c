"""What holds for any table whatsoever."""

import random
import time
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.interchange.leader_types import KnownLeader, Understanding
from pejl.interchange.leaders import accept_proposals, understand_leaders
from pejl.interchange.leaders_columns import Columns, propose_columns
from pejl.interchange.table_types import Table

COLUMNS = Columns(
    0, {"name": 0, "email": 1, "leader": 2, "level": 3, "area": 4, "unit": 5, "title": 6}
)
NAMES = ["Ivan Thomsen", "thomsen, ivan", "Ivan  Thomsen", "Tina Holm", "Holm, Tina", "=1", "<b>x"]
EMAILS = ["a@x.dk", "A@x.dk", "b@x.dk", "c@x.dk", "d@x.dk", "x", "", "e@x,dk"]
WORDS = ["", "Nord", "NORD", "nord ", "Koordinator", "Centerledelse", "-"]
LIKELY_ROW = st.tuples(
    st.sampled_from(["", *NAMES]),
    st.sampled_from(EMAILS),
    st.sampled_from([*NAMES, *EMAILS]),
    *[st.sampled_from(WORDS)] * 4,
).map(list)
ANY_ROW = st.lists(
    st.text(max_size=12) | st.sampled_from(["Navn", "Mail", "Leder", *EMAILS, *NAMES])
)
KNOWN = st.lists(
    st.builds(
        KnownLeader,
        *[
            st.sampled_from(choice)
            for choice in (NAMES, EMAILS, WORDS, WORDS, WORDS, WORDS, EMAILS)
        ],
    ),
    max_size=4,
)
MENDS = st.dictionaries(
    st.integers(0, 12),
    st.dictionaries(
        st.sampled_from(["name", "email", "leader", "level", "_row", "nonsense"]),
        st.sampled_from(["skip", *NAMES, *EMAILS]),
    ),
)


def check_sound(found: Understanding) -> None:
    """What every understanding keeps, so that it can be stored when it is ready."""
    emails = [one.email for one in found.leaders if one.email]
    assert len(emails) == len(set(emails))
    assert {one.level for one in found.leaders} - {""} <= set(found.levels)
    assert {one.area for one in found.leaders} - {""} <= set(found.areas)
    assert len(set(found.levels)) == len(found.levels)
    if found.ready:
        assert all(one.name and one.email and one.level for one in found.leaders)
        assert all(one.leader_email != one.email for one in found.leaders)


@settings(deadline=None)
@given(st.lists(ANY_ROW, max_size=12), KNOWN, MENDS, st.none() | st.integers(-3, 15))
def test_any_table_is_understood_without_an_error(
    rows: list[list[str]],
    known: list[KnownLeader],
    mends: dict[int, dict[str, str]],
    header: int | None,
) -> None:
    table = Table(rows)
    check_sound(understand_leaders(table, propose_columns(table, header), known, mends))


@settings(deadline=None)
@given(st.lists(LIKELY_ROW, max_size=12), KNOWN, MENDS)
def test_any_list_of_leaders_is_understood_soundly(
    rows: list[list[str]], known: list[KnownLeader], mends: dict[int, dict[str, str]]
) -> None:
    found = understand_leaders(Table(rows), COLUMNS, known, mends)
    check_sound(found)
    answers = accept_proposals(found.doubts)
    both = {row: mends.get(row, {}) | answers.get(row, {}) for row in {*mends, *answers}}
    check_sound(understand_leaders(Table(rows), COLUMNS, known, both))


@dataclass
class Result:
    leaders: set[tuple[str, ...]]
    levels: list[str]
    questions: int


def sum_up(found: Understanding) -> Result:
    leaders = {
        (one.name, one.email, one.title, one.level, one.area, one.unit, one.leader_email)
        for one in found.leaders
    }
    questions = [doubt for doubt in found.doubts if doubt.needs_answer or doubt.blocking]
    return Result(leaders, found.levels, len(questions))


@settings(deadline=None)
@given(
    st.lists(LIKELY_ROW, max_size=12).flatmap(lambda r: st.tuples(st.just(r), st.permutations(r)))
)
def test_the_order_of_the_rows_does_not_matter(
    pair: tuple[list[list[str]], list[list[str]]],
) -> None:
    one, other = (sum_up(understand_leaders(Table(rows), COLUMNS)) for rows in pair)
    assert one == other


def test_twenty_thousand_rows_are_understood_in_seconds_however_bad() -> None:
    chance = random.Random(7)
    people = [f"{chance.choice('ABCDE')}nna Efternavn{i}" for i in range(20_000)]
    rows = []
    for i, name in enumerate(people):
        leader = chance.choice(["Ukendt Efternavn", "Anna Lund", people[i // 7], f"X{i}"])
        level = chance.choice(["", "A", "B"])
        rows.append([name, f"p{i}@x.dk", leader, level, f"Område {i % 9}", f"Enhed {i % 300}", "X"])
    rows += [["Anna Lund", f"lund{i}@x.dk", "Anna Lund", "A", "", "", ""] for i in range(3_000)]
    started = time.perf_counter()
    found = understand_leaders(Table(rows[-20_000:]), COLUMNS)
    assert time.perf_counter() - started < 20
    assert len(found.leaders) == 20_000
