"""Notes that several phones write in the same fields: no text is lost, and nobody writes over what
they have not seen without being told. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


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
