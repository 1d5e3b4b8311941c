"""Next steps: who does what, with whom, by when, and who supports; the owner says yes or no, and
so does the supporter, with a promise."""

from functools import lru_cache
from typing import Any, NamedTuple

from pejl.activities.nextsteps.config import Config
from pejl.activities.nextsteps.payloads import name_pair
from pejl.activities.nextsteps.states import State
from pejl.activities.nextsteps.summing import NextStep, Result
from pejl.activities.nextsteps.traces import Proposal, Source, trace_step
from pejl.analysis.alike import pair_alike
from pejl.days.entries import OutcomeDraft

ALIKE = 0.5  # cosine; two steps are only offered for merging, so some too many do no harm


class Offer(NamedTuple):
    """Two steps that say the same, or did: `pair` is the item to answer it with."""

    pair: str
    one: NextStep
    other: NextStep

    @property
    def choices(self) -> tuple[NextStep, ...]:
        """Those that both may live on in; of two with one owner the earlier one."""
        same = self.one.owner_id == self.other.owner_id
        return (self.one,) if same else (self.one, self.other)

    def is_for(self, who: str) -> bool:
        """Whether one owns either of them."""
        return self.one.is_owned_by(who) or self.other.is_owned_by(who)


def list_offers(config: Config, result: Result) -> list[Offer]:
    """Pairs that say the same and that nobody has said are two things."""
    return [one for one in list_alike(config, result) if one.pair not in result.apart]


def list_parted(config: Config, result: Result) -> list[Offer]:
    return [one for one in list_alike(config, result) if one.pair in result.apart]


def list_alike(config: Config, result: Result) -> list[Offer]:
    open_ = [step for step in result.steps if step.state != State.DECLINED]
    texts = tuple(step.what for step in open_)
    found = pair_texts(texts, tuple(one.text for one in config.sources))
    pairs = [(open_[one], open_[other]) for one, other in found]
    return [Offer(name_pair(one.item, other.item), one, other) for one, other in pairs]


@lru_cache(maxsize=64)
def pair_texts(texts: tuple[str, ...], background: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """All phones of a room ask this of the same steps."""
    return pair_alike(texts, ALIKE, background)


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


def list_facts(config: Config, step: NextStep) -> dict[str, Any]:
    """All that follow-up needs, with the trace of what the step comes from. `awaited` are the names
    of those who have said neither yes nor no."""
    return {
        "item": step.item,
        "owner": step.owner,
        "owner_id": step.owner_id,
        "by": step.by,
        "state": step.state,
        "awaited": step.list_awaited(),
        "support": step.support,
        "support_id": step.support_id,
        "supported": step.supported,
        "promise": step.promise,
        "partners": list(step.partners),
        "partner_ids": list(step.partner_ids),
        "reason": step.reason,
        "first": step.first,
        "first_by": step.first_by,
        "weeks": list(step.weeks),
        "climb": step.climb,
        "merged": [{"item": one.item, "what": one.what, "owner": one.owner} for one in step.merged],
        **trace_step(step.sources, config.find_proposal(step.item)),
    }


def list_offered(config: Config, result: Result) -> list[Proposal]:
    """Those that nobody has made a step of."""
    taken = {step.item for step in result.list_all()}
    return [one for one in config.proposals if one.item not in taken]


def list_bare(config: Config, result: Result) -> list[Source]:
    """The priorities that no next step comes from, but for those whose owner said no."""
    steps = [step for step in result.steps if step.state != State.DECLINED]
    held = {source.id for step in steps for source in step.sources}
    return [one for one in config.sources if one.kind == "priority" and one.id not in held]
