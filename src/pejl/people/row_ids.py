"""Numbers that name a row, inside what is kept as JSON. They are this installation's own: where a
day is taken in elsewhere its rows get others, and what names them has to be written anew. Pure.

`extra` says what a number names ("row"), or where in a text such numbers stand ("rows": a pattern
whose groups are called by what they name).
"""

from typing import Annotated

from msgspec import Meta

FOCUS, OUTCOME, ENTRY, SEEN, CASE = "focus", "outcome", "entry", "seen", "case"

FocusId = Annotated[int, Meta(extra={"row": FOCUS})]
EntryId = Annotated[int, Meta(extra={"row": ENTRY})]
OutcomeId = Annotated[int, Meta(extra={"row": OUTCOME})]
SeenId = Annotated[int, Meta(ge=0, extra={"row": SEEN})]  # the newest of the log that was seen
FocusText = Annotated[str, Meta(max_length=20, extra={"rows": r"^(?P<focus>\d+)$"})]
OutcomeText = Annotated[str, Meta(extra={"rows": r"^(?P<outcome>\d+)$"})]
CaseKey = Annotated[str, Meta(extra={"rows": r"^own-(?P<case>\d+)$"})]
