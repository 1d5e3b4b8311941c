import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.dialogues.activity import ACTIVITY
from pejl.activities.dialogues.rules import Config, Dialogue, Turned, check, resolve
from pejl.activities.dialogues.tallies import list_known, read_values, summarise
from pejl.days.entries import Entry, Focus, Ground, Person, Refused
from pejl.days.places import SMALLEST, Choice, Place, list_choices, list_places

LEVELS = ("Centerledelse", "Områdeledelse", "Institutionsledelse")
AREAS = ("Skoler", "PPR", "Dagtilbud", "Støttekorps")
SKOLER, PPR = Place("a0", "area", ("Skoler",), 20), Place("a1", "area", ("PPR",), 6)
CONFIG = Config(
    focus_areas=(Focus(7, 1, "Nærhed"), Focus(9, 2, "Fællesskaber")),
    places=(SKOLER, PPR),
    choices=(Choice("a0-1", "area", "Skoler"), Choice("a1-2", "unit", "Huset", "PPR")),
    homes={f"s{at}": ("a0",) for at in range(20)} | {f"p{at}": ("a1",) for at in range(6)},
)


def make_people(counts):
    """`counts`: how many people each (level, area) has, by their numbers."""
    places = [place for place, many in counts.items() for _one in range(many)]
    return tuple(
        Person(f"p{at}", f"N{at}", "", LEVELS[level], AREAS[area], f"Enhed {area}")
        for at, (level, area) in enumerate(places)
    )


def make_ground(counts, units=()):
    return Ground(people=make_people(counts), levels=LEVELS, areas=AREAS, units=units)


def say(at, giver, whom="a1-2", focus=7, important=5, works=2, better="", item="d1"):
    said = Dialogue(whom, focus, important, works, better)
    return Entry(at, giver, "dialogue", item, said)


sizes = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 3)), st.integers(0, 9), max_size=12
)


@given(sizes)
def test_no_place_is_small_and_each_person_is_in_at_most_one_of_a_kind(counts):
    ground = make_ground(counts)
    places = list_places(ground)
    assert all(place.people >= SMALLEST for place in places)
    for kind, names in (("level", LEVELS), ("area", AREAS)):
        said = [name for place in places if place.kind == kind for name in place.names]
        assert len(said) == len(set(said))
        assert set(said) <= set(names)
    assert all(len(home) <= 2 for home in resolve(Config(), ground).homes.values())
    levels = [place.names for place in places if place.kind == "level"]
    assert [name for names in levels for name in names] == list(LEVELS if levels else ())


@given(sizes)
def test_what_one_may_name_counts_as_a_place_that_may_be_shown(counts):
    ground = make_ground(counts, units=tuple(f"Enhed {area}" for area in range(4)))
    places = list_places(ground)
    choices = list_choices(ground, places)
    assert len({choice.key for choice in choices}) == len(choices)
    assert {choice.place for choice in choices} == {place.key for place in places}


def test_the_top_counts_with_the_level_below_and_a_unit_as_its_area():
    ground = make_ground({(0, 0): 1, (1, 0): 6, (2, 0): 9, (2, 1): 3, (2, 3): 4}, ("Enhed 1",))
    config = resolve(Config(), ground)
    assert [place.names for place in config.places] == [
        ("Centerledelse", "Områdeledelse"),
        ("Institutionsledelse",),
        ("Skoler",),
        ("PPR", "Dagtilbud", "Støttekorps"),
    ]
    (unit,) = [choice for choice in config.choices if choice.kind == "unit"]
    assert (unit.name, unit.area, unit.place) == ("Enhed 1", "PPR", config.places[-1].key)
    assert config.homes["p0"] == (config.places[0].key, config.places[2].key)


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Dialogue("a1-2", 7, 5, 2), "d6", "unknown"),
        (Dialogue("a1-2", 7, 5, 2), "x", "unknown"),
        (Dialogue("a9-2", 7, 5, 2), "d1", "unknown"),
        (Dialogue("a1", 7, 5, 2), "d1", "unknown"),
        (Dialogue("a1-2", 8, 5, 2), "d1", "unknown"),
        (Dialogue("", 7, 5, 2), "d1", "whom"),
        (Dialogue("a1-2", 7, 0, 2), "d1", "steps"),
        (Dialogue("a1-2", 7, 5), "d1", "steps"),
        (Dialogue("a1-2", 7, 5, 2, "x" * 281), "d1", "long"),
        (Turned("ends"), "d1", "unknown"),
    ],
)
def test_what_does_not_belong_is_refused(payload, item, code):
    with pytest.raises(Refused, match=code):
        check(CONFIG, payload, item)
    with pytest.raises(Refused) as told:
        ACTIVITY.check(CONFIG, payload, item)
    assert len(told.value.message) > 20, "in words"


def test_what_belongs_is_taken():
    check(CONFIG, Dialogue("a1-2", 0, 1, 5, "x" * 280), "d5")
    check(CONFIG, Dialogue("nonsense", remove="1"), "d1")
    check(CONFIG, Turned("broken"), "turned")


def test_what_is_taken_back_leaves_nothing_of_it():
    gone = Dialogue("a1-2", 7, 5, 2, "Faste tider", "1")
    assert (gone.blank, gone.words, gone.better, gone.important) == (True, False, "", 0)


def test_the_words_go_and_the_figures_stay():
    said = Dialogue("a1-2", 7, 5, 2, " Faste tider ")
    assert said.words
    assert said.without_words() == Dialogue("a1-2", 7, 5, 2)
    assert not Dialogue("a1-2", 7, 5, 2, "  ").words


def test_where_all_say_the_same_extreme_it_looks_as_when_half_do():
    (tie,) = summarise(CONFIG, [say(at, f"s{at}", important=5, works=1) for at in range(6)]).ties
    (near,) = summarise(
        CONFIG, [say(at, f"s{at}", important=5 - at % 2, works=1 + at % 2) for at in range(6)]
    ).ties
    assert (tie.works, tie.important) == (near.works, near.important)
    assert (tie.place, tie.n, tie.works.mean, tie.important.mean) == ("a1", 6, 1.5, 4.5)


def test_who_names_several_is_one_of_the_people_and_in_the_ratings_with_each():
    entries = [say(at, f"s{at}", works=2) for at in range(5)]
    more = [say(8, "s0", works=4, item="d2"), say(9, "s0", works=4, item="d3")]
    (tie,) = summarise(CONFIG, [*entries, *more]).ties
    assert (tie.n, tie.works.n, tie.works.mean) == (5, 7, 2.6)


def test_a_focus_area_is_said_only_where_more_than_half_are_about_it():
    half = [say(at, f"s{at}", focus=7 if at < 3 else 9) for at in range(6)]
    assert summarise(CONFIG, half).ties[0].focus == 0
    assert summarise(CONFIG, [*half, say(9, "s9", focus=7)]).ties[0].focus == 7


answers = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from([0, 7, 9])), min_size=1
)


@given(answers)
def test_what_a_reader_learns_of_the_figures_is_true(said):
    entries = [
        say(at, f"s{at}", important=important, works=works, focus=focus)
        for at, (important, works, focus) in enumerate(said)
    ]
    learned = list(list_known(CONFIG, summarise(CONFIG, entries)))
    assert {known.figure.rpartition(":")[2] for known in learned} >= {"important", "works", "focus"}
    for known in learned:
        values = [read_values(CONFIG, entry.payload)[known.figure] for entry in entries]
        assert known.low <= sum(known.weights[value] for value in values) <= known.high


def test_wishes_are_said_once_each_in_no_order_of_arrival():
    entries = [
        say(1, "s1", better="Tid"),
        say(2, "s2", better=" besøg "),
        say(3, "s3", better="Tid"),
    ]
    assert summarise(CONFIG, entries).ties[0].wishes == ("besøg", "Tid")


def test_reciprocity_compares_how_large_a_part_of_each_names_the_other():
    named = [say(at, f"s{at}") for at in range(10)]
    assert summarise(CONFIG, named).reciprocity == 0
    back = [say(50 + at, f"p{at}", whom="a0-1") for at in range(3)]
    assert summarise(CONFIG, [*named, *back]).reciprocity == 1
    assert summarise(CONFIG, [*named, *back[:1]]).reciprocity == 0.5
    own = [say(at, f"p{at}") for at in range(3)]
    assert summarise(CONFIG, own).reciprocity is None


def test_the_screen_shows_what_the_facilitator_chose_last():
    turned = [
        Entry(at, "console", "turned", "turned", Turned(to))
        for at, to in ((2, "broken"), (1, "ends"))
    ]
    assert summarise(CONFIG, turned).turned == "broken"


@pytest.mark.parametrize(
    ("form", "title", "fits"),
    [
        ("individuelt", "De vigtige dialoger", True),
        ("individual", "Important dialogues", True),
        ("grupper", "De vigtige dialoger", False),
        ("individuelt", "Evaluering af dagen", False),
    ],
)
def test_it_is_proposed_for_dialogues_that_each_names_alone(form, title, fits):
    assert (ACTIVITY.fits(form, title) > 50) is fits
