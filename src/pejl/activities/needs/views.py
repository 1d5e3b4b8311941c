"""What phone, console and screen show of needs and actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.activities.needs.pages import Page, lay_pages
from pejl.activities.needs.rules import (
    LONGEST,
    MOST_NEEDS,
    Config,
    Material,
    Need,
    Payload,
    Result,
    Written,
    find_newest,
    find_scribe,
    summarise,
)
from pejl.days.contract import ConfigForm, Entry, Focus, Fragment, PhoneView, RoomView
from pejl.days.table_words import name_writer
from pejl.ui.screen_room import measure_room

NONE = Focus(0, 0, "")


class NeedsForm(ConfigForm):
    """The focus areas come from the agreement, and what calls for something from earlier items."""

    most_needs = forms.IntegerField(
        label=gettext_lazy("Needs a table, at most"),
        min_value=1,
        max_value=MOST_NEEDS,
        initial=4,
        help_text=gettext_lazy("Each with up to three possible actions."),
    )

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return {"most_needs": config.get("most_needs", 4)}


@dataclass(frozen=True)
class Place:
    """Where a need of the table stands, or may stand; `number` from 1."""

    number: int
    need: Need

    @property
    def item(self) -> str:
        return f"n{self.number}"


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    scribe = find_scribe(view.ours)
    places = list_places(view.config, view.ours)
    last = max((place.number for place in places if place.need.text), default=0)
    context = {
        "view": view,
        "longest": LONGEST,
        "needs": summarise(view.config, view.ours).needs,
        "ready": places[: last + 1],
        "spare": places[last + 1 :],
        "scribe": name_writer(view, scribe.giver, scribe.who) if scribe else "",
        "writes": scribe is not None and scribe.giver == view.me.id and view.state != "closed",
        "material": group_material(view.config),
        "count": len(view.config.material),
        "choices": list_choices(view.config),
    }
    return Fragment("needs/phone.html", context)


def list_places(config: Config, ours: Sequence[Entry[Payload]]) -> list[Place]:
    standing = {entry.item: entry.payload for entry in ours if isinstance(entry.payload, Need)}
    numbers = range(1, config.most_needs + 1)
    return [Place(number, standing.get(f"n{number}", Need())) for number in numbers]


def group_material(config: Config) -> list[tuple[Focus, list[tuple[Material, str]]]]:
    """By focus area, what goes for all of them last; each with what it is in words."""
    groups = [
        (area, [(one, name_type(one)) for one in config.material if one.focus == area.id])
        for area in (*config.focus_areas, NONE)
    ]
    return [(area, found) for area, found in groups if found]


def list_choices(config: Config) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a need may come from, as value and text: under each focus area the area itself first."""
    found = dict(group_material(config))
    return [
        (
            area.title or _("On the whole"),
            [(f"f{area.id}", _("Something else here"))] * bool(area.id)
            + [(f"m{one.id}", one.text) for one, _type in found.get(area, ())],
        )
        for area in (*config.focus_areas, NONE)
        if area.id or area in found
    ]


def name_type(material: Material) -> str:
    return {
        "gap": _("seen differently"),
        "dividing": _("divides us"),
        "dialogue": _("important, but does not work"),
        "reservation": _("not all could sign"),
        "need": _("needed"),
        "in_the_way": _("in the way"),
    }[material.type]


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    pages = lay_harvest(view)
    numbers = sorted(result.tables | set(range(1, view.groups + 1)))
    context = {
        "view": view,
        "finding": say_needs(result, view.groups),
        "areas": group_needs(view.config, result),
        "silent": [table for table in numbers if table not in result.tables],
        "page": find_page(result, pages),
        "pages": len(pages),
    }
    return Fragment("needs/console.html", context)


def group_needs(config: Config, result: Result) -> list[tuple[Focus, list[Written]]]:
    """The focus areas that have needs, in the agreement's order; those without one last."""
    known = {area.id for area in config.focus_areas}
    found = [
        (area, [need for need in result.needs if need.focus == area.id])
        for area in config.focus_areas
    ]
    found.append((NONE, [need for need in result.needs if need.focus not in known]))
    return [(area, needs) for area, needs in found if needs]


def lay_harvest(view: RoomView[Config, Result]) -> tuple[Page, ...]:
    """The screen's pages, with room for a focus area's title above the needs."""
    needs = view.released.whole.needs if view.released.whole else ()
    longest = max((area.title for area in view.config.focus_areas), key=len, default="")
    return lay_pages(needs, measure_room(view.title, longest or _("On the whole")))


def find_page(result: Result, pages: Sequence[Page]) -> int:
    """The number of the page to show, from 1; never beyond the last."""
    return max(1, min(result.page, len(pages)))


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    pages = lay_harvest(view)
    number = find_page(result, pages)
    page = pages[number - 1] if pages else None
    areas = {area.id: area for area in view.config.focus_areas}
    context = {
        "view": view,
        "finding": say_needs(result, view.groups),
        "counts": count_areas(view.config, result),
        "page": page,
        "area": areas.get(page.focus, NONE) if page else NONE,
        "newest": find_newest(result),
        "number": number,
        "pages": len(pages),
    }
    return Fragment("needs/screen.html", context)


def count_areas(config: Config, result: Result) -> list[tuple[Focus, int]]:
    """The focus areas with how many actions each has so far."""
    return [
        (area, sum(len(need.actions) for need in result.needs if need.focus == area.id))
        for area in config.focus_areas[:6]
    ]


def say_needs(result: Result, groups: int) -> str:
    """How many needs and actions there are, from how many of the tables, in one sentence."""
    n = len(result.needs)
    if not n:
        return _("No needs yet.")
    written = len(result.tables - {0})
    return _("%(needs)s and %(actions)s from %(written)d of %(tables)d tables.") % {
        "needs": ngettext("%(n)d need", "%(n)d needs", n) % {"n": n},
        "actions": say_actions(result.actions),
        "written": written,
        "tables": max(groups, written),
    }


def say_actions(n: int) -> str:
    return ngettext("%(n)d possible action", "%(n)d possible actions", n) % {"n": n}
