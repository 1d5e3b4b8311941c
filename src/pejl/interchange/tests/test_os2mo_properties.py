"""What holds for any tree of units."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.interchange.leader_files import read_leaders
from pejl.interchange.leader_types import Leader
from pejl.interchange.leaders import understand_leaders
from pejl.interchange.leaders_columns import propose_columns
from pejl.interchange.table_types import TableError

Tree = list[tuple[int | None, int | None]]


@st.composite
def draw_tree(draw: st.DrawFn) -> Tree:
    """By unit the unit above (an earlier one), and the number of its manager; one at the least."""
    size = draw(st.integers(1, 14))
    tree = []
    for index in range(size):
        parent = draw(st.none() | st.integers(0, index - 1)) if index else None
        tree.append((parent, draw(st.none() | st.integers(0, 7))))
    tree[-1] = (tree[-1][0], draw(st.integers(0, 7)))
    return tree


def list_path(tree: Tree, index: int) -> list[int]:
    """From the top to the unit."""
    parent = tree[index][0]
    return [*([] if parent is None else list_path(tree, parent)), index]


def write_answer(tree: Tree, order: list[int]) -> bytes:
    units = []
    for i in order:
        parent, who = tree[i]
        mail = {"value": f"p{who}@x.dk", "address_type": {"scope": "EMAIL"}}
        role = {"person": [{"name": f"Person {who}", "addresses": [mail]}]}
        above = None if parent is None else {"uuid": str(parent)}
        managers = [] if who is None else [role]
        given = {"uuid": str(i), "name": f"Unit {i}", "parent": above, "managers": managers}
        units.append({"current": given})
    return json.dumps({"data": {"org_units": {"objects": units}}}).encode()


def write_report(tree: Tree) -> bytes:
    heads = ["root", "org", "sub org", *(f"{i}xsub org" for i in range(2, 14))]
    file = io.StringIO()
    sheet = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    sheet.writerow([*heads, "Ansvar", "Navn", "Telefon", "E-mail"])
    for index, (_parent, who) in enumerate(tree):
        path = [f"Unit {i}" for i in list_path(tree, index)]
        path += [""] * (len(heads) - len(path))
        if who is not None:
            sheet.writerow([*path, "", f"Person {who}", "", f"p{who}@x.dk"])
    return file.getvalue().encode("cp1252")


def understand(data: bytes) -> list[Leader]:
    table = read_leaders(data, "")
    found = understand_leaders(table, propose_columns(table))
    assert found.ready
    numbers = [int(level.removeprefix("Niveau ")) for level in found.levels]
    assert numbers == sorted(numbers)
    return found.leaders


def find_nearest(tree: Tree, home: int) -> str:
    for index in reversed(list_path(tree, home)[:-1]):
        if tree[index][1] is not None:
            return f"p{tree[index][1]}@x.dk"
    return ""


@settings(deadline=None)
@given(draw_tree(), st.randoms())
def test_everybody_reports_to_the_nearest_manager_above(tree: Tree, chance) -> None:
    order = list(range(len(tree)))
    chance.shuffle(order)
    leaders = understand(write_answer(tree, order))
    assert {one.email for one in leaders} == {f"p{who}@x.dk" for _p, who in tree if who is not None}
    for one in leaders:
        led = [i for i, (_p, who) in enumerate(tree) if f"p{who}@x.dk" == one.email]
        home = int(one.unit.removeprefix("Unit "))
        depth = len(list_path(tree, home))
        assert home in led
        assert depth == min(len(list_path(tree, i)) for i in led)
        assert one.level == f"Niveau {depth}"
        assert one.leader_email == find_nearest(tree, home)


@settings(deadline=None, max_examples=50)
@given(draw_tree())
def test_report_and_answer_say_the_same(tree: Tree) -> None:
    answer, report = (
        understand(write_answer(tree, list(range(len(tree))))),
        understand(write_report(tree)),
    )
    tell = [(o.email, o.name, o.level, o.unit, o.leader_email) for o in answer]
    assert tell == [(o.email, o.name, o.level, o.unit, o.leader_email) for o in report]


@settings(deadline=None)
@given(draw_tree(), st.data())
def test_units_in_a_circle_are_refused(tree: Tree, data) -> None:
    low = data.draw(st.integers(0, len(tree) - 1))
    top = list_path(tree, low)[0]
    tree[top] = (low, tree[top][1])
    with pytest.raises(TableError, match="go in a circle"):
        read_leaders(write_answer(tree, list(range(len(tree)))), "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["data", "org_units", "objects", "current", "uuid", "name", "managers"]
            ),
            inner,
            max_size=4,
        )
    ),
)


@settings(deadline=None)
@given(JSON | st.fixed_dictionaries({"data": JSON}), st.binary(max_size=20))
def test_anything_else_gets_a_word(plain: object, tail: bytes) -> None:
    for raw in (json.dumps(plain).encode(), b'{"' + tail, b"root;org;Ansvar;Navn;E-mail\n" + tail):
        try:
            table = read_leaders(raw, "x")
        except TableError:
            continue
        understand_leaders(table, propose_columns(table))
