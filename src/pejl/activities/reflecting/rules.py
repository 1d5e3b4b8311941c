"""A reflecting team: who is in the middle, who observes, whose turn it is, and the notes. Pure."""

from collections.abc import Sequence
from random import Random
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct, structs

from pejl.activities.reflecting.casting import draw_observers
from pejl.days.entries import Entry, Ground, Person, Refused

LONGEST = 500
LONGEST_PROMPT = 160
FEWEST, MOST = 3, 6  # observers
MOST_PROMPTS = 4
USUAL_PROMPTS = 3  # those of `words.put_prompts`, where none are written
MOST_MINUTES = 15
ROUTE = "middle"


class Cast(Struct, frozen=True):
    """The one in the middle, and the observers in the order of their turns."""

    middle: Person
    observers: tuple[Person, ...]


class Config(Struct, frozen=True):
    """`middle` and `chosen` are the ids of those picked; without any chosen, `count` observers are
    drawn. Each speaks `minutes`. `cast` is found when the item opens; None: nobody is in the
    middle, or too few can observe."""

    middle: str = ""
    chosen: Annotated[tuple[str, ...], Meta(max_length=MOST)] = ()
    count: Annotated[int, Meta(ge=FEWEST, le=MOST)] = 4
    minutes: Annotated[int, Meta(ge=1, le=MOST_MINUTES)] = 3
    prompts: Annotated[tuple[str, ...], Meta(max_length=MOST_PROMPTS)] = ()
    cast: Cast | None = None

    @property
    def observers(self) -> tuple[Person, ...]:
        return self.cast.observers if self.cast else ()

    def count_prompts(self) -> int:
        return len(self.prompts) or USUAL_PROMPTS


class Note(Struct, frozen=True, tag_field="kind", tag="note", forbid_unknown_fields=True):
    """An observer's note to the one in the middle, under a prompt (by number from 0), which is its
    item. Without a text it is taken back."""

    words: ClassVar[bool] = True
    prompt: Annotated[int, Meta(ge=0, lt=MOST_PROMPTS)]
    text: Annotated[str, Meta(max_length=4000)] = ""

    @property
    def blank(self) -> bool:
        return not self.text


class Leave(Struct, frozen=True, tag_field="kind", tag="leave", forbid_unknown_fields=True):
    """Whether the room may know afterwards who was in the middle; said by that person, who gives
    nothing by it."""

    blank: ClassVar[bool] = True
    on: bool


class Turn(Struct, frozen=True, tag_field="kind", tag="turn", forbid_unknown_fields=True):
    """Whose turn it is: 0 the one in the middle, who tells; from 1 the observers; one more, and the
    one in the middle ends. `at` is when it began, in seconds that the item had run."""

    console_only: ClassVar[bool] = True
    stamped: ClassVar[bool] = True
    number: Annotated[int, Meta(ge=0, le=MOST + 1)]
    at: int = 0


class Noted(Struct, frozen=True, tag_field="kind", tag="noted"):
    """What the room may know of a note: there is one."""


Payload = Note | Leave | Turn


class Told(Struct, frozen=True):
    """A note as the one in the middle reads it."""

    who: str
    prompt: int
    text: str


class Result(Struct, frozen=True):
    """`told` is for the one in the middle alone; the room has the `count` of notes, and whether
    that person agreed to be `named`."""

    told: tuple[Told, ...] = ()
    count: int = 0
    named: bool = False


def resolve(config: Config, ground: Ground) -> Config:
    people = {person.id: person for person in ground.people}
    middle = people.get(config.middle)
    if middle is None:
        return structs.replace(config, cast=None)
    observers = tuple(
        people[one] for one in config.chosen if one in people and one != config.middle
    )
    if len(observers) < FEWEST:
        rng = Random(middle.id)  # noqa: S311  so that a redo draws the same
        observers = draw_observers(ground.people, ground.leaders, middle, config.count, rng)
    cast = Cast(middle, observers) if len(observers) >= FEWEST else None
    return structs.replace(config, cast=cast)


def find_route(payload: Payload | Noted) -> str:
    return ROUTE if isinstance(payload, Note) else ""


def list_given(config: Config, who: str) -> tuple[str, ...]:
    return (ROUTE,) if who in {one.id for one in config.observers} else ()


def list_got(config: Config, who: str) -> tuple[str, ...]:
    return (ROUTE,) if config.cast and who == config.cast.middle.id else ()


def count_asked(config: Config, _route: str) -> int:
    return len(config.observers)


def open_up(payload: Payload) -> Payload | Noted | None:
    """That there is a note, never what it says."""
    if isinstance(payload, Note):
        return None if payload.blank else Noted()
    return payload


def may_send(config: Config, payload: Payload, who: str) -> bool:
    """Notes are the observers’, the leave is that of the one in the middle."""
    return bool((list_given if isinstance(payload, Note) else list_got)(config, who))


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long."""
    if isinstance(payload, Note):
        if payload.prompt >= config.count_prompts() or item != str(payload.prompt):
            raise Refused("unknown")
        if len(payload.text) > LONGEST:
            raise Refused("long", "text")
    elif item != payload.__struct_config__.tag:
        raise Refused("unknown")
    if isinstance(payload, Turn) and payload.number > len(config.observers) + 1:
        raise Refused("unknown")


def find_turn(_config: Config, entries: Sequence[Entry[Any]]) -> Turn:
    """The facilitator's last word on whose turn it is."""
    turns = [entry for entry in entries if isinstance(entry.payload, Turn)]
    last = max(turns, key=lambda entry: entry.id, default=None)
    return last.payload if last else Turn(0)


def measure_turn(config: Config, turn: Turn, ran: int) -> int | None:
    """Seconds left of an observer's turn, negative when over time; None in the other turns."""
    if not 0 < turn.number <= len(config.observers):
        return None
    return config.minutes * 60 - max(0, ran - turn.at)


def summarise(config: Config, entries: Sequence[Entry[Any]]) -> Result:
    """Of whole contributions, or of what `open_up` leaves of them: then without texts."""
    order = {one.name: at for at, one in enumerate(config.observers)}
    told = [
        Told(entry.who, entry.payload.prompt, entry.payload.text)
        for entry in entries
        if isinstance(entry.payload, Note) and not entry.payload.blank
    ]
    count = len(told) + sum(isinstance(entry.payload, Noted) for entry in entries)
    leaves = [entry.payload for entry in entries if isinstance(entry.payload, Leave)]
    return Result(
        tuple(sorted(told, key=lambda one: (order.get(one.who, 0), one.who, one.prompt))),
        count,
        bool(leaves) and leaves[-1].on,
    )
