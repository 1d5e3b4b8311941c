"""What phone, console and screen show of a poll."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.activities.poll.rules import (
    LONGEST_OPTION,
    LONGEST_WORDS,
    MOST_OPTIONS,
    Chosen,
    Config,
    Payload,
    Result,
    Said,
    Scaled,
    find_leader,
    rank_counts,
)
from pejl.days.contract import ConfigForm, Fragment, Part, PhoneView, Released, RoomView
from pejl.ui.pictures.answers import say_mean as say_answers_mean
from pejl.ui.pictures.bar_drawing import Bar
from pejl.ui.pictures.bars import draw_bars
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.scale import draw_scale
from pejl.ui.pictures.sizes import Use

CHOICES = ("one", "several")
ON_SCREEN, WORDS_ON_SCREEN = 7, 6
MOST_SAID = 3
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

    def clean_options(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if len(options) > MOST_OPTIONS:
            raise forms.ValidationError(_("At most %(n)d fit on a phone.") % {"n": MOST_OPTIONS})
        if max(map(len, options), default=0) > LONGEST_OPTION:
            raise forms.ValidationError(
                _("An option has room for %(n)d letters. Make it shorter.") % {"n": LONGEST_OPTION}
            )
        return options

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("ask") in CHOICES and len(cleaned.get("options", CHOICES)) < 2:
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
        "value": last.value if isinstance(last, Scaled) else None,
        "text": last.text if isinstance(last, Said) else "",
        "longest": LONGEST_WORDS,
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
        "sum_name": name_sum(view.config),
        "finding": say_finding(view.config, whole) if whole else view.released.reason,
        "options": view.config.options[:ON_SCREEN] if view.config.ask in CHOICES else (),
        "more_options": max(0, len(view.config.options) - ON_SCREEN),
        "texts": whole.texts[:WORDS_ON_SCREEN] if whole else (),
        "groups": list_groups(view.config, view.released),
        "picture": draw_result(view.config, whole, size) if whole else None,
    }
    return Fragment(template, context)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    return draw_room("poll/console.html", "page", view)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    """Of many words only the first, and how many there are."""
    fragment = draw_room("poll/screen.html", "screen", view)
    whole = view.released.whole
    if whole is None or len(whole.texts) <= WORDS_ON_SCREEN:
        return fragment
    said = {"answers": say_answers(whole.n), "n": WORDS_ON_SCREEN}
    finding = _("%(answers)s, %(n)d of them here") % said
    return Fragment(fragment.template, {**fragment.context, "finding": finding})


def draw_result(config: Config, result: Result, size: Use) -> Picture | None:
    """None for words, which are shown as they are."""
    if config.ask == "words" or not result.n:
        return None
    subject = config.question or _("The room")
    if config.ask == "scale":
        return draw_scale(
            result.rating or result.counts, config.low, config.high, subject=subject, size=size
        )
    if not result.counts:
        return None
    bars = [Bar(text, count) for text, count in zip(config.options, result.counts, strict=True)]
    return draw_bars(bars, what=_("Option"), unit=_("Answers"), answers=result.n, size=size)


def say_answers(n: int) -> str:
    return ngettext("%(n)d answer", "%(n)d answers", n) % {"n": n}


def say_mean(result: Result) -> str:
    return say_answers_mean(result.rating or result.counts)


def list_groups(
    config: Config, released: Released[Result]
) -> list[tuple[str, list[tuple[str, int, str, tuple[tuple[str, str], ...]]]]]:
    """Figures by level and by area. Words by level, else by area, and only where each stands in a
    group: the same words in two lists tell both the level and the area of who wrote them, where
    there may be one person, and so do words that stand in no group."""
    groups = [
        (_("By level"), list_parts(config, released.levels)),
        (_("By area"), list_parts(config, released.areas)),
    ]
    if config.ask != "words":
        return groups
    total = released.whole.n if released.whole else 0
    return [pair for pair in groups if sum(n for _label, n, _said, _texts in pair[1]) == total][:1]


def list_parts(
    config: Config, parts: Sequence[Part[Result]]
) -> list[tuple[str, int, str, tuple[tuple[str, str], ...]]]:
    """Each released group: its label, its answers, what they come to, and its words."""
    return [
        (part.label, part.result.n, sum_up(config, part.result), part.result.texts)
        for part in parts
        if part.result.n
    ]


def sum_up(config: Config, result: Result) -> str:
    """The mean, or what most chose; empty for words."""
    if config.ask == "scale":
        return say_mean(result)
    if result.leading:
        return "; ".join(config.options[at] for at in result.leading)
    return "; ".join(
        _("%(option)s (%(n)d)") % {"option": config.options[at], "n": n}
        for at, n in rank_counts(result.counts)[:MOST_SAID]
    )


def name_sum(config: Config) -> str:
    """What heads the column of `sum_up`."""
    return _("Mean") if config.ask == "scale" else _("Most chosen")


def say_finding(config: Config, result: Result) -> str:
    """The one sentence that says what the result shows."""
    if not result.n:
        return _("No answers yet.")
    if config.ask == "words":
        return say_answers(result.n)
    if config.ask == "scale":
        return _("The room is at %(mean)s out of %(steps)d on average.") % {
            "mean": say_mean(result),
            "steps": config.steps,
        }
    leader = find_leader(result.counts)
    if len(result.leading) == 1:
        return _("Most chose “%(option)s”.") % {"option": config.options[result.leading[0]]}
    if leader is None:
        return _("No single option leads.")
    return _("Most chose “%(option)s”: %(n)d of %(all)d.") % {
        "option": config.options[leader],
        "n": result.counts[leader],
        "all": result.n,
    }
