"""One value of a line, held against the field that it is for."""

from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    IntegerField,
    JSONField,
    TimeField,
)

from pejl.days.certificate import Note
from pejl.days.shown import Shown
from pejl.days.template import Script


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slots: list[int]
    told: list[tuple[int, str, int]]


# What is kept as JSON, by table and field, where it has a form of its own.
SHAPES: dict[tuple[str, str], Any] = {
    ("days", "hushed"): list[str],
    ("days", "allotted"): dict[str, int],
    ("days", "change"): Change | None,
    ("slots", "config"): dict[str, Any],
    ("slots", "resolved"): dict[str, Any] | None,
    ("slots", "script"): Script,
    ("slots", "for_levels"): list[int],
    ("slots", "for_areas"): list[int],
    ("slots", "certificate"): Note | None,
    ("shown", "plan"): Shown,
    ("contributions", "payload"): dict[str, Any],
    ("outcomes", "data"): dict[str, Any],
    ("next_steps", "agreed"): dict[str, Any],
    ("check_ins", "warned"): list[str],
    ("cases", "roles"): list[dict[str, str]],
    ("cases", "questions"): list[str],
    ("cases", "prompts"): list[str],
}
# As PostgreSQL has them; SQLite would take in any.
RANGES = BaseDatabaseOperations.integer_field_ranges
AS_TEXT = (DateTimeField, DateField, TimeField, DecimalField)


class Wrong(Exception):
    """The value cannot be this field's."""


def read_value(table: str, name: str, field: "Field[Any, Any] | None", value: Any) -> Any:
    """As the model wants it. Raises Wrong."""
    if holds_nul(value):
        raise Wrong(f"{name}: no text can hold that")
    if shape := SHAPES.get((table, name)):
        return read_shape(name, shape, value)
    assert field is not None  # noqa: S101
    if value is None:
        if not field.null:
            raise Wrong(f"{name}: nothing")
        return None
    if not isinstance(value, find_kind(field)) or (
        isinstance(value, bool) and not isinstance(field, BooleanField)
    ):
        raise Wrong(f"{name}: {type(value).__name__}")
    return convert(name, field, value)


def read_shape(name: str, shape: Any, value: Any) -> Any:
    try:
        msgspec.convert(value, shape, str_keys=True)
    except (msgspec.ValidationError, RecursionError) as fault:
        raise Wrong(f"{name}: {fault}") from fault
    return value


def find_kind(field: "Field[Any, Any]") -> type | tuple[type, ...]:
    if isinstance(field, BooleanField):
        return bool
    if isinstance(field, IntegerField):
        return int
    return (str, int, float, list, dict) if isinstance(field, JSONField) else str


def convert(name: str, field: "Field[Any, Any]", value: Any) -> Any:
    """Length, range and choices; what a text says by its letters is not held against anything."""
    try:
        found = field.to_python(value) if isinstance(field, AS_TEXT) else value
        if isinstance(field, DecimalField):
            field.run_validators(found)
        if isinstance(field, IntegerField):
            least, most = RANGES[field.get_internal_type()]
            if not least <= found <= most:
                raise ValueError
    except (ValidationError, ArithmeticError, ValueError) as fault:
        raise Wrong(f"{name}: {value!r:.60}") from fault
    free = field.blank and found == ""
    if field.choices and not free and found not in [key for key, _label in field.flatchoices]:
        raise Wrong(f"{name}: {value!r:.60}")
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        raise Wrong(f"{name}: too long")
    return found


def holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(holds_nul(one) for pair in value.items() for one in pair)
    return isinstance(value, list) and any(map(holds_nul, value))
