"""What a next step comes from: something an earlier item left, or an answer to feedback."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from pejl.days.entries import Earlier

SOURCES = ("statement", "need", "action", "priority")


class Source(Struct, frozen=True):
    """What an earlier item left, that a step may come from; `warnings` are asked at check-ins."""

    id: int
    kind: str
    text: str
    where: str
    warnings: tuple[str, ...] = ()


class Proposal(Struct, frozen=True):
    """What receivers of feedback answered that they do; a step made of it bears its `item`."""

    item: str
    what: str
    by: str
    to: str
    source: str
    focus: int | None = None


def list_sources(earlier: Sequence[Earlier]) -> Iterator[Source]:
    for row in earlier:
        if row.kind in SOURCES:
            warnings = tuple(row.data.get("warnings", ()))
            yield Source(row.id, row.kind, row.text, row.slot_title, warnings)


def list_proposals(earlier: Sequence[Earlier], longest: int) -> Iterator[Proposal]:
    for row in earlier:
        if row.kind == "action" and "answered_by" in row.data:
            by, to = str(row.data["answered_by"]), str(row.data.get("answer_to", ""))
            what = row.text[:longest]
            yield Proposal(f"from-{row.id}", what, by, to, row.slot_title, row.focus)


def trace_step(source: Source | None, found: Proposal | None) -> dict[str, Any]:
    """The trace that lives on with the step."""
    kept: dict[str, Any] = {"source": None, "warnings": []}
    if found:
        kept |= {"from": found.source, "answered_by": found.by, "answer_to": found.to}
        kept["source"] = {"kind": "answer", "text": found.what, "where": found.source}
    if source:
        kept["source"] = {"kind": source.kind, "text": source.text, "where": source.where}
        kept["warnings"] = list(source.warnings)
    return kept
