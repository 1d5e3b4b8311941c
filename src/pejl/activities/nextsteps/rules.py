"""Next steps: who does what, with whom, by when, and who supports; the owner says yes or no."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from pejl.days.entries import Earlier, Entry, Ground, OutcomeDraft, Refused

LONGEST = 200


class FocusChoice(Struct, frozen=True):
    id: int
    number: int
    title: str


class PersonChoice(Struct, frozen=True):
    """Someone of the day; `id` is the attendance's public id."""

    id: str
    name: str
    title: str = ""


class Proposal(Struct, frozen=True):
    """What receivers of feedback answered that they do; a step made of it bears its `item`."""

    item: str
    what: str
    by: str
    to: str
    source: str
    focus: int | None = None


class Config(Struct, frozen=True):
    focus_areas: tuple[FocusChoice, ...] = ()
    people: tuple[PersonChoice, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def find_proposal(self, item: str) -> Proposal | None:
        return next((one for one in self.proposals if one.item == item), None)


class Proposed(Struct, frozen=True, tag_field="kind", tag="step", forbid_unknown_fields=True):
    """`owner`, `support` and `partners` are people's ids; `by` is a date as 2027-01-31 or empty;
    an empty `what` takes the step back."""

    words: ClassVar[bool] = True
    what: Annotated[str, Meta(max_length=4000)]
    owner: Annotated[str, Meta(max_length=64)] = ""
    by: Annotated[str, Meta(max_length=20)] = ""
    focus: Annotated[str, Meta(max_length=20)] = ""
    support: Annotated[str, Meta(max_length=64)] = ""
    partners: tuple[Annotated[str, Meta(max_length=64)], ...] = ()

    @property
    def blank(self) -> bool:
        return not self.what


class Replied(Struct, frozen=True, tag_field="kind", tag="reply", forbid_unknown_fields=True):
    """The owner's word on the step whose item it bears."""

    words: ClassVar[bool] = True
    answer: Annotated[str, Meta(pattern="^(yes|no)$")]
    reason: Annotated[str, Meta(max_length=4000)] = ""


Payload = Proposed | Replied


class NextStep(Struct, frozen=True):
    """A step as the room agreed it. `state` is waiting, accepted or declined."""

    item: str
    what: str
    owner_id: str
    owner: str
    by: str
    focus: int | None
    support: str
    partners: tuple[str, ...]
    state: str
    reason: str
    proposer: str


class Result(Struct, frozen=True):
    steps: tuple[NextStep, ...] = ()


def resolve(config: Config, ground: Ground) -> Config:
    return Config(
        tuple(FocusChoice(area.id, area.number, area.title) for area in ground.focus_areas),
        tuple(PersonChoice(one.id, one.name, one.title) for one in ground.people),
        tuple(list_proposals(ground.earlier)),
    )


def list_proposals(earlier: Sequence[Earlier]) -> Iterator[Proposal]:
    for row in earlier:
        if row.kind == "action" and "answered_by" in row.data:
            by, to = str(row.data["answered_by"]), str(row.data.get("answer_to", ""))
            what = row.text[:LONGEST]
            yield Proposal(f"from-{row.id}", what, by, to, row.slot_title, row.focus)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long, owner, date, reason, people."""
    if not item:
        raise Refused("unknown")
    if isinstance(payload, Replied):
        if payload.answer == "no" and not payload.reason:
            raise Refused("reason", "reason")
        if len(payload.reason) > LONGEST:
            raise Refused("long", "reason")
    elif payload.what:
        check_step(config, payload)


def check_step(config: Config, step: Proposed) -> None:
    known = {person.id for person in config.people}
    if len(step.what) > LONGEST:
        raise Refused("long", "what")
    if step.owner not in known:
        raise Refused("owner", "owner")
    if not {*step.partners, step.support} - {""} <= known:
        raise Refused("people", "partners")
    if step.by and read_date(step.by) is None:
        raise Refused("date", "by")


def read_date(text: str) -> date | None:
    """None for what is not a date just so: 2027-01-31."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    """A step belongs to whom first proposed its item. Only its owner's reply counts, and only to
    the step as it stood then: who changes it asks again."""
    names = {person.id: person.name for person in config.people}
    steps: dict[str, Entry[Payload]] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        if isinstance(entry.payload, Proposed) and entry.payload.what:
            steps.setdefault(entry.item, entry)
    replies = {
        (entry.item, entry.giver): entry.payload
        for entry in entries
        if isinstance(entry.payload, Replied)
        and entry.item in steps
        and entry.id > steps[entry.item].id
    }
    return Result(tuple(make_step(entry, replies, names, config) for entry in steps.values()))


def make_step(
    entry: Entry[Payload],
    replies: dict[tuple[str, str], Replied],
    names: dict[str, str],
    config: Config,
) -> NextStep:
    step = entry.payload
    assert isinstance(step, Proposed)  # noqa: S101
    reply = replies.get((entry.item, step.owner))
    known = {str(area.id): area.id for area in config.focus_areas}
    state = "waiting"
    if reply is not None or entry.giver == step.owner:
        state = "declined" if reply is not None and reply.answer == "no" else "accepted"
    return NextStep(
        entry.item,
        step.what,
        step.owner,
        names.get(step.owner, ""),
        step.by,
        known.get(step.focus),
        names.get(step.support, ""),
        tuple(
            names[one]
            for one in dict.fromkeys(step.partners)
            if one in names and one not in (step.owner, step.support)
        ),
        state,
        reply.reason if reply is not None else "",
        entry.who,
    )


def list_outcomes(config: Config, result: Result) -> list[OutcomeDraft]:
    return [
        OutcomeDraft(
            "next_step",
            step.what,
            step.focus,
            {
                "owner": step.owner,
                "owner_id": step.owner_id,
                "by": step.by,
                "state": step.state,
                "support": step.support,
                "partners": list(step.partners),
                "reason": step.reason,
                **trace_step(config, step),
            },
        )
        for step in result.steps
    ]


def trace_step(config: Config, step: NextStep) -> dict[str, str]:
    """Which answer to feedback it comes from, if any."""
    found = config.find_proposal(step.item)
    return {"from": found.source, "answered_by": found.by, "answer_to": found.to} if found else {}
