"""The settings of a prioritising."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.prioritising.rules import LONGEST_ITEM, MOST_COST, MOST_ITEMS
from pejl.days.contract import ConfigForm

SOURCES = [
    ("earlier", gettext_lazy("actions from earlier items, or needs if there are none")),
    ("own", gettext_lazy("a list of our own")),
]
WAYS = [
    ("points", gettext_lazy("points: each divides a number of points")),
    ("approval", gettext_lazy("approval: each chooses all they are for")),
    ("ranking", gettext_lazy("ranking: each gives the most important their places")),
    ("pairs", gettext_lazy("pairs: each chooses between two, some times")),
    ("effect", gettext_lazy("effect and effort: each places them on two scales")),
    ("shares", gettext_lazy("fair under a capacity: points, and each group gets its part")),
]
UNITS = [
    ("days", gettext_lazy("days")),
    ("kroner", gettext_lazy("kroner")),
    ("number", gettext_lazy("a number")),
]


def number(label: Any, initial: int, most: int, least: int = 1, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, initial=initial, **more)


class PrioritisingForm(ConfigForm):
    way = forms.ChoiceField(label=gettext_lazy("How"), choices=WAYS, initial="points")
    source = forms.ChoiceField(
        label=gettext_lazy("The list is"), choices=SOURCES, initial="earlier"
    )
    items = forms.CharField(
        label=gettext_lazy("Our own list"),
        help_text=gettext_lazy(
            "One on each line. Also used if earlier items left nothing. Under a capacity, write "
            "what it costs last on the line: Joint meetings; 12"
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    points = number(gettext_lazy("Points each"), 10, 100, required=False)
    most_on_one = number(gettext_lazy("At most on one"), 5, 100, required=False)
    ranked = number(
        gettext_lazy("Places to give"), 5, MOST_ITEMS, required=False,
        help_text=gettext_lazy("Ranking only."),
    )  # fmt: skip
    pairs = number(
        gettext_lazy("Pairs for each"), 8, 40, required=False,
        help_text=gettext_lazy("Pairs only. Eight take about two minutes."),
    )  # fmt: skip
    capacity = number(
        gettext_lazy("The capacity"), 0, MOST_COST, 0, required=False,
        help_text=gettext_lazy(
            "Fair under a capacity only: how much there is to do it with in all. You can change it "
            "and the costs at the console until you close the item."
        ),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"), choices=UNITS, initial="days", required=False
    )
    cost = number(
        gettext_lazy("What one costs"), 0, MOST_COST, 0, required=False,
        help_text=gettext_lazy("Where nothing else has been said."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, field in self.fields.items():
            if cleaned.get(name) in (None, "") and name != "items" and name not in self.errors:
                cleaned[name] = field.initial
        items = list(self.read_lines(cleaned.get("items", ""), cleaned.get("way") == "shares"))
        if len(items) > MOST_ITEMS:
            self.add_error("items", _("At most %(n)d fit on a phone.") % {"n": MOST_ITEMS})
        if cleaned.get("source") == "own" and len(items) < 2:
            self.add_error("items", _("Write at least two, one on each line."))
        if cleaned.get("way") == "shares" and not cleaned.get("capacity"):
            self.add_error("capacity", _("Say how much there is to do it with in all."))
        cleaned["items"] = [{"id": at, **item} for at, item in enumerate(items, 1)]
        return cleaned

    def read_lines(self, text: str, costs: bool) -> list[dict[str, Any]]:  # noqa: FBT001
        """Texts, each once, and with the cost that stands last on its line."""
        found: dict[str, dict[str, Any]] = {}
        for at, line in enumerate(text.splitlines(), 1):
            said, semicolon, cost = line.rpartition(";") if costs else (line, "", "")
            said, cost = (said, cost.strip().replace(".", "")) if semicolon else (line, "")
            if cost and not (cost.isdecimal() and int(cost) <= MOST_COST):
                words = _("Line %(n)d: after the semicolon stands a whole number, like 12.")
                self.add_error("items", words % {"n": at})
            elif said := said.strip()[:LONGEST_ITEM]:
                found.setdefault(said, {"text": said} | ({"cost": int(cost)} if cost else {}))
        return list(found.values())

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        lines = [
            f"{item['text']}; {item['cost']}" if item.get("cost") else item["text"]
            for item in config.get("items", ())
        ]
        return {**config, "items": "\n".join(lines)}
