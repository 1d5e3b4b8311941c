import pytest

from pejl.interchange.leader_chain import measure_depths
from pejl.interchange.leader_types import Doubt, KnownLeader, Understanding
from pejl.interchange.leaders import accept_proposals, understand_leaders
from pejl.interchange.leaders_columns import Columns
from pejl.interchange.table_types import Table

COLUMNS = Columns(0, {"name": 0, "email": 1, "leader": 2, "unit": 3, "level": 4})


def understand(
    *people: str,
    known: tuple[KnownLeader, ...] = (),
    mends: dict[int, dict[str, str]] | None = None,
) -> Understanding:
    """`people` as "name|email before @|leader|unit", each on the row of its place from 1."""
    rows = [[*f"{one}|||".split("|")[:4], "A"] for one in people]
    table = Table([[n, f"{e}@x.dk" if e else "", leader, u, lv] for n, e, leader, u, lv in rows])
    return understand_leaders(table, COLUMNS, known, mends)


def get_doubts(found: Understanding, code: str) -> list[Doubt]:
    return [doubt for doubt in found.doubts if doubt.code == code]


@pytest.mark.parametrize(
    "leader",
    [
        *("ivan@x.dk", "IVAN@X.DK", "mailto:ivan@x.dk", "Ivan Thomsen <ivan@x.dk>"),
        *("Ivan Thomsen", "Thomsen, Ivan", "THOMSEN,  IVAN", "Thomsen Ivan"),
    ],
)
def test_a_leader_is_known_by_email_or_by_name_in_either_order(leader: str) -> None:
    found = understand("Ivan Thomsen|ivan", f"Tina Holm|tina|{leader}")
    assert found.leaders[1].leader_email == "ivan@x.dk"
    assert found.ready


@pytest.mark.parametrize("nobody", ["", "-", "ingen", "Ingen leder"])
def test_nobody_leads_the_top(nobody: str) -> None:
    assert understand(f"Ivan Thomsen|ivan|{nobody}").ready


@pytest.mark.parametrize("wrong", ["Ivan Tomsen", "Tomsen, Iwan", "ivan@x.dkk", "Thomsen, Ivan B."])
def test_a_leader_who_is_not_in_the_list_is_named_with_the_nearest(wrong: str) -> None:
    people = ("Ivan Thomsen|ivan", "Karin Madsen|karin|ivan@x.dk", f"Tina Holm|tina|{wrong}")
    found = understand(*people)
    (doubt,) = get_doubts(found, "unknown_leader")
    assert wrong in doubt.message
    assert "Ivan Thomsen" in doubt.message
    assert (doubt.row, doubt.proposal, doubt.needs_answer) == (3, "ivan@x.dk", True)
    assert understand(*people, mends=accept_proposals(found.doubts)).ready


def test_an_unlike_leader_gets_no_proposal_and_is_not_taken_for_a_top() -> None:
    found = understand("Ivan Thomsen|ivan", "Tina Holm|tina|Zacharias Quist")
    assert [doubt.code for doubt in found.doubts] == ["unknown_leader"]
    assert found.doubts[0].proposal is None
    assert not found.ready


def test_a_leader_who_is_stored_need_not_be_in_the_file() -> None:
    known = (KnownLeader("Ivan Thomsen", "ivan@x.dk", level="A"),)
    found = understand("Tina Holm|tina|Thomsen, Ivan", known=known)
    assert found.leaders[0].leader_email == "ivan@x.dk"
    assert found.ready


def test_a_name_that_two_have_is_ambiguous_and_the_one_of_the_unit_proposed() -> None:
    found = understand(
        "Else Friis|else|||",
        "Else Friis|else2|else@x.dk|Nordskolen",
        "Bo|bo|Friis, Else|Nordskolen",
    )
    (doubt,) = get_doubts(found, "ambiguous_leader")
    assert (doubt.row, doubt.proposal, doubt.needs_answer) == (3, "else2@x.dk", True)
    assert "else@x.dk" in doubt.message
    assert "else2@x.dk" in doubt.message
    assert found.leaders[2].leader_email == ""


def test_a_leader_without_an_email_is_found_and_raises_no_second_doubt() -> None:
    found = understand("Ivan Thomsen|", "Tina Holm|tina|Ivan Thomsen")
    assert [(doubt.code, doubt.row) for doubt in found.doubts] == [("no_email", 1)]


def test_the_own_leader_is_asked_about() -> None:
    people = ("Ivan Thomsen|ivan|Thomsen, Ivan", "Tina Holm|tina|ivan@x.dk")
    found = understand(*people)
    (doubt,) = get_doubts(found, "own_leader")
    assert (doubt.row, doubt.proposal) == (1, "")
    assert understand(*people, mends=accept_proposals(found.doubts)).doubts == []


def test_a_circle_is_named_with_everybody_in_it_and_blocks() -> None:
    found = understand(
        "Ivan|ivan", "Åse|aase|Bo", "Bo|bo|Camilla", "Camilla|camilla|Åse", "Dorthe|dorthe|Åse"
    )
    (doubt,) = get_doubts(found, "circle")
    assert doubt.blocking
    assert doubt.row == 2
    assert "Åse → Bo → Camilla → Åse" in doubt.message
    assert "Dorthe" not in doubt.message


def test_a_circle_through_somebody_who_is_only_stored_is_found() -> None:
    known = (KnownLeader("Ivan", "ivan@x.dk", level="A", leader_email="tina@x.dk"),)
    assert get_doubts(understand("Tina|tina|ivan@x.dk", known=known), "circle")


def test_two_tops_are_a_notice() -> None:
    found = understand("Ivan|ivan", "Bo|bo", "Tina|tina|Bo")
    (doubt,) = get_doubts(found, "several_tops")
    assert "Ivan, Bo" in doubt.message
    assert found.ready


def test_a_thousand_in_a_circle_are_named_within_reason() -> None:
    found = understand(*(f"P{chr(97 + i % 26)}|p{i}|p{(i + 1) % 1000}@x.dk" for i in range(1000)))
    assert len(get_doubts(found, "circle")[0].message) < 2000


def test_depths_and_circles() -> None:
    assert measure_depths([None, 0, 1, 1, None]) == ([0, 1, 2, 2, 0], [])
    depths, circles = measure_depths([1, 2, 1, None, 0])
    assert depths == [None, None, None, 0, None]
    assert [sorted(circle) for circle in circles] == [[1, 2]]
    assert measure_depths([0]) == ([None], [[0]])
