import pytest
from msgspec import structs

from pejl.activities.feedback.rules import (
    Config,
    Given,
    Guess,
    Said,
    Wish,
    check,
    find_route,
    list_given,
    list_ways,
    may_send,
    open_up,
    resolve,
)
from pejl.activities.feedback.tallies import summarise
from pejl.days.entries import Entry, Ground, Person, Refused
from pejl.days.places import SMALLEST
from pejl.days.replies import Answer, Heard, Helped

LEVELS = ("Centerledelse", "Institutionsledelse", "Afdelingsledelse")
AREAS = ("Dagtilbud", "Skoler", "PPR")
PEOPLE = tuple(
    Person(f"p{at}", f"Leder {at}", "", LEVELS[at % 3], AREAS[at % 3]) for at in range(30)
)
GROUND = Ground(people=PEOPLE, levels=LEVELS, areas=AREAS)
CONFIG = resolve(Config(), GROUND)


def test_neighbours_in_the_chain_are_asked_about_each_other():
    pairs = [
        (CONFIG.find_place(one.source).names, CONFIG.find_place(one.target).names, one.path)
        for one in CONFIG.routes
    ]
    assert pairs == [
        (LEVELS[1:2], LEVELS[:1], "up"),
        (LEVELS[:1], LEVELS[1:2], "down"),
        (LEVELS[2:], LEVELS[1:2], "up"),
        (LEVELS[1:2], LEVELS[2:], "down"),
    ]


def test_one_who_moved_is_asked_where_one_is_now():
    moved = [Person("p0", "Leder 0", "", LEVELS[2], AREAS[0]), *PEOPLE[1:]]
    after = resolve(
        Config(), Ground(people=tuple(moved), levels=LEVELS, areas=AREAS, promise="named")
    )
    assert list_given(CONFIG, "p0") == ("l0-l1",)
    assert list_given(after, "p0") == ("l2-l1",)


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Said("l0-l9", ("a", "", "")), "l0-l9", "unknown"),
        (Said("l0-l1", ("a", "", "")), "l1-l0", "unknown"),
        (Said("l0-l1", ("a",)), "l0-l1", "unknown"),
        (Said("l0-l1", ("a" * 401, "", "")), "l0-l1", "long"),
        (Answer("l0-l1", 0, "wont"), "l0-l1.0", "because"),
        (Answer("l0-l1", 0, "do"), "l0-l1.0", "what"),
        (Answer("l0-l1", 3, "heard"), "l0-l1.3", "unknown"),
        (Answer("l0-l1", 0, "heard", "x" * 401), "l0-l1.0", "long"),
        (Heard("l0-l1"), "l0-l1", "unknown"),
    ],
)
def test_what_cannot_be_taken_is_refused(payload, item, code):
    with pytest.raises(Refused) as refusal:
        check(CONFIG, payload, item)
    assert refusal.value.message == code


def test_what_can_be_taken_is():
    check(CONFIG, Said("l0-l1"), "l0-l1")
    check(CONFIG, Answer("l0-l1", 2, "wont", "Fordi"), "l0-l1.2")
    check(CONFIG, Helped("l0-l1", "yes"), "l0-l1.helped")


def test_each_sends_only_on_own_routes():
    top, middle = "p0", "p1"
    assert may_send(CONFIG, Said("l0-l1"), top)
    assert not may_send(CONFIG, Said("l0-l1"), middle)
    assert may_send(CONFIG, Answer("l0-l1", 0), middle)
    assert not may_send(CONFIG, Answer("l0-l1", 0), top)
    assert may_send(CONFIG, Helped("l0-l1", "no"), top)
    assert not may_send(CONFIG, Heard("l0-l1"), "stranger")


PAIR = ("person:p1", "person:p0")
FEW = resolve(Config(paths=("picked",), picked=(PAIR,)), GROUND)  # one asked about one


def test_one_alone_gives_with_a_name_or_asks_for_a_dialogue():
    (route,) = FEW.routes
    assert list_ways(FEW, route) == ("named", "dialogue")
    with pytest.raises(Refused) as refusal:
        check(FEW, Said(route.key, ("a", "", "")), route.key)
    assert refusal.value.message == "way"
    for way in ("named", "dialogue"):
        check(FEW, Said(route.key, ("a", "", ""), way=way), route.key)
    check(FEW, Said(route.key), route.key)  # taking it back needs no choice


def test_under_the_anonymous_promise_so_few_can_only_talk():
    ground = structs.replace(FEW, promise="anonymous")
    assert list_ways(ground, ground.routes[0]) == ()


def test_among_enough_nobody_has_to_choose():
    assert list_ways(CONFIG, CONFIG.routes[0]) == ("",)
    with pytest.raises(Refused):
        check(CONFIG, Said("l0-l1", ("a", "", ""), way="named"), "l0-l1")


def test_a_mark_needs_a_scale():
    with pytest.raises(Refused):
        check(CONFIG, Said("l0-l1", ("a", "", ""), 3), "l0-l1")
    scaled = structs.replace(CONFIG, prompts=("scale", "next"), scale="Vi bliver hørt")
    check(scaled, Said("l0-l1", ("", ""), 3), "l0-l1")


def test_only_those_who_get_may_wish_and_guess():
    assert may_send(FEW, Wish(text="Om møderne"), "p0")
    assert not may_send(FEW, Wish(text="Om møderne"), "p1")
    key = FEW.routes[0].key
    assert may_send(FEW, Guess(key), "p0")
    assert not may_send(FEW, Guess(key), "p1")
    check(FEW, Guess(key, 0, "2"), f"{key}.guess")
    with pytest.raises(Refused):
        check(FEW, Guess(key, 0, "3"), f"{key}.guess")
    with pytest.raises(Refused):
        check(FEW, Wish(text="x" * 401), "wish")


def test_what_one_wishes_or_guesses_is_nobody_s_feedback():
    assert open_up(Wish(text="hemmeligt")) is None
    assert open_up(Guess("l0-l1", 3)) is None
    assert find_route(Guess("l0-l1", 3)) == ""


def test_the_room_knows_that_it_was_given_but_not_what():
    assert open_up(Said("l0-l1", ("hemmeligt", "", "x"))) == Given("l0-l1", (0, 2))
    assert open_up(Answer("l0-l1", 0, "do", "for os selv")).text == ""
    assert open_up(Answer("l0-l1", 0, "do", "for alle", "1")).text == "for alle"


def sum_up(*payloads):
    entries = [Entry(at, f"g{at}", "k", "i", one) for at, one in enumerate(payloads)]
    return summarise(CONFIG, entries).find("l0-l1")


def test_texts_stand_by_their_letters_so_that_no_two_of_one_giver_are_side_by_side():
    tally = sum_up(Said("l0-l1", ("b", "a", "")), Said("l0-l1", ("a", "b", "c")))
    assert [[one.text for one in told] for told in tally.told] == [["a", "b"], ["a", "b"], ["c"]]
    assert tally.wrote == 2


def test_the_mix_is_counted_from_enough_givers():
    few = [Said("l0-l1", ("a", "a", ""))] * (SMALLEST - 1)
    assert sum_up(*few).times is None
    assert sum_up(*few, Said("l0-l1", ("", "", "næste"))).times == (0, 4, 1)


def test_whether_it_helped_is_counted_five_at_a_time():
    votes = [Helped("l0-l1", how) for how in ("yes", "yes", "partly", "no", "yes", "no", "no")]
    assert sum_up(*votes[:4]).helped is None
    assert sum_up(*votes).helped == sum_up(*votes[:5]).helped == (3, 1, 1)


def test_what_is_taken_back_counts_for_nobody():
    assert sum_up(Said("l0-l1", ("", "", ""))).wrote == 0
    assert sum_up(Answer("l0-l1", 0)).answers == ()


def test_words_that_tell_who_someone_is_are_warned_of_until_one_is_sure():
    said = ("Leder 4s forslag", "", "kl. 14.30")
    with pytest.raises(Refused) as refusal:
        check(CONFIG, Said("l0-l1", said), "l0-l1")
    assert refusal.value.words == ("Leder 4s", "kl. 14.30")
    check(CONFIG, Said("l0-l1", said, sure="1"), "l0-l1")


def test_under_the_named_promise_one_names_whom_one_likes():
    named = resolve(Config(), Ground(people=PEOPLE, levels=LEVELS, promise="named"))
    check(named, Said("l0-l1", ("Leder 4s forslag", "", "")), "l0-l1")
