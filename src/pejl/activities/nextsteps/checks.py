"""Whether what is sent about a next step can be taken: by itself, and as the log stands."""

from collections.abc import Mapping, Sequence

from pejl.activities.nextsteps.config import (
    LONGEST,
    Config,
    is_near,
    read_date,
)
from pejl.activities.nextsteps.payloads import Merged, Payload, Proposed, Replied, name_pair
from pejl.activities.nextsteps.states import State, WrongMove, move
from pejl.activities.nextsteps.summing import NextStep, Result, summarise
from pejl.days.entries import Entry, Refused


class Wrong(Refused):
    """`message` is a code; `facts` are for the words it is said in: names, lists of names, dates
    and numbers."""

    def __init__(self, code: str, field: str = "", **facts: object) -> None:
        super().__init__(code, field)
        self.facts: Mapping[str, object] = facts


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Wrong: unknown, long, reason, owner, people, near, top, supporter, date, past, far,
    fortnight, order."""
    if not item:
        raise Wrong("unknown")
    if isinstance(payload, Merged):
        if payload.into and payload.into not in item.split("~"):
            raise Wrong("unknown")
    elif isinstance(payload, Replied):
        if payload.answer == "no" and not payload.reason:
            raise Wrong("reason", "reason")
        check_length(reason=payload.reason, promise=payload.promise)
    elif payload.what:
        if "~" in item:
            raise Wrong("unknown")
        check_length(what=payload.what, first=payload.first)
        check_people(config, payload)
        check_dates(config, payload)


def check_length(**texts: str) -> None:
    for field, text in texts.items():
        if len(text) > LONGEST:
            raise Wrong("long", field)


def check_people(config: Config, step: Proposed) -> None:
    known = {person.id: person for person in config.people}
    owner = known.get(step.owner)
    if owner is None:
        raise Wrong("owner", "owner")
    if not {*step.partners, step.support} - {""} <= known.keys():
        raise Wrong("people", "partners")
    for one in step.partners:
        if one and one != owner.id and is_near(known[one], owner):
            raise Wrong("near", "partners", partner=known[one].name, owner=owner.name)
    if step.support:
        check_supporter(config, step)


def check_supporter(config: Config, step: Proposed) -> None:
    able = config.list_supporters(step.owner)
    owner, name = config.name(step.owner), config.name(step.support)
    if step.support in {person.id for person in able}:
        return
    if not able:
        raise Wrong("top", "support", owner=owner, name=name)
    raise Wrong(
        "supporter", "support", owner=owner, name=name, able=[person.name for person in able]
    )


def check_dates(config: Config, step: Proposed) -> None:
    by, first = read_date(step.by), read_date(step.first_by)
    if (step.by and by is None) or (step.first_by and first is None):
        raise Wrong("date", "by" if step.by and by is None else "first_by")
    day, last, furthest = config.first_day, config.fortnight, config.last_day
    if day is None or last is None or furthest is None:
        return
    if by and by < day:
        raise Wrong("past", "by", day=day)
    if by and by > furthest:
        raise Wrong("far", "by", last=furthest)
    if step.first and first and not day <= first <= last:
        raise Wrong("fortnight", "first_by", day=day, last=last)
    if step.first and by and first and first > by:
        raise Wrong("order", "first_by", by=by)


def admit(
    config: Config, entries: Sequence[Entry[Payload]], payload: Payload, item: str, who: str
) -> None:
    """Raises Wrong where the step as it stands does not allow it: gone, taken, owned, merged, not
    yours, promise, both, apart."""
    result = summarise(config, entries)
    if isinstance(payload, Merged):
        admit_merge(result, payload, item, who)
        return
    step = result.find(item)
    if isinstance(payload, Proposed):
        admit_step(payload, step, who)
    elif step is None:
        raise Wrong("gone")
    elif who == step.owner_id:
        admit_move(step, State.ACCEPTED if payload.answer == "yes" else State.DECLINED)
    elif who == step.support_id:
        if payload.answer == "yes" and not payload.promise:
            raise Wrong("promise", "promise")
        if step.state == State.MERGED:
            raise Wrong("merged", into=step.into)
    else:
        raise Wrong("not yours", owner=step.owner)


def admit_step(payload: Proposed, step: NextStep | None, who: str) -> None:
    if step is None:
        return  # nothing to take back is as taken back
    if step.proposer_id != who:
        raise Wrong("taken", name=step.proposer)
    if payload.blank and step.state == State.ACCEPTED and step.owner_id != who:
        raise Wrong("owned", owner=step.owner)
    admit_move(step, State.NONE if payload.blank else State.WAITING)


def admit_move(step: NextStep, to: State) -> None:
    try:
        move(State(step.state), to)
    except WrongMove as wrong:
        raise Wrong("merged", into=step.into) from wrong
    if step.merged and to not in (State.ACCEPTED, State.MERGED):
        raise Wrong("merged", into=step.merged[0].what)


def admit_merge(result: Result, payload: Merged, item: str, who: str) -> None:
    found = [result.find(part) for part in item.split("~")]
    one, other = (*found, None, None)[:2]
    if one is None or other is None or item != name_pair(one.item, other.item):
        raise Wrong("gone")
    asked = not payload.into and who in (one.owner_id, other.owner_id)
    if who and not (asked or one.is_owned_by(who) or other.is_owned_by(who)):
        raise Wrong("both", one=one.owner, other=other.owner)
    if payload.into:
        goes = other if payload.into == one.item else one
        for step in (one, other):
            if step.state in (State.DECLINED, State.MERGED):
                raise Wrong(step.state, "into", what=step.what, into=step.into)
        admit_move(goes, State.MERGED)
