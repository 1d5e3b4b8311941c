"""What is known of good days, held against a planned programme. Pure: plain values in and out.

The limits are estimates by people who lead such days, not measurements; `days.advising` says what
each rests on.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

LISTENING = 20  # minutes in a row that a room listens well
TOGETHER = 20  # minutes of working together before feedback goes upwards
ANSWERING = 10  # minutes that receivers need to read and answer
LATEST = 15 * 60 + 45  # minutes after midnight when people begin to leave a day that began early
LAST = 10  # minutes at the end of any day when people pack their bags
NOON = 12 * 60
SAME = 0.8  # the share of one's table that one has sat with before, when it is the same table


class Trait(StrEnum):
    """What an item is in the course of a day.

    - LISTENS: the room listens to one in front.
    - TOGETHER: people of different levels work together in small groups, on equal terms.
    - UPWARD: people give feedback to those above them.
    - ANSWERED: those who get something in it are to answer it afterwards.
    - FREE: nothing else is asked of anyone, so there is time to read and answer.
    - AGREES: people agree on who does what after the day.
    """

    LISTENS = "listens"
    TOGETHER = "together"
    UPWARD = "upward"
    ANSWERED = "answered"
    FREE = "free"
    AGREES = "agrees"


class Rule(StrEnum):
    LISTENING = "listening"
    UPWARD = "upward"
    ANSWERING = "answering"
    LEAVING = "leaving"
    TABLES = "tables"
    FOCUS = "focus"


@dataclass(frozen=True)
class Item:
    """An item as it is planned; `start` in minutes after midnight of the day. `about` are the focus
    areas that it takes up, by number, and `tables` who sits together, where people sit in groups.
    A `lasting` one stays open when the day is over. `beside`: it runs beside the one before."""

    id: int
    start: int
    minutes: int
    traits: frozenset[Trait] = frozenset()
    about: frozenset[int] = frozenset()
    tables: tuple[frozenset[str], ...] = ()
    lasting: bool = False
    beside: bool = False

    @property
    def end(self) -> int:
        return self.start + self.minutes


@dataclass(frozen=True)
class Finding:
    """`items` are the ids of those it is about, the first first; `amount` is minutes in LISTENING,
    UPWARD and ANSWERING, minutes after midnight in LEAVING, how many items in TABLES, the focus
    area's number in FOCUS."""

    rule: Rule
    items: tuple[int, ...] = ()
    amount: int = 0

    @property
    def key(self) -> str:
        """Stays the same while what it is about does, so that it can be hushed."""
        about = self.amount if self.rule == Rule.FOCUS else self.items[0]
        return f"{self.rule}:{0 if self.rule == Rule.TABLES else about}"


def find_all(items: Sequence[Item], focus_areas: Collection[int] = ()) -> list[Finding]:
    """In the order of the rules; nothing for a programme without items. `focus_areas` are those of
    the day's agreement, by number."""
    if not items:
        return []
    return [
        *find_listening(items),
        *find_upward(items),
        *find_unanswered(items),
        *find_leaving(items),
        *find_same_tables(items),
        *find_left_out(items, focus_areas),
    ]


def gather_blocks(items: Sequence[Item]) -> list[list[Item]]:
    """Those that run side by side together: of those each person is in one, and what is found is
    what it comes to for those who fare worst."""
    blocks: list[list[Item]] = []
    for item in items:
        if item.beside and blocks:
            blocks[-1].append(item)
        else:
            blocks.append([item])
    return blocks


def count_surely(block: Sequence[Item], trait: Trait) -> int:
    """The minutes that everyone has of it, whichever of the block's items one is in."""
    return min(item.minutes if trait in item.traits else 0 for item in block)


def find_listening(items: Sequence[Item]) -> Iterator[Finding]:
    """Runs of items in which the room only listens, longer than LISTENING."""
    run: list[Item] = []
    for block in [*gather_blocks(items), [Item(0, 0, 0)]]:
        if listening := [item for item in block if Trait.LISTENS in item.traits]:
            run.append(max(listening, key=lambda item: item.minutes))
            continue
        if (minutes := sum(one.minutes for one in run)) > LISTENING:
            yield Finding(Rule.LISTENING, tuple(one.id for one in run), minutes)
        run = []


def find_upward(items: Sequence[Item]) -> Iterator[Finding]:
    """The first item with feedback upwards, where people have worked together for less than
    TOGETHER before it."""
    worked = 0
    for block in gather_blocks(items):
        if upward := [item.id for item in block if Trait.UPWARD in item.traits]:
            if worked < TOGETHER:
                yield Finding(Rule.UPWARD, (upward[0],), worked)
            return
        worked += count_surely(block, Trait.TOGETHER)


def find_unanswered(items: Sequence[Item]) -> Iterator[Finding]:
    """Items whose receivers have less than ANSWERING free between its end and the day's."""
    blocks = gather_blocks(items)
    for at, block in enumerate(blocks):
        free = sum(count_surely(later, Trait.FREE) for later in blocks[at + 1 :])
        for item in block:
            if Trait.ANSWERED in item.traits and not item.lasting and free < ANSWERING:
                yield Finding(Rule.ANSWERING, (item.id,), free)


def find_leaving(items: Sequence[Item]) -> Iterator[Finding]:
    """Items in which people agree, and which end when others have begun to leave."""
    begin, end = items[0].start, max(item.end for item in gather_blocks(items)[-1])
    for item in items:
        late = begin < NOON and item.end > LATEST
        if Trait.AGREES in item.traits and (late or end - item.end < LAST):
            yield Finding(Rule.LEAVING, (item.id,), item.end)


def find_same_tables(items: Sequence[Item]) -> Iterator[Finding]:
    """Where, in each item with tables after the first, one has sat with nearly all before."""
    blocks = [(block[0].id, pair_up(list_tables(block))) for block in gather_blocks(items)]
    seated = [(first, pairs) for first, pairs in blocks if pairs]
    if len(seated) < 2:
        return
    met = set(seated[0][1])
    for _first, pairs in seated[1:]:
        if len(pairs & met) < SAME * len(pairs):
            return
        met |= pairs
    yield Finding(Rule.TABLES, tuple(first for first, _pairs in seated), len(seated))


def list_tables(block: Iterable[Item]) -> list[frozenset[str]]:
    return [table for item in block for table in item.tables]


def pair_up(tables: Iterable[frozenset[str]]) -> set[tuple[str, str]]:
    return {pair for table in tables for pair in combinations(sorted(table), 2)}


def find_left_out(items: Sequence[Item], focus_areas: Collection[int]) -> Iterator[Finding]:
    taken = {number for item in items for number in item.about}
    for number in sorted(set(focus_areas) - taken):
        yield Finding(Rule.FOCUS, (), number)
