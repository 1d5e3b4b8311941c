"""The example day's two lists, one tidy and one from a payroll system, are one organisation."""

from pathlib import Path

import pytest

from pejl.interchange.leader_types import Leader, Understanding
from pejl.interchange.leaders import accept_proposals, understand_leaders
from pejl.interchange.leaders_columns import propose_columns
from pejl.interchange.tables import read_table

EXAMPLE = Path(__file__).parent.parent / "example"
MISSING = "henning.praestegaard@eksempel.invalid"
LEVELS = [
    "Centerledelse",
    "Områdeledelse",
    "Institutionsledelse",
    "Afdelingsledelse",
    "Koordinator",
]
AREAS = ["Forvaltning", "Skoler", "Dagtilbud", "PPR", "Støttekorps"]


def understand(name: str, mends: dict[int, dict[str, str]] | None = None) -> Understanding:
    table = read_table((EXAMPLE / name).read_bytes(), name)
    return understand_leaders(table, propose_columns(table), mends=mends)


def strip_rows(leaders: list[Leader]) -> dict[str, tuple[str, ...]]:
    return {
        one.email: (one.name, one.title, one.level, one.area, one.unit, one.leader_email)
        for one in leaders
    }


@pytest.mark.parametrize("name", ["ledere.csv", "ledere-loensystem.csv"])
def test_fifty_people_five_levels_five_areas(name: str) -> None:
    found = understand(name)
    assert len(found.leaders) == 50
    assert found.levels == LEVELS
    assert found.areas == AREAS
    assert found.changes.new == [leader.email for leader in found.leaders]
    assert [leader.email for leader in found.leaders if not leader.leader_email] == [
        "ivan.thomsen@eksempel.invalid"
    ]


def test_the_tidy_list_raises_no_doubt() -> None:
    assert understand("ledere.csv").doubts == []
    assert understand("ledere.csv").ready


def test_the_payroll_list_asks_for_one_level_and_names_one_duplicate() -> None:
    found = understand("ledere-loensystem.csv")
    assert [(doubt.row, doubt.code, doubt.proposal) for doubt in found.doubts] == [
        (22, "no_level", "Afdelingsledelse"),
        (29, "duplicate", None),
    ]
    assert next(leader.email for leader in found.leaders if leader.row == 22) == MISSING
    assert not found.ready


def test_both_lists_are_the_same_but_for_the_missing_level() -> None:
    tidy = strip_rows(understand("ledere.csv").leaders)
    payroll = strip_rows(understand("ledere-loensystem.csv").leaders)
    differing = [email for email in tidy if tidy[email] != payroll[email]]
    assert differing == [MISSING]
    assert payroll[MISSING][2] == ""
    answers = accept_proposals(understand("ledere-loensystem.csv").doubts)
    answered = understand("ledere-loensystem.csv", answers)
    assert answered.ready
    assert strip_rows(answered.leaders) == tidy
