"""What phone, console and screen show of a wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.activities.wording.rules import (
    LONGEST_REASON,
    LONGEST_WORDING,
    SMALLEST,
    Config,
    Payload,
    Result,
    Stand,
    Wording,
    find_mine,
    is_enough,
)
from pejl.days.contract import ConfigForm, Fragment, PhoneView, RoomView
from pejl.ui.screen_room import fit_size


class WordingForm(ConfigForm):
    """The focus areas come from the agreement, and what to write from out of earlier items."""

    enough = forms.IntegerField(
        label=gettext_lazy("Enough can sign when this many per cent can sign or live with it"),
        min_value=50,
        max_value=100,
        initial=80,
        help_text=gettext_lazy("Of those who have answered. What stands against is shown too."),
    )

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return {"enough": config.get("enough", 80)}


@dataclass(frozen=True)
class Card:
    """A wording on one phone, with one's own stand on it, or on an older version of it."""

    wording: Wording
    stand: Stand | None

    @property
    def revised(self) -> bool:
        return self.stand is not None and self.stand.version < self.wording.version

    @property
    def said(self) -> str:
        """One's stand on the version that stands; empty without one."""
        return self.stand.stand if self.stand and not self.revised else ""

    @property
    def reason(self) -> str:
        return self.stand.reason if self.stand else ""


@dataclass(frozen=True)
class Tab:
    """A focus area among those to choose from at the console."""

    wording: Wording
    said: str
    chosen: bool


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    result = view.shown.whole if view.shown and view.shown.whole else Result()
    here = find_here(result)
    cards = [Card(one, find_mine(view.mine, one.focus.id)) for one in result.written]
    first = [card for card in cards if here and card.wording.focus == here.focus]
    context = {
        "view": view,
        "first": first,
        "others": [card for card in cards if card not in first],
        "longest": LONGEST_REASON,
        "smallest": SMALLEST,
    }
    return Fragment("wording/phone.html", context)


def find_here(result: Result) -> Wording | None:
    """The wording that the room works with, written or not; the first before one is chosen."""
    chosen = (one for one in result.wordings if one.focus.id == result.at)
    return next(chosen, result.wordings[0] if result.wordings else None)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    here = find_here(result)
    context = {
        "view": view,
        "tabs": list(list_tabs(view.config, result, here)),
        "here": here,
        "parts": count_parts(here) if here else (),
        "verdict": say_verdict(view.config, here) if here else "",
        "material": [
            one.text for one in view.config.material if here and one.focus in (0, here.focus.id)
        ],
        "uniting": any(one.uniting for one in view.config.material),
        "writing": view.state in ("open", "paused"),
        "longest": LONGEST_WORDING,
    }
    return Fragment("wording/console.html", context)


def list_tabs(config: Config, result: Result, here: Wording | None) -> Iterable[Tab]:
    if len(result.wordings) > 1:
        for wording in result.wordings:
            yield Tab(wording, say_state(config, wording), wording is here)


def say_state(config: Config, wording: Wording) -> str:
    if not wording.text:
        return _("not written yet")
    if not wording.counted:
        return _("waits for answers")
    return _("enough can sign") if is_enough(config, wording) else _("not enough yet")


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    here = find_here(result)
    context = {
        "view": view,
        "here": here,
        "begun": bool(result.at is not None or result.written),
        "size": fit_size(here.text) if here else "",
        "parts": count_parts(here) if here else (),
        "enough": here is not None and is_enough(view.config, here),
        "verdict": say_verdict(view.config, here) if here else "",
        "areas": view.config.focus_areas[:6],
    }
    return Fragment("wording/screen.html", context)


def count_parts(wording: Wording) -> Sequence[tuple[str, int]]:
    """The three stands by name with their counts; none before they may be counted."""
    if not wording.counted:
        return ()
    return (
        (_("can sign"), wording.signed),
        (_("can live with it"), wording.live_with),
        (_("cannot"), wording.cannot),
    )


def say_verdict(config: Config, wording: Wording) -> str:
    """Whether enough can sign, in one sentence; empty without a wording."""
    if not wording.text:
        return ""
    if not wording.counted:
        return say_waiting(wording)
    counts = {"n": wording.signed + wording.live_with, "of": wording.answered}
    said = _("%(n)d of %(of)d can sign or live with the text.") % counts
    if is_enough(config, wording):
        return said + " " + _("That is enough.")
    return said + " " + _("Not enough yet: the aim is %(n)d per cent.") % {"n": config.enough}


def say_waiting(wording: Wording) -> str:
    if not wording.answered:
        return _("Can you sign? Answer on the phone.")
    said = ngettext("%(n)d has answered.", "%(n)d have answered.", wording.answered)
    after = _("The figures come when at least %(k)d have.") % {"k": SMALLEST}
    return said % {"n": wording.answered} + " " + after
