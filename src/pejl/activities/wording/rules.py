"""The wording: texts written in plenary, version by version, and who can sign the last one."""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.days.entries import Earlier, Entry, Focus, Ground, OutcomeDraft, Refused
from pejl.people.row_ids import FocusId

LONGEST_WORDING = 600
LONGEST_REASON = 280
SMALLEST = 5  # as in the gate: so many have answered before their stands are counted
PLACE = re.compile(r"([0-9]{1,12})-[A-Za-z0-9_-]{1,48}", re.ASCII)


def finish(text: str) -> str:
    """With one space between words, and a full stop where it ends without any mark."""
    said = " ".join(text.split())
    return said if said.endswith((".", "!", "?", "…", ":")) else said + "."


class Material(Struct, frozen=True):
    """What an earlier item left to write from; `focus` is 0 without a focus area."""

    text: str
    focus: FocusId = 0
    uniting: bool = False


class Config(Struct, frozen=True):
    """`enough` is the per cent of those who answered that must sign or live with a wording.
    Without focus areas there is one wording, on the whole."""

    enough: Annotated[int, Meta(ge=50, le=100)] = 80
    focus_areas: tuple[Focus, ...] = ()
    material: tuple[Material, ...] = ()

    @property
    def places(self) -> tuple[Focus, ...]:
        return self.focus_areas or (Focus(0, 0, ""),)


class Draft(Struct, frozen=True, tag_field="kind", tag="draft", forbid_unknown_fields=True):
    """A wording put to the room. Its item is the focus area's id and a key of its own, so that
    each one stays: the first is version 1. `add` goes behind the text. Empty: taken back."""

    console_only: ClassVar[bool] = True
    words: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=4000)] = ""
    add: Annotated[str, Meta(max_length=4000)] = ""

    @property
    def wording(self) -> str:
        if not self.add.strip():
            return " ".join(self.text.split())
        return " ".join(finish(text) for text in (self.text, self.add) if text.strip())


class Focused(Struct, frozen=True, tag_field="kind", tag="focused", forbid_unknown_fields=True):
    """The focus area that the room works with now."""

    console_only: ClassVar[bool] = True
    focus: FocusId


class Stand(Struct, frozen=True, tag_field="kind", tag="stand", forbid_unknown_fields=True):
    """Whether one can sign a version; its item is the focus area's id. It holds a reason in words
    where one cannot."""

    words: ClassVar[bool] = True
    stand: Literal["sign", "live_with", "cannot"]
    version: Annotated[int, Meta(ge=1, le=9999)]
    reason: Annotated[str, Meta(max_length=2000)] = ""

    def __post_init__(self) -> None:
        """What was written before one chose to sign after all is not sent along."""
        if self.stand != "cannot":
            structs.force_setattr(self, "reason", "")


Payload = Draft | Focused | Stand


class Wording(Struct, frozen=True):
    """A focus area's versions, oldest first, and the stands on the last of them. The stands are 0
    and the reasons empty until SMALLEST have answered. `earlier` are reasons against older
    versions from those who have not answered again."""

    focus: Focus
    versions: tuple[str, ...] = ()
    answered: int = 0
    signed: int = 0
    live_with: int = 0
    cannot: int = 0
    reasons: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.versions[-1] if self.versions else ""

    @property
    def version(self) -> int:
        return len(self.versions)

    @property
    def counted(self) -> bool:
        return self.answered >= SMALLEST


class Result(Struct, frozen=True):
    """In the agreement's order. `at` is the id of the focus area that the room works with; None
    before the facilitator has chosen one or written."""

    wordings: tuple[Wording, ...] = ()
    at: int | None = None

    @property
    def written(self) -> tuple[Wording, ...]:
        return tuple(wording for wording in self.wordings if wording.text)


def resolve(config: Config, ground: Ground) -> Config:
    found = tuple(list_material(ground.earlier))
    return structs.replace(config, focus_areas=ground.focus_areas, material=found)


def list_material(earlier: Sequence[Earlier]) -> Iterable[Material]:
    """The statements that unite; all of them where no item has looked for those."""
    said = [row for row in earlier if row.kind == "statement"]
    uniting = [row for row in said if row.data.get("type") == "uniting"]
    seen = set()
    for row in uniting or said:
        found = Material(row.text, row.focus or 0, bool(uniting))
        if found not in seen:
            seen.add(found)
            yield found


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long, reason, long_reason."""
    known = {area.id for area in config.places}
    if isinstance(payload, Draft):
        if read_place(item) not in known:
            raise Refused("unknown")
        if len(payload.wording) > LONGEST_WORDING:
            raise Refused("long", "text")
    elif isinstance(payload, Focused):
        if item != "focused" or payload.focus not in known:
            raise Refused("unknown")
    elif item not in {str(area) for area in known}:
        raise Refused("unknown")
    elif payload.stand == "cannot" and not payload.reason.strip():
        raise Refused("reason", "reason")
    elif len(payload.reason) > LONGEST_REASON:
        raise Refused("long_reason", "reason")


def read_place(item: str) -> int | None:
    """The focus area's id in a draft's item like "31-Xk2"; None when it is no such item."""
    found = PLACE.fullmatch(item)
    return int(found[1]) if found else None


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    """Versions are counted in the order of the log."""
    logged = sorted(entries, key=lambda entry: entry.id)
    wordings = (sum_up(area, logged) for area in config.places)
    return Result(tuple(wordings), find_place(logged))


def find_place(logged: Sequence[Entry[Payload]]) -> int | None:
    """What was chosen or written last."""
    for entry in reversed(logged):
        if isinstance(entry.payload, Focused):
            return entry.payload.focus
        if isinstance(entry.payload, Draft):
            return read_place(entry.item)
    return None


def sum_up(area: Focus, logged: Sequence[Entry[Payload]]) -> Wording:
    versions = list_versions(area, logged)
    if not versions or not versions[-1]:
        return Wording(area)
    stands = [
        entry.payload
        for entry in logged
        if isinstance(entry.payload, Stand) and entry.item == str(area.id)
    ]
    now = [stand for stand in stands if stand.version == len(versions)]
    before = [stand for stand in stands if stand.version < len(versions)]
    wording = Wording(area, versions, len(now))
    if len(stands) >= SMALLEST:
        wording = structs.replace(wording, earlier=list_reasons(before))
    if not wording.counted:
        return wording
    return structs.replace(
        wording,
        signed=count(now, "sign"),
        live_with=count(now, "live_with"),
        cannot=count(now, "cannot"),
        reasons=list_reasons(now),
    )


def list_versions(area: Focus, logged: Sequence[Entry[Payload]]) -> tuple[str, ...]:
    """Saving the same text again makes no new version."""
    versions: list[str] = []
    for entry in logged:
        if isinstance(entry.payload, Draft) and read_place(entry.item) == area.id:
            text = entry.payload.wording
            if (versions[-1] if versions else "") != text:
                versions.append(text)
    return tuple(versions)


def count(stands: Sequence[Stand], stand: str) -> int:
    return sum(one.stand == stand for one in stands)


def list_reasons(stands: Sequence[Stand]) -> tuple[str, ...]:
    """By their letters: the order in which they came would point to who wrote them."""
    given = {" ".join(one.reason.split()) for one in stands if one.stand == "cannot"}
    return tuple(sorted(given, key=str.casefold))


def is_enough(config: Config, wording: Wording) -> bool:
    """Whether so many can sign or live with it that the room may go on."""
    for_it = wording.signed + wording.live_with
    return wording.counted and 100 * for_it >= config.enough * wording.answered


def find_mine(entries: Sequence[Entry[Payload]], focus: int) -> Stand | None:
    """One's own last stand on a focus area's wording, from one's own standing entries."""
    own = [
        entry.payload
        for entry in entries
        if isinstance(entry.payload, Stand) and entry.item == str(focus)
    ]
    return own[-1] if own else None


def draft_outcomes(config: Config, result: Result) -> tuple[OutcomeDraft, ...]:
    """Each wording with how many can sign it, and beside it what could not be signed."""
    return tuple(draft for wording in result.written for draft in draft_wording(config, wording))


def draft_wording(config: Config, wording: Wording) -> Iterable[OutcomeDraft]:
    focus = wording.focus.id or None
    data: dict[str, object] = {"type": "wording", "enough": is_enough(config, wording)}
    if wording.counted:
        data |= {"signed": wording.signed, "of": wording.answered}
    yield OutcomeDraft("statement", wording.text, focus, data)
    for reason in wording.reasons:
        yield OutcomeDraft("statement", reason, focus, {"type": "reservation"})
