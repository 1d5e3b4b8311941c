"""The people of a chain as plain values, and who leads whom, whatever the list says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ChainPerson:
    """`level` and `area` count from 0 in the chain's order; `leader_id` is None for a top."""

    id: str
    name: str
    title: str
    level: int
    area: int | None
    unit: str
    leader_id: str | None


@dataclass(frozen=True)
class OutlineNode:
    name: str
    title: str
    led: tuple["OutlineNode", ...]


def find_leaders(people: Sequence[ChainPerson]) -> dict[str, str | None]:
    """Each person's leader; nobody outside the list. A circle opens where the list closes it."""
    known = {person.id: person.leader_id for person in people}
    leaders: dict[str, str | None] = {}
    for person in people:
        above = person.leader_id if person.leader_id in known else None
        leaders[person.id] = above
        while above is not None and above != person.id:
            above = leaders.get(above)
        if above == person.id:
            leaders[person.id] = None
    return leaders


def list_led(
    people: Sequence[ChainPerson], leaders: Mapping[str, str | None]
) -> dict[str | None, list[ChainPerson]]:
    """Whom each leads, in the order of the list; the tops stand under None."""
    led: dict[str | None, list[ChainPerson]] = {}
    for person in people:
        led.setdefault(leaders[person.id], []).append(person)
    return led


def walk_chain(
    led: Mapping[str | None, Sequence[ChainPerson]],
) -> list[tuple[ChainPerson, int]]:
    """Everybody with the depth in the tree, leaders before those they lead."""
    waiting = [(person, 0) for person in reversed(led.get(None, ()))]
    walked = []
    while waiting:
        person, depth = waiting.pop()
        walked.append((person, depth))
        waiting += [(one, depth + 1) for one in reversed(led.get(person.id, ()))]
    return walked


def chain_outline(people: Sequence[ChainPerson]) -> tuple[OutlineNode, ...]:
    """The chain as a nested list, from the tops down."""
    led = list_led(people, find_leaders(people))
    nodes: dict[str, OutlineNode] = {}
    for person, _depth in reversed(walk_chain(led)):
        below = tuple(nodes[one.id] for one in led.get(person.id, ()))
        nodes[person.id] = OutlineNode(person.name, person.title, below)
    return tuple(nodes[person.id] for person in led.get(None, ()))
