import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.followup.states import ANSWERS, ENDINGS, RUNNING, State, WrongMove, move

STATES = st.sampled_from(list(State))


def may(state, to):
    """Said once more, from the words of the agreement rather than from the table."""
    if state == State.PROPOSED:
        return to in (State.AGREED, State.CLOSED)
    if state in RUNNING:
        return to in ANSWERS or to in ENDINGS
    return state in (State.DONE, State.NO_LONGER_RIGHT) and to == State.CLOSED


@given(STATES, STATES)
def test_no_transition_but_the_allowed_ones(state, to):
    if may(state, to):
        assert move(state, to) == to
        return
    with pytest.raises(WrongMove) as wrong:
        move(state, to)
    assert str(wrong.value) == f"A next step that is {state} cannot become {to}."


@given(st.lists(STATES, max_size=20))
def test_what_is_ended_stays_ended(moves):
    state, ended = State.PROPOSED, None
    for to in moves:
        try:
            state = move(state, to)
        except WrongMove:
            continue
        assert ended is None
        ended = state if state in ENDINGS else None
