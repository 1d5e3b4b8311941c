"""Next steps: who does what, with whom, by when, and who supports; the owner says yes or no, and
so does the supporter, with a promise."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct, structs

from pejl.activities.nextsteps.traces import (
    Proposal,
    Source,
    list_proposals,
    list_sources,
    trace_step,
)
from pejl.days.entries import Entry, Ground, OutcomeDraft, Refused

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
    level: str = ""
    area: str = ""


class Config(Struct, frozen=True):
    focus_areas: tuple[FocusChoice, ...] = ()
    people: tuple[PersonChoice, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sources: tuple[Source, ...] = ()
    levels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    def find_proposal(self, item: str) -> Proposal | None:
        return next((one for one in self.proposals if one.item == item), None)


class Proposed(Struct, frozen=True, tag_field="kind", tag="step", forbid_unknown_fields=True):
    """`owner`, `support` and `partners` are people's ids; `by` is a date as 2027-01-31 or empty;
    an empty `what` takes the step back. `first` is the small step within a fortnight, `source` an
    earlier outcome's id, `weeks` when the owner is asked how it goes, and `climb` how far up a
    check-in without an answer may go."""

    words: ClassVar[bool] = True
    what: Annotated[str, Meta(max_length=4000)]
    owner: Annotated[str, Meta(max_length=64)] = ""
    by: Annotated[str, Meta(max_length=20)] = ""
    focus: Annotated[str, Meta(max_length=20)] = ""
    support: Annotated[str, Meta(max_length=64)] = ""
    partners: tuple[Annotated[str, Meta(max_length=64)], ...] = ()
    source: Annotated[str, Meta(max_length=20)] = ""
    first: Annotated[str, Meta(max_length=4000)] = ""
    weeks: Annotated[str, Meta(pattern="^[0-9]{1,2}(,[0-9]{1,2}){0,4}$")] = "2,6,12"
    climb: Annotated[str, Meta(pattern="^(nobody|supporter|leader)$")] = "supporter"

    @property
    def blank(self) -> bool:
        return not self.what


class Replied(Struct, frozen=True, tag_field="kind", tag="reply", forbid_unknown_fields=True):
    """The owner's or the supporter's word on the step whose item it bears; `promise` is what the
    supporter says to give."""

    words: ClassVar[bool] = True
    answer: Annotated[str, Meta(pattern="^(yes|no)$")]
    reason: Annotated[str, Meta(max_length=4000)] = ""
    promise: Annotated[str, Meta(max_length=4000)] = ""


Payload = Proposed | Replied


class NextStep(Struct, frozen=True):
    """A step as the room agreed it. `state` is waiting, accepted or declined, and so is
    `supported`, the supporter's word."""

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
    support_id: str = ""
    supported: str = "waiting"
    promise: str = ""
    first: str = ""
    source: Source | None = None
    weeks: tuple[int, ...] = ()
    climb: str = "supporter"
    partner_ids: tuple[str, ...] = ()


class Result(Struct, frozen=True):
    steps: tuple[NextStep, ...] = ()


def resolve(config: Config, ground: Ground) -> Config:
    return Config(
        tuple(FocusChoice(area.id, area.number, area.title) for area in ground.focus_areas),
        tuple(
            PersonChoice(one.id, one.name, one.title, one.level, one.area) for one in ground.people
        ),
        tuple(list_proposals(ground.earlier, LONGEST)),
        tuple(list_sources(ground.earlier)),
        ground.levels,
        ground.areas,
    )


def renew(config: Config, ground: Ground) -> Config:
    """What was answered to feedback since the item opened is offered too."""
    known = {one.item for one in config.proposals}
    found = list_proposals(ground.earlier, LONGEST)
    new = tuple(one for one in found if one.item not in known)
    return structs.replace(config, proposals=config.proposals + new)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long, owner, date, reason, people."""
    if not item:
        raise Refused("unknown")
    if isinstance(payload, Replied):
        if payload.answer == "no" and not payload.reason:
            raise Refused("reason", "reason")
        if len(payload.reason) > LONGEST:
            raise Refused("long", "reason")
        if len(payload.promise) > LONGEST:
            raise Refused("long", "promise")
    elif payload.what:
        check_step(config, payload)


def check_step(config: Config, step: Proposed) -> None:
    known = {person.id for person in config.people}
    if len(step.what) > LONGEST:
        raise Refused("long", "what")
    if len(step.first) > LONGEST:
        raise Refused("long", "first")
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
    reply, support = (replies.get((entry.item, who)) for who in (step.owner, step.support))
    known = {str(area.id): area.id for area in config.focus_areas}
    sources = {str(source.id): source for source in config.sources}
    partners = [
        one
        for one in dict.fromkeys(step.partners)
        if one in names and one not in (step.owner, step.support)
    ]
    return NextStep(
        entry.item,
        step.what,
        step.owner,
        names.get(step.owner, ""),
        step.by,
        known.get(step.focus),
        names.get(step.support, ""),
        tuple(names[one] for one in partners),
        say_state(reply, own=entry.giver == step.owner),
        reply.reason if reply is not None else "",
        entry.who,
        step.support,
        say_state(support, own=bool(step.support) and entry.giver == step.support),
        support.promise if support is not None and support.answer == "yes" else "",
        step.first,
        sources.get(step.source),
        tuple(sorted({int(week) for week in step.weeks.split(",")} - {0})),
        step.climb,
        tuple(partners),
    )


def say_state(reply: Replied | None, *, own: bool) -> str:
    """`own`: one proposed it oneself, which is a yes until one says no."""
    if reply is None:
        return "accepted" if own else "waiting"
    return "declined" if reply.answer == "no" else "accepted"


def list_outcomes(config: Config, result: Result) -> list[OutcomeDraft]:
    """The steps, then what was answered to feedback and nobody has made a step of: `unowned`."""
    agreed = [
        OutcomeDraft("next_step", step.what, step.focus, list_facts(config, step))
        for step in result.steps
    ]
    offered = [
        OutcomeDraft("next_step", one.what, one.focus, {"item": one.item, "state": "unowned"})
        for one in list_offered(config, result)
    ]
    return agreed + offered


def list_offered(config: Config, result: Result) -> list[Proposal]:
    """Those that nobody has made a step of."""
    taken = {step.item for step in result.steps}
    return [one for one in config.proposals if one.item not in taken]


def list_facts(config: Config, step: NextStep) -> dict[str, Any]:
    """All that follow-up needs, with the trace of what the step comes from."""
    return {
        "item": step.item,
        "owner": step.owner,
        "owner_id": step.owner_id,
        "by": step.by,
        "state": step.state,
        "support": step.support,
        "support_id": step.support_id,
        "supported": step.supported,
        "promise": step.promise,
        "partners": list(step.partners),
        "partner_ids": list(step.partner_ids),
        "reason": step.reason,
        "first": step.first,
        "weeks": list(step.weeks),
        "climb": step.climb,
        **trace_step(step.source, config.find_proposal(step.item)),
    }


def list_bare(config: Config, result: Result) -> list[Source]:
    """The priorities that no next step comes from."""
    held = {step.source.id for step in result.steps if step.source}
    return [one for one in config.sources if one.kind == "priority" and one.id not in held]
