"""What the room may know of a round: its routes with what became of them, and what was answered in
the open."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.feedback.rules import Config, Route, count_asked
from pejl.activities.feedback.tallies import Result, Tally
from pejl.activities.feedback.words import (
    name_source,
    name_target,
    say_answer,
    say_helped,
    say_path,
    say_status,
    say_written,
)
from pejl.days.contract import RoomView


class Row(NamedTuple):
    """A route at the console."""

    source: str
    target: str
    path: str
    asked: int
    wrote: int
    status: str
    helped: str


def say_finding(view: RoomView[Config, Result]) -> str:
    if view.released.whole is None:
        return view.released.reason
    return say_written(view.config, view.released.whole, count_all_asked(view.config))


def count_all_asked(config: Config) -> int:
    return sum(count_asked(config, route.key) for route in config.routes)


def list_rows(view: RoomView[Config, Result]) -> list[Row]:
    result = view.released.whole or Result()
    return [make_row(view, route, result.find(route.key)) for route in view.config.routes]


def make_row(view: RoomView[Config, Result], route: Route, tally: Tally) -> Row:
    config = view.config
    status = say_status(tally, len(config.prompts), handed_out=view.handed_out)
    return Row(
        name_source(config, route),
        name_target(config, route),
        say_path(route.path),
        count_asked(config, route.key),
        tally.wrote,
        status if view.released.whole else "",
        say_helped(tally),
    )


def list_public(view: RoomView[Config, Result]) -> list[tuple[str, str]]:
    """What receivers answered to the whole room, with who they are."""
    result = view.released.whole or Result()
    routes = [(route, result.find(route.key)) for route in view.config.routes]
    return [
        (
            _("%(target)s to %(source)s")
            % {
                "target": name_target(view.config, route),
                "source": name_source(view.config, route),
            },
            say_answer(answer),
        )
        for route, tally in routes
        for answer in tally.answers
        if answer.public
    ]
