"""What stands on the phone of one who gives."""

from collections.abc import Sequence
from typing import NamedTuple

from pejl.activities.feedback.rules import Config, Payload, Route, Said, list_given
from pejl.activities.feedback.tallies import Result
from pejl.activities.feedback.words import give_example, name_target, put_prompt, say_group
from pejl.days.contract import PhoneView


class Asked(NamedTuple):
    """A prompt beside where one writes; `kind` is what a simulated phone answers by."""

    number: int
    kind: str
    text: str
    example: str
    said: str


class Card(NamedTuple):
    """A route on the phone of one who gives."""

    number: int
    key: str
    to: str
    group: str
    prompts: Sequence[Asked]
    written: bool
    sure: bool


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
    texts = said.texts or ("",) * len(view.config.prompts)
    prompts = [
        Asked(at, kind, put_prompt(kind), give_example(kind), text)
        for at, (kind, text) in enumerate(zip(view.config.prompts, texts, strict=True))
    ]
    group = say_group(view.config, route, named=view.promise == "named")
    to = name_target(view.config, route)
    return Card(number, route.key, to, group, prompts, not said.blank, bool(said.sure))
