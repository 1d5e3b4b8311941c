"""Which next steps a word is about. All see all of them. Pure."""

from collections.abc import Mapping, Sequence

from pejl.activities.nextsteps.payloads import Merged, Payload, Proposed, Replied
from pejl.days.entries import Entry


def quote_steps(
    payload: Payload, item: str, entries: Sequence[Entry[Payload]]
) -> Mapping[str, str]:
    if not isinstance(payload, Replied | Merged):
        return {}
    known = {one.item: one.payload.what for one in entries if isinstance(one.payload, Proposed)}
    return {"item": " / ".join(known[one] for one in item.split("~") if known.get(one))}
