"""What a group got, on the phones of its people; and what came back, on those of who sent it."""

from collections.abc import Sequence
from typing import NamedTuple

from pejl.activities.joint.rules import Config, Payload
from pejl.activities.joint.tallies import Result
from pejl.activities.joint.words import name_source, name_target, put_prompt, say_answer
from pejl.days.contract import PhoneView
from pejl.days.replies import Answer


class Theme(NamedTuple):
    """A prompt with what was sent under it, and the answer that stands."""

    number: int
    text: str
    sent: Sequence[str]
    answer: Answer


class Inbox(NamedTuple):
    key: str
    source: str
    target: str
    heard: bool
    themes: Sequence[Theme]


class Back(NamedTuple):
    """What came back on a route, on the phone of one who was in the group that sent."""

    key: str
    target: str
    answers: Sequence[tuple[str, str]]
    heard: bool
    how: str


View = PhoneView[Config, Payload, Result]


def make_inbox(view: View, key: str) -> Inbox:
    route = view.config.find_route(key)
    assert route is not None  # noqa: S101
    tally = view.delivered.gets[key].find(key)
    themes = [
        Theme(
            at,
            put_prompt(kind),
            [one.text for one in tally.sent if one.prompt == at],
            tally.find_answer(at) or Answer(key, at),
        )
        for at, kind in enumerate(view.config.prompts)
    ]
    source, target = name_source(view.config, route), name_target(view.config, route)
    return Inbox(key, source, target, tally.heard, [one for one in themes if one.sent])


def make_back(view: View, key: str) -> Back:
    route = view.config.find_route(key)
    assert route is not None  # noqa: S101
    tally = view.delivered.gives[key].find(key)
    answers = [
        (put_prompt(view.config.prompts[one.prompt]), say_answer(one)) for one in tally.answers
    ]
    mine = [one.payload for one in view.mine if one.item == f"{key}.helped"]
    how = getattr(mine[-1], "how", "") if mine else ""
    return Back(key, name_target(view.config, route), answers, tally.heard, how)
