"""What phone, console and screen show of the evaluation."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.activities.evaluation.rules import (
    LONGEST,
    LONGEST_SCALE,
    MOST_SCALES,
    STEPS,
    Config,
    Payload,
    Quoted,
    Result,
    Scaled,
    ScaleResult,
    TakeHome,
)
from pejl.days.contract import ConfigForm, Fragment, Ground, PhoneView, RoomView
from pejl.ui.colours import LEVELS
from pejl.ui.pictures.answers import say_mean
from pejl.ui.pictures.overview import draw_overview
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.scale import draw_scale
from pejl.ui.pictures.strips import Strip


class EvaluationForm(ConfigForm):
    scales = forms.CharField(
        label=gettext_lazy("Statements to agree with"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One on each line, at most five. Leave it empty for the usual three."
        ),
    )

    def clean_scales(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["scales"].splitlines()]
        scales = list(dict.fromkeys(line for line in lines if line))
        if len(scales) > MOST_SCALES:
            raise forms.ValidationError(
                _("Write at most %(n)d statements, one on each line.") % {"n": MOST_SCALES}
            )
        if max(map(len, scales), default=0) > LONGEST_SCALE:
            raise forms.ValidationError(
                _("A statement has room for %(n)d letters. Make it shorter.") % {"n": LONGEST_SCALE}
            )
        return scales

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return {"scales": "\n".join(config.get("scales", ()))}


def resolve(config: Config, ground: Ground) -> Config:
    """The usual statements, where none have been written."""
    usual = (
        _("I know what I shall do next."),
        _("We understand each other better across levels and areas."),
        _("The day was worth the time."),
    )
    return Config(config.scales or usual)


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    given = [entry.payload for entry in view.mine]
    values = {one.scale: one.value for one in given if isinstance(one, Scaled)}
    context = {
        "view": view,
        "scales": [(n, text, values.get(n)) for n, text in enumerate(view.config.scales)],
        "steps": STEPS,
        "take_home": next((one.text for one in given if isinstance(one, TakeHome)), ""),
        "quote": next((one for one in given if isinstance(one, Quoted)), None),
        "longest": LONGEST,
    }
    return Fragment("evaluation/phone.html", context)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    whole = view.released.whole
    pictures = [draw_statement(scale) for scale in whole.scales if scale.n] if whole else []
    return Fragment("evaluation/console.html", {**describe(view), "pictures": pictures})


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    picture = draw_statements(view.released.whole) if view.released.whole else None
    return Fragment("evaluation/screen.html", {**describe(view), "picture": picture})


def describe(view: RoomView[Config, Result]) -> dict[str, Any]:
    whole = view.released.whole
    return {
        "view": view,
        "result": whole,
        "finding": say_finding(whole) if whole else view.released.reason,
    }


def draw_statement(scale: ScaleResult) -> Picture:
    return draw_scale(scale.answers, _("disagree"), _("agree"), subject=trim(scale))


def draw_statements(result: Result) -> Picture | None:
    """All statements in one picture, large enough for the back row; None without answers."""
    strips = [Strip(trim(one), one.answers, LEVELS[2], "circle") for one in result.scales if one.n]
    ends = (_("disagree"), _("agree"))
    return draw_overview(strips, ends=ends, size="screen") if strips else None


def say_scale(scale: ScaleResult) -> str:
    mean = say_mean(scale.answers)
    return _("“%(text)s” %(mean)s out of 5") % {"text": trim(scale), "mean": mean}


def trim(scale: ScaleResult) -> str:
    """The statement as a part of a sentence."""
    return scale.text.rstrip(".")


def say_finding(result: Result) -> str:
    """The statement with the highest mean, which need not be high; else how many wrote."""
    answered = [scale for scale in result.scales if scale.n]
    if answered:
        best = max(answered, key=lambda scale: scale.mean or 0)
        return _("Highest: %(scale)s") % {"scale": say_scale(best)}
    if n := len(result.take_home):
        said = ngettext("%(n)d has written something.", "%(n)d have written something.", n)
        return said % {"n": n}
    return _("No answers yet.")
