"""Notes that several phones write in the same fields: no text is lost, and nobody writes over what
they have not seen without being told. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from pejl.days.entries import Entry
from pejl.people.row_ids import SeenId

LONGEST_NOTE = 280


class TableNote(Struct, frozen=True):
    """What a phone wrote in a field, which is its item; to be made a payload by an activity. `seen`
    is the number of the newest text in the field that the phone showed. What a phone wrote stands
    until somebody who saw it writes on."""

    words: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=2000)] = ""
    seen: SeenId = 0
    phone: Annotated[str, Meta(max_length=16)] = ""

    @property
    def blank(self) -> bool:
        """An empty text that takes another's away still has to be read."""
        return not self.text and not self.seen


class Pen(Struct, frozen=True, tag_field="kind", tag="pen", forbid_unknown_fields=True):
    """The giver writes for the table, beside those who do already."""


@dataclass(frozen=True)
class Version:
    """The latest text in a field from one phone of a person. `id` is its number in the log; `seen`
    the highest number in the field that the phone showed when this was written."""

    id: int
    giver: str
    who: str
    text: str
    seen: int = 0
    phone: str = ""
    focus: int = 0


@dataclass(frozen=True)
class Field:
    """A field on one phone: what stands in it, and what others have there at the same time. `seen`
    is what the phone has seen with it; `hint` says what a simulated phone may write."""

    item: str
    label: str
    own: Version | None
    seen: int
    others: tuple[Version, ...]
    hint: str

    @property
    def text(self) -> str:
        return self.own.text if self.own else ""


def list_writers(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """Those who write for the table, first the one who took the pen first."""
    return [entry for entry in entries if isinstance(entry.payload, Pen)]


def list_versions(entries: Iterable[Entry[Any]], item: str) -> list[Version]:
    """One table's texts in a field, from each phone."""
    found = [
        (entry, entry.payload)
        for entry in entries
        if entry.item == item and isinstance(entry.payload, TableNote)
    ]
    return [
        Version(
            entry.id,
            entry.giver,
            entry.who,
            note.text,
            note.seen,
            note.phone,
            getattr(note, "focus", 0),
        )
        for entry, note in found
    ]


def lay_field(
    versions: Sequence[Version], giver: str, phone: str, item: str, label: str, hint: str
) -> Field:
    """The phone's own text stands in the field where several wrote at once, else the newest."""
    latest = keep_latest(versions)
    mine = [one for one in latest if (one.giver, one.phone) == (giver, phone)]
    own = mine or list(latest[-1:])
    others = tuple(one for one in latest if one not in own)
    return Field(item, label, own[0] if own else None, find_seen(versions), others, hint)


def join_texts(latest: Sequence[Version]) -> str:
    """A field's text for all; several that were written at the same time after one another."""
    return " / ".join(one.text.strip() for one in latest)


def keep_latest(versions: Sequence[Version]) -> tuple[Version, ...]:
    """The texts that nobody has knowingly written over, oldest first: more than one where people
    wrote at the same time. Equal texts count once, and an empty one only alone."""
    open_ = [one for one in versions if not any(covers(other, one) for other in versions)]
    by_text = {one.text.strip(): one for one in sorted(open_, key=lambda one: one.id)}
    full = tuple(one for text, one in by_text.items() if text)
    return tuple(sorted(full or by_text.values(), key=lambda one: one.id))


def covers(later: Version, earlier: Version) -> bool:
    return later.id > earlier.id and later.seen >= earlier.id


def find_seen(versions: Sequence[Version]) -> int:
    """What a phone that shows the field now has seen; 0 for an empty field."""
    return max((one.id for one in versions), default=0)
