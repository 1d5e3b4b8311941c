"""Two attackers who know every published figure, and who is in which cell; neither uses graphs."""

from fractions import Fraction
from itertools import chain, combinations, product
from time import process_time

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from pejl.analysis.disclosure import Release, measure_loss, plan_release


@st.composite
def populations(draw, max_levels=4):
    """Questions, numbers of levels and areas, and k: half the cells small, half large or empty."""
    level_count, area_count = draw(st.integers(1, max_levels)), draw(st.integers(1, 4))
    cells = list(product(range(level_count), range(area_count)))
    people = st.fixed_dictionaries(dict.fromkeys(cells, st.sampled_from([0, 1, 2, 3, 0, 0, 6, 9])))
    questions = draw(st.dictionaries(st.sampled_from("abc"), people, max_size=2))
    return questions, level_count, area_count, draw(st.integers(1, 5))


def list_tables(release):
    """Each published figure as the test of which cells it counts: total, levels, areas."""
    yield lambda cell: True
    if len(release.levels) > 1:
        for run in release.levels:
            yield lambda cell, run=run: cell[0] in run
    for area in release.areas:
        yield lambda cell, area=area: cell[1] == area


def publish(questions, release):
    """For each question not withheld: its non-empty cells, and the published figures as rows."""
    for question, table in questions.items():
        cells = {cell: number for cell, number in table.items() if number}
        if cells and question not in release.withheld:
            rows = [[int(counts(cell)) for cell in cells] for counts in list_tables(release)]
            yield list(cells.values()), rows


def subsets(items):
    return chain.from_iterable(combinations(items, count) for count in range(len(items) + 1))


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


def find_small_sets(people, k):
    """The sets of cells with fewer than k people that no cell can be added to."""
    for chosen in subsets(range(len(people))):
        total = sum(people[cell] for cell in chosen)
        others = set(range(len(people))) - set(chosen)
        if total < k and all(total + people[cell] >= k for cell in others):
            yield chosen


@settings(max_examples=400)
@given(populations())
def test_adding_and_subtracting_published_groups_never_singles_out_fewer_than_k(population):
    """The attacker adds some figures and subtracts others: all ways with factors -1, 0 and 1."""
    questions, level_count, area_count, k = population
    release = plan_release(questions, level_count, area_count, k)
    groups = [{area} for area in release.areas] + [set(release.rest)]
    for table in (questions[q] for q in questions if q not in release.withheld):
        for runs, areas in product(subsets(release.levels), subsets(groups)):
            plus, minus = set(chain(*runs)), set(chain(*areas))
            about = sum(n for (lev, area), n in table.items() if (lev in plus) != (area in minus))
            assert about == 0 or about >= k


@settings(max_examples=400)
@given(populations(max_levels=3))
def test_no_linear_combination_is_about_fewer_than_k(population):
    """The attacker uses any factors: is a figure that is zero outside a small set in the row space?

    It is if, and only if, leaving the set's columns out makes the rank of the tables smaller.
    """
    questions, level_count, area_count, k = population
    release = plan_release(questions, level_count, area_count, k)
    event("broken down" if release.areas and len(release.levels) > 1 else "not broken down")
    for people, rows in publish(questions, release):
        for chosen in find_small_sets(people, k):
            outside = [[x for i, x in enumerate(row) if i not in chosen] for row in rows]
            assert rank(outside) == rank(rows)


@given(populations())
def test_covers_all_levels_in_order_and_all_areas_once(population):
    questions, level_count, area_count, k = population
    release = plan_release(questions, level_count, area_count, k)
    assert list(chain(*release.levels)) == list(range(level_count))
    assert sorted(release.areas + release.rest) == list(range(area_count))
    totals = {question: sum(table.values()) for question, table in questions.items()}
    assert release.withheld == {question for question in totals if 0 < totals[question] < k}


@given(populations())
def test_order_of_questions_and_cells_does_not_matter(population):
    questions, *rest = population
    turned = {q: dict(reversed(table.items())) for q, table in reversed(questions.items())}
    assert plan_release(turned, *rest) == plan_release(questions, *rest)


@given(populations())
def test_nothing_is_lost_when_every_cell_is_large_enough(population):
    questions, level_count, area_count, k = population
    cells = list(product(range(level_count), range(area_count)))
    large = {question: dict.fromkeys(cells, k) for question in [*questions, "d"]}
    release = plan_release(large, level_count, area_count, k)
    assert release == Release(
        levels=tuple((level,) for level in range(level_count)),
        areas=tuple(range(area_count)),
        rest=(),
        withheld=frozenset(),
        k=k,
    )


def test_one_chief_of_an_area_among_the_chiefs_is_merged_upwards():
    """Levels 6, 20, 20 and areas 20, 19, 7 are large enough, but the area less its cell is one."""
    table = {(0, 0): 3, (0, 1): 2, (0, 2): 1, (1, 0): 10, (1, 1): 10, (2, 0): 7, (2, 1): 7}
    release = plan_release({"now": table | {(2, 2): 6}}, 3, 3, k=5)
    assert (release.levels, release.areas, release.rest) == (((0,), (1,), (2,)), (0, 1, 2), ())


def test_an_area_that_is_a_level_but_for_one_chief():
    """The area's seven less the level's six is the chief: the level is merged with the next."""
    table = {(0, 0): 3, (0, 1): 2, (0, 2): 1, (1, 0): 10, (1, 1): 10, (2, 2): 6}
    release = plan_release({"now": table}, 3, 3, k=5)
    assert (release.levels, release.areas, release.rest) == (((0,), (1, 2)), (0, 1, 2), ())


def test_an_area_that_is_exactly_a_level_may_be_shown():
    release = plan_release({"now": {(0, 0): 6, (1, 1): 7}}, 2, 2, k=5)
    assert (release.levels, release.areas) == (((0,), (1,)), (0, 1))


def test_small_levels_are_merged_with_the_smaller_neighbour():
    release = plan_release({"now": {(0, 0): 1, (1, 0): 9, (2, 0): 3, (3, 0): 6}}, 4, 1, k=5)
    assert release.levels == ((0, 1), (2, 3))


def test_small_areas_are_suppressed_with_the_next_smallest():
    release = plan_release({"now": {(0, 0): 9, (0, 1): 2, (0, 2): 7, (0, 3): 1}}, 1, 4, k=5)
    assert (release.areas, release.rest) == ((0,), (1, 2, 3))


def test_a_level_that_one_question_hardly_reached_is_merged_in_all():
    tables = {"now": {(0, 0): 9, (1, 0): 9}, "then": {(0, 0): 9, (1, 0): 1}}
    assert plan_release(tables, 2, 1, k=5).levels == ((0, 1),)


def test_a_level_that_one_question_was_not_for_keeps_its_own_figure():
    tables = {"now": {(0, 0): 9, (1, 0): 9}, "schools only": {(0, 0): 9}}
    assert plan_release(tables, 2, 1, k=5).levels == ((0,), (1,))


def test_a_question_with_few_answers_is_withheld_and_costs_the_others_nothing():
    tables = {"now": {(0, 0): 9, (1, 1): 9}, "hard": {(0, 0): 4}, "harder": {}}
    release = plan_release(tables, 2, 2, k=5)
    assert release == Release(((0,), (1,)), (0, 1), (), frozenset({"hard"}), 5)


def test_one_level_and_one_area():
    assert plan_release({"now": {(0, 0): 5}}, 1, 1, k=5).areas == (0,)
    assert plan_release({"now": {(0, 0): 4}}, 1, 1, k=5).withheld == {"now"}


@pytest.mark.parametrize("tables", [{}, {"now": {}}, {"now": {(1, 1): 2}}])
def test_nothing_to_show_is_shown_in_one_piece(tables):
    release = plan_release(tables, 2, 3, k=5)
    assert (release.levels, release.areas, release.rest) == (((0, 1),), (), (0, 1, 2))


def test_no_levels_and_no_areas():
    assert plan_release({}, 0, 0, k=5) == Release((), (), (), frozenset(), 5)


@pytest.mark.parametrize("cell", [(2, 0), (0, 3), (-1, 0), (0, -1)])
def test_refuses_a_cell_outside_the_counts(cell):
    with pytest.raises(ValueError, match="now: 7 people in cell"):
        plan_release({"now": {cell: 7}}, 2, 3, k=5)


def test_refuses_a_negative_number_and_k_under_one():
    with pytest.raises(ValueError, match="-1 people"):
        plan_release({"now": {(0, 0): -1}}, 1, 1, k=5)
    with pytest.raises(ValueError, match="at least 1"):
        plan_release({}, 1, 1, k=0)


def test_is_quick_enough_for_each_look_at_the_screen():
    tables = {
        f"question {q}": {(lev, a): (q + lev * a) % 5 for lev in range(8) for a in range(12)}
        for q in range(40)
    }
    seconds = []
    for _ in range(5):
        start = process_time()
        plan_release(tables, 8, 12, k=5)
        seconds.append(process_time() - start)
    assert min(seconds) < 0.02


def list_plans(level_count, area_count):
    """Every way to merge neighbouring levels and to put areas in the rest."""
    for joined in product([False, True], repeat=level_count - 1):
        runs = [(0,)]
        for level, together in enumerate(joined, 1):
            runs = [*runs[:-1], (*runs[-1], level)] if together else [*runs, (level,)]
        for rest in subsets(range(area_count)):
            yield tuple(runs), tuple(area for area in range(area_count) if area not in rest), rest


def is_safe(questions, release):
    """By all sums and differences; and no group of nobody, but the one that is everyone."""
    k = release.k
    for table in (questions[q] for q in questions if q not in release.withheld):
        groups = [{area} for area in release.areas] + [set(release.rest)]
        for runs, areas in product(subsets(release.levels), subsets(groups)):
            plus, minus = set(chain(*runs)), set(chain(*areas))
            about = sum(n for (lev, area), n in table.items() if (lev in plus) != (area in minus))
            if 0 < about < k:
                return False
    return True


@settings(max_examples=60, deadline=None)
@given(populations(max_levels=3))
def test_the_best_release_loses_no_more_than_any_safe_one(population):
    questions, level_count, area_count, k = population
    best = plan_release(questions, level_count, area_count, k, best=True)
    assert is_safe(questions, best)
    fast = plan_release(questions, level_count, area_count, k)
    assert fast.withheld == best.withheld
    least = measure_loss(questions, best)
    assert least <= measure_loss(questions, fast) + 0.001
    for runs, areas, rest in list_plans(level_count, area_count):
        other = Release(runs, areas, rest, best.withheld, k)
        if is_safe(questions, other) and not shows_nobody(questions, other):
            assert least <= measure_loss(questions, other) + 0.001


def shows_nobody(questions, release):
    tables = [questions[q] for q in questions if q not in release.withheld]
    groups = [(0, run) for run in release.levels] + [(1, (area,)) for area in release.areas]
    if len(release.levels) == 1:
        groups = groups[1:]
    return any(
        not sum(n for table in tables for cell, n in table.items() if cell[axis] in group)
        for axis, group in groups
    )


def test_the_best_release_does_not_depend_on_the_order_of_the_cells():
    table = {(0, 0): 3, (0, 1): 6, (1, 0): 9, (1, 1): 2, (2, 1): 7}
    turned = dict(reversed(table.items()))
    found = [plan_release({"a": each}, 3, 2, 5, best=True) for each in (table, turned)]
    assert found[0] == found[1]
