"""The components: see README.md beside this package for what each draws."""

import math
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    ModelChoiceField,
    RadioSelect,
    Select,
    Textarea,
)
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pejl.ui.colours import FOCUS, focus_colour
from pejl.ui.theirs import find_foreign

register = template.Library()

SHAPES = {
    "circle": "M16 1a15 15 0 1 0 0 30a15 15 0 1 0 0-30Z",
    "square": "M5 2h22a3 3 0 0 1 3 3v22a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3Z",
    "triangle": "M16 0L32 30H0Z",
    "diamond": "M16 0L32 16L16 32L0 16Z",
    "hexagon": "M8.5 2h15L32 16l-8.5 14h-15L0 16Z",
    "star": "M16 0l4.9 9.6 10.7 1.5-7.8 7.5 1.9 10.7-9.7-5-9.7 5 1.9-10.7L.4 11.1l10.7-1.5Z",
}


DKFDS_ICONS = "ui/vendor/dkfds/img/all-svg-icons.svg"
OWN_ICONS = "ui/icons.svg"
# Those that dkfds lacks, and copies of those that phones show: 50 kB fewer to load.
OWN = frozenset(
    {"check", "chevron-down", "close", "delete", "edit", "error", "flag", "headset", "info"}
    | {"list-check", "lock", "more-vert", "pause", "person", "play-arrow", "plus", "success"}
    | {"sync", "time", "undo", "warning"}
)


@register.inclusion_tag("ui/_icon.html")
def icon(name: str, label: str = "") -> dict[str, str]:
    """An icon of dkfds, or of our own; without `label` hidden from assistive technology."""
    return {"name": name, "label": label, "sprite": OWN_ICONS if name in OWN else DKFDS_ICONS}


@register.inclusion_tag("ui/_focus_mark.html")
def focus_mark(number: int, label: str = "") -> dict[str, Any]:
    """A focus area's shape in its colour with its number (from 1)."""
    shape = focus_colour(number).shape
    return {
        "number": number,
        "colour": (number - 1) % len(FOCUS) + 1,
        "path": SHAPES[shape],
        "low": shape == "triangle",
        "label": label,
    }


@register.filter
def focus_class(number: int | None) -> str:
    """The class that makes a focus area's colour the strong one; empty without a focus area."""
    return f"focus-{(number - 1) % len(FOCUS) + 1}" if number else ""


@register.inclusion_tag("ui/_tick.html")
def tick(text: str = "") -> dict[str, str]:
    """The tick of what is saved, with words; "Saved" unless `text` says more."""
    return {"text": text or _("Saved")}


@register.inclusion_tag("ui/_bar.html")
def bar(value: float, maximum: float, label: str) -> dict[str, Any]:
    """A bar of `value` out of `maximum` (0 or more); `label` says it in words."""
    share = 0.0 if maximum <= 0 else min(max(value / maximum, 0.0), 1.0)
    return {"width": f"{share * 100:.2f}", "label": label}


@register.inclusion_tag("ui/_shares.html")
def shares(parts: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """One bar cut into at most three parts, for it to against it, and what each is in words."""
    total = sum(count for _label, count in parts) or 1
    rows, start = [], 0
    for label, count in parts:
        place = {"start": f"{100 * start / total:.2f}", "width": f"{100 * count / total:.2f}"}
        rows.append({"label": label, "count": count, **place})
        start += count
    return {"parts": rows}


@register.inclusion_tag("ui/_scale.html")
def scale(
    name: str,
    low: str,
    high: str,
    chosen: int | None = None,
    *,
    steps: int = 7,
    required: bool = True,
) -> dict[str, Any]:
    """Radio buttons 1..`steps` in a row, with words for both ends. Belongs in a fieldset."""
    values = [(str(step), step == chosen) for step in range(1, steps + 1)]
    return {"name": name, "values": values, "low": low, "high": high, "required": required}


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field the dkfds way: label, hint, error, and the control that points at both."""
    grouped = isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple)
    return {
        "field": bound,
        "grouped": grouped,
        "several": isinstance(bound.field.widget, CheckboxSelectMultiple),
        "single": isinstance(bound.field.widget, CheckboxInput),
        "control": "" if grouped else bound.as_widget(attrs=control_attributes(bound)),
        "described_by": " ".join(list_descriptions(bound)),
    }


def list_descriptions(bound: BoundField) -> list[str]:
    found = [f"{bound.auto_id}_hint"] if bound.help_text else []
    return found + ([f"{bound.auto_id}_error"] if bound.errors else [])


CLASSES = (
    (CheckboxInput, "form-checkbox"),
    (FileInput, "form-file"),
    (Select, "form-select"),
    (Textarea, "form-input form-textarea"),
)


def control_attributes(bound: BoundField) -> dict[str, str | bool]:
    widget = bound.field.widget
    own = str(widget.attrs.get("class", ""))
    names = next((names for kind, names in CLASSES if isinstance(widget, kind)), "form-input")
    attributes: dict[str, str | bool] = {"class": f"{names} {own}".strip()}
    if described := list_descriptions(bound):
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    written = getattr(widget, "input_type", "text") == "text" and bound.value()
    if written or isinstance(bound.field, ModelChoiceField):
        attributes |= {"lang": language} if (language := find_foreign()) else {}
    return attributes


@register.filter
def clock(moment: datetime | time | None) -> str:
    """A time of day in the room: "08.30" in Danish, "08:30" in English; empty for nothing."""
    if not moment:
        return ""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return moment.strftime("%H.%M" if get_language() == "da" else "%H:%M")


@register.filter
def weekday(moment: datetime) -> str:
    """The day by its name too: "torsdag 4. februar", "Thursday 4 February"."""
    here = timezone.localtime(moment)
    return f"{date_format(here, 'l')} {date_format(here, 'MONTH_DAY_FORMAT')}"


@register.filter
def minutes(seconds: float | None) -> str:
    """Seconds as minutes in words, rounded up: "4 min."; never below 0; empty for None."""
    if seconds is None:
        return ""
    count = max(math.ceil(seconds / 60), 0)
    return ngettext("%(count)d min.", "%(count)d min.", count) % {"count": count}


@register.inclusion_tag("ui/_deadline.html")
def deadline(seconds: int | None, *, paused: bool = False) -> dict[str, Any]:
    """The time left of an item as a pill; `seconds` below 0 is over time, None draws nothing.

    A script that runs clocks finds the seconds in `data-clock` and writes minutes and seconds.
    """
    if seconds is None:
        return {"text": ""}
    over = seconds < 0
    text = f"{'+' if over else ''}{minutes(abs(seconds))}"
    return {"seconds": seconds, "text": text, "over": over, "paused": paused}


@register.inclusion_tag("ui/_empty.html")
def empty(
    title: str, text: str, url: str = "", button: str = "", picture: str = ""
) -> dict[str, str]:
    """What stands where nothing is yet: what this is, what to do, and the button that does it."""
    return {"title": title, "text": text, "url": url, "button": button, "picture": picture}


@register.inclusion_tag("ui/_breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """Label, address, label, address, ..., and last the label of the page one is on."""
    padded = [*parts, ""] if len(parts) % 2 else [*parts]
    return {"trail": list(zip(padded[::2], padded[1::2], strict=True))}


@register.inclusion_tag("ui/_nav_link.html", takes_context=True)
def nav_link(context: template.Context, name: str, label: str) -> dict[str, Any]:
    """A place in the main menu; marked while one is on it or under it. An unknown name: nothing."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return {"url": ""}
    request = context.get("request")
    here = request is not None and str(request.path).startswith(url)
    return {"url": url, "label": label, "here": here}


@register.filter
def message_icon(level: str) -> str:
    """The icon of a message's level."""
    return level if level in {"success", "warning", "error"} else "info"
