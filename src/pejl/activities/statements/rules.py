"""A round of statements: who agrees with what others wrote; its config, payloads and checks."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.analysis.themes import find_themes
from pejl.days.entries import Earlier, Entry, Focus, Ground, Refused
from pejl.people.row_ids import FocusId, OutcomeText

LONGEST_STATEMENT = 280
LONGEST_THEME = 40
SIDES = ("works", "in_the_way", "needed")
ADDED = re.compile(r"added-[A-Za-z0-9_-]{1,40}")
RENAMED = re.compile(r"renamed-[A-Za-z0-9_-]{1,40}")

Side = Literal["", "works", "in_the_way", "needed"]


class Statement(Struct, frozen=True):
    """`key` is short and safe in an address. `theme` is the one that its own words gave it, empty
    where they gave none; `focus` is 0 without a focus area."""

    key: OutcomeText
    text: str
    side: Side = ""
    focus: FocusId = 0
    theme: str = ""


class Config(Struct, frozen=True):
    """`own` is what the facilitator wrote beforehand; `statements` becomes that and what earlier
    items left, each text once. `at_once` is how many a phone gets at a time."""

    own: tuple[str, ...] = ()
    at_once: Annotated[int, Meta(ge=5, le=100)] = 30
    statements: tuple[Statement, ...] = ()
    focus_areas: tuple[Focus, ...] = ()


class Vote(Struct, frozen=True, tag_field="kind", tag="vote", forbid_unknown_fields=True):
    """Its item is the statement's key. Each statement is voted on by others than the next, so what
    may be shown of each is found apart."""

    apart: ClassVar[bool] = True
    statement: OutcomeText
    stance: Literal["agree", "disagree", "pass"]

    @property
    def question(self) -> str:
        return ask(self.statement)


class Added(Struct, frozen=True, tag_field="kind", tag="added", forbid_unknown_fields=True):
    """A statement that the facilitator adds while the round is open; its item becomes its key."""

    console_only: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=2000)]


class Hidden(Struct, frozen=True, tag_field="kind", tag="hidden", forbid_unknown_fields=True):
    """Takes a statement out of the round (1), or in again (0); its item is the statement's key."""

    console_only: ClassVar[bool] = True
    statement: OutcomeText
    on: Literal[0, 1] = 1


class Filed(Struct, frozen=True, tag_field="kind", tag="filed", forbid_unknown_fields=True):
    """Moves a statement to the theme so named; empty: to none. Its item is the statement's key."""

    console_only: ClassVar[bool] = True
    statement: OutcomeText
    theme: Annotated[str, Meta(max_length=200)] = ""


class Renamed(Struct, frozen=True, tag_field="kind", tag="renamed", forbid_unknown_fields=True):
    """Gives the theme that is called so another name; one that another theme has makes them one.
    Each has an item of its own, since one renaming does not take the place of another."""

    console_only: ClassVar[bool] = True
    theme: Annotated[str, Meta(max_length=LONGEST_THEME)]
    name: Annotated[str, Meta(max_length=200)]


class Turned(Struct, frozen=True, tag_field="kind", tag="turned", forbid_unknown_fields=True):
    """What the screen shows of the result."""

    console_only: ClassVar[bool] = True
    to: Literal["uniting", "dividing", "map", "themes"]


NAMES = {Added: ADDED, Renamed: RENAMED, Turned: re.compile("turned")}

Payload = Vote | Added | Hidden | Filed | Renamed | Turned


def ask(statement: str) -> str:
    """The question that a vote on the statement answers, as the gate counts it."""
    return f"vote:{statement}"


def resolve(config: Config, ground: Ground) -> Config:
    """What people wrote earlier comes first; of texts that differ only by capitals and spaces the
    first stays."""
    earlier = [make_statement(row) for row in ground.earlier if find_side(row)]
    own = [Statement(f"own-{at}", text.strip()) for at, text in enumerate(config.own, 1)]
    kept = keep_first([*earlier, *own], lambda one: " ".join(one.text.split()).casefold())
    return structs.replace(
        config, statements=put_in_themes(kept, ground), focus_areas=ground.focus_areas
    )


def make_statement(row: Earlier) -> Statement:
    return Statement(str(row.id), row.text, find_side(row), row.focus or 0)


def find_side(row: Earlier) -> Side:
    """Which side of the now-picture an outcome was written on; empty for any other."""
    side = "needed" if row.kind == "need" else row.data.get("type", "")
    return side if row.kind in {"need", "statement"} and side in SIDES else ""  # type: ignore[return-value]


def keep_first(found: Iterable[Statement], alike: Callable[[Statement], str]) -> list[Statement]:
    first: dict[str, Statement] = {}
    for one in found:
        if one.text:
            first.setdefault(alike(one), one)
    return list(first.values())


def put_in_themes(found: Sequence[Statement], ground: Ground) -> tuple[Statement, ...]:
    themes = find_themes([one.text for one in found], embed=ground.embed).groups
    names = {at: theme.label for theme in themes for at in theme.members}
    return tuple(
        structs.replace(one, theme=names.get(at, "")[:LONGEST_THEME])
        for at, one in enumerate(found)
    )


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long, empty."""
    if isinstance(payload, Vote | Hidden | Filed):
        known = {one.key for one in config.statements}
        if item != payload.statement or not (item in known or ADDED.fullmatch(item)):
            raise Refused("unknown")
    elif not NAMES[type(payload)].fullmatch(item):
        raise Refused("unknown")
    check_words(payload)


def check_words(payload: Payload) -> None:
    """What is written must be something, and no longer than there is room for."""
    written = {
        Added: ("text", LONGEST_STATEMENT),
        Filed: ("theme", LONGEST_THEME),
        Renamed: ("name", LONGEST_THEME),
    }.get(type(payload))
    if written is None:
        return
    field, most = written
    words = getattr(payload, field).strip()
    if not words and not isinstance(payload, Filed):
        raise Refused("empty", field)
    if len(words) > most:
        raise Refused("long", field)


def list_statements(config: Config, entries: Sequence[Entry[Any]]) -> tuple[Statement, ...]:
    """Those that the round is about now: with what was added, without what was taken out, each in
    the theme that the facilitator gave it."""
    said = [(one.item, one.payload) for one in sorted(entries, key=lambda entry: entry.id)]
    added = [Statement(item, one.text.strip()) for item, one in said if isinstance(one, Added)]
    out = {item for item, one in said if isinstance(one, Hidden) and one.on}
    kept = [one for one in (*config.statements, *added) if one.key not in out]
    themes = {one.key: one.theme for one in kept}
    for _item, one in said:
        if isinstance(one, Filed) and one.statement in themes:
            themes[one.statement] = one.theme.strip()
        elif isinstance(one, Renamed):
            for key in [key for key, was in themes.items() if was == one.theme]:
                themes[key] = one.name.strip()
    return tuple(structs.replace(one, theme=themes[one.key]) for one in kept)
