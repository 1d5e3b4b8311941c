from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.prioritising.activity import ACTIVITY
from pejl.activities.prioritising.results import draft_outcomes, list_top, summarise
from pejl.activities.prioritising.rules import (
    Approved,
    Config,
    Item,
    Points,
    Preferred,
    Priced,
    Ranked,
    Rated,
    check,
    find_priced,
    list_pairs,
    resolve,
    set_prices,
)
from pejl.days.contract import Earlier, Entry, Focus, Ground, Refused

CONFIG = Config((Item(1, "Møder", 7, 1), Item(2, "Tid"), Item(3, "Besøg")))
BALLOTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.just("") | st.integers(0, 5)), max_size=20
)


def vote(*given_, giver="a"):
    return Entry(0, giver, "points", "all", Points(given_))


def earlier(*rows):
    return tuple(Earlier(at, kind, text, focus, "") for at, (kind, text, focus) in enumerate(rows))


def texts(config):
    return [item.text for item in config.items]


def test_a_form_becomes_a_payload_and_an_empty_field_is_nothing():
    fields = {"kind": "points", "given": ["5", "", "0"]}
    points = msgspec.convert(fields, Points, strict=False)
    assert (points.numbers, points.used) == ((5, 0, 0), 5)
    assert msgspec.json.decode(msgspec.json.encode(points), type=Points) == points


@pytest.mark.parametrize("given_", [["x"], ["1.5"], ["99999"], ["1"] * 41, "5"])
def test_what_no_form_of_ours_sends_is_no_payload(given_):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"kind": "points", "given": given_}, Points, strict=False)


def test_actions_make_the_list_before_needs_and_doubles_once():
    rows = earlier(("need", "Tid", 7), ("action", "Mødes  ofte", 7), ("action", "mødes ofte", None))
    config = resolve(Config(), Ground((Focus(7, 3, "Nærhed"),), earlier=rows))
    assert config.items == (Item(1, "Mødes  ofte", 7, 3),)


def test_needs_make_the_list_when_there_are_no_actions():
    rows = earlier(("statement", "Ro", 7), ("need", "Tid", 7), ("priority", "Møder", None))
    assert texts(resolve(Config(), Ground(earlier=rows))) == ["Tid"]


def test_ones_own_list_stays_and_stands_in_when_nothing_was_left():
    rows = earlier(("action", "Besøg", None))
    own = Config((Item(1, "Tid"),), source="own")
    assert resolve(own, Ground(earlier=rows)) == own
    spare = Config((Item(1, "Tid"),))
    assert texts(resolve(spare, Ground())) == ["Tid"]
    assert texts(resolve(spare, Ground(earlier=rows))) == ["Besøg"]


def test_a_long_list_keeps_twenty_and_something_of_each_focus_area():
    rows = earlier(*(("need", f"n{at}", 7) for at in range(30)), ("need", "last", 9))
    config = resolve(Config(), Ground(earlier=rows))
    assert texts(config) == [*(f"n{at}" for at in range(19)), "last"]
    assert [item.id for item in config.items] == list(range(1, 21))


@pytest.mark.parametrize(
    ("given_", "item", "message"),
    [
        ((5, 5, 2), "all", "Du har brugt 12 af 10 point. Tag 2 tilbage."),
        ((6, 0, 0), "all", "Du kan højst give 5 point til ét forslag."),
        ((-1, 0, 0), "all", "Point kan ikke være under 0."),
        ((1, 0), "all", "Listen er ændret. Genindlæs siden, og svar igen."),
        ((1, 0, 0), "1", "Listen er ændret. Genindlæs siden, og svar igen."),
    ],
)
def test_a_refusal_says_what_to_do(given_, item, message):
    with pytest.raises(Refused) as refusal:
        ACTIVITY.check(CONFIG, Points(given_), item)
    assert refusal.value.message == message


def test_the_whole_budget_may_be_used_or_none_of_it():
    check(CONFIG, Points((5, 5, 0)), "all")
    check(CONFIG, Points(("", "", "")), "all")


@given(st.lists(st.integers(-10_000, 10_000) | st.just(""), max_size=40), st.text(max_size=64))
def test_check_raises_nothing_but_refused(given_, item):
    try:
        ACTIVITY.check(CONFIG, Points(tuple(given_)), item)
    except Refused as refusal:
        assert refusal.message


def test_the_most_points_come_first_and_equals_share_a_rank():
    result = summarise(CONFIG, [vote(1, 4, 4), vote(3, 0, 0, giver="b"), vote(0, 0, 0, giver="c")])
    found = [(total.item.id, total.points, total.givers, total.rank) for total in result.totals]
    assert found == [(1, 4, 2, 1), (2, 4, 1, 1), (3, 4, 1, 1)]
    assert (result.n, result.given) == (2, 12)


def test_what_got_nothing_has_no_rank_and_leaves_no_priority():
    result = summarise(CONFIG, [vote(0, 5, 2)])
    assert [(total.item.id, total.rank) for total in result.totals] == [(2, 1), (3, 2), (1, 0)]
    drafts = draft_outcomes(CONFIG, result)
    assert [(one.kind, one.text, one.focus, one.data) for one in drafts] == [
        ("priority", "Tid", None, {"points": 5, "rank": 1}),
        ("priority", "Besøg", None, {"points": 2, "rank": 2}),
    ]


def test_the_top_three_has_more_when_the_third_place_is_shared():
    config = Config(tuple(Item(at, str(at)) for at in range(1, 6)))
    result = summarise(config, [vote(5, 4, 1, 1, 0)])
    assert [total.item.id for total in list_top(result)] == [1, 2, 3, 4]


@given(BALLOTS, st.randoms(use_true_random=False))
def test_totals_are_right_and_the_order_of_arrival_does_not_matter(ballots, rng: Random):
    entries = [vote(*ballot, giver=str(at)) for at, ballot in enumerate(ballots)]
    result = summarise(CONFIG, entries)
    rng.shuffle(entries)
    assert summarise(CONFIG, entries) == result
    assert result.given == sum(sum(points or 0 for points in ballot) for ballot in ballots)
    assert sum(total.points for total in result.totals) == result.given
    assert [total.points for total in result.totals] == sorted(
        (total.points for total in result.totals), reverse=True
    )


@pytest.mark.parametrize(
    ("title", "fits"), [("Prioritering", 100), ("We prioritise", 100), ("Evaluering", 0)]
)
def test_it_fits_by_its_name(title, fits):
    assert ACTIVITY.fits("individuelt", title) == fits


def test_what_receivers_of_feedback_do_already_is_not_weighed():
    done = Earlier(1, "action", "Kortere møder", None, "Feedback", {"answered_by": "Ledelsen"})
    need = Earlier(2, "need", "Tid", None, "Behov")
    assert texts(resolve(Config(), Ground(earlier=(done, need)))) == ["Tid"]


LONG = tuple(Item(at, str(at)) for at in range(1, 21))
WAYS = ("points", "approval", "ranking", "pairs", "effect", "shares")
IDS = st.integers(-2, 30)
PAYLOADS = (
    st.builds(Points, st.lists(IDS | st.just(""), max_size=25).map(tuple))
    | st.builds(Approved, st.lists(IDS, max_size=25).map(tuple))
    | st.builds(Ranked, st.lists(st.integers(1, 30) | st.just(""), max_size=25).map(tuple))
    | st.builds(Preferred, IDS, IDS, IDS)
    | st.builds(Rated, IDS, st.integers(1, 5) | st.just(""), st.integers(1, 5) | st.just(""))
    | st.builds(Priced, st.lists(st.integers(0, 9) | st.just(""), max_size=25).map(tuple))
)


@given(st.sampled_from(WAYS), PAYLOADS, st.sampled_from(["all", "prices", "pair-1-2", "rated-1"]))
def test_what_is_taken_in_another_way_is_refused_in_words(way, payload, item):
    """And what is taken can be summed up."""
    config = Config(LONG[:3], way=way, capacity=10, cost=4)
    try:
        ACTIVITY.check(config, payload, item)
    except Refused as refusal:
        assert refusal.message
    else:
        result = summarise(config, [Entry(1, "a", "x", item, payload)])
        assert result.n == int(not getattr(payload, "blank", True))


@pytest.mark.parametrize(
    ("way", "payload", "item"),
    [
        ("approval", Approved((1, 3)), "all"),
        ("ranking", Ranked((2, 1, "")), "all"),
        ("pairs", Preferred(1, 3, 3), "pair-1-3"),
        ("effect", Rated(2, 5, ""), "rated-2"),
        ("shares", Points((1, 0, 2)), "all"),
        ("shares", Priced((1, "", 3), 20), "prices"),
    ],
)
def test_each_way_takes_its_own_ballot_and_no_other(way, payload, item):
    for other in WAYS:
        config = Config(CONFIG.items, way=other, capacity=5)
        if other == way or (isinstance(payload, Points) and other == "points"):
            check(config, payload, item)
        else:
            with pytest.raises(Refused, match="unknown"):
                check(config, payload, item)


@pytest.mark.parametrize(
    ("way", "payload", "item"),
    [
        ("approval", Approved((4,)), "all"),
        ("ranking", Ranked((1, 1, "")), "all"),
        ("ranking", Ranked((4, 1, "")), "all"),
        ("ranking", Ranked((1,)), "all"),
        ("pairs", Preferred(3, 1, 3), "pair-3-1"),
        ("pairs", Preferred(1, 3, 2), "pair-1-3"),
        ("pairs", Preferred(1, 3, 3), "pair-1-2"),
        ("effect", Rated(4, 5, 1), "rated-4"),
        ("effect", Rated(2, 5, 1), "rated-1"),
        ("shares", Priced((1, 2), 20), "prices"),
    ],
)
def test_ballots_that_do_not_fit_the_list_are_refused(way, payload, item):
    with pytest.raises(Refused):
        check(Config(CONFIG.items, way=way), payload, item)


@given(st.integers(2, 20), st.integers(1, 40), st.text(min_size=1, max_size=40))
def test_pairs_are_different_and_meet_evenly(n, most, who):
    config = Config(LONG[:n], way="pairs", pairs=most)
    pairs = [(one.id, other.id) for one, other in list_pairs(config, who)]
    assert len(set(pairs)) == len(pairs) == min(most, n * (n - 1) // 2)
    assert all(one < other for one, other in pairs)
    met = [sum(at in pair for pair in pairs) for at in range(1, n + 1)]
    assert max(met) - min(met) <= 3


def test_prices_are_the_facilitators_last_word_and_else_as_planned():
    config = Config((Item(1, "a", cost=3), Item(2, "b")), way="shares", capacity=9, cost=5)
    assert [item.cost for item in set_prices(config, find_priced(())).items] == [3, 5]
    said = [
        Entry(at, "console", "priced", "prices", priced)
        for at, priced in enumerate([Priced((7, 7), 8), Priced((4, ""), "")])
    ]
    priced = set_prices(config, find_priced(said))
    assert ([item.cost for item in priced.items], priced.capacity) == ([4, 5], 9)
