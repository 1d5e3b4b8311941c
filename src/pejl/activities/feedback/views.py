"""What phone, console and screen show of a feedback round."""

from typing import get_args

from django.utils.translation import gettext as _

from pejl.activities.feedback.flows import draw_paths
from pejl.activities.feedback.giving import find_wish, list_cards, list_expected
from pejl.activities.feedback.receiving import make_back, make_inbox
from pejl.activities.feedback.rows import list_public, list_rows, say_finding
from pejl.activities.feedback.rules import Config, Payload, Purpose, Time
from pejl.activities.feedback.tallies import Result
from pejl.activities.feedback.words import (
    explain_purpose,
    explain_time,
    name_purpose,
    say_answered,
    say_mix,
    say_stance,
    show_prompt,
)
from pejl.days.contract import Fragment, PhoneView, RoomView
from pejl.days.replies import HOW, LONGEST
from pejl.ui.screen_room import count_fitting, measure_room


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    context = {
        "view": view,
        "longest": LONGEST,
        "purpose": explain_purpose(view.config.purpose),
        "cards": list_cards(view),
        "wish": find_wish(view),
        "purposes": [(one, name_purpose(one)) for one in get_args(Purpose)],
        "times": [(one, explain_time(one)) for one in get_args(Time)],
        "expected": list_expected(view),
        "scale": view.config.scale if "scale" in view.config.prompts else "",
        "asked": [
            (str(at), show_prompt(view.config, one)) for at, one in enumerate(view.config.prompts)
        ],
        "focus": view.config.focus,
        "inboxes": [make_inbox(view, key) for key in view.delivered.gets],
        "backs": [make_back(view, key) for key in view.delivered.gives],
        "stances": [(one, say_stance(one)) for one in ("heard", "do", "wont")],
        "hows": [(one, say_how(one)) for one in HOW],
    }
    return Fragment("feedback/phone.html", context)


def say_how(how: str) -> str:
    return {"yes": _("Yes"), "partly": _("Partly"), "no": _("No")}[how]


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole
    context = {
        "view": view,
        "rows": list_rows(view),
        "finding": say_finding(view),
        "answered": say_answered(result) if result and view.handed_out else "",
        "mix": say_mix(result.tallies) if result else "",
        "public": list_public(view),
        "picture": draw_paths(view.config),
    }
    return Fragment("feedback/console.html", context)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    public = list_public(view)
    room = measure_room(view.title, say_finding(view))
    shown = public[: count_fitting([said for _who, said in public], room)] if public else []
    context = {
        "view": view,
        "purpose": explain_purpose(view.config.purpose),
        "prompts": [show_prompt(view.config, kind) for kind in view.config.prompts],
        "finding": say_finding(view),
        "answered": say_answered(view.released.whole) if view.released.whole else "",
        "public": shown,
        "more": len(public) - len(shown),
    }
    return Fragment("feedback/screen.html", context)
