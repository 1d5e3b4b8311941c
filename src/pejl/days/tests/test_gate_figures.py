"""By brute force: no sum or difference of what is published is about one to four people."""

from collections import Counter
from dataclasses import dataclass
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.days.cells import CellMap
from pejl.days.parts import SMALLEST, WORDS_SMALLEST, holds

LEVELS, AREAS = 3, 3  # the last area is "without an area"
people_in_a_cell = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 20])
counts = st.lists(people_in_a_cell, min_size=LEVELS * AREAS, max_size=LEVELS * AREAS)


@dataclass(frozen=True)
class Row:
    attendance_id: int
    giver: str


@dataclass(frozen=True)
class Answer:
    question: str
    words: bool = False


def list_people(numbers):
    cells = list(product(range(LEVELS), range(AREAS)))
    return [cell for cell, number in zip(cells, numbers, strict=True) for _ in range(number)]


def make_map(people):
    return CellMap(("Top", "Midt", "Bund"), ("Skoler", "PPR", "uden"), dict(enumerate(people)))


def answer(people, question, *, words=False, but=()):
    return [(Row(n, str(n)), Answer(question, words)) for n, _ in enumerate(people) if n not in but]


def list_figures(plan):
    """Each published figure as the level and area sets that it is about."""
    whole = (set(range(LEVELS)), set(range(AREAS)))
    runs = plan.levels if len(plan.levels) > 1 else ()
    return [whole, *[(set(run), whole[1]) for run in runs], *[(whole[0], {a}) for a in plan.areas]]


def find_small(people, figures, k):
    """The sums and differences of figures that are about 1 to k-1 people."""
    cells = Counter(people)
    for mix in product((-1, 0, 1), repeat=len(figures)):
        counted = sum(number for cell, number in cells.items() if weigh(cell, mix, figures))
        if 0 < counted < k:
            yield mix


def weigh(cell, mix, figures):
    """How many times a combination counts the people of a cell."""
    return sum(
        sign
        for sign, (levels, areas) in zip(mix, figures, strict=True)
        if cell[0] in levels and cell[1] in areas
    )


@settings(max_examples=60, deadline=None)
@given(counts, st.sets(st.integers(0, 30), max_size=6))
def test_no_sum_or_difference_of_figures_is_about_one_to_four(numbers, silent):
    people = list_people(numbers)
    places = make_map(people)
    pairs = [*answer(people, "q1"), *answer(people, "q2", but=silent)]
    plan = places.plan(pairs, words=False, k=SMALLEST)
    answering = {
        "q1": people,
        "q2": [place for n, place in enumerate(people) if n not in silent],
    }
    for question, who in answering.items():
        if question not in plan.withheld:
            assert not list(find_small(who, list_figures(plan), SMALLEST))
        else:
            assert 0 < len(who) < SMALLEST


@settings(max_examples=60, deadline=None)
@given(counts, st.sets(st.integers(0, 60), max_size=40))
def test_nor_of_the_cells_that_show_words_about_one_to_nine(numbers, silent):
    people = list_people(numbers)
    places = make_map(people)
    figures = places.plan(answer(people, "q"), words=False, k=SMALLEST)
    said = answer(people, "w", words=True, but=silent)
    words = places.plan(said, words=True, k=WORDS_SMALLEST)
    speaking = [set(run) for run in figures.levels if holds(words, 0, run)]
    shown = [(set(range(LEVELS)), set(range(AREAS)))]
    shown += [(run, set(range(AREAS))) for run in speaking]
    shown += [(set(range(LEVELS)), {area}) for area in figures.areas if area in words.areas]
    writers = [people[row.attendance_id] for row, _answer in said]
    if len(writers) >= WORDS_SMALLEST:
        assert not list(find_small(writers, shown, WORDS_SMALLEST))
    else:
        assert len(shown) == 1 or not any(
            place[0] in levels and place[1] in areas
            for place in writers
            for levels, areas in shown[1:]
        )


@settings(max_examples=30, deadline=None)
@given(counts, st.sets(st.integers(0, 60), max_size=40))
def test_a_cell_that_does_not_speak_is_cut_without_its_words(numbers, silent):
    people = list_people(numbers)
    places = make_map(people)
    pairs = [*answer(people, "q"), *answer(people, "w", words=True, but=silent)]
    for axis, member in ((0, 0), (0, 1), (1, 0)):
        cut = places.cut(pairs, axis, (member,), speak=False)
        assert [row.attendance_id for row, _answer in cut] == [
            n for n, place in enumerate(people) if place[axis] == member
        ]
        assert not any(payload.words for _row, payload in cut)
