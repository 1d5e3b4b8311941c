"""What a next step comes from: something an earlier item left, or an answer to feedback."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from msgspec import Meta, Struct

from pejl.days.entries import Earlier
from pejl.people.row_ids import FocusId, OutcomeId

SOURCES = ("priority", "need", "action", "statement")
KINDS = ("priority", "need", "delegation", "case", "dilemma", "feedback", "action", "statement",
         "talk")  # fmt: skip


class Source(Struct, frozen=True):
    """What a step may come from: `kind` is one of KINDS, `where` the item that left it. `warnings`
    are asked at check-ins."""

    id: OutcomeId
    kind: str
    text: str
    where: str
    warnings: tuple[str, ...] = ()


TALK = Source(0, "talk", "", "")


class Proposal(Struct, frozen=True):
    """What receivers of feedback answered that they do; a step made of it bears its `item`."""

    item: Annotated[str, Meta(extra={"rows": r"^from-(?P<outcome>\d+)$"})]
    what: str
    by: str
    to: str
    source: str
    focus: FocusId | None = None

    @property
    def trace(self) -> Source:
        return Source(int(self.item.removeprefix("from-")), "feedback", self.what, self.source)


def list_sources(earlier: Sequence[Earlier]) -> Iterator[Source]:
    """In the order of KINDS. Answers to feedback are proposals, each with its own trace."""
    rows = [row for row in earlier if row.kind in SOURCES and "answered_by" not in row.data]
    for kind in KINDS:
        for row in rows:
            if name_kind(row) == kind:
                warnings = tuple(row.data.get("warnings", ()))
                yield Source(row.id, kind, row.text, row.slot_title, warnings)


def name_kind(row: Earlier) -> str:
    """Which of KINDS it is, by what its activity says of it."""
    if row.kind == "priority":
        return "priority"
    if row.data.get("type") in ("delegation", "dilemma"):
        return str(row.data["type"])
    return next((name for name in ("case", "dilemma") if name in row.data), row.kind)


def list_proposals(earlier: Sequence[Earlier], longest: int) -> Iterator[Proposal]:
    for row in earlier:
        if row.kind == "action" and "answered_by" in row.data:
            by, to = str(row.data["answered_by"]), str(row.data.get("answer_to", ""))
            what = row.text[:longest]
            yield Proposal(f"from-{row.id}", what, by, to, row.slot_title, row.focus)


def trace_step(sources: Sequence[Source], found: Proposal | None) -> dict[str, Any]:
    """The trace that lives on with the step; `source` is the first of `sources`."""
    traced = [{"kind": one.kind, "text": one.text, "where": one.where} for one in sources]
    asked = [warning for one in sources for warning in one.warnings]
    kept: dict[str, Any] = {
        "source": traced[0] if traced else None,
        "sources": traced,
        "warnings": list(dict.fromkeys(asked)),
    }
    if found:
        kept |= {"from": found.source, "answered_by": found.by, "answer_to": found.to}
    return kept
