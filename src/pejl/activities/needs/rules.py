"""Needs and the possible actions under them, from one phone a table."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta, Struct, structs

from pejl.days.entries import Earlier, Entry, Focus, Ground, OutcomeDraft, Refused
from pejl.people.row_ids import FocusId

LONGEST = 200
MOST_NEEDS = 8
MOST_MATERIAL = 10  # on one focus area
PLACE = re.compile(r"n([1-9])", re.ASCII)
ABOUT = re.compile(r"0|f[0-9]{1,12}|m[0-9]{1,4}", re.ASCII)
# What calls for something, the most telling first; what is of no such kind is left out.
TYPES = ("gap", "dividing", "dialogue", "reservation", "need", "in_the_way")


class Material(Struct, frozen=True):
    """What an earlier item left that may call for something; `type` is one of TYPES."""

    id: int
    type: str
    text: str
    focus: FocusId = 0


class Config(Struct, frozen=True):
    """`most_needs` is how many one table may write."""

    most_needs: Annotated[int, Meta(ge=1, le=MOST_NEEDS)] = 4
    focus_areas: tuple[Focus, ...] = ()
    material: tuple[Material, ...] = ()


class Need(Struct, frozen=True, tag_field="kind", tag="need", forbid_unknown_fields=True):
    """A need with up to three actions; its item is its place, "n1". `about` is what it comes from:
    "m" and a material's id, "f" and a focus area's id, or "0". Without a text it is taken back."""

    words: ClassVar[bool] = True
    by_group: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=2000)] = ""
    action_1: Annotated[str, Meta(max_length=2000)] = ""
    action_2: Annotated[str, Meta(max_length=2000)] = ""
    action_3: Annotated[str, Meta(max_length=2000)] = ""
    about: Annotated[str, Meta(max_length=20, extra={"rows": r"^f(?P<focus>\d+)$"})] = "0"

    @property
    def actions(self) -> tuple[str, ...]:
        return (self.action_1, self.action_2, self.action_3)

    @property
    def blank(self) -> bool:
        return not self.text


class Scribe(Struct, frozen=True, tag_field="kind", tag="scribe", forbid_unknown_fields=True):
    """The giver writes for the table from now on."""

    by_group: ClassVar[bool] = True


class Turned(Struct, frozen=True, tag_field="kind", tag="turned", forbid_unknown_fields=True):
    """The page of the harvest that the screen shows, from 1; said by the facilitator."""

    console_only: ClassVar[bool] = True
    page: Annotated[int, Meta(ge=1, le=999)]


Payload = Need | Scribe | Turned


class Written(Struct, frozen=True):
    """A need as the room sees it; `focus` a focus area's id or 0, `source` what it comes from."""

    id: int
    table: int
    number: int
    text: str
    actions: tuple[str, ...] = ()
    focus: int = 0
    source: str = ""


class Result(Struct, frozen=True):
    """The needs by focus area (those without one last), table and number; and the screen's page."""

    needs: tuple[Written, ...] = ()
    page: int = 1

    @property
    def tables(self) -> frozenset[int]:
        return frozenset(need.table for need in self.needs)

    @property
    def actions(self) -> int:
        return sum(len(need.actions) for need in self.needs)


def resolve(config: Config, ground: Ground) -> Config:
    found = tuple(list_material(ground.earlier))
    return structs.replace(config, focus_areas=ground.focus_areas, material=found)


def list_material(earlier: Sequence[Earlier]) -> Iterator[Material]:
    """Each text once, by type; no more than MOST_MATERIAL on a focus area."""
    known = [(read_type(row), row) for row in earlier if read_type(row) in TYPES]
    seen: set[str] = set()
    taken: dict[int, int] = {}
    for type_, row in sorted(known, key=lambda found: TYPES.index(found[0])):
        said, focus = " ".join(row.text.casefold().split()), row.focus or 0
        if said not in seen and taken.get(focus, 0) < MOST_MATERIAL:
            seen.add(said)
            taken[focus] = taken.get(focus, 0) + 1
            yield Material(len(seen), type_, row.text, focus)


def read_type(row: Earlier) -> str:
    if row.kind == "need":
        return "need"
    return str(row.data.get("type", "")) if row.kind == "statement" else ""


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: long, need, unknown."""
    if not isinstance(payload, Need):
        if item != payload.__struct_config__.tag:
            raise Refused("unknown")
        return
    if not 0 < read_place(item) <= config.most_needs or payload.about not in list_abouts(config):
        raise Refused("unknown")
    if max(map(len, (payload.text, *payload.actions))) > LONGEST:
        raise Refused("long", "text")
    if not payload.text.strip() and any(action.strip() for action in payload.actions):
        raise Refused("need", "text")


def list_abouts(config: Config) -> set[str]:
    areas = {f"f{area.id}" for area in config.focus_areas}
    return {"0"} | areas | {f"m{found.id}" for found in config.material}


def read_place(item: str) -> int:
    """The number in an item like "n2"; 0 when it is no such item."""
    found = PLACE.fullmatch(item)
    return int(found[1]) if found else 0


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    needs = [
        read_need(config, entry, entry.payload)
        for entry in entries
        if isinstance(entry.payload, Need) and entry.payload.text.strip()
    ]
    numbers = {area.id: at for at, area in enumerate(config.focus_areas)}
    needs.sort(key=lambda one: (numbers.get(one.focus, 999), one.table, one.number, one.id))
    turned = [entry for entry in entries if isinstance(entry.payload, Turned)]
    last = max(turned, key=lambda entry: entry.id, default=None)
    page = last.payload.page if last and isinstance(last.payload, Turned) else 1
    return Result(tuple(needs), page)


def read_need(config: Config, entry: Entry[Payload], need: Need) -> Written:
    focus, source = find_about(config, need.about)
    actions = tuple(said for action in need.actions if (said := action.strip()))
    place = read_place(entry.item)
    return Written(entry.id, entry.group, place, need.text.strip(), actions, focus, source)


def find_about(config: Config, about: str) -> tuple[int, str]:
    """The focus area's id, and the text of what a need comes from."""
    if about.startswith("f"):
        return int(about[1:]), ""
    found = {f"m{one.id}": one for one in config.material}.get(about)
    return (found.focus, found.text) if found else (0, "")


def list_outcomes(result: Result) -> Iterator[OutcomeDraft]:
    """Each need with what it comes from, then its actions, which name their need."""
    for need in result.needs:
        focus = need.focus or None
        yield OutcomeDraft("need", need.text, focus, {"from": need.source} if need.source else {})
        for action in need.actions:
            yield OutcomeDraft("action", action, focus, {"need": need.text})


def find_scribe(entries: Sequence[Entry[Payload]]) -> Entry[Payload] | None:
    """The table's last one to take the pen, from the table's own standing entries."""
    claims = [entry for entry in entries if isinstance(entry.payload, Scribe)]
    return claims[-1] if claims else None


def find_newest(result: Result) -> int:
    """The id of the need written last; 0 without any."""
    return max((need.id for need in result.needs), default=0)
