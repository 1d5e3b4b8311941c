import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from pejl.activities.feedback.reach import measure_reach
from pejl.activities.feedback.rules import Config, Given, resolve
from pejl.activities.feedback.tests.test_rules import CONFIG, GROUND
from pejl.analysis.mixing import ei_index
from pejl.days.entries import Entry


def give(*pairs):
    return [Entry(at, who, "said", key, Given(key, (0,))) for at, (who, key) in enumerate(pairs)]


def test_between_levels_all_feedback_goes_across_levels():
    level, area = measure_reach(CONFIG, give(*((f"p{at}", "l0-l1") for at in range(0, 30, 3))))
    assert level.index == 1.0
    assert area.kind == "area"
    assert level.expected == pytest.approx(1 - 2 * 9 / 29, abs=0.005)


def test_too_few_or_unknown_givers_are_not_measured():
    assert measure_reach(CONFIG, give(*((f"p{at}", "l0-l1") for at in range(0, 12, 3)))) == ()
    assert measure_reach(CONFIG, give(*((f"handle{at}", "l0-l1") for at in range(9)))) == ()


@given(st.sets(st.integers(0, 29), min_size=5))
def test_it_is_the_index_of_the_ties(givers):
    """The same as from a table of who gave to whom."""
    config = structs.replace(resolve(Config(("levels", "areas")), GROUND))
    pairs = [(f"p{at}", key) for at in givers for key in config.map.gives[f"p{at}"]]
    found = measure_reach(config, give(*pairs))
    table = np.zeros((30, 30))
    for who, key in pairs:
        about = list(config.map.about[key])
        table[int(who[1:]), about] += 1 / len(about)
    for kind, reach in zip(("level", "area"), found, strict=True):
        groups = [getattr(one, kind) for one in config.chain.people]
        truth = ei_index(table, groups, rng=np.random.default_rng(1), permutations=2)
        assert reach.index == pytest.approx(truth.index, abs=0.006)
        assert reach.expected == pytest.approx(truth.expected, abs=0.006)
