from hypothesis import given
from hypothesis import strategies as st

from pejl.days.harvest import find_repeats, take_turns
from pejl.days.notes import Version, find_seen, keep_latest


def test_who_writes_on_top_of_what_stands_replaces_it():
    first, second = Version(1, "ida", "Ida", "Møder"), Version(2, "bo", "Bo", "Faste møder", 1)
    assert keep_latest([first, second]) == (second,)


def test_who_had_not_seen_it_leaves_both_standing_until_somebody_who_saw_both_writes():
    first, second = Version(1, "ida", "Ida", "Møder"), Version(2, "bo", "Bo", "Telefon", 0)
    assert keep_latest([second, first]) == (first, second)
    both = Version(3, "bo", "Bo", "Møder og telefon", find_seen([first, second]))
    assert keep_latest([first, both]) == (both,)


def test_the_same_text_twice_is_no_conflict_and_an_empty_one_hides_nothing():
    assert len(keep_latest([Version(1, "a", "", "Ro"), Version(2, "b", "", "Ro ")])) == 1
    emptied = Version(2, "b", "", "")
    assert [one.id for one in keep_latest([Version(1, "a", "", "Ro"), emptied])] == [1]
    assert keep_latest([emptied]) == (emptied,)


ACTS = st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=25)


@given(ACTS)
def test_no_text_is_lost_that_nobody_saw_and_wrote_over(acts):
    """Three phones write and look again in any order; a text goes only when its own writer writes
    on, or one who had it on the phone."""
    seen, standing, at = dict.fromkeys("abc", 0), {}, 0
    for who, writes in acts:
        if writes:
            at += 1
            before = keep_latest(list(standing.values()))
            standing[who] = Version(at, who, who, f"text {at}", seen[who])
            after = keep_latest(list(standing.values()))
            assert standing[who] in after
            gone = [one for one in before if one not in after]
            assert all(one.giver == who or one.id <= seen[who] for one in gone)
        else:
            seen[who] = find_seen(list(standing.values()))


@given(st.lists(st.integers(1, 6), max_size=30))
def test_each_table_has_its_turn_before_any_has_another(tables):
    points = list(enumerate(tables))
    order = take_turns(points, lambda point: point[1])
    assert sorted(order) == points
    for at, (_number, table) in enumerate(order):
        had = [other for _n, other in order[:at]]
        waiting = {other for _n, other in order[at:]}
        assert all(had.count(table) <= had.count(other) for other in waiting)


def test_what_says_the_same_is_a_repeat_of_the_first():
    texts = ["Ét fælles møde i marts", "Ring til moren", "Et fælles møde i marts", "ring til moren"]
    assert find_repeats(texts) == {2, 3}
    assert find_repeats([]) == frozenset()
