"""The life of a step on its day, held against a model: only the allowed moves come through, each
other one is refused in words and changes nothing."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pejl.activities.nextsteps.activity import ACTIVITY
from pejl.activities.nextsteps.payloads import Merged, Proposed, Replied, Settled, name_pair
from pejl.activities.nextsteps.states import ALLOWED, State, WrongMove, move
from pejl.activities.nextsteps.tests.making import CONFIG, PEOPLE, admit
from pejl.days.contract import Entry, Refused

WHO = st.sampled_from([person.id for person in PEOPLE])
ITEMS = st.sampled_from(["x1", "x2", "x3"])
KINDS = {Proposed: "step", Replied: "reply", Merged: "merge", Settled: "settle"}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_a_step_goes_where_it_may_and_nowhere_else(state, to):
    if to in ALLOWED[state]:
        assert move(state, to) is to
        return
    with pytest.raises(WrongMove, match=f"that is {state.value} cannot become {to.value}"):
        move(state, to)


class Day(RuleBasedStateMachine):
    """Phones and console send; the model knows each step's owner, proposer and own state, and which
    pairs are put together."""

    def __init__(self):
        super().__init__()
        self.log = []
        self.steps = {}
        self.into = {}

    def send(self, who, item, payload):
        """True when it came through. The log's standing entries are kept as `days` does."""
        standing = self.stand()
        before = ACTIVITY.summarise(CONFIG, standing)
        try:
            ACTIVITY.check(CONFIG, payload, item)
            admit(CONFIG, standing, payload, item, who)
        except Refused as refusal:
            assert refusal.message.endswith(".")
            assert ACTIVITY.summarise(CONFIG, self.stand()) == before
            return False
        name = next((one.name for one in PEOPLE if one.id == who), "")
        kind = KINDS[type(payload)]
        self.log.append(Entry(len(self.log) + 1, who or "console", kind, item, payload, who=name))
        return True

    def stand(self):
        last = {}
        for entry in self.log:
            shared = getattr(entry.payload, "shared", False)
            place = ("" if shared else entry.giver, entry.kind, entry.item)
            last.pop(place, None)
            last[place] = entry
        return list(last.values())

    def state(self, item):
        if item not in self.steps:
            return State.NONE
        return State.MERGED if item in self.into else self.steps[item]["state"]

    def may(self, item, to):
        return to in ALLOWED[self.state(item)]

    def holds(self, item):
        """Whether another lives on in it: they are parted before it goes or its owner says no."""
        return item in self.into.values()

    @rule(who=WHO, item=ITEMS, owner=WHO)
    def propose(self, who, item, owner):
        before = self.steps.get(item)
        allowed = (before is None or before["by"] == who) and self.may(item, State.WAITING)
        allowed = allowed and not self.holds(item)
        assert self.send(who, item, Proposed("Vi mødes", owner)) == allowed
        if allowed:
            state = State.ACCEPTED if owner == who else State.WAITING
            self.steps[item] = {"by": who, "owner": owner, "state": state}

    @rule(who=WHO, item=ITEMS)
    def take_back(self, who, item):
        step = self.steps.get(item)
        own = step is not None and step["by"] == who
        owned = own and step["state"] == State.ACCEPTED and step["owner"] != who
        free = self.may(item, State.NONE) and not self.holds(item)
        allowed = step is None or (own and not owned and free)
        assert self.send(who, item, Proposed("")) == allowed
        if allowed and step is not None:
            del self.steps[item]

    @rule(who=WHO, item=ITEMS, yes=st.booleans())
    def answer(self, who, item, yes):
        step, to = self.steps.get(item), State.ACCEPTED if yes else State.DECLINED
        allowed = step is not None and step["owner"] == who and self.may(item, to)
        allowed = allowed and (yes or not self.holds(item))
        payload = Replied("yes") if yes else Replied("no", "Tid")
        assert self.send(who, item, payload) == allowed
        if allowed:
            step["state"] = to

    @rule(who=st.one_of(WHO, st.just("")), one=ITEMS, other=ITEMS)
    def put_together(self, who, one, other):
        if one == other:
            return
        pair = name_pair(one, other)
        states = {self.state(one), self.state(other)}
        allowed = self.may_settle(who, one, other) and states <= {State.WAITING, State.ACCEPTED}
        assert self.send(who, pair, (Merged if who else Settled)(one)) == allowed
        if allowed:
            self.into[other] = one

    @rule(who=st.one_of(WHO, st.just("")), one=ITEMS, other=ITEMS)
    def part(self, who, one, other):
        if one == other:
            return
        owners = {self.steps[item]["owner"] for item in (one, other) if item in self.steps}
        both = one in self.steps and other in self.steps
        allowed = both and (not who or who in owners)
        payload = (Merged if who else Settled)("")
        assert self.send(who, name_pair(one, other), payload) == allowed
        if allowed:
            gone = {(one, other), (other, one)}
            self.into = {a: b for a, b in self.into.items() if (a, b) not in gone}

    def may_settle(self, who, one, other):
        if one not in self.steps or other not in self.steps:
            return False
        yes = (State.ACCEPTED, State.MERGED)
        owners = {self.steps[item]["owner"] for item in (one, other) if self.state(item) in yes}
        return not who or who in owners

    @invariant()
    def the_room_has_what_the_model_has(self):
        result = ACTIVITY.summarise(CONFIG, self.stand())
        found = {step.item: step.state for step in result.list_all()}
        assert found == {item: self.state(item) for item in self.steps}
        assert {one.item for one in result.steps} == self.steps.keys() - self.into.keys()


TestDay = Day.TestCase
TestDay.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
