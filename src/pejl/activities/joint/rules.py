"""Feedback written together: who writes to whom, and what each may send in. Pure."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.days.entries import Ground, Refused
from pejl.days.places import Place, find_homes, list_places, list_tables
from pejl.days.replies import Answer, Heard, Helped, check_answer, name_reply
from pejl.people.row_ids import EntryId

LONGEST = 300
MOST_TEXTS = 5  # one person's own under one prompt
FEWEST_PROMPTS, MOST_PROMPTS = 2, 4
PROMPTS = ("keep", "more", "less", "next")

Prompt = Literal["keep", "more", "less", "next"]
RouteKey = Annotated[str, Meta(max_length=20)]
Id = Annotated[EntryId, Meta(ge=1, le=10**15)]


class Route(Struct, frozen=True):
    """Everyone of the place `source` writes, as one group, to the place `target`."""

    key: str
    source: str
    target: str


class Config(Struct, frozen=True):
    """`between` says who writes to whom: each level to the one above or below it, or each area or
    table to the next one. `prompts` are asked in their order. `places`, `routes` and `homes` (each
    person's places, by the person's id) are found when the item opens, and the route that each
    place `sends` on and `gets` on, by the place's key."""

    between: Literal["up", "down", "areas", "tables"] = "up"
    prompts: tuple[Prompt, ...] = ("keep", "more", "next")
    places: tuple[Place, ...] = ()
    routes: tuple[Route, ...] = ()
    homes: Mapping[str, tuple[str, ...]] = {}
    sends: Mapping[str, str] = {}
    gets: Mapping[str, str] = {}

    def find_place(self, key: str) -> Place:
        return next(place for place in self.places if place.key == key)

    def find_route(self, key: str) -> Route | None:
        return next((route for route in self.routes if route.key == key), None)


class Proposed(Struct, frozen=True, tag_field="kind", tag="proposed", forbid_unknown_fields=True):
    """One's proposal of what the group could send, under a prompt (by number from 0). Its item is
    "<route>.<prompt>.<n>", the giver's n-th; without a text it is taken back. A changed text is a
    new one: what was said of the old does not count for it."""

    words: ClassVar[bool] = True
    route: RouteKey
    prompt: Annotated[int, Meta(ge=0, lt=MOST_PROMPTS)]
    text: Annotated[str, Meta(max_length=4000)] = ""

    @property
    def blank(self) -> bool:
        return not self.text


class Merged(Struct, frozen=True, tag_field="kind", tag="merged", forbid_unknown_fields=True):
    """Two texts that say the same, by their ids, as one. Its item is "<route>.m" and what the
    phone makes. Any of the group may merge, mend and part them; without a text they are parted."""

    words: ClassVar[bool] = True
    shared: ClassVar[bool] = True
    route: RouteKey
    one: Id
    other: Id
    text: Annotated[str, Meta(max_length=4000)] = ""

    @property
    def blank(self) -> bool:
        return not self.text


class Yes(Struct, frozen=True, tag_field="kind", tag="yes", forbid_unknown_fields=True):
    """The giver would send the text with the id `about`. Its item is "<route>.<about>"."""

    route: RouteKey
    about: Id
    on: bool

    @property
    def blank(self) -> bool:
        return not self.on


class Sent(Struct, frozen=True, tag_field="kind", tag="sent"):
    """What a group has decided to send: all that its receivers get. The room sees no text."""

    route: str
    prompt: int
    text: str = ""


class Took(Struct, frozen=True, tag_field="kind", tag="took"):
    """What the room may know of all that stays in the group: somebody took part."""

    route: str


Payload = Proposed | Merged | Yes | Heard | Answer | Helped


def resolve(config: Config, ground: Ground) -> Config:
    tables = config.between == "tables"
    places = list_tables(ground.seats) if tables else list_places(ground)
    homes = seat_homes(ground.seats, places) if tables else find_homes(ground, places)
    routes = tuple(list_routes(config.between, places))
    return structs.replace(
        config,
        places=places,
        routes=routes,
        homes=homes,
        sends={route.source: route.key for route in routes},
        gets={route.target: route.key for route in routes},
    )


def seat_homes(seats: Mapping[str, int], places: tuple[Place, ...]) -> dict[str, tuple[str, ...]]:
    keys = {name: place.key for place in places for name in place.names}
    return {who: (keys[str(table)],) for who, table in seats.items() if str(table) in keys}


def list_routes(between: str, places: tuple[Place, ...]) -> Iterator[Route]:
    """Each group writes to one other at most."""
    levels = [place for place in places if place.kind == "level"]
    if between in ("up", "down"):
        for above, below in pairwise(levels):
            yield make_route(below, above) if between == "up" else make_route(above, below)
        return
    ring = [place for place in places if place.kind == between.removesuffix("s")]
    for at, place in enumerate(ring if len(ring) > 1 else ()):
        yield make_route(place, ring[(at + 1) % len(ring)])


def make_route(source: Place, target: Place) -> Route:
    return Route(f"{source.key}-{target.key}", source.key, target.key)


def list_given(config: Config, who: str) -> tuple[str, ...]:
    return tuple(config.sends[one] for one in config.homes.get(who, ()) if one in config.sends)


def list_got(config: Config, who: str) -> tuple[str, ...]:
    return tuple(config.gets[one] for one in config.homes.get(who, ()) if one in config.gets)


def count_asked(config: Config, key: str) -> int:
    route = config.find_route(key)
    return config.find_place(route.source).people if route else 0


def find_route(payload: Payload | Sent | Took) -> str:
    return payload.route


def open_up(payload: Payload | Sent) -> Payload | Sent | Took:
    """That something was proposed or sent, never what; of the answers those that are public."""
    if isinstance(payload, Sent):
        return structs.replace(payload, text="")
    if isinstance(payload, Proposed | Merged | Yes):
        return Took(payload.route)
    if isinstance(payload, Answer) and not payload.public:
        return structs.replace(payload, text="")
    return payload


def may_send(config: Config, payload: Payload, who: str) -> bool:
    got = isinstance(payload, Heard | Answer)
    return payload.route in (list_got if got else list_given)(config, who)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long, itself, because, what. Whether the texts that it
    speaks of are there is not known here: what speaks of others counts for nothing."""
    if config.find_route(payload.route) is None or not fits_item(payload, item):
        raise Refused("unknown")
    if isinstance(payload, Answer):
        check_answer(payload, len(config.prompts))
    if isinstance(payload, Proposed) and payload.prompt >= len(config.prompts):
        raise Refused("unknown")
    if isinstance(payload, Merged) and payload.one == payload.other:
        raise Refused("itself", "other")
    if isinstance(payload, Proposed | Merged) and len(payload.text) > LONGEST:
        raise Refused("long", "text")


def fits_item(payload: Payload, item: str) -> bool:
    if isinstance(payload, Proposed):
        return item in {f"{payload.route}.{payload.prompt}.{n}" for n in range(1, MOST_TEXTS + 1)}
    if isinstance(payload, Merged):
        return item.startswith(f"{payload.route}.m")
    if isinstance(payload, Yes):
        return item == f"{payload.route}.{payload.about}"
    return item == name_reply(payload)
