"""What phone, console and screen show of a talk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.activities.talk.rules import (
    LONGEST_QUESTION,
    Asked,
    Config,
    Payload,
    Question,
    Result,
    Vote,
    fit_questions,
    list_shown,
)
from pejl.days.contract import ConfigForm, Entry, Fragment, PhoneView, RoomView
from pejl.ui.screen_room import measure_room, measure_rows

MOST_POINTS = 6
LONGEST_POINT = 80


class TalkForm(ConfigForm):
    key_points = forms.CharField(
        label=gettext_lazy("Key points"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One on each line. They stand on the screen and on the phones."),
    )
    questions = forms.BooleanField(
        label=gettext_lazy("Questions from the room, by phone"), required=False
    )

    def clean_key_points(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["key_points"].splitlines()]
        points = [line for line in lines if line]
        if len(points) > MOST_POINTS or max(map(len, points), default=0) > LONGEST_POINT:
            raise forms.ValidationError(
                _("The screen has room for %(most)d points of %(longest)d letters each."),
                params={"most": MOST_POINTS, "longest": LONGEST_POINT},
            )
        return points

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        made = msgspec.convert(config, Config)
        return {"key_points": "\n".join(made.key_points), "questions": made.questions}


@dataclass(frozen=True)
class Row:
    """A question on one phone; `own` is the item it was sent with, where it is one's own."""

    asked: Asked
    own: str
    voted: bool


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    whole = view.shown.whole if view.shown else None
    context = {
        "view": view,
        "config": view.config,
        "longest": LONGEST_QUESTION,
        "rows": (rows := list(list_rows(whole.questions if whole else (), view.mine))),
        "more": len(whole.questions) - len(rows) if whole else 0,
        "asking": view.config.questions and view.state in ("open", "paused"),
    }
    return Fragment("talk/phone.html", context)


def list_rows(questions: Sequence[Asked], mine: Sequence[Entry[Payload]]) -> Iterator[Row]:
    own = {entry.id: entry.item for entry in mine if isinstance(entry.payload, Question)}
    listed = {one.id for one in list_shown(questions)} | own.keys()
    voted = {entry.item for entry in mine if isinstance(entry.payload, Vote) and entry.payload.on}
    for asked in (one for one in questions if one.id in listed):
        yield Row(asked, own.get(asked.id, ""), str(asked.id) in voted)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    listed = list_shown(result.questions)
    context = {
        "view": view,
        "questions": listed,
        "more": len(result.questions) - len(listed),
        "finding": say_questions(result),
    }
    return Fragment("talk/console.html", context)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    """The questions that have room beside the points, and those that have room alone."""
    result = view.released.whole or Result()
    points = view.config.key_points[:MOST_POINTS]
    finding = say_questions(result)
    room = measure_room(view.title, finding)
    alone = fit_questions(result.unanswered, room)
    beside = fit_questions(result.unanswered, room - measure_rows(points))
    context = {
        "view": view,
        "points": points,
        "beside": beside,
        "alone": alone,
        "more_beside": len(result.unanswered) - len(beside),
        "more_alone": len(result.unanswered) - len(alone),
        "asked": len(result.questions),
        "finding": finding,
        "invites": view.config.questions and view.state == "open",
    }
    return Fragment("talk/screen.html", context)


def say_questions(result: Result) -> str:
    """How many questions there are, and how many wait for an answer, in one sentence."""
    n, waiting = len(result.questions), len(result.unanswered)
    if not n:
        return _("No questions yet.")
    said = ngettext("%(n)d question from the room", "%(n)d questions from the room", n) % {"n": n}
    if not waiting:
        return _("%(questions)s – all answered.") % {"questions": said}
    unanswered = ngettext("%(n)d waits for an answer", "%(n)d wait for an answer", waiting)
    return f"{said}, {unanswered % {'n': waiting}}."
