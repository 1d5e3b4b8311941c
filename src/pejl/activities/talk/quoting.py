"""Which question a vote is for. All see all questions. Pure."""

from collections.abc import Mapping, Sequence

from pejl.activities.talk.rules import Payload, Vote, read_text
from pejl.days.entries import Entry


def quote_question(
    payload: Payload, item: str, entries: Sequence[Entry[Payload]]
) -> Mapping[str, str]:
    if not isinstance(payload, Vote):
        return {}
    return {"item": next((read_text(one) for one in entries if str(one.id) == item), "")}
