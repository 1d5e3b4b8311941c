"""What a route's contributions come to, for the group, its receivers and the room. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from pejl.activities.joint.rules import Config, Sent, Took
from pejl.activities.joint.texts import Text, lay_texts, list_took
from pejl.days.entries import Entry
from pejl.days.places import SMALLEST
from pejl.days.replies import Answer, Heard, Helped, count_helped


class Tally(Struct, frozen=True):
    """A route. `texts` and `took` are the group's own: what it works with, and how many have taken
    part; `sent` is what its receivers get, and the room without words. `known` is how many took
    part as the room may know it: 0 for under SMALLEST."""

    key: str
    texts: tuple[Text, ...] = ()
    took: int = 0
    sent: tuple[Sent, ...] = ()
    known: int = 0
    heard: bool = False
    answers: tuple[Answer, ...] = ()
    helped: tuple[int, int, int] | None = None

    def find_answer(self, prompt: int) -> Answer | None:
        return next((one for one in self.answers if one.prompt == prompt), None)


class Result(Struct, frozen=True):
    """The routes that something was sent in on, in the config's order."""

    tallies: tuple[Tally, ...] = ()

    def find(self, key: str) -> Tally:
        return next((one for one in self.tallies if one.key == key), Tally(key))


def summarise(config: Config, entries: Sequence[Entry[Any]]) -> Result:
    """Of a group's contributions, of what was sent, or of what `rules.open_up` leaves of both."""
    found: dict[str, list[Entry[Any]]] = defaultdict(list)
    for entry in entries:
        found[entry.payload.route].append(entry)
    routes = [route.key for route in config.routes if found[route.key]]
    return Result(tuple(sum_up(key, found[key]) for key in routes))


def sum_up(key: str, entries: Sequence[Entry[Any]]) -> Tally:
    payloads = [entry.payload for entry in entries]
    answers = [one for one in payloads if isinstance(one, Answer) and not one.blank]
    sent = [one for one in payloads if isinstance(one, Sent)]
    known = len({entry.giver for entry in entries if isinstance(entry.payload, Took)})
    return Tally(
        key,
        lay_texts(entries),
        len(list_took(entries)),
        tuple(sorted(sent, key=lambda one: (one.prompt, one.text.casefold()))),
        known if known >= SMALLEST else 0,
        bool(answers) or any(isinstance(one, Heard) for one in payloads),
        tuple(sorted(answers, key=lambda one: one.prompt)),
        count_helped([one.how for one in payloads if isinstance(one, Helped)]),
    )
