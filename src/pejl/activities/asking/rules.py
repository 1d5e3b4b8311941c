"""Feedback on request: anyone asks people about one thing, and they answer or decline. Pure.

A request opens a route from each one asked. The route's key holds a mark of what was asked, so that
an answer stands only under the question that it answers.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct

from pejl.days.entries import Entry, Ground, Refused

LONGEST_ABOUT = 280
LONGEST = 600
LONGEST_ROUTE = 160
MOST_ASKED = 5
ENOUGH = 5  # as in the gate: no figure is about fewer

Purpose = Literal["", "appreciation", "coaching", "evaluation"]
Time = Literal["", "up", "back", "forward"]
PURPOSES: tuple[Purpose, ...] = ("appreciation", "coaching", "evaluation")
TIMES: tuple[Time, ...] = ("up", "back", "forward")
STANCES = ("heard", "do", "wont")
HOWS = ("yes", "partly", "no")
RouteKey = Annotated[str, Meta(max_length=LONGEST_ROUTE)]
Text = Annotated[str, Meta(max_length=4000)]


class Someone(Struct, frozen=True, array_like=True):
    """One of the day's people; `leader` is the id of who leads that one, empty for none."""

    id: str
    name: str
    title: str = ""
    level: str = ""
    area: str = ""
    leader: str = ""


class Config(Struct, frozen=True):
    """`people` are found when the item opens."""

    people: tuple[Someone, ...] = ()

    def find(self, who: str) -> Someone:
        """One who is not there has no name."""
        return next((one for one in self.people if one.id == who), Someone(who, ""))


class Ask(Struct, frozen=True, tag_field="kind", tag="ask", forbid_unknown_fields=True):
    """A request for feedback on one thing, to people by their ids. Without words it is withdrawn.
    Its item is its own."""

    words: ClassVar[bool] = True
    to: tuple[str, ...] = ()
    about: Text = ""
    purpose: Purpose = ""
    time: Time = ""

    @property
    def blank(self) -> bool:
        return not self.about


class Given(Struct, frozen=True, tag_field="kind", tag="given", forbid_unknown_fields=True):
    """An answer to a request, or a no, with or without a word. Its item is "<who asks>.<request>";
    a later one replaces it."""

    words: ClassVar[bool] = True
    route: RouteKey
    way: Literal["give", "decline"]
    text: Text = ""


class Reply(Struct, frozen=True, tag_field="kind", tag="reply", forbid_unknown_fields=True):
    """What who asked answers to one who gave. Its item is "<request>.<giver>"."""

    words: ClassVar[bool] = True
    afterwards: ClassVar[bool] = True
    route: RouteKey
    stance: Literal["heard", "do", "wont"]
    text: Text = ""


class Helped(Struct, frozen=True, tag_field="kind", tag="helped", forbid_unknown_fields=True):
    """Whether the reply helped, by who gave. Its item is "<who asks>.<request>"."""

    afterwards: ClassVar[bool] = True
    route: RouteKey
    how: Literal["yes", "partly", "no"]


Payload = Ask | Given | Reply | Helped


class Asked(Struct, frozen=True, tag_field="kind", tag="asked"):
    """What the room may know of a request: how many it was put to."""

    people: int


class Came(Struct, frozen=True, tag_field="kind", tag="came"):
    """What the room may know of an answer: whether it was a no."""

    declined: bool


class Way(Struct, frozen=True):
    """The parts of a route's key."""

    asker: str
    item: str
    mark: str
    giver: str

    @property
    def key(self) -> str:
        return f"{self.asker}.{self.item}.{self.mark}.{self.giver}"


class Result(Struct, frozen=True):
    """Of one route: what was `given` on it, and what came back. Of the room: how many were asked,
    answered and declined; 0 where fewer than ENOUGH people stand behind."""

    given: Given | None = None
    reply: Reply | None = None
    helped: str = ""
    asked: int = 0
    answered: int = 0
    declined: int = 0


def resolve(config: Config, ground: Ground) -> Config:
    people = tuple(
        Someone(one.id, one.name, one.title, one.level, one.area, ground.leaders.get(one.id, ""))
        for one in ground.people
    )
    return Config(people)


def make_mark(about: str) -> str:
    return sha256(about.encode()).hexdigest()[:8]


def read_route(key: str) -> Way:
    """Raises Refused for what is no route."""
    parts = key.split(".")
    if len(parts) != 4 or not all(parts):
        raise Refused("unknown")
    return Way(*parts)


def open_routes(request: Entry[Any]) -> Mapping[str, str]:
    """One route for each one asked, so that none of them sees another's."""
    ask = request.payload
    mark = make_mark(ask.about)
    people = () if ask.blank else ask.to
    return {Way(request.giver, request.item, mark, one).key: one for one in people}


def find_route(payload: Payload | Asked | Came) -> str:
    return payload.route if isinstance(payload, Given | Reply | Helped) else ""


def find_request(payload: Payload) -> tuple[str, str] | None:
    if isinstance(payload, Ask):
        return None
    way = read_route(payload.route)
    return way.asker, way.item


def list_none(_config: Config, _who: str) -> tuple[str, ...]:
    """No route comes from the settings."""
    return ()


def count_asked(_config: Config, _route: str) -> int:
    return 1


def open_up(payload: Payload) -> Payload | Asked | Came | None:
    """That somebody was asked, answered or declined; never who, or about what."""
    if isinstance(payload, Ask):
        return None if payload.blank else Asked(len(payload.to))
    return Came(payload.way == "decline") if isinstance(payload, Given) else None


def may_send(_config: Config, payload: Payload, who: str) -> bool:
    """Nobody asks oneself; replies are for who asked, the rest for who is asked."""
    if isinstance(payload, Ask):
        return who not in payload.to
    way = read_route(payload.route)
    return who == (way.asker if isinstance(payload, Reply) else way.giver)


def name_item(payload: Given | Reply | Helped) -> str:
    """The item that it has to bear."""
    way = read_route(payload.route)
    return f"{way.item}.{way.giver}" if isinstance(payload, Reply) else f"{way.asker}.{way.item}"


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, short, long, about, whom, many, empty, because, what."""
    if isinstance(payload, Ask):
        check_ask(config, payload, item)
    elif item != name_item(payload):
        raise Refused("unknown")
    elif not isinstance(payload, Helped):
        check_text(payload)


def check_ask(config: Config, ask: Ask, item: str) -> None:
    if not item or "." in item:
        raise Refused("unknown")
    if ask.blank and not ask.to:
        return
    if not ask.about:
        raise Refused("about", "about")
    if len(ask.about) > LONGEST_ABOUT:
        raise Refused("short", "about")
    if not ask.to:
        raise Refused("whom", "to")
    if len(ask.to) > MOST_ASKED:
        raise Refused("many", "to")
    if len(set(ask.to)) < len(ask.to) or not {one.id for one in config.people} >= set(ask.to):
        raise Refused("unknown", "to")


def check_text(said: Given | Reply) -> None:
    if len(said.text) > LONGEST:
        raise Refused("long", "text")
    if said.text:
        return
    if isinstance(said, Given) and said.way == "give":
        raise Refused("empty", "text")
    if isinstance(said, Reply) and said.stance != "heard":
        raise Refused("because" if said.stance == "wont" else "what", "text")


def summarise(_config: Config, entries: Sequence[Entry[Any]]) -> Result:
    """Of one route's whole contributions, or of what `open_up` leaves of all."""
    last = {type(entry.payload): entry.payload for entry in entries}
    helped = last.get(Helped)
    return Result(
        last.get(Given),
        last.get(Reply),
        helped.how if helped else "",
        count_enough(entries, lambda one: one.people if isinstance(one, Asked) else 0),
        count_enough(entries, lambda one: isinstance(one, Came) and not one.declined),
        count_enough(entries, lambda one: isinstance(one, Came) and one.declined),
    )


def count_enough(entries: Sequence[Entry[Any]], measure: Any) -> int:
    """The sum, where at least ENOUGH people stand behind it."""
    counted = [(entry.giver, int(measure(entry.payload))) for entry in entries]
    givers = {giver for giver, n in counted if n}
    return sum(n for _giver, n in counted) if len(givers) >= ENOUGH else 0
