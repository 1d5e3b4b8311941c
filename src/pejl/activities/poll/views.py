"""What phone, console and screen show of a poll."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.activities.poll.rules import Chosen, Config, Payload, Result, Said, Scaled, find_leader
from pejl.days.contract import ConfigForm, Fragment, PhoneView, RoomView
from pejl.ui.pictures.bar_drawing import Bar
from pejl.ui.pictures.bars import draw_bars
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.scale import draw_scale
from pejl.ui.pictures.sizes import Use

ASKS = [
    ("one", gettext_lazy("one choice")),
    ("several", gettext_lazy("several choices")),
    ("scale", gettext_lazy("a scale")),
    ("words", gettext_lazy("words")),
]


class PollForm(ConfigForm):
    question = forms.CharField(label=gettext_lazy("Question"), max_length=200, required=False)
    ask = forms.ChoiceField(label=gettext_lazy("The answer is"), choices=ASKS)
    options = forms.CharField(
        label=gettext_lazy("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One on each line, for one or several choices."),
    )
    steps = forms.IntegerField(label=gettext_lazy("Steps of the scale"), min_value=2, max_value=10)
    low = forms.CharField(label=gettext_lazy("The low end"), max_length=40, required=False)
    high = forms.CharField(label=gettext_lazy("The high end"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = [line.strip() for line in cleaned.get("options", "").splitlines()]
        cleaned["options"] = [line[:120] for line in lines if line][:20]
        if cleaned.get("ask") in ("one", "several") and len(cleaned["options"]) < 2:
            self.add_error("options", _("Write at least two options, one on each line."))
        return cleaned

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return {**config, "options": "\n".join(config.get("options", ()))}


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    last = view.mine[-1].payload if view.mine else None
    chosen = set(last.options) if isinstance(last, Chosen) else set()
    context = {
        "view": view,
        "config": view.config,
        "options": [
            (number, text, number in chosen) for number, text in enumerate(view.config.options)
        ],
        "steps": range(1, view.config.steps + 1),
        "value": last.value if isinstance(last, Scaled) else None,
        "text": last.text if isinstance(last, Said) else "",
        "mine": last is not None,
        "picture": view.shown
        and view.shown.whole
        and draw_result(view.config, view.shown.whole, "phone"),
    }
    return Fragment("poll/phone.html", context)


def draw_room(template: str, size: Use, view: RoomView[Config, Result]) -> Fragment:
    whole = view.released.whole
    context = {
        "view": view,
        "config": view.config,
        "result": whole,
        "finding": say_finding(view.config, whole) if whole else view.released.reason,
        "picture": draw_result(view.config, whole, size) if whole else None,
    }
    return Fragment(template, context)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    return draw_room("poll/console.html", "page", view)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    return draw_room("poll/screen.html", "screen", view)


def draw_result(config: Config, result: Result, size: Use) -> Picture | None:
    """None for words, which are shown as they are."""
    if config.ask == "words" or not result.n:
        return None
    subject = config.question or _("The room")
    if config.ask == "scale":
        return draw_scale(result.counts, config.low, config.high, subject=subject, size=size)
    bars = [Bar(text, count) for text, count in zip(config.options, result.counts, strict=True)]
    return draw_bars(bars, what=_("Option"), unit=_("Answers"), answers=result.n, size=size)


def say_answers(n: int) -> str:
    return ngettext("%(n)d answer", "%(n)d answers", n) % {"n": n}


def say_finding(config: Config, result: Result) -> str:
    """The one sentence that says what the result shows."""
    if not result.n:
        return _("No answers yet.")
    if config.ask == "words":
        return say_answers(result.n)
    if config.ask == "scale":
        total = sum(result.counts)
        mean = sum((step + 1) * n for step, n in enumerate(result.counts)) / total
        return _("The room is at %(mean)s out of %(steps)d on average.") % {
            "mean": number_format(round(mean, 1), 1),
            "steps": config.steps,
        }
    leader = find_leader(result.counts)
    if leader is None:
        return _("No single option leads.")
    return _("Most chose “%(option)s”: %(n)d of %(all)d.") % {
        "option": config.options[leader],
        "n": result.counts[leader],
        "all": result.n,
    }
