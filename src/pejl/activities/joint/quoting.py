"""Which of the group's texts one says yes to, or puts together. Pure."""

from collections.abc import Mapping, Sequence

from pejl.activities.joint.rules import Merged, Payload, Proposed, Yes
from pejl.days.entries import Entry


def quote_texts(
    payload: Payload, _item: str, entries: Sequence[Entry[Payload]]
) -> Mapping[str, str]:
    """Only those on the same route: others' texts are for others."""
    if not isinstance(payload, Yes | Merged):
        return {}
    texts = {
        entry.id: entry.payload.text
        for entry in entries
        if isinstance(entry.payload, Proposed | Merged) and entry.payload.route == payload.route
    }
    if isinstance(payload, Yes):
        return {"about": texts.get(payload.about, "")}
    return {"one": texts.get(payload.one, ""), "other": texts.get(payload.other, "")}
