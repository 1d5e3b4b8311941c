"""A feedback round: what is asked of whom, what may be sent, and what others know of it. Pure."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.activities.feedback.paths import (
    ENOUGH,
    Chain,
    Map,
    PathKind,
    Route,
    list_chain,
    map_paths,
)
from pejl.analysis.hints import Known, find_hints, list_telling
from pejl.days.entries import Ground, Refused
from pejl.days.places import Place, list_places
from pejl.days.replies import LONGEST, Answer, Heard, Helped, check_answer, name_reply
from pejl.people.row_ids import FocusId

FEWEST_PROMPTS, MOST_PROMPTS = 2, 4
STEPS = 5
TIMES = {
    "goal": "up",
    "keep": "back",
    "more": "back",
    "less": "back",
    "when": "back",
    "scale": "back",
    "own": "back",
    "next": "forward",
}
PROMPTS = tuple(TIMES)

Prompt = Literal["goal", "keep", "more", "less", "when", "scale", "own", "next"]
Purpose = Literal["appreciation", "coaching", "evaluation"]
Time = Literal["up", "back", "forward"]
Way = Literal["", "named", "dialogue"]
Mark = Annotated[int, Meta(ge=0, le=STEPS)]  # 0: none


class Config(Struct, frozen=True):
    """`paths` says who gives to whom along the chain, `picked` which pairs besides (ends as
    `paths.find_side` knows them); `purpose` what the feedback is for; `about` the focus area that
    it is about, by id. `prompts` are asked in their order, with the facilitator's words for `own`
    and for the `scale` from 1 to STEPS.

    The rest is filled in when the item opens: the chain, the item's promise, the focus area's
    title, and the words that would tell who someone is, where names are not to be shown."""

    paths: tuple[PathKind, ...] = ("levels",)
    picked: tuple[tuple[str, str], ...] = ()
    purpose: Purpose = "coaching"
    about: FocusId | None = None
    prompts: tuple[Prompt, ...] = ("keep", "more", "next")
    own: str = ""
    scale: str = ""
    chain: Chain = Chain()
    promise: str = "confidential"
    focus: str = ""
    telling: tuple[str, ...] = ()

    @property
    def map(self) -> Map:
        return map_paths(self.chain, self.paths, self.picked, crowd=self.promise != "named")

    @property
    def routes(self) -> tuple[Route, ...]:
        return tuple(self.map.routes.values())

    def find_place(self, key: str) -> Place:
        return self.map.places[key]

    def find_route(self, key: str) -> Route | None:
        return self.map.routes.get(key)


class Said(Struct, frozen=True, tag_field="kind", tag="said", forbid_unknown_fields=True):
    """One's feedback on a route, its item: a text for each prompt, in their order, and a mark on
    the scale. Without any it is taken back. `way`: where the promise would not hold for so few, or
    only together with others, one may give it with one's name, or ask for a dialogue instead of
    writing. `sure`: the writer has seen that the words may tell who someone is."""

    words: ClassVar[bool] = True
    route: Annotated[str, Meta(max_length=20)]
    texts: Annotated[
        tuple[Annotated[str, Meta(max_length=4000)], ...], Meta(max_length=MOST_PROMPTS)
    ] = ()
    mark: Mark = 0
    way: Way = ""
    sure: Literal["", "1"] = ""

    @property
    def question(self) -> str:
        return f"route:{self.route}"

    @property
    def blank(self) -> bool:
        return not (any(self.texts) or self.mark or self.way == "dialogue")

    @property
    def with_name(self) -> bool:
        return bool(self.way)


class Given(Struct, frozen=True, tag_field="kind", tag="given", forbid_unknown_fields=True):
    """What the room may know of a `Said`: which prompts were answered, by number from 0."""

    route: str
    prompts: tuple[int, ...]


class Wish(Struct, frozen=True, tag_field="kind", tag="wish", forbid_unknown_fields=True):
    """What a receiver would like feedback on, and of which kind; those who give see it. Its item is
    "wish"; without anything it is taken back."""

    words: ClassVar[bool] = True
    aside: ClassVar[bool] = True
    told: ClassVar[bool] = True
    purpose: Literal["", "appreciation", "coaching", "evaluation"] = ""
    time: Literal["", "up", "back", "forward"] = ""
    text: Annotated[str, Meta(max_length=4000)] = ""

    @property
    def blank(self) -> bool:
        return not (self.purpose or self.time or self.text)


class Guess(Struct, frozen=True, tag_field="kind", tag="guess", forbid_unknown_fields=True):
    """What a receiver thinks will come on a route, before seeing it: the mean mark on the scale,
    and the prompt that most will write to. Its item is "<route>.guess". Nobody else sees it."""

    aside: ClassVar[bool] = True
    route: Annotated[str, Meta(max_length=20)]
    mark: Mark = 0
    most: Literal["", "0", "1", "2", "3"] = ""


Payload = Said | Wish | Guess | Heard | Answer | Helped


def resolve(config: Config, ground: Ground) -> Config:
    known = [Known(one.name, one.title, one.unit) for one in ground.people]
    return structs.replace(
        config,
        chain=list_chain(ground, list_places(ground)),
        promise=ground.promise or config.promise,
        focus=next((one.title for one in ground.focus_areas if one.id == config.about), ""),
        telling=() if ground.promise == "named" else list_telling(known),
    )


def list_given(config: Config, who: str) -> tuple[str, ...]:
    return tuple(config.map.gives.get(who, ()))


def list_got(config: Config, who: str) -> tuple[str, ...]:
    return tuple(config.map.gets.get(who, ()))


def count_asked(config: Config, key: str) -> int:
    route = config.find_route(key)
    return config.find_place(route.source).people if route else 0


def list_ways(config: Config, route: Route) -> tuple[Way, ...]:
    """How one may give on a route: among others (empty), with one's name, or in a dialogue instead.
    Where so few are asked that their words could not be shown together, not among others; where all
    is anonymous, nobody can give with a name, so that nothing may be left."""
    if config.promise == "named":
        return ("",)
    crowd: tuple[Way, ...] = ("",) if count_asked(config, route.key) >= ENOUGH else ()
    if config.promise == "anonymous" or (crowd and not route.merged):
        return crowd
    return (*crowd, "named", "dialogue")


def find_path(config: Config, key: str) -> str:
    route = config.find_route(key)
    return route.path if route else ""


def find_route(payload: Payload) -> str:
    """What a receiver wishes or guesses goes along none."""
    return "" if isinstance(payload, Wish | Guess) else payload.route


def open_up(payload: Payload) -> Payload | Given | None:
    """That feedback was given, never what; of the answers those that are public."""
    if isinstance(payload, Wish | Guess):
        return None
    if isinstance(payload, Said):
        return Given(payload.route, list_filled(payload))
    if isinstance(payload, Answer) and not payload.is_open:
        return structs.replace(payload, text="", label="")
    return payload


def list_filled(said: Said) -> tuple[int, ...]:
    """The prompts that were answered, by number; none where a dialogue is asked for instead."""
    texts = said.texts if said.way != "dialogue" else ()
    return tuple(at for at, text in enumerate(texts) if text)


def may_send(config: Config, payload: Payload, who: str) -> bool:
    if isinstance(payload, Wish):
        return bool(list_got(config, who))
    given = isinstance(payload, Said | Helped)
    return payload.route in (list_given if given else list_got)(config, who)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long, way, telling (a `Telling`), because, what."""
    if item != name_item(payload):
        raise Refused("unknown")
    if isinstance(payload, Wish):
        if len(payload.text) > LONGEST:
            raise Refused("long", "text")
        return
    route = config.find_route(payload.route)
    if route is None:
        raise Refused("unknown")
    if isinstance(payload, Said):
        check_said(config, route, payload)
    if isinstance(payload, Guess) and int(payload.most or 0) >= len(config.prompts):
        raise Refused("unknown")
    if isinstance(payload, Answer):
        check_answer(payload, len(config.prompts))


def check_said(config: Config, route: Route, said: Said) -> None:
    if said.texts and len(said.texts) != len(config.prompts):
        raise Refused("unknown")
    if said.mark and "scale" not in config.prompts:
        raise Refused("unknown")
    if max(map(len, said.texts), default=0) > LONGEST:
        raise Refused("long", "texts")
    if not said.blank and said.way not in list_ways(config, route):
        raise Refused("way", "way")
    if not (said.sure or said.with_name) and (hints := find_all_hints(config, said)):
        raise Telling(hints)


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
    if isinstance(payload, Said):
        return payload.route
    if isinstance(payload, Wish):
        return "wish"
    return f"{payload.route}.guess" if isinstance(payload, Guess) else name_reply(payload)
