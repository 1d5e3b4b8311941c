"""A feedback round: who is asked about whom, what is asked, and what comes back. Pure."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.analysis.hints import Known, find_hints, list_telling
from pejl.days.entries import Ground, Refused
from pejl.days.places import Place, list_places
from pejl.days.replies import LONGEST, Answer, Heard, Helped, check_answer, name_reply

FEWEST_PROMPTS, MOST_PROMPTS = 2, 4
PROMPTS = ("goal", "keep", "more", "less", "next")
TIMES = {"goal": "up", "keep": "back", "more": "back", "less": "back", "next": "forward"}

Prompt = Literal["goal", "keep", "more", "less", "next"]
Path = Literal["up", "down", "across"]


class Route(Struct, frozen=True):
    """Everyone of the place `source` is asked about the place `target`. `path` is seen from who
    gives: up or down the chain, or across to another area."""

    key: str
    path: Path
    source: str
    target: str


class Config(Struct, frozen=True):
    """`between` says which neighbours give to each other; `purpose` what the feedback is for.
    `prompts` are asked in their order. `places`, `routes` and `homes` (each person's places, by the
    person's id) come from the chain when the item opens; `telling` are the words that would tell
    who someone is, where names are not to be shown."""

    between: Literal["levels", "areas", "both"] = "levels"
    purpose: Literal["appreciation", "coaching", "evaluation"] = "coaching"
    prompts: tuple[Prompt, ...] = ("keep", "more", "next")
    places: tuple[Place, ...] = ()
    routes: tuple[Route, ...] = ()
    homes: Mapping[str, tuple[str, ...]] = {}
    telling: tuple[str, ...] = ()

    def find_place(self, key: str) -> Place:
        return next(place for place in self.places if place.key == key)

    def find_route(self, key: str) -> Route | None:
        return next((route for route in self.routes if route.key == key), None)


class Said(Struct, frozen=True, tag_field="kind", tag="said", forbid_unknown_fields=True):
    """One's feedback on a route, its item: a text for each prompt, in their order. Without any text
    it is taken back. `sure`: the writer has seen that the words may tell who someone is."""

    words: ClassVar[bool] = True
    route: Annotated[str, Meta(max_length=20)]
    texts: Annotated[
        tuple[Annotated[str, Meta(max_length=4000)], ...], Meta(max_length=MOST_PROMPTS)
    ] = ()
    sure: Literal["", "1"] = ""

    @property
    def question(self) -> str:
        return f"route:{self.route}"

    @property
    def blank(self) -> bool:
        return not any(self.texts)


class Given(Struct, frozen=True, tag_field="kind", tag="given", forbid_unknown_fields=True):
    """What the room may know of a `Said`: which prompts were answered, by number from 0."""

    route: str
    prompts: tuple[int, ...]


Payload = Said | Heard | Answer | Helped


def resolve(config: Config, ground: Ground) -> Config:
    places = list_places(ground)
    routes = tuple(list_routes(config.between, places))
    keys = {(place.kind, name): place.key for place in places for name in place.names}
    homes = {
        person.id: tuple(
            key
            for kind, name in (("level", person.level), ("area", person.area))
            if (key := keys.get((kind, name)))
        )
        for person in ground.people
    }
    known = [Known(one.name, one.title, one.unit) for one in ground.people]
    telling = () if ground.promise == "named" else list_telling(known)
    return structs.replace(config, places=places, routes=routes, homes=homes, telling=telling)


def list_routes(between: str, places: tuple[Place, ...]) -> Iterator[Route]:
    """Neighbouring levels about each other, from the top; each area about each other area."""
    levels = [place for place in places if place.kind == "level"]
    areas = [place for place in places if place.kind == "area"]
    if between != "areas":
        for above, below in pairwise(levels):
            yield make_route("down", above, below)
            yield make_route("up", below, above)
    if between != "levels":
        yield from (
            make_route("across", one, other) for one in areas for other in areas if one != other
        )


def make_route(path: Path, source: Place, target: Place) -> Route:
    return Route(f"{source.key}-{target.key}", path, source.key, target.key)


def list_given(config: Config, who: str) -> tuple[str, ...]:
    homes = config.homes.get(who, ())
    return tuple(route.key for route in config.routes if route.source in homes)


def list_got(config: Config, who: str) -> tuple[str, ...]:
    homes = config.homes.get(who, ())
    return tuple(route.key for route in config.routes if route.target in homes)


def count_asked(config: Config, key: str) -> int:
    route = config.find_route(key)
    return config.find_place(route.source).people if route else 0


def find_route(payload: Payload) -> str:
    return str(getattr(payload, "route", ""))


def open_up(payload: Payload) -> Payload | Given | None:
    """That feedback was given, never what; of the answers those that are public."""
    if isinstance(payload, Said):
        return Given(payload.route, tuple(at for at, text in enumerate(payload.texts) if text))
    if isinstance(payload, Answer) and not payload.public:
        return structs.replace(payload, text="")
    return payload


def may_send(config: Config, payload: Payload, who: str) -> bool:
    given = isinstance(payload, Said | Helped)
    return payload.route in (list_given if given else list_got)(config, who)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long, telling (a `Telling`), because, what."""
    if config.find_route(payload.route) is None or item != name_item(payload):
        raise Refused("unknown")
    if isinstance(payload, Said):
        if payload.texts and len(payload.texts) != len(config.prompts):
            raise Refused("unknown")
        if max(map(len, payload.texts), default=0) > LONGEST:
            raise Refused("long", "texts")
        if not payload.sure and (hints := find_all_hints(config, payload)):
            raise Telling(hints)
    if isinstance(payload, Answer):
        check_answer(payload, len(config.prompts))


class Telling(Refused):
    """The texts hold words that may tell who someone is."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__("telling", "texts")
        self.words = words


def find_all_hints(config: Config, said: Said) -> tuple[str, ...]:
    """None under the named promise: there the writer is known, and says whom one likes."""
    if not config.telling:
        return ()
    found = (hint for text in said.texts for hint in find_hints(text, config.telling))
    return tuple(dict.fromkeys(found))


def name_item(payload: Payload) -> str:
    """The item that it has to bear."""
    return payload.route if isinstance(payload, Said) else name_reply(payload)
