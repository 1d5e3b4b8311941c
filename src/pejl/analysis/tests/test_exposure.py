"""An attacker who tries every way of answering, one after the other."""

from itertools import product
from statistics import variance

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from pejl.analysis.exposure import Published, find_exposed
from pejl.analysis.ratings import (
    Edge,
    Known,
    Spread,
    find_widest,
    learn_counts,
    learn_from_rating,
    rate,
)

VALUES = 3


@st.composite
def publications(draw):
    """Up to three cells of one to three people each, and groups of them with something known."""
    cells = draw(
        st.lists(
            st.lists(st.integers(0, VALUES - 1), min_size=1, max_size=3), min_size=1, max_size=3
        )
    )
    counts = {
        at: tuple(answers.count(value) for value in range(VALUES))
        for at, answers in enumerate(cells)
    }
    published = []
    for _ in range(draw(st.integers(0, 3))):
        group = draw(st.frozensets(st.sampled_from(sorted(counts)), min_size=1))
        together = [sum(counts[cell][value] for cell in group) for value in range(VALUES)]
        learned = draw(st.sampled_from([learn_counts, lambda c, f: learn_from_rating(rate(c), f)]))
        published += [Published(group, known) for known in learned(together, "q")]
    return cells, counts, published


def list_possible(cells, published):
    """For each cell the values that its first person may have given."""
    people = [at for at, answers in enumerate(cells) for _ in answers]
    found = [set() for _ in cells]
    for way in product(range(VALUES), repeat=len(people)):
        if all(
            each.known.low
            <= sum(
                each.known.weights[value]
                for at, value in zip(people, way, strict=True)
                if at in each.cells
            )
            <= each.known.high
            for each in published
        ):
            for at in range(len(cells)):
                found[at].add(way[people.index(at)])
    return found


@settings(max_examples=150, deadline=None)
@given(publications())
def test_finds_just_the_cells_whose_answers_can_only_be_one(publication):
    cells, counts, published = publication
    possible = list_possible(cells, published)
    exposed = find_exposed(counts, published)
    event(f"{len(exposed)} exposed")
    assert exposed == {at for at, values in enumerate(possible) if len(values) == 1}


def test_one_who_alone_can_have_said_it_is_found_by_the_solver():
    """Three rows of the whole known in full, and each row's sum: a chain of three exchanges."""
    answers = {(row, column): [0, 0] for row in range(3) for column in range(3)}
    for row in range(3):
        for column in range(3):
            answers[row, column][int(row == column)] = 1
    counts = {cell: tuple(found) for cell, found in answers.items()}
    published = [
        Published(frozenset(cell for cell in counts if cell[axis] == at), known)
        for axis in (0, 1)
        for at in range(3)
        for known in learn_counts((2, 1), "q")
    ]
    assert find_exposed(counts, published) == frozenset()
    pinned = [*published, Published(frozenset([(0, 0)]), Known("q", (0, 1), 1, 1))]
    exposed = find_exposed(counts, pinned)
    assert exposed == {(0, column) for column in range(3)} | {(row, 0) for row in range(3)}


def test_bounds_that_the_answers_do_not_meet_are_refused():
    with pytest.raises(ValueError, match="does not hold"):
        find_exposed({"a": (1, 0)}, [Published(frozenset("a"), Known("q", (0, 1), 1, 1))])


counted = st.lists(st.integers(0, 6), min_size=2, max_size=10).filter(any)


@given(counted)
def test_a_rating_says_what_it_says_and_no_more(counts):
    rating = rate(counts)
    mean = sum(step * count for step, count in enumerate(counts, 1)) / sum(counts)
    assert rating.n == sum(counts)
    if rating.edge is Edge.LOW:
        assert mean <= rating.mean == 1.5
    elif rating.edge is Edge.HIGH:
        assert mean >= rating.mean == len(counts) - 0.5
    else:
        assert abs(rating.mean - mean) <= 0.05 + 1e-9
    for known in learn_from_rating(rating, "q"):
        assert (
            known.low
            <= sum(w * c for w, c in zip(known.weights, counts, strict=True))
            <= known.high
        )


@settings(deadline=None)
@given(st.integers(2, 10), st.integers(5, 12), st.data())
def test_that_all_said_the_same_cannot_be_told(steps, n, data):
    """Of five or more who all stand at one step, each may have stood elsewhere."""
    at = data.draw(st.integers(0, steps - 1))
    counts = tuple(n if step == at else 0 for step in range(steps))
    published = [Published(frozenset("a"), each) for each in learn_from_rating(rate(counts), "q")]
    assert find_exposed({"a": counts}, published) == frozenset()


@given(counted.filter(lambda counts: sum(counts) > 1))
def test_no_answers_vary_more_than_their_rating_leaves_open(counts):
    answers = [step for step, count in enumerate(counts, 1) for _ in range(count)]
    rating = rate(counts)
    if rating.edge is None:
        assert variance(answers) <= find_widest(rating) + 0.5


def test_words_for_the_agreement():
    assert rate([0, 0, 5, 2, 0, 0, 0]).spread is Spread.ALIKE
    assert rate([0, 2, 2, 2, 2, 2, 0]).spread is Spread.VARIED
    assert rate([4, 0, 0, 0, 0, 0, 4]).spread is Spread.SPLIT
