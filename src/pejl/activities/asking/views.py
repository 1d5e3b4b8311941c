"""What phone, console and screen show of feedback on request."""

from collections.abc import Sequence
from typing import NamedTuple

from pejl.activities.asking.rules import (
    HOWS,
    LONGEST,
    LONGEST_ABOUT,
    MOST_ASKED,
    PURPOSES,
    STANCES,
    TIMES,
    Ask,
    Config,
    Given,
    Payload,
    Reply,
    Result,
    name_item,
    open_routes,
    read_route,
)
from pejl.activities.asking.suggesting import list_rest, suggest
from pejl.activities.asking.words import (
    explain_purpose,
    explain_time,
    give_example,
    guide_answer,
    name_path,
    name_purpose,
    name_time,
    say_counts,
    say_how,
    say_reply,
    say_stance,
    say_wanted,
)
from pejl.days.contract import Entry, Fragment, PhoneView, RoomView

View = PhoneView[Config, Payload, Result]


class Put(NamedTuple):
    """A request put to one, with what one said to it and what came back."""

    number: int
    route: str
    item: str
    asker: str
    about: str
    wanted: str
    guide: str
    given: Given | None
    back: str
    how: str


class Got(NamedTuple):
    """What one of those asked said to a request of one's own."""

    number: str
    route: str
    item: str
    name: str
    given: Given | None
    reply: Reply | None


class Own(NamedTuple):
    """A request of one's own."""

    item: str
    about: str
    names: str
    got: Sequence[Got]


def draw_phone(view: View) -> Fragment:
    suggestions = suggest(view.config.people, view.me.id)
    context = {
        "view": view,
        "longest": LONGEST,
        "longest_about": LONGEST_ABOUT,
        "most": MOST_ASKED,
        "suggestions": [(name_path(one.path), one.people) for one in suggestions],
        "rest": list_rest(view.config.people, view.me.id, suggestions),
        "purposes": [
            (one, name_purpose(one), explain_purpose(one), give_example(one)) for one in PURPOSES
        ],
        "times": [(one, name_time(one), explain_time(one)) for one in TIMES],
        "puts": list_put(view),
        "owns": list_own(view),
        "stances": [(one, say_stance(one)) for one in STANCES],
        "hows": [(one, say_how(one)) for one in HOWS],
    }
    return Fragment("asking/phone.html", context)


def list_put(view: View) -> list[Put]:
    """In the order in which they came."""
    mine = {one.payload.route: one.payload for one in view.mine if isinstance(one.payload, Given)}
    helped = {
        one.item: getattr(one.payload, "how", "") for one in view.mine if one.kind == "helped"
    }
    puts = []
    for number, (route, request) in enumerate(view.delivered.asked.items(), 1):
        ask: Ask = request.payload
        item = f"{request.giver}.{request.item}"
        reply = view.delivered.gives.get(route, Result()).reply
        name = view.config.find(request.giver).name
        puts.append(
            Put(
                number, route, item, name, ask.about, say_wanted(ask), guide_answer(ask),
                mine.get(route), say_reply(reply) if reply else "", helped.get(item, ""),
            )
        )  # fmt: skip
    return puts


def list_own(view: View) -> list[Own]:
    own = [one for one in view.mine if isinstance(one.payload, Ask) and not one.payload.blank]
    return [make_own(view, request, number) for number, request in enumerate(own, 1)]


def make_own(view: View, request: Entry[Payload], number: int) -> Own:
    ask = request.payload
    assert isinstance(ask, Ask)  # noqa: S101
    names = ", ".join(view.config.find(one).name for one in ask.to)
    got = [
        make_got(view, route, f"{number}-{at}")
        for at, route in enumerate(open_routes(request), 1)
        if route in view.delivered.gets
    ]
    return Own(request.item, ask.about, names, got)


def make_got(view: View, route: str, number: str) -> Got:
    result = view.delivered.gets[route]
    name = view.config.find(read_route(route).giver).name
    return Got(number, route, name_item(Reply(route, "heard")), name, result.given, result.reply)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    context = {"view": view, "counts": say_counts(view.released.whole)}
    return Fragment("asking/console.html", context)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    context = {"view": view, "counts": say_counts(view.released.whole)}
    return Fragment("asking/screen.html", context)
