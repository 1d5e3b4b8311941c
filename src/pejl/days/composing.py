"""Groups for the day's items, all together: planned before they open, mended when some are missing.

Items with new groups are composed as one, since nobody is to meet twice in them; those of one level
or area each by itself; those with the same groups as before follow what they follow.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Thread
from typing import Any

from django.db import transaction

from pejl.analysis.groups import (
    Alike,
    Composition,
    Contradiction,
    Mixed,
    NoLeader,
    NoRepeats,
    NotFound,
    Person,
    Round,
    Rule,
    Stays,
    compose,
    repair,
)
from pejl.days.grouping import (
    Tables,
    count_tables,
    find_kind,
    is_planned,
    list_away,
    list_rounds,
    read_locks,
    read_seats,
    seat_people,
    write_seats,
)
from pejl.days.models import Seating, Slot, ThemeDay
from pejl.days.tracks import list_tracks

SECONDS = 1.0  # for all rounds on two cores; `analysis.groups` turns them into steps
MENDING = 0.3  # of that, when most stay where they are
AREA, LEVEL = 2.0, 1.0  # what it weighs that two of one area, or level, sit together
DEAR = 12.0  # a rule that cannot be kept, as a wish
FEWEST = 3  # at a table when some are missing, before others have to move

Fault = tuple[Rule, ...]


@dataclass(frozen=True)
class Room:
    """What groups are made of: `people` as the day has them, where each `sits` now, the numbers of
    `locked` tables and who is `away`, by item."""

    day: ThemeDay
    rounds: tuple[Slot, ...]
    people: tuple[Person, ...]
    sits: Mapping[int, Tables]
    locked: Mapping[int, frozenset[int]]
    away: Mapping[int, frozenset[int]]

    def count_present(self, slot: Slot) -> int:
        return sum(person.id not in self.away[slot.id] for person in self.people)


@dataclass(frozen=True)
class Search:
    """How groups are sought in a room: as `make_groups` says."""

    room: Room
    seed: int
    keep: bool
    prove: bool
    seconds: float


@dataclass(frozen=True)
class Outcome:
    """New `tables` by item, and the rules that could not be kept: `proved` when no groups can."""

    tables: Mapping[int, Tables] = field(default_factory=dict)
    given_up: Fault = ()
    proved: bool = False
    full: Slot | None = None  # the item whose tables have no room for those present


def warm_up() -> None:
    """Has the compiled loops ready before anyone asks for groups; on its own time."""
    Thread(target=compose_some, name="warm-groups", daemon=True).start()


def compose_some() -> None:
    people = [Person(at, {"area": at % 2, "level": at % 3}, leader=at // 2) for at in range(9)]
    rounds, rules = [Round(((3, 3),) * 3)] * 2, [NoRepeats(), NoLeader(), Mixed(trait="area")]
    with suppress(NotFound):
        made = compose(people, rounds, rules, seconds=0.01, prove=False)
        repair(made, people, rounds, rules, first=1, seconds=0.01)


def look_around(day: ThemeDay) -> Room:
    rows = list(day.attendances.select_related("participant").order_by("id"))
    ids = {row.participant_id: row.id for row in rows}
    people = tuple(
        Person(
            row.id,
            {"level": row.level_id} | ({"area": row.area_id} if row.area_id else {}),
            leader=ids.get(row.participant.reports_to_id or 0),
        )
        for row in rows
    )
    rounds = tuple(list_rounds(day))
    return Room(day, rounds, people, read_seats(rounds), read_locks(rounds), list_away(day))


def list_wanted(room: Room) -> list[Slot]:
    """The items that have not begun. One that all have yet to choose gets its tables as they do."""
    return [slot for slot in room.rounds if is_planned(slot) and room.count_present(slot)]


def plan_missing(day: ThemeDay) -> bool:
    """Plans the items that have no groups yet. Whether there were any."""
    room = look_around(day)
    bare = [slot for slot in list_wanted(room) if not room.sits[slot.id]]
    if not bare or not room.people:
        return False
    keep_outcome(room, make_groups(room, bare, seed=day.seed, prove=False))
    return True


def plan_anew(day: ThemeDay) -> Outcome:
    """Another proposal for all that has not begun; locked tables stay."""
    room = look_around(day)
    wanted = list_wanted(room)
    return keep_outcome(room, make_groups(room, wanted, seed=turn_seed(day)))


def propose(day: ThemeDay, slot: Slot) -> Outcome:
    """Another proposal for one item: alone if that can be done without a breach, else with all
    items of new groups that have not begun, since they hang together."""
    room, seed = look_around(day), turn_seed(day)
    alone = make_groups(room, [slot] if room.count_present(slot) else [], seed=seed)
    if not alone.given_up or find_kind(slot) != Seating.NEW:
        return keep_outcome(room, alone)
    wanted = [one for one in list_wanted(room) if find_kind(one) == Seating.NEW]
    together = make_groups(room, wanted, seed=seed)
    return keep_outcome(room, alone if together.given_up else together)


def mend(day: ThemeDay) -> Outcome:
    """New groups for what has not begun, when people are missing or have come: with as few moved
    as can be."""
    room = remember_seats(look_around(day))
    wanted = list_wanted(room)
    return keep_outcome(room, make_groups(room, wanted, seed=day.seed, keep=True))


def remember_seats(room: Room) -> Room:
    """With those who have no seat where they were last planned to sit: there nobody has met them,
    but for the few who moved since."""
    before = [change.before["slots"] for change in room.day.seating_changes.all()]
    sits = dict(room.sits)
    for slot in room.rounds:
        if not is_planned(slot):
            continue
        seated = {who for table in sits[slot.id] for who in table}
        people: set[Any] = {one.id for one in room.people}
        tables = [list(table) for table in sits[slot.id]]
        even = -(-room.count_present(slot) // max(len(tables), 1))
        largest = max(even, *map(len, tables), 0)
        for who in sorted(people - seated - room.away[slot.id]):
            number = find_last_table(before, slot, who)
            if number is not None and number < len(tables) and len(tables[number]) < largest:
                tables[number].append(who)
        sits[slot.id] = tuple(tuple(table) for table in tables)
    return replace(room, sits=sits)


def find_last_table(before: Sequence[Mapping[str, Any]], slot: Slot, who: int) -> int | None:
    """The table, from 0, where one sat before the newest change that knows of it."""
    for slots in before:
        for number, table in enumerate(slots.get(str(slot.id), {"tables": ()})["tables"]):
            if who in table:
                return number
    return None


def turn_seed(day: ThemeDay) -> int:
    day.seed += 1
    ThemeDay.objects.filter(id=day.id).update(seed=day.seed)
    return day.seed


def keep_outcome(room: Room, outcome: Outcome) -> Outcome:
    """Stores the new tables, and seats who follows the same groups as before."""
    sits = {**room.sits, **outcome.tables}
    with transaction.atomic():
        for slot in room.rounds:
            if slot.id in outcome.tables:
                write_seats(slot, outcome.tables[slot.id])
        for slot, tables in follow(room, sits):
            write_seats(slot, tables)
            seat_people(slot)
    return outcome


def follow(room: Room, sits: Mapping[int, Tables]) -> Iterator[tuple[Slot, Tables]]:
    """The tables of the items with the same groups as before, without those away."""
    before: Tables = ()
    for slot in room.rounds:
        if find_kind(slot) != Seating.SAME:
            shared = len(list_tracks(slot)) == 1  # else only some of the people sit there
            before = sits[slot.id] if shared and sits[slot.id] else before
        elif is_planned(slot) and before:
            gone = room.away[slot.id]
            yield slot, tuple(tuple(one for one in table if one not in gone) for table in before)


def make_groups(
    room: Room,
    wanted: Sequence[Slot],
    *,
    seed: int,
    keep: bool = False,
    prove: bool = True,
    seconds: float = SECONDS,
) -> Outcome:
    """Groups for the wanted items, which have not begun; `keep`: with as few moved as can be;
    `prove`: take the time to find out whether rules that are broken could hold at all."""
    search = Search(room, seed, keep, prove, seconds)
    new = [slot for slot in wanted if find_kind(slot) == Seating.NEW]
    found = [make_new(search, new)] if new else []
    found += [
        make_alike(search, slot)
        for slot in wanted
        if find_kind(slot) in (Seating.LEVEL, Seating.AREA)
    ]
    tables = {slot_id: one for outcome in found for slot_id, one in outcome.tables.items()}
    bad = next((one for one in found if one.given_up or one.full), Outcome())
    return replace(bad, tables=tables)


def make_new(search: Search, wanted: Sequence[Slot]) -> Outcome:
    """Those wanted, beside the other items of new groups as they sit."""
    room = search.room
    fixed = [
        slot
        for slot in room.rounds
        if find_kind(slot) == Seating.NEW and slot not in wanted and room.sits[slot.id]
    ]
    rounds = [*fixed, *wanted]
    rules: list[Rule] = [
        NoRepeats(),
        Mixed(trait="area", weight=AREA),
        Mixed(trait="level", weight=LEVEL),
        *list_leader_rules(rounds),
    ]
    return find_groups(search, rounds, len(fixed), rules)


def make_alike(search: Search, slot: Slot) -> Outcome:
    trait, other = ("level", "area") if find_kind(slot) == Seating.LEVEL else ("area", "level")
    rules: list[Rule] = [
        Alike(trait=trait, weight=AREA),
        Mixed(trait=other, weight=LEVEL / 10),
        *list_leader_rules([slot]),
    ]
    return find_groups(search, [slot], 0, rules)


def list_leader_rules(rounds: Sequence[Slot]) -> list[Rule]:
    kept = frozenset(at for at, slot in enumerate(rounds) if not slot.with_leader)
    return [NoLeader(rounds=kept)] if kept else []


def find_groups(
    search: Search, slots: Sequence[Slot], first: int, rules: Sequence[Rule]
) -> Outcome:
    """The best groups from round `first` on that keep the rules; where none are found, those that
    break the fewest, and which rules gave way."""
    room, keep = search.room, search.keep
    seconds = search.seconds * (MENDING if first or keep or len(slots) == 1 else 1)
    people = list_people(room, slots, first)
    rounds = [
        Round(seat_bounds(room, slot, fixed=at < first, keep=keep)) for at, slot in enumerate(slots)
    ]
    rules = [*rules, *list_stays(room, slots, first)]

    def run(rules: Sequence[Rule]) -> Composition:
        if first or keep:
            held = hold(room, slots, first, keep=keep)
            return repair(
                held, people, rounds, rules, first=first, seconds=seconds, seed=search.seed
            )
        # Who stays at a locked table is a rule each: too many to prove anything of.
        prove = search.prove and not any(isinstance(rule, Stays) for rule in rules)
        return compose(people, rounds, rules, seconds=seconds, seed=search.seed, prove=prove)

    try:
        return Outcome(name_tables(slots, first, run(rules)))
    except Contradiction as no:
        if not no.rules:
            return Outcome(full=slots[no.at or 0])
        fault = Outcome(given_up=no.rules, proved=True)
    except NotFound as no:
        fault = Outcome(given_up=no.rules)
    try:
        return replace(fault, tables=name_tables(slots, first, run(soften(rules))))
    except NotFound:
        return fault


def name_tables(slots: Sequence[Slot], first: int, found: Composition) -> dict[int, Tables]:
    """By item, of those from `first` on."""
    return {slots[at].id: found.tables[at] for at in range(first, len(slots))}  # type: ignore[misc]


def soften(rules: Sequence[Rule]) -> list[Rule]:
    """All but the locks as wishes."""
    return [
        replace(rule, weight=DEAR) if rule.hard and not isinstance(rule, Stays) else rule
        for rule in rules
    ]


def list_people(room: Room, slots: Sequence[Slot], first: int) -> list[Person]:
    """With the rounds each is away from; in those that stay as they are, whoever does not sit."""
    sitting = [{who for table in room.sits[slot.id] for who in table} for slot in slots[:first]]
    return [
        replace(
            person,
            absent=frozenset(
                at
                for at, slot in enumerate(slots)
                if (person.id not in sitting[at] if at < first else person.id in room.away[slot.id])
            ),
        )
        for person in room.people
    ]


def seat_bounds(room: Room, slot: Slot, *, fixed: bool, keep: bool) -> tuple[tuple[int, int], ...]:
    """The least and most people at each table: as even as can be, and no fewer or more at a locked
    one than sit there. When people are kept in their seats, tables may become uneven."""
    tables, present = room.sits[slot.id], room.count_present(slot)
    if fixed:
        return ((0, len(room.people)),) * len(tables)
    locked = {n: len(table) for n, table in list_locked(room, slot)}
    count = len(tables) if keep and tables else max(count_tables(slot, present), *locked, 1)
    open_ = max(count - len(locked), 1)
    low, more = divmod(max(present - sum(locked.values()), 0), open_)
    high = low + bool(more)
    if keep:
        low, high = min(low, FEWEST), max(high, *map(len, tables), 0)
    elif find_kind(slot) != Seating.NEW:  # levels and areas are not equally large
        low, high = max(min(low, FEWEST), low - 2), high + 2
    return tuple(
        (locked[n], locked[n]) if n in locked else (low, high) for n in range(1, count + 1)
    )


def list_locked(room: Room, slot: Slot) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The number of each locked table with those at it who are there."""
    for number in sorted(room.locked[slot.id]):
        table = room.sits[slot.id][number - 1]
        yield number, tuple(who for who in table if who not in room.away[slot.id])


def list_stays(room: Room, slots: Sequence[Slot], first: int) -> list[Rule]:
    return [
        Stays(person=who, table=number - 1, rounds=frozenset({at}))
        for at, slot in enumerate(slots)
        if at >= first
        for number, table in list_locked(room, slot)
        for who in table
    ]


def hold(room: Room, slots: Sequence[Slot], first: int, *, keep: bool) -> Composition:
    """How people sit now, with those wanted anew empty."""
    tables = tuple(
        room.sits[slot.id] if at < first or keep else () for at, slot in enumerate(slots)
    )
    return Composition(tables, (), (), 0, 0)
