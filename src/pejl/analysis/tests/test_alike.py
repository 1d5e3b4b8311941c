import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.analysis.alike import pair_alike

LEAST = 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kortere møder i ledergruppen", "Ledergruppens møder gøres kortere"),
        ("Byttedage mellem skole og dagtilbud", "Prøve byttedage mellem dagtilbud og skoler"),
        ("Invitere forældrene til overgangsmøder", "Forældre inviteres til møder om overgange"),
        ("HVER TORSDAG", "hver torsdag"),
    ],
)
def test_danish_texts_that_say_the_same_meet(one, other):
    assert pair_alike([one, other], LEAST) == ((0, 1),)


def test_those_that_share_a_word_do_not():
    texts = ["Vi mødes med PPR hver anden torsdag", "Vi mødes med forældrene", "Kortere møder"]
    assert pair_alike(texts, LEAST) == ()


def test_each_meets_the_nearest_of_the_first_ones():
    texts = ["Faste møder med PPR", "Et årshjul", "Møder med PPR", "Vi laver et årshjul"]
    assert pair_alike(texts, LEAST) == ((0, 2), (1, 3))


def test_what_else_is_said_tells_rare_words_from_common_ones():
    texts = ["Lave et årshjul for samarbejdet", "Vi laver et fælles årshjul"]
    background = [f"Samarbejdet om {word}" for word in ("børn", "unge", "skoler", "støtte")]
    assert pair_alike(texts, LEAST) == ()
    assert pair_alike(texts, LEAST, background) == ((0, 1),)


@given(st.lists(st.text(max_size=30), max_size=8))
def test_the_earlier_one_of_a_pair_has_none_before_it(texts):
    pairs = pair_alike(texts, LEAST)
    later = {at for _first, at in pairs}
    assert all(first < at and first not in later for first, at in pairs)
    assert len(later) == len(pairs)
