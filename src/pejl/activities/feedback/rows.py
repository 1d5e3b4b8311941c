"""What the room may know of a round: its routes with what became of them, and what was answered in
the open."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.feedback.flows import Bundle, list_bundles
from pejl.activities.feedback.progress import Mark, mark_room
from pejl.activities.feedback.rules import Config, count_asked
from pejl.activities.feedback.tallies import Result, Tally
from pejl.activities.feedback.words import (
    name_source,
    name_target,
    say_about,
    say_answered,
    say_helped,
    say_mix,
    say_path,
    say_status,
    say_written,
)
from pejl.days.contract import RoomView
from pejl.days.places import SMALLEST


class Row(NamedTuple):
    """A path at the console: `mix` is when in time its feedback looks, `marks` how far it came."""

    source: str
    target: str
    path: str
    asked: int
    wrote: str
    status: str
    mix: str
    helped: str
    marks: tuple[Mark, ...] = ()


def say_finding(view: RoomView[Config, Result]) -> str:
    if view.released.whole is None:
        return view.released.reason
    return say_written(view.released.whole, count_all_asked(view.config))


def count_all_asked(config: Config) -> int:
    return sum(count_asked(config, route.key) for route in config.routes)


def list_rows(view: RoomView[Config, Result]) -> list[Row]:
    tallies = {one.key: one for one in (view.released.whole or Result()).tallies}
    return [
        make_row(view, bundle, [tallies[key] for key in bundle.keys if key in tallies])
        for bundle in list_bundles(view.config)
    ]


def make_row(view: RoomView[Config, Result], bundle: Bundle, tallies: Sequence[Tally]) -> Row:
    """How many wrote stays unsaid where fewer than SMALLEST are asked."""
    seen = view.released.whole is not None and bundle.asked >= SMALLEST
    one = tallies[0] if len(bundle.keys) == 1 and tallies else None
    return Row(
        bundle.source,
        bundle.target,
        say_path(bundle.path),
        bundle.asked,
        str(sum(one.wrote for one in tallies)) if seen else "–",
        say_bundle_status(view, bundle, tallies) if view.released.whole else "",
        say_mix(tallies),
        say_helped(one) if one else "",
        mark_room(tallies, handed_out=view.handed_out) if seen else (),
    )


def say_bundle_status(
    view: RoomView[Config, Result], bundle: Bundle, tallies: Sequence[Tally]
) -> str:
    if len(bundle.keys) == 1:
        tally = tallies[0] if tallies else Tally("")
        return say_status(tally, len(view.config.prompts), handed_out=view.handed_out)
    if not view.handed_out:
        return _("not handed out yet") if tallies else _("nothing written")
    return say_answered(Result(tuple(tallies)))


def list_public(view: RoomView[Config, Result]) -> list[tuple[str, str]]:
    """What receivers answered to the whole room, with who they are."""
    result = view.released.whole or Result()
    found = [(view.config.find_route(one.key), one) for one in result.tallies]
    return [
        (
            _("%(target)s to %(source)s")
            % {
                "target": name_target(view.config, route),
                "source": name_source(view.config, route),
            },
            say_about(answer),
        )
        for route, tally in found
        for answer in tally.answers
        if route and answer.is_open
    ]
