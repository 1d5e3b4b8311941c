"""What stands on the phone of one who gives, and of one who gets, while the round is open."""

from collections.abc import Sequence
from typing import NamedTuple

from pejl.activities.feedback.paths import Route
from pejl.activities.feedback.rules import (
    Config,
    Guess,
    Payload,
    Said,
    Way,
    Wish,
    list_given,
    list_got,
    list_ways,
)
from pejl.activities.feedback.tallies import Result
from pejl.activities.feedback.words import (
    give_example,
    name_source,
    name_target,
    say_group,
    say_time,
    say_way,
    say_wish,
    show_prompt,
)
from pejl.days.contract import PhoneView

MOST_WISHES = 5


class Asked(NamedTuple):
    """A prompt beside where one writes; `kind` is what a simulated phone answers by."""

    number: int
    kind: str
    text: str
    time: str
    example: str
    said: str


class Choice(NamedTuple):
    way: Way
    text: str
    chosen: bool


class Card(NamedTuple):
    """A route on the phone of one who gives. Without `ways` nothing can be written on it."""

    number: int
    key: str
    to: str
    group: str
    ways: Sequence[Choice]
    wishes: Sequence[str]
    prompts: Sequence[Asked]
    mark: int
    written: bool
    sure: bool


class Expected(NamedTuple):
    """A route on the phone of one who gets, with what one guesses will come."""

    key: str
    source: str
    guess: Guess


def list_cards(view: PhoneView[Config, Payload, Result]) -> list[Card]:
    said = {one.payload.route: one.payload for one in view.mine if isinstance(one.payload, Said)}
    routes = [view.config.find_route(key) for key in list_given(view.config, view.me.id)]
    return [
        make_card(view, number, route, said.get(route.key, Said(route.key)))
        for number, route in enumerate((one for one in routes if one), 1)
    ]


def make_card(
    view: PhoneView[Config, Payload, Result], number: int, route: Route, said: Said
) -> Card:
    config = view.config
    texts = said.texts or ("",) * len(config.prompts)
    prompts = [
        Asked(at, kind, show_prompt(config, kind), say_time(kind), give_example(kind), text)
        for at, (kind, text) in enumerate(zip(config.prompts, texts, strict=True))
    ]
    return Card(
        number,
        route.key,
        name_target(config, route),
        say_group(config, route),
        list_choices(config, route, said),
        list_wishes(view, route),
        prompts,
        said.mark,
        not said.blank,
        bool(said.sure),
    )


def list_choices(config: Config, route: Route, said: Said) -> list[Choice]:
    """The first is chosen until one chooses; where one has to choose, none is."""
    ways = list_ways(config, route)
    return [Choice(way, say_way(way), way == said.way) for way in ways]


def list_wishes(view: PhoneView[Config, Payload, Result], route: Route) -> list[str]:
    """What those who get on the route wish for, the last ones, each said once."""
    wishes = [
        say_wish(one.payload)
        for one in view.told
        if isinstance(one.payload, Wish)
        and not one.payload.blank
        and route.key in list_got(view.config, one.giver)
    ]
    return list(dict.fromkeys(reversed(wishes)))[:MOST_WISHES]


def find_wish(view: PhoneView[Config, Payload, Result]) -> Wish | None:
    """One's own standing wish; None for one who gets nothing."""
    if not list_got(view.config, view.me.id):
        return None
    return next((one.payload for one in view.mine if isinstance(one.payload, Wish)), Wish())


def list_expected(view: PhoneView[Config, Payload, Result]) -> list[Expected]:
    mine = {one.payload.route: one.payload for one in view.mine if isinstance(one.payload, Guess)}
    routes = [view.config.find_route(key) for key in list_got(view.config, view.me.id)]
    return [
        Expected(route.key, name_source(view.config, route), mine.get(route.key, Guess(route.key)))
        for route in routes
        if route
    ]
