from hypothesis import given
from hypothesis import strategies as st

from pejl.followup.climbing import Climb, list_told

WHO = st.one_of(st.none(), st.integers(1, 4))


@given(st.sampled_from(list(Climb)), WHO, WHO)
def test_never_further_than_agreed_and_nobody_twice(climb, supporter, leader):
    told = list_told(climb, supporter, leader)
    allowed = {
        Climb.NOBODY: set(), Climb.SUPPORTER: {supporter}, Climb.LEADER: {supporter, leader},
    }[climb]  # fmt: skip
    assert set(told) == allowed - {None}
    assert len(told) == len(set(told))
    if supporter and told:
        assert told[0] == supporter
