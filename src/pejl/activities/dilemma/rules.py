"""Where each stands between two legitimate poles, how both are kept, and who decides: what is sent
in, and when it is taken. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, NamedTuple

from msgspec import Meta, Struct, structs

from pejl.days.entries import Entry, Ground, Refused
from pejl.days.notes import Version
from pejl.people.row_ids import FocusId, SeenId

STEPS = 7  # between the poles; also Appelo's levels of delegation
MOST_DILEMMAS = 2
MOST_DECISIONS = 3
MOST_PLACES = 3  # actions, and warnings, for each pole at a table
LONGEST = 200
SMALLEST = 5  # as in the gate: a level of fewer is never shown by itself
WORDS_SMALLEST = 10  # as in the gate: nor are the words of fewer
FIELD = re.compile(r"k(\d)-(action|warning)-([ab])-([1-9])", re.ASCII)
PHASES = ("place", "talk", "again", "keep", "decide")

Text = Annotated[str, Meta(max_length=5000)]
Number = Annotated[int, Meta(ge=0, lt=MOST_DILEMMAS)]
Step = Annotated[int, Meta(ge=1, le=STEPS)]


class Dilemma(Struct, frozen=True):
    """Poles `a` and `b`, what is good about each, and what happens when it is all there is.
    `focus` is the id of a focus area, 0: none; `number` is found when the item opens."""

    title: str
    a: str
    b: str
    purpose: str = ""
    a_good: str = ""
    a_alone: str = ""
    b_good: str = ""
    b_alone: str = ""
    focus: FocusId = 0
    number: int = 1

    @property
    def poles(self) -> tuple[str, str]:
        return self.a, self.b


class Config(Struct, frozen=True):
    """`upper` names the higher level of the line that decides; empty: the line with most people on
    both sides. `line` is those two levels, and `few` those of them that are so few that nothing
    they choose can be shown; both are found when the item opens."""

    dilemmas: Annotated[tuple[Dilemma, ...], Meta(max_length=MOST_DILEMMAS)] = ()
    decisions: Annotated[tuple[str, ...], Meta(max_length=MOST_DECISIONS)] = ()
    upper: str = ""
    line: tuple[str, ...] = ()
    few: tuple[str, ...] = ()

    @property
    def chooses(self) -> bool:
        """Whether the line chooses on its phones; else the room talks about it."""
        return bool(self.decisions and self.line and not self.few)

    @property
    def phases(self) -> tuple[str, ...]:
        return PHASES if self.decisions and self.line else PHASES[:-1]


class Placed(Struct, frozen=True, tag_field="kind", tag="placed", forbid_unknown_fields=True):
    """Where one stands, from 1 (all of pole a) to 7 (all of b), and why in a line. The item is
    `when` and the dilemma's number, as in "before-0"."""

    words: ClassVar[bool] = True
    dilemma: Number
    when: Literal["before", "after"]
    value: Step
    why: Text = ""

    @property
    def question(self) -> str:
        return f"{self.when}:{self.dilemma}"

    def without_words(self) -> "Placed":
        return structs.replace(self, why="")


class Pen(Struct, frozen=True, tag_field="kind", tag="pen", forbid_unknown_fields=True):
    """The giver writes for the table, beside those who do already. Its item is "pen"."""

    blank: ClassVar[bool] = True


class Note(Struct, frozen=True, tag_field="kind", tag="note", forbid_unknown_fields=True):
    """What a table wrote in a field: an action that keeps a pole, or an early warning that the
    balance tips to it. Its item is the field's, "k<dilemma>-<about>-<pole>-<place>". `seen` is the
    number of the newest text in the field that the phone showed."""

    words: ClassVar[bool] = True
    text: Text = ""
    seen: SeenId = 0

    @property
    def question(self) -> str:
        return "kept"

    @property
    def blank(self) -> bool:
        """An empty text that takes another's away still has to be read."""
        return not self.text and not self.seen


class Place(NamedTuple):
    """A field of how both are kept; `place` is from 1."""

    dilemma: int
    about: str
    pole: str
    place: int

    @property
    def item(self) -> str:
        return f"k{self.dilemma}-{self.about}-{self.pole}-{self.place}"


class Chosen(Struct, frozen=True, tag_field="kind", tag="chosen", forbid_unknown_fields=True):
    """How far one would delegate a decision; asked on both sides of the line alone."""

    apart: ClassVar[bool] = True
    decision: Annotated[int, Meta(ge=0, lt=MOST_DECISIONS)]
    value: Step

    @property
    def question(self) -> str:
        return f"decide:{self.decision}"


class Phased(Struct, frozen=True, tag_field="kind", tag="phased", forbid_unknown_fields=True):
    """Which phase the room is in."""

    console_only: ClassVar[bool] = True
    to: Literal["place", "talk", "again", "keep", "decide"]


class Turned(Struct, frozen=True, tag_field="kind", tag="turned", forbid_unknown_fields=True):
    """What the screen shows of the result: "moved-0", "kept-0", "warned-0" or "decided"."""

    console_only: ClassVar[bool] = True
    to: str


Payload = Placed | Pen | Note | Chosen | Phased | Turned


def resolve(config: Config, ground: Ground) -> Config:
    numbers = {area.id: area.number for area in ground.focus_areas}
    dilemmas = tuple(
        structs.replace(one, number=numbers.get(one.focus, at))
        for at, one in enumerate(config.dilemmas, 1)
    )
    people, line = (
        Counter(person.level for person in ground.people),
        find_line(config.upper, ground),
    )
    few = tuple(level for level in line if people[level] < SMALLEST)
    return structs.replace(config, dilemmas=dilemmas, line=line, few=few)


def find_line(upper: str, ground: Ground) -> tuple[str, ...]:
    """The level and the one below it; empty where there are not two levels."""
    people = Counter(person.level for person in ground.people)
    lines = list(pairwise(ground.levels))
    chosen = [line for line in lines if line[0] == upper]
    return max(chosen or lines, key=lambda line: min(people[line[0]], people[line[1]]), default=())


def list_pages(config: Config) -> tuple[str, ...]:
    """What the screen can show of the result."""
    numbers = range(len(config.dilemmas))
    pages = [f"{name}-{at}" for at in numbers for name in ("moved", "kept", "warned")]
    return (*pages, "decided") if config.chooses else tuple(pages)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long."""
    if not is_known(config, payload, item):
        raise Refused("unknown")
    if isinstance(payload, Placed) and len(payload.why) > LONGEST:
        raise Refused("long", "why")
    if isinstance(payload, Note) and len(payload.text) > LONGEST:
        raise Refused("long", "text")


def is_known(config: Config, payload: Payload, item: str) -> bool:
    if isinstance(payload, Note):
        return read_place(item) in list_places(config)
    if item != name_item(payload):
        return False
    if isinstance(payload, Phased):
        return payload.to in config.phases
    if isinstance(payload, Turned):
        return payload.to in list_pages(config)
    if isinstance(payload, Chosen):
        return payload.decision < len(config.decisions)
    return isinstance(payload, Pen) or payload.dilemma < len(config.dilemmas)


def name_item(payload: Placed | Chosen | Pen | Phased | Turned) -> str:
    if isinstance(payload, Placed | Chosen):
        return payload.question.replace(":", "-")
    return str(payload.__struct_config__.tag)


def read_place(item: str) -> Place | None:
    """The field of an item like "k0-action-a-1"."""
    found = FIELD.fullmatch(item)
    return Place(int(found[1]), found[2], found[3], int(found[4])) if found else None


def list_places(config: Config) -> list[Place]:
    """By dilemma: the actions, then the warnings, each for both poles."""
    return [
        Place(at, about, pole, place)
        for at in range(len(config.dilemmas))
        for about in ("action", "warning")
        for pole in "ab"
        for place in range(1, MOST_PLACES + 1)
    ]


def list_writers(entries: Sequence[Entry[Payload]]) -> list[Entry[Payload]]:
    """Those who write for the table, first the one who took the pen first."""
    return [entry for entry in entries if isinstance(entry.payload, Pen)]


def list_versions(entries: Sequence[Entry[Payload]], item: str) -> list[Version]:
    """One table's texts in a field, each writer's own."""
    return [
        Version(entry.id, entry.giver, entry.who, entry.payload.text, entry.payload.seen)
        for entry in entries
        if entry.item == item and isinstance(entry.payload, Note)
    ]


def admit(config: Config, payload: Payload, phase: str, level: str, table: int) -> None:
    """What is asked in the phase the room is in, of those asked. Raises Refused with a code: phase,
    few, line, table."""
    if phase != name_phase(payload):
        raise Refused("phase")
    if isinstance(payload, Chosen) and config.few:
        raise Refused("few")
    if isinstance(payload, Chosen) and level not in config.line:
        raise Refused("line")
    if isinstance(payload, Pen | Note) and not table:
        raise Refused("table")


def name_phase(payload: Payload) -> str:
    """The phase in which it is asked."""
    if isinstance(payload, Placed):
        return "place" if payload.when == "before" else "again"
    return "keep" if isinstance(payload, Pen | Note) else "decide"


def find_phase(config: Config, entries: Sequence[Entry[Payload]]) -> str:
    """The facilitator's last word on where the room is."""
    said = [entry for entry in entries if isinstance(entry.payload, Phased)]
    last = max(said, key=lambda entry: entry.id, default=None)
    return last.payload.to if last and isinstance(last.payload, Phased) else config.phases[0]
