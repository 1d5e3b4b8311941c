from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from pejl.analysis.timetable import (
    AIR,
    SKIP,
    TOUCH,
    Clash,
    Item,
    Kind,
    find_nearest,
    gather_blocks,
    is_fixed,
    plan,
    propose,
)

START = 8 * 60 + 30


def make_item(key, wished, least=None, most=None, **more):
    return Item(key, wished, least or wished, most or wished, **more)


def told(programme):
    return [(one.start - START, one.minutes) for one in programme.placed]


def test_without_fixed_points_all_is_as_wished():
    items = [make_item(1, 15), make_item(2, 50, 20), make_item(3, 5, most=90)]
    programme = plan(items, START)
    assert told(programme) == [(0, 15), (15, 50), (65, 5)]
    assert (programme.regret, programme.clashes, programme.air) == (0, (), ())


def test_a_loss_is_spread_as_the_lengths_are():
    items = [make_item(1, 60, 30), make_item(2, 30, 10), make_item(3, 30, starts=START + 81)]
    assert told(plan(items, START)) == [(0, 54), (54, 27), (81, 30)]


def test_what_must_not_be_cut_is_not():
    items = [make_item(1, 60, 30), make_item(2, 30, 10, uncut=True)]
    assert told(plan(items, START, START + 75)) == [(0, 45), (45, 30)]


def test_an_optional_item_is_skipped_only_when_there_is_no_better_way():
    items = [make_item(1, 60, 50), make_item(2, 20, 15, optional=True)]
    assert told(plan(items, START, START + 75)) == [(0, 56), (56, 19)]
    assert told(plan(items, START, START + 60)) == [(0, 60), (60, 0)]


def test_what_follows_parallel_items_waits_for_the_longest():
    items = [make_item(1, 45, 20), make_item(2, 30, 10, beside=True), make_item(3, 15)]
    assert told(plan(items, START)) == [(0, 45), (0, 30), (45, 15)]
    assert told(plan(items, START, START + 55)) == [(0, 40), (0, 30), (40, 15)]


def test_time_that_nothing_can_fill_is_air():
    items = [make_item(1, 20, most=25), make_item(2, 30, starts=START + 40)]
    programme = plan(items, START)
    assert told(programme) == [(0, 25), (40, 30)]
    assert programme.air == ((2, 15),)


def test_a_fixed_point_that_cannot_be_kept_is_named_with_the_minutes():
    items = [make_item(1, 30, 20), make_item(2, 40, starts=START + 12), make_item(3, 30, 25)]
    programme = plan(items, START, START + 90)
    assert programme.clashes == (Clash(2, START + 12, 8),)
    assert told(programme) == [(0, 20), (20, 40), (60, 30)]
    assert plan([make_item(1, 30)], START, START + 20).clashes == (Clash(None, START + 20, 10),)


def test_the_nearest_programmes_move_the_point_skip_or_cut():
    items = [make_item(1, 30, 20), make_item(2, 20, 15), make_item(3, 40, starts=START + 30)]
    ways = {way.kind: way for way in find_nearest(items, START)}
    assert ways[Kind.MOVE].items[2].starts == START + 35
    assert [item.optional for item in ways[Kind.SKIP].items] == [False, True, False]
    assert told(ways[Kind.SKIP].programme) == [(0, 30), (30, 0), (30, 40)]
    assert [item.least for item in ways[Kind.CUT].items] == [17, 13, 40]
    assert find_nearest(items[:2], START) == []


def test_what_must_not_be_cut_is_not_proposed_to_be():
    items = [make_item(1, 30, uncut=True), make_item(2, 40, starts=START + 20)]
    assert [way.kind for way in find_nearest(items, START)] == [Kind.MOVE]


def test_the_programme_is_as_wished_without_items():
    assert plan([], START).ends == 0
    assert plan([], START, START + 20).air == ((None, 20),)


def test_lengths_that_contradict_one_another_are_refused():
    with pytest.raises(ValueError, match="item 7"):
        Item(7, 10, 12, 20)


AFTERNOON = [
    make_item(1, 50, 30),
    make_item(2, 35, 25),
    make_item(3, 15, 10, optional=True),
    make_item(4, 35, 20, uncut=True),
    make_item(5, 10, 5),
]


def test_twelve_minutes_late_there_are_three_ways():
    ways = propose(AFTERNOON, START + 12, START + 145, later=True)
    assert [way.kind for way in ways] == [Kind.FEW, Kind.SKIP, Kind.LATER]
    few, skip, later = (
        [
            one.minutes - item.wished
            for one, item in zip(way.programme.placed, AFTERNOON, strict=True)
        ]
        for way in ways
    )
    assert few == [-7, -5, 0, 0, 0]
    assert skip == [0, 0, -15, 0, 0]
    assert later == [0] * 5
    assert ways[2].programme.ends == START + 157


def test_with_a_fixed_end_and_nothing_to_skip_the_loss_is_in_few_items_or_shared():
    items = [replace(item, optional=False) for item in AFTERNOON]
    few, share = propose(items, START + 12, START + 145)
    assert (few.kind, share.kind) == (Kind.FEW, Kind.SHARE)
    assert [one.minutes for one in share.programme.placed] == [45, 31, 13, 35, 9]


def test_a_day_that_fits_has_no_ways_and_one_that_cannot_has_the_nearest():
    assert propose(AFTERNOON, START, START + 145) == []
    assert propose(AFTERNOON, START + 12, START + 157) == []
    kinds = [way.kind for way in propose(AFTERNOON, START + 70, START + 145)]
    assert kinds[0] == Kind.MOVE


@st.composite
def make_programmes(draw, most_items=4, longest=9):
    items, at = [], 0
    for key in range(draw(st.integers(1, most_items))):
        least = draw(st.integers(1, longest))
        wished = draw(st.integers(least, longest))
        most = draw(st.integers(wished, longest + 3))
        at += draw(st.integers(0, 12))
        items.append(
            Item(
                key,
                wished,
                least,
                most,
                starts=draw(st.none() | st.just(at)),
                uncut=draw(st.booleans()),
                optional=draw(st.booleans()),
                beside=draw(st.booleans()),
                skipped=draw(st.sampled_from([False, False, False, True])),
            )
        )
    end = draw(st.none() | st.integers(at, at + 30))
    return items, end, draw(st.sampled_from([0, TOUCH]))


def list_lengths(item, first):
    if item.skipped:
        return [0]
    fixed = first and is_fixed(item)
    lengths = list(range(item.wished if item.uncut else item.least, item.most + 1))
    return [0, *lengths] if item.optional and not fixed else lengths


def regret_item(item, length, touch):
    if item.skipped:
        return 0
    if not length:
        return SKIP * item.wished + touch
    loss = 1000 * (length - item.wished) ** 2 // item.wished
    return loss + (touch if length != item.wished else 0)


def walk(blocks, lengths, start, end):
    """The air of such lengths; None where a fixed point is passed."""
    at, air = start, 0
    for block, minutes in zip(blocks, lengths, strict=True):
        if is_fixed(block[0]):
            if at > block[0].starts:
                return None
            air, at = air + block[0].starts - at, block[0].starts
        at += max(minutes)
    if end is None:
        return air
    return air + end - at if at <= end else None


def try_all(items, start, end, touch):
    """The least regret by trying all lengths; None where nothing fits."""
    blocks = gather_blocks(items)
    choices = [
        list(product(*(list_lengths(item, item is block[0]) for item in block))) for block in blocks
    ]
    found = []
    for lengths in product(*choices):
        air = walk(blocks, lengths, start, end)
        if air is not None:
            pairs = zip(blocks, lengths, strict=True)
            found.append(
                AIR * air
                + sum(
                    regret_item(item, length, touch)
                    for block, minutes in pairs
                    for item, length in zip(block, minutes, strict=True)
                )
            )
    return min(found, default=None)


@settings(max_examples=150)
@given(make_programmes(most_items=3, longest=6))
def test_no_lengths_are_regretted_less(made):
    items, end, touch = made
    programme = plan(items, 0, end, touch)
    best = try_all(items, 0, end, touch)
    assert (best is None) == bool(programme.clashes)
    if best is not None:
        assert programme.regret == best


def solve(items, start, end, touch):
    """The same by CP-SAT: the least regret, or None where nothing fits."""
    model, at, costs = cp_model.CpModel(), start, []
    for block in gather_blocks(items):
        if is_fixed(block[0]):
            air = model.new_int_var(0, 2000, "air")
            model.add(at + air == block[0].starts)
            costs.append(AIR * air)
            at = block[0].starts
        lengths = []
        for item in block:
            allowed = list_lengths(item, item is block[0])
            length = model.new_int_var_from_domain(cp_model.Domain.from_values(allowed), "l")
            cost = model.new_int_var(0, 1 << 40, "c")
            table = [(one, regret_item(item, one, touch)) for one in allowed]
            model.add_allowed_assignments([length, cost], table)
            lengths.append(length)
            costs.append(cost)
        longest = model.new_int_var(0, 2000, "longest")
        model.add_max_equality(longest, lengths)
        at = at + longest
    if end is not None:
        air = model.new_int_var(0, 4000, "air")
        model.add(at + air == end)
        costs.append(AIR * air)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return round(solver.objective_value) if solver.solve(model) == cp_model.OPTIMAL else None


@settings(max_examples=60)
@given(make_programmes(most_items=7, longest=40))
def test_an_independent_solver_finds_the_same_regret(made):
    items, end, touch = made
    programme = plan(items, 0, end, touch)
    best = solve(items, 0, end, touch)
    assert (best is None) == bool(programme.clashes)
    assert best in (None, programme.regret)


@given(make_programmes(most_items=12, longest=60))
def test_no_hard_rule_is_broken_and_the_same_input_gives_the_same(made):
    items, end, touch = made
    programme = plan(items, 0, end, touch)
    assert programme == plan(items, 0, end, touch)
    placed = {one.key: one for one in programme.placed}
    firsts = [block[0] for block in gather_blocks(items)]
    for item in items:
        assert placed[item.key].minutes in list_lengths(item, item in firsts)
    for block in gather_blocks(items):
        assert len({placed[item.key].start for item in block}) == 1
    for before, after in pairwise(gather_blocks(items)):
        over = max(placed[item.key].start + placed[item.key].minutes for item in before)
        assert placed[after[0].key].start >= over
    late = {clash.key for clash in programme.clashes}
    if not late:
        assert all(placed[item.key].start == item.starts for item in firsts if is_fixed(item))
        assert end is None or programme.ends <= end


@given(make_programmes(most_items=8, longest=30))
def test_the_nearest_programmes_fit_and_cut_nothing_that_must_not_be(made):
    items, end, _touch = made
    for way in find_nearest(items, 0, end):
        assert not way.programme.clashes
        for was, now, placed in zip(items, way.items, way.programme.placed, strict=True):
            if was.uncut and not was.optional and not was.skipped:
                assert placed.minutes >= was.wished
            assert way.kind == Kind.MOVE or now.starts == was.starts


@given(make_programmes(most_items=8, longest=30), st.integers(0, 30), st.booleans())
def test_proposed_ways_fit_and_differ(made, late, later):
    items, end, _touch = made
    ways = propose(items, late, end, later=later)
    assert len(ways) <= 3
    assert not any(way.programme.clashes for way in ways)
    assert len({(way.kind, way.programme.placed) for way in ways}) == len(ways)
