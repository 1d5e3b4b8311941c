"""The page that describes the API, made from the file that machines read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pejl.api.models import Event
from pejl.api.schemas import LARGEST


@dataclass(frozen=True)
class Row:
    """A field or a parameter; `shape` is the name of what it holds, where that is described by
    itself."""

    name: str
    kind: str
    shape: str
    text: str
    limits: str


@dataclass(frozen=True)
class Operation:
    """`parameters` are those after the question mark; those of the path are numbers of things."""

    key: str
    path: str
    summary: str
    scope: str
    parameters: tuple[Row, ...]
    shape: str


@dataclass(frozen=True)
class Shape:
    name: str
    text: str
    rows: tuple[Row, ...]


def describe(schema: Mapping[str, Any]) -> dict[str, Any]:
    """In the language in use."""
    shapes = schema["components"]["schemas"]
    return {
        "title": schema["info"]["title"],
        "text": say(schema["info"]["description"]),
        "operations": [
            describe_operation(path, methods["get"]) for path, methods in schema["paths"].items()
        ],
        "shapes": [describe_shape(name, shapes[name]) for name in sorted(shapes)],
        "events": Event.choices,
    }


def describe_operation(path: str, said: Mapping[str, Any]) -> Operation:
    parameters = (
        describe_row(one["name"], {**one["schema"], "description": one.get("description", "")})
        for one in said["parameters"]
        if one["in"] == "query"
    )
    shape = said["responses"][200]["content"]["application/json"]["schema"]
    return Operation(
        f"read-{said['operationId']}",
        path,
        say(said["summary"]),
        said["x-scope"],
        tuple(parameters),
        name_shape(shape),
    )


def describe_shape(name: str, said: Mapping[str, Any]) -> Shape:
    rows = (describe_row(field, one) for field, one in said.get("properties", {}).items())
    return Shape(name, say(said.get("description", "")), tuple(rows))


def describe_row(name: str, said: Mapping[str, Any]) -> Row:
    kinds = list(list_kinds(said))
    shapes = [name_shape(one) for one in list_inner(said)]
    shape = next((one for one in shapes if one), "")
    text = say(said.get("description", ""))
    return Row(name, " | ".join(dict.fromkeys(kinds)), shape, text, say_limits(said))


def say(text: str) -> str:
    """A description, on one line as its message is."""
    line = " ".join(text.split())
    return _(line) if line else ""


def name_shape(said: Mapping[str, Any]) -> str:
    named = str(said.get("$ref") or said.get("title") or "")
    return named.rpartition("/")[2] if "$ref" in said or "properties" in said else ""


def list_inner(said: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The schema and those it is made of."""
    yield said
    for one in (*said.get("anyOf", ()), *said.get("oneOf", ()), *filter(None, [said.get("items")])):
        yield from list_inner(one)


def list_kinds(said: Mapping[str, Any]) -> Iterator[str]:
    if "const" in said:
        yield f"“{said['const']}”"
    elif "enum" in said:
        yield from (f"“{one}”" for one in said["enum"])
    elif "anyOf" in said or "oneOf" in said:
        for one in (*said.get("anyOf", ()), *said.get("oneOf", ())):
            yield from list_kinds(one)
    elif "$ref" in said:
        yield name_shape(said)
    elif said.get("type") == "array":
        yield f"[{' | '.join(list_kinds(said['items']))}]"
    else:
        yield str(said.get("format") or said.get("type"))


def say_limits(said: Mapping[str, Any]) -> str:
    for one in list_inner(said):
        low, high = one.get("minimum"), one.get("maximum")
        if low is not None:
            return f"≥ {low}" if high is None or high == LARGEST else f"{low}–{high}"
    return ""
