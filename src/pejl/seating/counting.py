"""What a composition comes to: who meets twice, who sits with own area, level or leader."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pejl.days.composing import Room
from pejl.days.grouping import Tables, find_kind
from pejl.days.models import Seating, Slot

Pair = tuple[int, int]


@dataclass(frozen=True)
class Counts:
    """Of one item. `again`: pairs who meet here and in other items with new groups, with the ids of
    those items. `same_area` and `same_level` count pairs at a table, beside the fewest that numbers
    allow. `with_leader`: who sits with own leader, and that leader. `pure`: how many tables hold
    one area or one level only. `unseated`: those who are there and sit nowhere."""

    sizes: tuple[int, ...]
    again: Mapping[Pair, tuple[int, ...]]
    same_area: tuple[int, int]
    same_level: tuple[int, int]
    with_leader: tuple[Pair, ...]
    pure: int
    unseated: int


def count_item(room: Room, slot: Slot) -> Counts:
    tables = room.sits[slot.id]
    seated = {who for table in tables for who in table}
    present = {person.id for person in room.people if person.id not in room.away[slot.id]}
    areas = {person.id: person.traits.get("area") for person in room.people}
    levels = {person.id: person.traits.get("level") for person in room.people}
    leaders = {person.id: person.leader for person in room.people}
    trait = areas if find_kind(slot) == Seating.AREA else levels
    return Counts(
        tuple(len(table) for table in tables),
        find_again(room, slot),
        count_alike(tables, areas),
        count_alike(tables, levels),
        tuple((who, leaders[who]) for table in tables for who in table if leaders[who] in table),  # type: ignore[misc]
        sum(len({trait[who] for who in table}) == 1 for table in tables if table),
        len(present - seated),
    )


def list_pairs(tables: Tables) -> list[Pair]:
    return [pair for table in tables for pair in combinations(sorted(table), 2)]


def find_again(room: Room, slot: Slot) -> dict[Pair, tuple[int, ...]]:
    if find_kind(slot) != Seating.NEW:
        return {}
    met: dict[Pair, list[int]] = defaultdict(list)
    for other in room.rounds:
        if other.id != slot.id and find_kind(other) == Seating.NEW:
            for pair in list_pairs(room.sits[other.id]):
                met[pair].append(other.id)
    return {pair: tuple(met[pair]) for pair in list_pairs(room.sits[slot.id]) if pair in met}


def count_alike(tables: Tables, traits: Mapping[object, object]) -> tuple[int, int]:
    """Pairs at a table with the same trait, and the fewest that as many tables allow."""
    kinds = Counter(traits[who] for table in tables for who in table if traits[who] is not None)
    found = sum(
        traits[one] is not None and traits[one] == traits[other]
        for one, other in list_pairs(tables)
    )
    return found, sum(spread(size, len(tables)) for size in kinds.values())


def spread(size: int, tables: int) -> int:
    """The fewest pairs at a table when so many are dealt over the tables."""
    each, more = divmod(size, max(tables, 1))
    return tables * each * (each - 1) // 2 + more * each


def count_met(room: Room, slots: Sequence[Slot]) -> tuple[int, int]:
    """How many others one sits with over the day on average, and how many others there are."""
    pairs = {pair for slot in slots for pair in list_pairs(room.sits[slot.id])}
    people = max(len(room.people), 1)
    return round(2 * len(pairs) / people), people - 1
