"""The next steps as the log has them now."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct, structs

from pejl.activities.nextsteps.config import Config, read_date
from pejl.activities.nextsteps.payloads import Merged, Payload, Proposed, Replied, name_pair
from pejl.activities.nextsteps.states import State
from pejl.activities.nextsteps.traces import Source
from pejl.days.entries import Entry


class NextStep(Struct, frozen=True):
    """A step as the room agreed it. `state` is one of `states.State`; `supported`, the supporter's
    word, is waiting, accepted or declined. `into` says what a step that was put together with
    another lives on in, by the word on `pair`; `merged` which ones live on in this, and `sources`
    what they come from."""

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
    first_by: str = ""
    sources: tuple[Source, ...] = ()
    weeks: tuple[int, ...] = ()
    climb: str = "supporter"
    proposer_id: str = ""
    partner_ids: tuple[str, ...] = ()
    into: str = ""
    pair: str = ""
    merged: tuple["NextStep", ...] = ()

    def is_owned_by(self, who: str) -> bool:
        """Whether one has said yes to it oneself."""
        return who == self.owner_id and self.state in (State.ACCEPTED, State.MERGED)

    def list_awaited(self) -> list[str]:
        """Who has said neither yes nor no."""
        asked = [self.owner] if self.state == State.WAITING else []
        helper = self.support and self.supported == "waiting" and self.state != State.DECLINED
        return asked + ([self.support] if helper else [])

    def list_check_ins(self, day: date | None) -> list[date]:
        return [day + timedelta(weeks=week) for week in self.weeks] if day else []


class Result(Struct, frozen=True):
    """`apart` names the pairs that somebody has said are two things."""

    steps: tuple[NextStep, ...] = ()
    apart: frozenset[str] = frozenset()

    def find(self, item: str) -> NextStep | None:
        """Also one that was put together with another."""
        return next((one for one in self.list_all() if one.item == item), None)

    def list_all(self) -> list[NextStep]:
        return [found for step in self.steps for found in (step, *step.merged)]


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    """A step belongs to whom first proposed its item. Only its owner's reply counts, and only to
    the step as it stood then: who changes it asks again."""
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
    made = {item: make_step(config, entry, replies) for item, entry in steps.items()}
    said = read_pairs(entries)
    parents = find_parents(made, said)
    held: dict[str, list[NextStep]] = {}
    for item, into in parents.items():
        root = made[find_root(item, parents)]
        gone = structs.replace(
            made[item], state=State.MERGED.value, into=root.what, pair=name_pair(item, into)
        )
        held.setdefault(root.item, []).append(gone)
    kept = [put_together(config, step, held.get(step.item, [])) for step in made.values()]
    apart = frozenset(pair for pair, into in said.items() if not into)
    return Result(tuple(step for step in kept if step.item not in parents), apart)


def make_step(
    config: Config, entry: Entry[Payload], replies: Mapping[tuple[str, str], Replied]
) -> NextStep:
    step = entry.payload
    assert isinstance(step, Proposed)  # noqa: S101
    reply, support = (replies.get((entry.item, who)) for who in (step.owner, step.support))
    known = {str(area.id): area.id for area in config.focus_areas}
    partners = list_partners(config, step.partners, step)
    said = support.answer if support is not None else ""
    promise = support.promise if support is not None and said == "yes" else ""
    return NextStep(
        item=entry.item,
        what=step.what,
        owner_id=step.owner,
        owner=config.name(step.owner),
        by=step.by,
        focus=known.get(step.focus),
        support=config.name(step.support),
        partners=tuple(config.name(one) for one in partners),
        state=say_state(reply, own=entry.giver == step.owner),
        reason=reply.reason if reply is not None and reply.answer == "no" else "",
        proposer=entry.who,
        support_id=step.support,
        supported="declined" if said == "no" else "accepted" if promise else "waiting",
        promise=promise,
        first=step.first,
        first_by=find_first_day(config, step),
        sources=find_sources(config, entry.item, step.source),
        weeks=tuple(sorted({int(week) for week in step.weeks.split(",")} - {0})),
        climb=step.climb,
        proposer_id=entry.giver,
        partner_ids=partners,
    )


def list_partners(config: Config, wanted: Sequence[str], step: Proposed) -> tuple[str, ...]:
    known = {person.id for person in config.people} - {step.owner, step.support}
    return tuple(one for one in dict.fromkeys(wanted) if one in known)


def say_state(reply: Replied | None, *, own: bool) -> str:
    """`own`: one proposed it oneself, which is a yes until one says no."""
    if reply is None:
        return State.ACCEPTED.value if own else State.WAITING.value
    return State.DECLINED.value if reply.answer == "no" else State.ACCEPTED.value


def find_first_day(config: Config, step: Proposed) -> str:
    """Where none is said, the last day of the fortnight, or of the step where that comes first."""
    if not step.first or step.first_by or config.fortnight is None:
        return step.first_by if step.first else ""
    by = read_date(step.by)
    return min(config.fortnight, by or config.fortnight).isoformat()


def find_sources(config: Config, item: str, source: str) -> tuple[Source, ...]:
    offered = config.find_proposal(item)
    found = (offered.trace if offered else None, config.find_source(source))
    return tuple(one for one in found if one is not None)


def read_pairs(entries: Sequence[Entry[Payload]]) -> dict[str, str]:
    """What was said last of each pair, by the owners or the facilitator, in the order of the log:
    the item that both live on in, or empty."""
    said: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        if isinstance(entry.payload, Merged):
            pair = name_pair(*entry.item.split("~"))  # a log may hold them in another order
            said.pop(pair, None)
            said[pair] = entry.payload.into
    return said


def find_parents(steps: Mapping[str, NextStep], said: Mapping[str, str]) -> dict[str, str]:
    """Which step each that was put together with another lives on in. A step that is gone or whose
    owner said no holds no other, nor is held."""
    parents: dict[str, str] = {}
    for pair, into in said.items():
        items = pair.split("~")
        if not into or len(items) != 2 or into not in items:
            continue
        goes = items[1] if items[0] == into else items[0]
        held = all(one in steps and steps[one].state != State.DECLINED for one in items)
        if held and goes not in parents and find_root(into, parents) != goes:
            parents[goes] = into
    return parents


def find_root(item: str, parents: Mapping[str, str]) -> str:
    while item in parents:
        item = parents[item]
    return item


def put_together(config: Config, step: NextStep, held: Sequence[NextStep]) -> NextStep:
    """The step with those that live on in it: what they come from, their owners and partners, and
    what it lacks itself."""
    if not held:
        return step
    owners = [one for other in held for one in (other.owner_id, *other.partner_ids)]
    partners = dict.fromkeys([*step.partner_ids, *owners])
    helper = find_support(config, [step, *held])
    named = [one for one in partners if one not in (step.owner_id, helper.support_id)]
    first = next((one for one in (step, *held) if one.first), step)
    focus = next((one.focus for one in (step, *held) if one.focus), None)
    return structs.replace(
        step,
        focus=focus,
        support=helper.support,
        support_id=helper.support_id,
        supported=helper.supported,
        promise=helper.promise,
        first=first.first,
        first_by=first.first_by,
        partner_ids=tuple(named),
        partners=tuple(config.name(one) for one in named),
        sources=tuple(dict.fromkeys(one for other in (step, *held) for one in other.sources)),
        merged=tuple(held),
    )


def find_support(config: Config, steps: Sequence[NextStep]) -> NextStep:
    """Whose supporter stays: the first one's own, else one who has promised and stands above its
    owner too."""
    first, *others = steps
    if first.support_id:
        return first
    able = {person.id for person in config.list_supporters(first.owner_id)}
    fit = (one for one in others if one.supported == "accepted" and one.support_id in able)
    return next(fit, first)
