"""What phone, console and screen show of a prioritising."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.prioritising.drawing import (
    MOST_BARS,
    draw_points,
    list_tops,
    say_finding,
    say_rest,
)
from pejl.activities.prioritising.rules import (
    LONGEST_ITEM,
    MOST_ITEMS,
    Config,
    Points,
    Result,
)
from pejl.days.contract import ConfigForm, Fragment, PhoneView, RoomView

MOST_LINES = 5
SOURCES = [
    ("earlier", gettext_lazy("actions from earlier items, or needs if there are none")),
    ("own", gettext_lazy("a list of our own")),
]


class PrioritisingForm(ConfigForm):
    source = forms.ChoiceField(
        label=gettext_lazy("The list is"), choices=SOURCES, initial="earlier"
    )
    items = forms.CharField(
        label=gettext_lazy("Our own list"),
        help_text=gettext_lazy("One on each line. Also used if earlier items left nothing."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    points = forms.IntegerField(
        label=gettext_lazy("Points each"), min_value=1, max_value=100, initial=10
    )
    most_on_one = forms.IntegerField(
        label=gettext_lazy("At most on one"), min_value=1, max_value=100, initial=5
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = [line.strip()[:LONGEST_ITEM] for line in cleaned.get("items", "").splitlines()]
        texts = list(dict.fromkeys(line for line in lines if line))
        if len(texts) > MOST_ITEMS:
            self.add_error("items", _("At most %(n)d fit on a phone.") % {"n": MOST_ITEMS})
        if cleaned.get("source") == "own" and len(texts) < 2:
            self.add_error("items", _("Write at least two, one on each line."))
        cleaned["items"] = [{"id": at, "text": text} for at, text in enumerate(texts, 1)]
        return cleaned

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        texts = [item["text"] for item in config.get("items", ())]
        return {**config, "items": "\n".join(texts)}


def draw_phone(view: PhoneView[Config, Points, Result]) -> Fragment:
    config, mine = view.config, read_mine(view)
    context = {
        "view": view,
        "config": config,
        "rows": list(zip(config.items, mine or [0] * len(config.items), strict=True)),
        "mine": mine,
        "left": config.points - sum(mine),
        "picture": draw_points(view.shown, "phone") if view.shown else None,
    }
    return Fragment("prioritising/phone.html", context)


def read_mine(view: PhoneView[Config, Points, Result]) -> tuple[int, ...]:
    """One's points in the list's order; empty before one has given any."""
    numbers = view.mine[-1].payload.numbers if view.mine else ()
    return numbers if len(numbers) == len(view.config.items) else ()


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    released = view.released
    context = {
        "view": view,
        "config": view.config,
        "finding": say_finding(released.whole) if released.whole else released.reason,
        "picture": draw_points(released, "page", None),
        "tops": [
            (_("By level"), list_tops(released.levels)),
            (_("By area"), list_tops(released.areas)),
        ],
    }
    return Fragment("prioritising/console.html", context)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    whole, items = view.released.whole, view.config.items
    context = {
        "view": view,
        "config": view.config,
        "finding": say_finding(whole),
        "picture": draw_points(view.released, "screen"),
        "rest": say_rest(whole, MOST_BARS),
        "items": items[:MOST_LINES],
        "more": len(items) - len(items[:MOST_LINES]),
    }
    return Fragment("prioritising/screen.html", context)
