"""The life of a next step on its day. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """`none`: nobody has proposed it, or it was taken back."""

    NONE = "none"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MERGED = "merged"


ALLOWED: Mapping[State, frozenset[State]] = {
    State.NONE: frozenset({State.WAITING, State.ACCEPTED}),
    State.WAITING: frozenset(State),
    State.ACCEPTED: frozenset(State),
    State.DECLINED: frozenset(State) - {State.MERGED},
    State.MERGED: frozenset(),
}


class WrongMove(Exception):
    """A next step in `state` cannot become `to`."""

    def __init__(self, state: State, to: State) -> None:
        super().__init__(f"A next step that is {state.value} cannot become {to.value}.")
        self.state, self.to = state, to


def move(state: State, to: State) -> State:
    """`to`, where a step may go there from `state`. Who is put together with another comes back to
    what it was when they are parted, and by nothing else. Raises WrongMove."""
    if to not in ALLOWED[state]:
        raise WrongMove(state, to)
    return to
