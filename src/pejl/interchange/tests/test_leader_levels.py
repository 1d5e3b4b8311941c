import pytest

from pejl.interchange.leader_types import Understanding
from pejl.interchange.leaders import understand_leaders
from pejl.interchange.leaders_columns import Columns
from pejl.interchange.table_types import Table

COLUMNS = Columns(0, {"name": 0, "email": 1, "leader": 2, "level": 3, "title": 4})


def understand(*people: str) -> Understanding:
    """`people` as "email before @, leader's, level, title", blanks for nothing."""
    rows = []
    for one in people:
        email, leader, level, title = (*(part.strip() for part in one.split(",")), "", "", "")[:4]
        rows.append([email.title(), f"{email}@x.dk", leader and f"{leader}@x.dk", level, title])
    return understand_leaders(Table(rows), COLUMNS)


def get_proposal(found: Understanding) -> str | None:
    (doubt,) = [doubt for doubt in found.doubts if doubt.code == "no_level"]
    assert doubt.needs_answer
    return doubt.proposal


def test_who_leads_stands_above_whatever_the_words() -> None:
    found = understand("a,,Zeta", "b,a,Mu", "c,b,Alfa", "d,a,Mu", "e,d,Alfa")
    assert found.levels == ["Zeta", "Mu", "Alfa"]


def test_coordinators_are_lowest_also_when_they_report_to_the_top() -> None:
    found = understand(
        "k,a,Koordinator",
        "l,a,Koordinator",
        "a,,Centerledelse",
        "b,a,Områdeledelse",
        "c,b,Institutionsledelse",
        "d,c,Afdelingsledelse",
    )
    assert found.levels == [
        "Centerledelse",
        "Områdeledelse",
        "Institutionsledelse",
        "Afdelingsledelse",
        "Koordinator",
    ]


def test_without_a_chain_the_words_decide() -> None:
    found = understand("a,,Koordinator", "b,,Afdelingsledelse", "c,,Direktion", "d,,Områdechefer")
    assert found.levels == ["Direktion", "Områdechefer", "Afdelingsledelse", "Koordinator"]


def test_levels_that_lead_each_other_are_ordered_by_the_balance() -> None:
    found = understand("a,,Mu", "b,a,Ny", "c,a,Ny", "d,b,Mu", "e,d,Ny")
    assert found.levels == ["Mu", "Ny"]


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ("x,b,,Lærer", "Koordinator"),  # the same title elsewhere
        ("x,a,,Inklusionskoordinator", "Koordinator"),  # a word in the title
        ("x,b,,Noget andet", "Afdelingsledelse"),  # just below the own leader
        ("x,,,", None),
    ],
)
def test_a_missing_level_is_proposed(row: str, level: str | None) -> None:
    found = understand(
        "a,,Centerledelse",
        "b,a,Institutionsledelse",
        "c,b,Afdelingsledelse",
        "d,c,Koordinator,LÆRER",
        row,
    )
    assert get_proposal(found) == level


def test_a_missing_level_is_just_above_the_own_people() -> None:
    found = understand(
        "a,,Centerledelse",
        "b,a,Områdeledelse",
        "c,b,Institutionsledelse",
        "x,a,,",
        "d,x,Koordinator",
    )
    assert found.levels[-2:] == ["Institutionsledelse", "Koordinator"]
    assert get_proposal(found) == "Institutionsledelse"


def test_numbered_levels_stand_by_their_number_where_the_chain_is_broken() -> None:
    found = understand("a,,Niveau 2", "b,a,Niveau 3", "c,,Niveau 4", "d,,Niveau 10")
    assert found.levels == ["Niveau 2", "Niveau 3", "Niveau 4", "Niveau 10"]
