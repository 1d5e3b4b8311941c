"""What phone, console and screen show in a pause."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.pause.rules import Config
from pejl.days.contract import ConfigForm, Fragment, PhoneView, RoomView
from pejl.ui.theirs import Ours

LONGEST_TEXT = 120


class PauseForm(ConfigForm):
    text = forms.CharField(
        label=gettext_lazy("A line for the room"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=gettext_lazy("For instance where the coffee is."),
    )


def draw_phone(view: PhoneView[Config, Any, Any]) -> Fragment:
    return Fragment("pause/phone.html", {"line": choose_line(view)})


def draw_console(view: RoomView[Config, Any]) -> Fragment:
    return Fragment("pause/console.html", {"line": choose_line(view)})


def draw_screen(view: RoomView[Config, Any]) -> Fragment:
    return Fragment("pause/screen.html", {"line": choose_line(view)})


def choose_line(view: PhoneView[Config, Any, Any] | RoomView[Config, Any]) -> str:
    """What the facilitator wrote, else what the programme says, else a usual line."""
    usual = _("Stretch your legs. We go on when the time is up.")
    return view.config.text or view.text or Ours(usual)
