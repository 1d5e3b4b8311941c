"""Levels and areas that are probably one, written in two ways."""

from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from pejl.interchange.leader_fields import Field
from pejl.interchange.leader_rows import Draft
from pejl.interchange.leader_types import Doubt, KnownLeader

MAX_LEVELS = 30
COMPARED = 100
RARE = 2
TIMES_MORE = 3
LIKENESS = 0.85
SHORT = 4


def doubt_spellings(drafts: list[Draft], known: Mapping[str, KnownLeader]) -> list[Doubt]:
    fields: tuple[Field, ...] = ("level", "area")
    found = [doubt for field in fields for doubt in doubt_field(drafts, field, known)]
    levels = len({draft.level for draft in drafts if draft.level})
    if levels > MAX_LEVELS:
        text = _("There are %(count)d different levels. Is it the right column?")
        message = text % {"count": levels}
        found.append(Doubt(None, "level", "too_many_levels", message, blocking=True))
    return found


def doubt_field(drafts: list[Draft], field: Field, known: Mapping[str, KnownLeader]) -> list[Doubt]:
    counts = Counter(text for draft in drafts if (text := getattr(draft, field)))
    settled = {getattr(leader, field) for leader in known.values()}
    if len(counts) > COMPARED:
        return []
    meant = {text: find_meant(text, counts) for text in counts if text not in settled}
    message = _("“%(text)s” is close to “%(meant)s”. Are they the same?")
    return [
        Doubt(draft.row, field, "odd_spelling", message % {"text": text, "meant": other}, other)
        for draft in drafts
        if (other := meant.get(text := getattr(draft, field)))
    ]


def find_meant(text: str, counts: Counter[str]) -> str | None:
    """The most common spelling that is near, if `text` itself is rare beside it."""
    if counts[text] > RARE:
        return None
    for other, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= TIMES_MORE * counts[text] and differ_in_letters(text, other):
            return other
    return None


def differ_in_letters(one: str, other: str) -> bool:
    """Whether only one word differs, and only by a few letters: "Distrikt Øst" is not "Vest"."""
    pairs = list(zip(one.casefold().split(), other.casefold().split(), strict=False))
    odd = [(a, b) for a, b in pairs if a != b]
    if len(one.split()) != len(other.split()) or len(odd) != 1:
        return False
    a, b = odd[0]
    long = min(len(a), len(b)) > SHORT and a.isalpha() and b.isalpha()
    return long and SequenceMatcher(None, a, b).ratio() >= LIKENESS
