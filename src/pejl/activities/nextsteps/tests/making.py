"""A small chain (Eva Ry over Ida Krog and Bo Lund, of two areas), and what they send."""

from pejl.activities.nextsteps.activity import ACTIVITY
from pejl.activities.nextsteps.config import Config, FocusChoice, PersonChoice
from pejl.activities.nextsteps.payloads import Merged, Proposed, Replied, name_pair
from pejl.activities.nextsteps.summing import summarise
from pejl.days.contract import Entry, Moment, Person

LEVELS, AREAS = ("Centerledelse", "Institutionsledelse"), ("Dagtilbud", "Skoler")
PEOPLE = (
    PersonChoice("ida", "Ida Krog", "", LEVELS[1], "Skoler", ("eva",)),
    PersonChoice("bo", "Bo Lund", "", LEVELS[1], "Dagtilbud", ("eva",)),
    PersonChoice("eva", "Eva Ry", "", LEVELS[0]),
)
NEAR = PersonChoice("lis", "Lis Sen", "", LEVELS[1], "Skoler", ("eva",))
CONFIG = Config(
    (FocusChoice(31, 1, "Sprog"), FocusChoice(32, 2, "Overgange")),
    PEOPLE,
    levels=LEVELS,
    areas=AREAS,
    day="2026-12-01",
)


def propose(id_, item, what="Vi mødes", owner="ida", giver="bo", **fields):
    names = {person.id: person.name for person in PEOPLE}
    return Entry(id_, giver, "step", item, Proposed(what, owner, **fields), who=names[giver])


def reply(id_, item, answer="yes", reason="", giver="ida", promise=""):
    return Entry(id_, giver, "reply", item, Replied(answer, reason, promise))


def merge(id_, one, other, into, giver="ida"):
    return Entry(id_, giver, "merge", name_pair(one, other), Merged(into))


def admit(config, entries, payload, item, who):
    """As judged while `entries` stand."""
    moment = Moment(Person(who, "", "", "", ""), 0, None, item, lambda: list(entries))
    ACTIVITY.admit(config, payload, moment)


def find_steps(*entries, config=CONFIG):
    return summarise(config, list(entries)).steps
