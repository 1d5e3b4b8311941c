"""What stands on the phones of a group that writes."""

from collections.abc import Sequence
from typing import NamedTuple

from pejl.activities.joint.rules import MOST_TEXTS, Config, Payload, Proposed, Route, Yes
from pejl.activities.joint.tallies import Result
from pejl.activities.joint.texts import Text, count_needed
from pejl.activities.joint.words import (
    give_example,
    name_source,
    name_target,
    put_prompt,
    say_count,
    say_rule,
    say_yes,
)
from pejl.days.contract import PhoneView


class Row(NamedTuple):
    """A text on one phone. `own` is the item of one's own proposal."""

    text: Text
    said: str
    sent: bool
    mine: bool
    own: str


class Asked(NamedTuple):
    """A prompt with its texts; `item` is where one's next proposal goes, empty when one has made
    all that one may, and `first` whether one has made none."""

    number: int
    kind: str
    text: str
    example: str
    said: str
    rows: Sequence[Row]
    item: str
    first: bool


class Desk(NamedTuple):
    """What a group writes at."""

    key: str
    source: str
    target: str
    people: int
    rule: str
    asked: Sequence[Asked]

    @property
    def sent(self) -> list[tuple[str, list[str]]]:
        """What is sent under each prompt that has something."""
        found = [(one.text, [row.text.text for row in one.rows if row.sent]) for one in self.asked]
        return [(text, sent) for text, sent in found if sent]


View = PhoneView[Config, Payload, Result]


def make_desk(view: View, key: str) -> Desk:
    route = view.config.find_route(key)
    assert route is not None  # noqa: S101
    tally = view.delivered.ours.get(key, Result()).find(key)
    needed = count_needed(tally.took)
    return Desk(
        key,
        name_source(view.config, route),
        name_target(view.config, route),
        view.config.find_place(route.source).people,
        say_rule(tally.took, needed),
        [
            ask(view, route, number, [one for one in tally.texts if one.prompt == number], needed)
            for number in range(len(view.config.prompts))
        ],
    )


def ask(view: View, route: Route, number: int, texts: Sequence[Text], needed: int) -> Asked:
    kind = view.config.prompts[number]
    items = [f"{route.key}.{number}.{n}" for n in range(1, MOST_TEXTS + 1)]
    own = {entry.item for entry in view.mine if is_own(entry.payload)}
    free = [item for item in items if item not in own]
    rows = [make_row(view, one, needed) for one in texts]
    item = free[0] if free else ""
    first = len(free) == len(items)
    said = say_count(kind, len(rows), sum(row.sent for row in rows))
    return Asked(number, kind, put_prompt(kind), give_example(kind), said, rows, item, first)


def is_own(payload: Payload) -> bool:
    return isinstance(payload, Proposed) and not payload.blank


def make_row(view: View, text: Text, needed: int) -> Row:
    written = {entry.id: entry.item for entry in view.mine if is_own(entry.payload)}
    mine = text.id in {entry.id for entry in view.mine} or any(
        entry.payload.about == text.id and entry.payload.on
        for entry in view.mine
        if isinstance(entry.payload, Yes)
    )
    said = say_yes(text.yes, needed)
    return Row(text, said, text.yes >= needed, mine, written.get(text.id, ""))
