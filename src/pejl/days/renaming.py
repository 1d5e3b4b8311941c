"""Writing anew what names a row by its number, where rows get other numbers than they had.

Numbers are found by the types of what holds them (`people.row_ids`), and people by their public
ids, which stand nowhere by accident. Order is kept: of two rows the later stays the later.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from pejl.people.row_ids import CASE, ENTRY, FOCUS, OUTCOME, SEEN

# The tables that the numbers in configs and payloads lead to.
LEADS_TO = {FOCUS: "focus_areas", OUTCOME: "outcomes", ENTRY: "contributions", CASE: "cases"}
GONE = 900_000_000_000  # and the old number: a row that was taken away again, so that none is it
PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{24}")
ANYWHERE = re.compile(r"(?=([A-Za-z0-9_-]{24}))")
Anything = Mapping[str, Any]


@dataclass
class Renaming:
    """The new number of each old one, by table; and the people's public ids."""

    rows: dict[str, dict[int, int]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    only: Collection[str] = (FOCUS, OUTCOME, ENTRY, SEEN, CASE)  # what is to be written anew
    order: list[int] = field(default_factory=list)  # the log's old numbers

    def find(self, table: str, old: int) -> int:
        """0 and below name no row."""
        return self.rows.get(table, {}).get(old, GONE + old % GONE) if old > 0 else old

    def count(self, what: str, old: int) -> int:
        if what not in self.only:
            return old
        if what != SEEN:
            return self.find(LEADS_TO[what], old)
        self.order = self.order or sorted(self.rows["contributions"])
        at = bisect_right(self.order, old)  # all up to that one were seen
        return self.rows["contributions"][self.order[at - 1]] if at else 0

    def name(self, text: str, pattern: str = "") -> str:
        """The text with other public ids, and other numbers where the pattern finds them."""
        if pattern:
            text = re.sub(pattern, self.put, text)
        return self.swap(text)

    def name_by(self, text: str, patterns: Collection[str]) -> str:
        """By the one that finds something in it."""
        return self.name(text, next((one for one in patterns if re.search(one, text)), ""))

    def put(self, found: re.Match[str]) -> str:
        what, old = found.lastgroup or "", found[found.lastgroup or 0]
        if len(old) > len(str(GONE)):
            return found[0]
        begin, end = (at - found.start() for at in found.span(what))
        return f"{found[0][:begin]}{self.count(what, int(old))}{found[0][end:]}"

    def swap(self, text: str) -> str:
        parts, at = [], 0
        for found in ANYWHERE.finditer(text) if len(text) >= 24 else ():
            if found.start() >= at and found[1] in self.people:
                parts += [text[at : found.start()], self.people[found[1]]]
                at = found.start() + 24
        return "".join([*parts, text[at:]]) if parts else text

    def swap_all(self, value: Any) -> Any:
        """The same in all texts of a plain value."""
        if isinstance(value, str):
            return self.swap(value)
        if isinstance(value, list):
            return [self.swap_all(one) for one in value]
        if isinstance(value, dict):
            return {self.swap(name): self.swap_all(one) for name, one in value.items()}
        return value

    def rename(self, value: Any, kind: Any) -> Any:
        """A plain value of that type. What does not fit the type stays: decoding it says so."""
        return rename(self, value, describe(kind))


@cache
def describe(kind: Any) -> inspect.Type:
    return inspect.type_info(kind)


def rename(names: Renaming, value: Any, kind: inspect.Type, extra: Anything | None = None) -> Any:
    match kind:
        case inspect.Metadata():
            return rename(names, value, kind.type, {**(extra or {}), **(kind.extra or {})})
        case inspect.UnionType():
            return rename(names, value, pick(kind, value), extra)
        case inspect.StructType() | inspect.DataclassType():
            return rename_fields(names, value, kind)
        case inspect.IntType() if type(value) is int and extra and "row" in extra:
            return names.count(extra["row"], value)
        case inspect.StrType() if isinstance(value, str):
            return names.name(value, (extra or {}).get("rows", ""))
        case inspect.DictType() if isinstance(value, dict):
            return {
                names.swap(key): rename(names, one, kind.value_type) for key, one in value.items()
            }
        case inspect.TupleType() if isinstance(value, list):
            kinds = (*kind.item_types, *[inspect.AnyType()] * len(value))
            return [rename(names, one, each) for one, each in zip(value, kinds, strict=False)]
        case inspect.CollectionType() if isinstance(value, list):
            return [rename(names, one, kind.item_type) for one in value]
    return names.swap_all(value)


def rename_fields(
    names: Renaming, value: Any, kind: inspect.StructType | inspect.DataclassType
) -> Any:
    kinds = {one.encode_name: one.type for one in kind.fields}
    if isinstance(value, dict):
        plain = inspect.AnyType()
        return {key: rename(names, one, kinds.get(key, plain)) for key, one in value.items()}
    if isinstance(value, list):  # array_like
        each = (*kinds.values(), *[inspect.AnyType()] * len(value))
        return [rename(names, one, kind) for one, kind in zip(value, each, strict=False)]
    return value


def pick(union: inspect.UnionType, value: Any) -> inspect.Type:
    """Which of a union's types the value is of."""
    return next((one for one in union.types if suits(one, value)), inspect.AnyType())


def suits(kind: inspect.Type, value: Any) -> bool:
    match kind:
        case inspect.Metadata():
            return suits(kind.type, value)
        case inspect.StructType():
            tagged = isinstance(value, dict) and value.get(str(kind.tag_field)) == kind.tag
            return tagged or (kind.tag_field is None and isinstance(value, dict | list))
        case inspect.IntType():
            return type(value) is int
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.CollectionType() | inspect.TupleType():
            return isinstance(value, list)
        case inspect.DictType() | inspect.DataclassType():
            return isinstance(value, dict)
    return False


def rename_text(names: Renaming, text: str, kind: Any) -> str:
    """The same of a value that is kept as JSON."""
    return encode(names.rename(msgspec.json.decode(text), kind))


def encode(value: Any) -> str:
    return msgspec.json.encode(value).decode()
