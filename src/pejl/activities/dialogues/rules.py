"""The important dialogues: config, payloads and checks, and what a group says of each other one."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.days.entries import Focus, Ground, Refused
from pejl.days.places import (
    Choice,
    Place,
    find_homes,
    list_choices,
    list_places,
)
from pejl.people.row_ids import FocusId

LONGEST = 280
MOST = 5
STEPS = 5
ITEM = re.compile(r"d([1-9])", re.ASCII)

Step = Annotated[int, Meta(ge=0, le=STEPS)]


class Config(Struct, frozen=True):
    """`most` is how many dialogues one may name. `places` are the groups that a result may be
    about, levels first; `choices` what one may name, each of one of those groups; `homes` the keys
    of the places that each person is in, by the person's id."""

    most: Annotated[int, Meta(ge=1, le=MOST)] = MOST
    focus_areas: tuple[Focus, ...] = ()
    places: tuple[Place, ...] = ()
    choices: tuple[Choice, ...] = ()
    homes: Mapping[str, tuple[str, ...]] = {}

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(f"d{number}" for number in range(1, self.most + 1))

    def find_focus(self, id_: int) -> Focus | None:
        return next((area for area in self.focus_areas if area.id == id_), None)


class Dialogue(Struct, frozen=True, tag_field="kind", tag="dialogue", forbid_unknown_fields=True):
    """A dialogue that one finds important; its item is its place, "d1". `whom` is a choice's key,
    `focus` a focus area's id or 0; the steps go from 1 to 5. With `remove` it is taken back, and
    what stood there is not sent along.

    Others name other groups, so what may be shown of each group is found apart.
    """

    apart: ClassVar[bool] = True
    whom: Annotated[str, Meta(max_length=20)] = ""
    focus: Annotated[FocusId, Meta(ge=0)] = 0
    important: Step = 0
    works: Step = 0
    better: Annotated[str, Meta(max_length=2000)] = ""
    remove: Literal["", "1"] = ""

    def __post_init__(self) -> None:
        if self.remove:
            for name, empty in EMPTY.items():
                structs.force_setattr(self, name, empty)

    @property
    def place(self) -> str:
        """The key of the group that it is with."""
        return self.whom.partition("-")[0]

    @property
    def question(self) -> str:
        return ask(self.place)

    @property
    def blank(self) -> bool:
        return not self.whom

    @property
    def words(self) -> bool:
        return bool(self.better.strip())

    def without_words(self) -> "Dialogue":
        return structs.replace(self, better="")


EMPTY = {"whom": "", "focus": 0, "important": 0, "works": 0, "better": ""}


class Turned(Struct, frozen=True, tag_field="kind", tag="turned", forbid_unknown_fields=True):
    """What the screen shows of the result."""

    console_only: ClassVar[bool] = True
    to: Literal["network", "ends", "broken"]


Payload = Dialogue | Turned


def ask(place: str) -> str:
    """The question that a dialogue with the group answers, as the gate counts it."""
    return f"dialogue:{place}"


def resolve(config: Config, ground: Ground) -> Config:
    places = list_places(ground)
    return structs.replace(
        config,
        focus_areas=ground.focus_areas,
        places=places,
        choices=list_choices(ground, places),
        homes=find_homes(ground, places),
    )


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, whom, steps, long."""
    if isinstance(payload, Turned):
        if item != "turned":
            raise Refused("unknown")
        return
    if item not in config.items:
        raise Refused("unknown")
    if not payload.remove:
        check_dialogue(config, payload)


def check_dialogue(config: Config, said: Dialogue) -> None:
    if not said.whom:
        raise Refused("whom", "whom")
    if said.whom not in {choice.key for choice in config.choices}:
        raise Refused("unknown", "whom")
    if said.focus and config.find_focus(said.focus) is None:
        raise Refused("unknown", "focus")
    if not (said.important and said.works):
        raise Refused("steps", "works" if said.important else "important")
    if len(said.better) > LONGEST:
        raise Refused("long", "better")


def find_choice(config: Config, whom: str) -> Choice | None:
    return next((choice for choice in config.choices if choice.key == whom), None)
