"""What a person gave, in words: what was asked, and what one answered."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, get_args

import msgspec
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pejl.days.contract import Refused
from pejl.days.folding import make_decoder
from pejl.days.judging import decode_config
from pejl.days.models import Contribution, Slot
from pejl.days.registry import find_activity
from pejl.days.standing import list_entries
from pejl.keeping.field_words import COUNTED, FIELDS, KINDS, MARKS, PLACED, UNTOLD, VALUES

DATE = re.compile(r"\d{4}-\d\d-\d\d")
Told = tuple[str, str]


def say_kind(kind: str) -> str:
    return str(KINDS.get(kind, _("Your answer")))


def tell(slot: Slot, row: Contribution) -> Iterator[Told]:
    """Terms with what was said of each, in the language that is spoken. What was not filled in is
    not told, nor what only machines use."""
    config = decode_config(slot)
    quoted = find_quoted(slot, row)
    asked = find_name(slot, config, "item", row.item)
    if asked:
        yield _("Question"), asked
    for field, words in quoted.items():
        of = FIELDS["about" if field == "item" else field]
        yield str(of), words or _("a text that was changed or taken back since")
    for field, value in msgspec.json.decode(row.payload).items():
        if field in quoted:
            continue
        if field in PLACED and isinstance(value, list):
            yield from tell_places(slot, config, field, value)
        elif field not in UNTOLD and is_told(field, value):
            named = find_name(slot, config, f"{row.kind}.{field}", str(value))
            label = _("Answer") if named else str(FIELDS.get(field, _("Answer")))
            yield label, named or say(slot, config, row.kind, field, value)


def find_quoted(slot: Slot, row: Contribution) -> Mapping[str, str]:
    """What others wrote that it speaks of, by the field that names it."""
    activity = find_activity(slot.activity)
    if activity.quote is None:
        return {}
    payload = make_decoder(activity.payload).decode(row.payload)
    return activity.quote(payload, row.item, list_entries(slot))


def is_told(field: str, value: Any) -> bool:
    return bool(value) or value is False or (value == 0 and field in COUNTED)


def tell_places(slot: Slot, config: Any, field: str, values: list[Any]) -> Iterator[Told]:
    for at, value in enumerate(values):
        if value:
            label = find_name(slot, config, field, str(at))
            yield label or f"{FIELDS[field]} {at + 1}", str(value)


def say(slot: Slot, config: Any, kind: str, field: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(say(slot, config, kind, field, one) for one in value)
    named = find_name(slot, config, field, str(value)) or VALUES.get(field, {}).get(str(value))
    if named:
        return str(named)
    if field in MARKS:
        most = find_most(slot, config, kind, field)
        return _("%(value)s of %(most)s") % {"value": value, "most": most} if most else str(value)
    day = parse_date(value) if isinstance(value, str) and DATE.fullmatch(value) else None
    return date_format(day) if day else say_plainly(field, value)


def say_plainly(field: str, value: Any) -> str:
    return _("number %(n)d") % {"n": value + 1} if field in COUNTED else str(value)


def find_name(slot: Slot, config: Any, field: str, value: str) -> str:
    """What the activity calls it; empty where it has no words for it, or no longer knows it."""
    with suppress(LookupError, StopIteration, ValueError, Refused):
        return find_activity(slot.activity).names(config, field, value) or find_focus(
            config, field, value
        )
    return ""


def find_focus(config: Any, field: str, value: str) -> str:
    known = getattr(config, "focus_areas", ()) if field == "focus" else ()
    return next((one.title for one in known if str(one.id) == value), "")


def find_most(slot: Slot, config: Any, kind: str, field: str) -> int | None:
    """The last step of the scale that the mark is on."""
    for payload in get_args(find_activity(slot.activity).payload):
        if payload.__struct_config__.tag == kind:
            types = {one.name: one.type for one in msgspec.structs.fields(payload)}
            return getattr(config, "steps", None) or read_most(types[field])
    return None


def read_most(kind: Any) -> int | None:
    """The `le` of an annotated type, wherever it stands in it."""
    found = [getattr(one, "le", None) or read_most(one) for one in get_args(kind)]
    return next((one for one in found if one), None)
