"""Wording that can be used as it is: for an item of each activity, and for whole days.

An activity's own template is `template.toml` in its room; whole days are in `day_templates`. Each
file says the same in Danish and in English.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec
from django.utils.translation import get_language
from msgspec import Struct

from pejl.days.models import Keeping
from pejl.days.registry import list_activities

T = TypeVar("T")


class Script(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the facilitator says, what the phones show in words, and what has to be at hand."""

    says: str = ""
    phones: str = ""
    table: tuple[str, ...] = ()

    def over(self, other: "Script") -> "Script":
        """This one, and what it does not say from the other."""
        return Script(
            self.says or other.says, self.phones or other.phones, self.table or other.table
        )


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """An item as it can be used at once. `config` is as the activity's own type."""

    title: str
    text: str
    minutes: int
    form: str
    says: str
    phones: str
    table: tuple[str, ...] = ()
    config: dict[str, Any] = {}

    @property
    def script(self) -> Script:
        return Script(self.says, self.phones, self.table)


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """An item of a day; what it leaves out is the activity's own wording. `fixed`: it begins when
    the lengths before it say, whatever becomes of them. `least` and `keeping` as in `Slot`."""

    activity: str
    title: str = ""
    text: str = ""
    minutes: int = 0
    form: str = ""
    least: int | None = None
    keeping: Keeping = Keeping.SHORTEN
    fixed: bool = False
    config: dict[str, Any] | None = None
    says: str = ""
    phones: str = ""
    table: tuple[str, ...] = ()

    @property
    def script(self) -> Script:
        return Script(self.says, self.phones, self.table)


class DayTemplate(Struct, frozen=True, forbid_unknown_fields=True):
    """`minutes` is how long the day lasts in all; its end is fixed."""

    title: str
    about: str
    minutes: int
    items: tuple[Part, ...]


def find_wording(activity: str) -> Wording:
    """The activity's own, in the language that is active. Raises LookupError for an unknown one."""
    return read_wordings(find_language())[activity]


def find_script(activity: str, own: Mapping[str, Any]) -> Script:
    """The facilitator's own words for an item, and where there are none, the activity's."""
    return msgspec.convert(own, Script).over(find_wording(activity).script)


def list_wordings() -> dict[str, Wording]:
    return read_wordings(find_language())


def list_day_templates() -> dict[str, DayTemplate]:
    """By key, in the order in which they are offered."""
    return read_day_templates(find_language())


def find_language() -> str:
    return "en" if (get_language() or "da").startswith("en") else "da"


@cache
def read_wordings(language: str) -> dict[str, Wording]:
    keys = [activity.key for activity in list_activities()]
    room = files("pejl.activities")
    return {key: read_file(room / key / "template.toml", Wording, language) for key in keys}


@cache
def read_day_templates(language: str) -> dict[str, DayTemplate]:
    found = sorted((files("pejl.days") / "day_templates").iterdir(), key=lambda file: file.name)
    return {
        file.name.partition("-")[2].removesuffix(".toml"): read_file(file, DayTemplate, language)
        for file in found
        if file.name.endswith(".toml")
    }


def read_file(file: Traversable, kind: type[T], language: str) -> T:
    return msgspec.convert(tomllib.loads(file.read_text("utf-8"))[language], kind)
