"""An attacker who knows everyone's place, and all that is shown of an item, looks for one answer.

The attack is by person and by integer programming; what it knows it reads off the results as a
reader would, by rules of its own.
"""

from dataclasses import replace
from math import ceil, floor
from random import Random

import msgspec
import pytest
from ortools.sat.python import cp_model

from pejl.days.cells import CellMap
from pejl.days.folding import Line
from pejl.days.pairing import make_pairs
from pejl.days.parts import Rows
from pejl.days.registry import find_activity
from pejl.days.shown import Shown, settle_shown, show

STEPS = 7
POSSIBLE = 2  # so many answers each person may have given, for all that anyone can tell
SMALLEST = 5
SHAPES = ("even", "by level", "by area", "at the end", "all but one", "two camps")


def make_people(rng):
    levels, areas = rng.randint(2, 5), rng.randint(1, 5)
    sizes = rng.choice([(0, 1, 1, 2, 3), (0, 0, 2, 5, 9), (1, 2), (3, 4, 5, 6)])
    people = [
        (level, area)
        for level in range(levels)
        for area in range(areas)
        for _ in range(1 if level == 0 and area == 0 else rng.choice(sizes))
    ]
    names = [f"Niveau {n}" for n in range(levels)], [f"Område {n}" for n in range(areas)]
    return CellMap(tuple(names[0]), tuple(names[1]), dict(enumerate(people)))


def choose(rng, shape, at, place):
    if shape == "by level":
        return min(STEPS, 1 + place[0] + (rng.random() < 0.1))
    if shape == "by area":
        return min(STEPS, 1 + 2 * place[1])
    if shape == "at the end":
        return STEPS - (rng.random() < 0.15)
    if shape == "all but one":
        return 4 if at else 1
    if shape == "two camps":
        return rng.choice([1, STEPS])
    return rng.randint(1, STEPS)


def make_rows(rng, places):
    """Placements of one or two focus areas, which not all have answered."""
    activity = find_activity("nowpicture")
    areas = [{"id": n, "number": n, "title": f"Område {n}"} for n in range(1, rng.randint(2, 3))]
    config = msgspec.convert({"focus_areas": areas}, activity.config)
    pairs = []
    for area in areas:
        shape, share = rng.choice(SHAPES), rng.choice([1, 1, 0.9, 0.6])
        for at, place in places.places.items():
            if rng.random() <= share:
                fields = {"kind": "placed", "focus": area["id"]}
                fields["value"] = choose(rng, shape, at, place)
                row = Line(len(pairs), at, f"g{at}", 0, "", "", "")
                pairs.append((row, msgspec.convert(fields, activity.payload)))
    return Rows(activity, config, pairs)


def make_dilemma_rows(rng, places):
    """Both placings of a dilemma, which not all have made, and a decision asked of two levels."""
    activity = find_activity("dilemma")
    dilemmas = [{"title": "T", "a": "A", "b": "B"}]
    raw = {"dilemmas": dilemmas, "decisions": ["D"], "line": places.levels[:2]}
    config = msgspec.convert(raw, activity.config)
    pairs = []
    for question in ("before:0", "after:0", "decide:0"):
        shape, share = rng.choice(SHAPES), rng.choice([1, 0.9, 0.6])
        for at, place in places.places.items():
            if (question == "decide:0" and place[0] > 1) or rng.random() > share:
                continue
            when, value = question.partition(":")[0], choose(rng, shape, at, place)
            fields = {"kind": "placed", "dilemma": 0, "when": when, "value": value}
            if when == "decide":
                fields = {"kind": "chosen", "decision": 0, "value": value}
            row = Line(len(pairs), at, f"g{at}", 0, "", "", "")
            pairs.append((row, msgspec.convert(fields, activity.payload)))
    rows = Rows(activity, config, pairs)
    return replace(rows, pairs=[*pairs, *make_pairs(rows)])


def read_dilemma_groups(places, released, question):
    """As `read_groups`, of a placing or a decision, whose parts are apart."""
    found = released.apart.get(question, released if question != "decide:0" else None)
    groups = [(lambda place: True, released.whole)]
    for axis, names in enumerate((places.levels, places.areas)):
        for part in (found.areas if axis else found.levels) if found else ():
            inside = {names.index(name) for name in part.members}
            groups.append((lambda place, a=axis, i=inside: place[a] in i, part.result))
    for belongs, result in groups:
        both = [(f"{one.when}:{one.dilemma}", one.answers) for one in result.placings]
        both += [(f"decide:{one.decision}", one.answers) for one in result.choices]
        for asked, answers in both:
            if asked == question:
                yield belongs, answers


@pytest.mark.parametrize("batch", range(3))
def test_nobodys_place_in_a_dilemma_can_be_worked_out(batch):
    for seed in range(25 * batch, 25 * batch + 25):
        rng = Random(seed)
        places = make_people(rng)
        rows = make_dilemma_rows(rng, places)
        if len({row.giver for row, _payload in rows.pairs}) < SMALLEST:
            continue
        released = show(rows, settle_shown(rows, places))
        for question in ("before:0", "after:0", "decide:0"):
            answers = {
                row.attendance_id: payload.value
                for row, payload in rows.pairs
                if payload.question == question
            }
            groups = list(read_dilemma_groups(places, released, question))
            if groups and not (len(set(answers.values())) == 1 and len(answers) >= 10):
                assert not attack(places, answers, groups), (seed, question)


def read_moved_groups(places, released):
    """As `read_dilemma_groups`, of how many moved which way."""
    found = released.apart.get("moved:0")
    groups = [(lambda place: True, released.whole)]
    for axis, names in enumerate((places.levels, places.areas)):
        for part in (found.areas if axis else found.levels) if found else ():
            inside = {names.index(name) for name in part.members}
            groups.append((lambda place, a=axis, i=inside: place[a] in i, part.result))
    for belongs, result in groups:
        for ways in result.ways:
            yield belongs, ways.counts


def attack_twice(places, before, after, released):
    """The people of whom, with all three figures held together, the first answer, the second or
    the way they moved can be worked out, by which of these. Where the whole room of ten or more has
    it in common it is no secret."""
    model = cp_model.CpModel()
    gave = {}
    for at in before.keys() | after.keys():
        gave[at] = {
            (b, a): model.new_bool_var("")
            for b in (range(1, STEPS + 1) if at in before else [0])
            for a in (range(1, STEPS + 1) if at in after else [0])
        }
        model.add_exactly_one(gave[at].values())
    aspects = {
        "before": (before, lambda b, a: b),
        "after": (after, lambda b, a: a),
        "moved": (before.keys() & after.keys(), lambda b, a: (a > b) - (a < b)),
    }
    shown = {
        "before": list(read_dilemma_groups(places, released, "before:0")),
        "after": list(read_dilemma_groups(places, released, "after:0")),
        "moved": list(read_moved_groups(places, released)),
    }
    for name, (people, read) in aspects.items():
        values = range(-1, 2) if name == "moved" else range(1, STEPS + 1)
        choices = {at: pick_values(gave[at], read, values) for at in people}
        for belongs, answers in shown[name]:
            bind(model, [choices[at] for at in people if belongs(places.places[at])], answers)
    found = set()
    for name, (people, read) in aspects.items():
        true = {at: read(before.get(at, 0), after.get(at, 0)) for at in people}
        if shown[name] and not (len(set(true.values())) == 1 and len(true) >= 10):
            same = {
                at: sum(v for pair, v in gave[at].items() if read(*pair) == true[at])
                for at in people
            }
            found |= {(name, at) for at in find_fixed(model, same)}
    return found


def pick_values(pairs, read, values):
    return [sum(var for pair, var in pairs.items() if read(*pair) == value) for value in values]


def find_fixed(model, same):
    """Those of whom `same` can never be 0."""
    solver, left = cp_model.CpSolver(), set(same)
    solver.parameters.num_workers = 1
    while left:
        model.maximize(sum(1 - same[at] for at in left))
        assert solver.solve(model) == cp_model.OPTIMAL
        free = {at for at in left if not solver.value(same[at])}
        if not free:
            return left
        left -= free
    return left


def work_out_twice(seed, spoil=None):
    rng = Random(seed)
    places = make_people(rng)
    rows = make_dilemma_rows(rng, places)
    if len({row.giver for row, _payload in rows.pairs}) < SMALLEST:
        return set()
    released = show(rows, settle_shown(spoil(rows) if spoil else rows, places))
    answers = [
        {
            row.attendance_id: payload.value
            for row, payload in rows.pairs
            if payload.question == question
        }
        for question in ("before:0", "after:0")
    ]
    return attack_twice(places, *answers, released)


@pytest.mark.parametrize("batch", range(3))
def test_nobodys_movement_can_be_worked_out_from_all_three_figures(batch):
    for seed in range(10 * batch, 10 * batch + 10):
        assert not work_out_twice(seed), seed


def test_the_attacker_finds_what_the_three_figures_give_away_together():
    """The same days, with each of the three held by itself."""
    assert any(work_out_twice(seed, alone) for seed in range(40))


def alone(rows):
    figures = replace(rows.activity.figures, paired=None)
    return replace(rows, activity=replace(rows.activity, figures=figures))


def read_groups(places, released, focus):
    """Each group that something is shown of, as who is in it, and what is shown."""
    groups = [(lambda place: True, released.whole)]
    for axis, (names, parts) in enumerate(
        [(places.levels, released.levels), (places.areas, released.areas)]
    ):
        for part in parts:
            inside = {names.index(name) for name in part.members}
            groups.append((lambda place, a=axis, i=inside: place[a] in i, part.result))
    for belongs, result in groups:
        for placement in result.placements:
            if placement.focus.id == focus and placement.n:
                yield belongs, placement.answers


def attack(places, answers, groups):
    """The people who can have given fewer than POSSIBLE answers. `answers` by person: the attacker
    tries to have each answer otherwise, and whom that never succeeds for is found out."""
    model = cp_model.CpModel()
    gave = {at: [model.new_bool_var("") for _ in range(STEPS)] for at in answers}
    for choices in gave.values():
        model.add_exactly_one(choices)
    for belongs, shown in groups:
        inside = [gave[at] for at in answers if belongs(places.places[at])]
        bind(model, inside, shown)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    left = set(answers)
    while left:
        otherwise = sum(1 - gave[at][answers[at] - 1] for at in left)
        model.maximize(otherwise)
        assert solver.solve(model) == cp_model.OPTIMAL
        found = {at for at in left if not solver.boolean_value(gave[at][answers[at] - 1])}
        if not found:
            return left
        left -= found
    return left


def bind(model, inside, shown):
    """What is shown of a group says of its people's answers."""
    if isinstance(shown, tuple):
        assert sum(shown) == len(inside)
        for step, count in enumerate(shown):
            model.add(sum(choices[step] for choices in inside) == count)
        return
    n = shown.n
    assert n == len(inside)
    total = sum((step + 1) * choices[step] for choices in inside for step in range(STEPS))
    if shown.edge == "at most":
        model.add(2 * total <= 3 * n)
    elif shown.edge == "at least":
        model.add(2 * total >= (2 * STEPS - 1) * n)
    else:
        low, high = ceil(n * (shown.mean - 0.05) - 1e-6), floor(n * (shown.mean + 0.05) + 1e-6)
        model.add_linear_constraint(total, low, high)
        if low == high and shown.spread:
            squares = sum(
                (step + 1) ** 2 * choices[step] for choices in inside for step in range(STEPS)
            )
            within = {"alike": (0.7, 9), "varied": (0.3, 0.7), "split": (-9, 0.3)}[shown.spread]
            most, least = ((1 - bound) * 4 * (n - 1) + low * low / n for bound in within)
            model.add_linear_constraint(squares, ceil(least - 1e-6), floor(most + 1e-6))


def list_found(seed, spoil=None):
    """Everyone whose answer can be worked out of a random organisation's day. Where the whole room
    of ten or more said the same, it is no secret."""
    rng = Random(seed)
    places = make_people(rng)
    rows = make_rows(rng, places)
    focus_areas = sorted({payload.focus for _row, payload in rows.pairs})
    if len({row.giver for row, _payload in rows.pairs}) < SMALLEST:
        return
    stored = msgspec.json.encode(settle_shown(rows, places))
    shown = msgspec.json.decode(stored, type=Shown)
    released = show(spoil(rows) if spoil else rows, shown)
    for focus in focus_areas:
        answers = {
            row.attendance_id: payload.value
            for row, payload in rows.pairs
            if payload.focus == focus
        }
        groups = list(read_groups(places, released, focus))
        if len(set(answers.values())) == 1 and len(answers) >= 10:
            continue
        for belongs, _shown in groups:
            assert sum(belongs(places.places[at]) for at in answers) >= SMALLEST
        if groups:
            yield from attack(places, answers, groups)


@pytest.mark.parametrize("batch", range(10))
def test_in_a_thousand_organisations_nobodys_answer_can_be_worked_out(batch):
    for seed in range(100 * batch, 100 * batch + 100):
        assert not list(list_found(seed)), seed


def test_the_attacker_finds_what_full_counts_of_small_groups_give_away():
    """The same days, with every figure as it is."""
    found = [
        seed
        for seed in range(60)
        if list(list_found(seed, lambda rows: replace(rows, activity=bare(rows.activity))))
    ]
    assert len(found) > 10


def bare(activity):
    return replace(activity, figures=None)
