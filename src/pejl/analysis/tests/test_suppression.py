"""By brute force: what can be worked out of margins and the inner cells shown."""

from fractions import Fraction
from itertools import chain, combinations, product

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from pejl.analysis.suppression import suppress_cells

# The vignette "Small count frequency table suppression" of the R package GaussSuppression,
# https://cran.r-project.org/package=GaussSuppression: rows young, old; Spain, Iceland, Portugal.
VIGNETTE = {(0, 0): 5, (0, 1): 2, (0, 2): 0, (1, 0): 6, (1, 1): 3, (1, 2): 4}


@pytest.mark.parametrize("best", [False, True])
def test_the_small_case_of_gausssuppression(best):
    hidden = suppress_cells([VIGNETTE], 2, 3, 2, zeros=True, best=best)
    assert hidden == {(0, 2), (1, 2), (0, 1), (1, 1)}


def test_without_zeros_to_hide_nothing_is_hidden_there():
    assert suppress_cells([VIGNETTE], 2, 3, 2) == frozenset()


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    cells = list(product(range(rows), range(columns)))
    people = st.fixed_dictionaries(dict.fromkeys(cells, st.sampled_from([0, 1, 2, 3, 5, 6, 9, 9])))
    found = draw(st.lists(people, min_size=1, max_size=2))
    return found, rows, columns, draw(st.integers(1, 5))


def subsets(items):
    return chain.from_iterable(combinations(items, count) for count in range(len(items) + 1))


def list_figures(rows, columns, shown):
    """Row totals, column totals and shown cells, each as a row of factors over all cells."""
    cells = list(product(range(rows), range(columns)))
    for row in range(rows):
        yield [int(cell[0] == row) for cell in cells]
    for column in range(columns):
        yield [int(cell[1] == column) for cell in cells]
    for one in shown:
        yield [int(cell == one) for cell in cells]


def rank(rows):
    rows, found = [[Fraction(x) for x in row] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for i in range(found + 1, len(rows)):
            factor = rows[i][column] / rows[found][column]
            rows[i] = [x - factor * y for x, y in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def list_leaks(table, rows, columns, hidden, k, *, zeros):
    """The sets of fewer than k people that some combination of figures is about. A combination
    that is zero outside a set exists if leaving the set's columns out makes the rank smaller."""
    cells = list(product(range(rows), range(columns)))
    shown = [cell for cell in cells if cell not in hidden]
    figures = list(list_figures(rows, columns, shown))
    for chosen in subsets(range(len(cells))):
        people = [table[cells[at]] for at in chosen]
        if not chosen or sum(people) >= k or (not zeros and not all(people)):
            continue
        nobody = [] if zeros else [at for at, cell in enumerate(cells) if not table[cell]]
        outside = [at for at in range(len(cells)) if at not in chosen and at not in nobody]
        inside = sorted({*outside, *chosen})
        full = rank([[row[at] for at in inside] for row in figures])
        kept = rank([[row[at] for at in outside] for row in figures]) if outside else 0
        if kept < full:
            yield chosen


@settings(max_examples=150, deadline=None)
@given(tables(), st.booleans())
def test_nothing_about_fewer_than_k_can_be_worked_out_where_the_margins_are_safe(case, zeros):
    found, rows, columns, k = case
    cells = frozenset(product(range(rows), range(columns)))
    for best in (False, True):
        hidden = suppress_cells(found, rows, columns, k, zeros=zeros, best=best)
        for table in found:
            margins = list(list_leaks(table, rows, columns, cells, k, zeros=zeros))
            event("the margins themselves say too much" if margins else "the margins are safe")
            assert margins or not list(list_leaks(table, rows, columns, hidden, k, zeros=zeros))


@settings(max_examples=100, deadline=None)
@given(tables(), st.booleans())
def test_the_best_hides_no_more_people_than_the_fast_way(case, zeros):
    found, rows, columns, k = case
    fast, best = (
        sum(
            table[cell]
            for cell in suppress_cells(found, rows, columns, k, zeros=zeros, best=way)
            for table in found
        )
        for way in (False, True)
    )
    assert best <= fast


def test_a_cell_outside_the_table_is_refused():
    with pytest.raises(ValueError, match="inside"):
        suppress_cells([{(2, 0): 1}], 2, 3, 5)
