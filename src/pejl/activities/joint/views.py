"""What phone, console and screen show of feedback written together."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.joint.receiving import make_back, make_inbox
from pejl.activities.joint.rules import LONGEST, Config, Payload, Route, list_given
from pejl.activities.joint.tallies import Result
from pejl.activities.joint.words import (
    name_source,
    name_target,
    put_prompt,
    say_answer,
    say_forward,
    say_helped,
    say_how,
    say_sent,
    say_stance,
    say_status,
)
from pejl.activities.joint.writing import make_desk
from pejl.days.contract import Fragment, PhoneView, RoomView
from pejl.days.replies import HOW
from pejl.days.replies import LONGEST as LONGEST_ANSWER
from pejl.ui.screen_room import count_fitting, measure_room


class Row(NamedTuple):
    """A route at the console and in the plan; `took` is empty where under five took part."""

    source: str
    target: str
    people: int
    took: str
    sent: int
    status: str


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    context = {
        "view": view,
        "longest": LONGEST,
        "longest_answer": LONGEST_ANSWER,
        "desks": [make_desk(view, key) for key in list_given(view.config, view.me.id)],
        "inboxes": [make_inbox(view, key) for key in view.delivered.gets],
        "backs": [make_back(view, key) for key in view.delivered.gives],
        "stances": [(one, say_stance(one)) for one in ("heard", "do", "wont")],
        "hows": [(one, say_how(one)) for one in HOW],
    }
    return Fragment("joint/phone.html", context)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    context = {
        "view": view,
        "finding": say_finding(view),
        "rows": list_rows(view),
        "public": list_public(view),
    }
    return Fragment("joint/console.html", context)


def say_finding(view: RoomView[Config, Result]) -> str:
    result = view.released.whole
    if result is None:
        return _("What the groups write is theirs until they have decided what to send.")
    return f"{say_sent(view.config, result)} {say_forward(view.config, result)}".strip()


def list_rows(view: RoomView[Config, Result]) -> list[Row]:
    return [make_row(view, route) for route in view.config.routes]


def make_row(view: RoomView[Config, Result], route: Route) -> Row:
    tally = (view.released.whole or Result()).find(route.key)
    status = say_status(tally, handed_out=view.handed_out) if view.released.whole else ""
    return Row(
        name_source(view.config, route),
        name_target(view.config, route),
        view.config.find_place(route.source).people,
        str(tally.known or ""),
        len(tally.sent),
        f"{status} {say_helped(tally)}".strip(),
    )


def list_public(view: RoomView[Config, Result]) -> list[tuple[str, str]]:
    """What receivers answered to the whole room, with who they are."""
    result = view.released.whole or Result()
    return [
        (name_pair(view.config, route), say_answer(answer))
        for route in view.config.routes
        for answer in result.find(route.key).answers
        if answer.public
    ]


def name_pair(config: Config, route: Route) -> str:
    names = {"target": name_target(config, route), "source": name_source(config, route)}
    return _("%(target)s to %(source)s") % names


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    public = list_public(view)
    room = measure_room(view.title, say_finding(view))
    shown = public[: count_fitting([said for _who, said in public], room)] if public else []
    context = {
        "view": view,
        "prompts": [put_prompt(kind) for kind in view.config.prompts],
        "finding": say_finding(view),
        "public": shown,
        "more": len(public) - len(shown),
    }
    return Fragment("joint/screen.html", context)
