"""The life of a next step. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    ON_TRACK = "on_track"
    STUCK = "stuck"
    DONE = "done"
    NO_LONGER_RIGHT = "not_right"
    CARRIED = "carried"
    CLOSED = "closed"


ANSWERS = (State.ON_TRACK, State.STUCK, State.DONE, State.NO_LONGER_RIGHT)
RUNNING = frozenset({State.AGREED, State.ON_TRACK, State.STUCK})
OPEN = frozenset({State.PROPOSED, *RUNNING})
ENDINGS = frozenset({State.CARRIED, State.CLOSED})

ALLOWED: Mapping[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.AGREED, State.CLOSED}),
    **dict.fromkeys(RUNNING, frozenset({*ANSWERS, *ENDINGS})),
    State.DONE: frozenset({State.CLOSED}),
    State.NO_LONGER_RIGHT: frozenset({State.CLOSED}),
    State.CARRIED: frozenset(),
    State.CLOSED: frozenset(),
}


class WrongMove(Exception):
    """A next step in `state` cannot become `to`."""

    def __init__(self, state: State, to: State) -> None:
        super().__init__(f"A next step that is {state.value} cannot become {to.value}.")
        self.state, self.to = state, to


def move(state: State, to: State) -> State:
    """`to`, where a step may go there from `state`. Raises WrongMove."""
    if to not in ALLOWED[state]:
        raise WrongMove(state, to)
    return to
