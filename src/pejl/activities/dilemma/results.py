"""What came of the dilemmas: the placings, what was said, who decides; and what it leaves to later
items. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from msgspec import Struct, structs

from pejl.activities.dilemma.rules import (
    STEPS,
    Chosen,
    Config,
    Note,
    Payload,
    Placed,
    Turned,
    list_pages,
    list_versions,
    read_place,
)
from pejl.analysis.compared import Answers, find_mean
from pejl.analysis.ratings import Known, Rating, learn_counts, learn_from_rating, rate
from pejl.days.entries import Entry, OutcomeDraft
from pejl.days.harvest import find_repeats, take_turns
from pejl.days.notes import keep_latest

WORTH_SAYING = 1.0
MOST_WARNINGS = 6
WAYS = 3


class Placing(Struct, frozen=True):
    dilemma: int
    when: str
    answers: Answers


class Moved(Struct, frozen=True):
    """Which way one moved on a dilemma, of who placed themselves twice; made by the gate."""

    apart: ClassVar[bool] = True
    question: str
    way: int


class Ways(Struct, frozen=True):
    """How many moved towards pole a, stayed, and moved towards b."""

    dilemma: int
    counts: tuple[int, ...]


class Choice(Struct, frozen=True):
    decision: int
    answers: Answers


class Said(Struct, frozen=True):
    """`about` is why, action or warning; `pole` is a, b, or empty."""

    dilemma: int
    about: str
    pole: str
    text: str


class Result(Struct, frozen=True):
    """Only what has answers stands in it. `turned` is what the screen shows."""

    placings: tuple[Placing, ...] = ()
    ways: tuple[Ways, ...] = ()
    choices: tuple[Choice, ...] = ()
    said: tuple[Said, ...] = ()
    turned: str = ""

    def find(self, dilemma: int, when: str) -> Answers | None:
        found = (one.answers for one in self.placings if (one.dilemma, one.when) == (dilemma, when))
        return next(found, None)

    def count_ways(self, dilemma: int) -> tuple[int, ...]:
        """Empty where they may not be shown."""
        return next((one.counts for one in self.ways if one.dilemma == dilemma), ())

    def pick(self, dilemma: int, about: str) -> tuple[Said, ...]:
        return tuple(one for one in self.said if (one.dilemma, one.about) == (dilemma, about))


class Mismatch(NamedTuple):
    """Both sides' means on a decision, the upper level's first."""

    decision: int
    sides: tuple[tuple[str, float], tuple[str, float]]

    @property
    def steps(self) -> float:
        return self.sides[1][1] - self.sides[0][1]

    @property
    def differs(self) -> bool:
        """So much that there is something to talk about."""
        return abs(self.steps) >= WORTH_SAYING


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    payloads = [entry.payload for entry in entries]
    turned = [one.to for one in payloads if isinstance(one, Turned)]
    return Result(
        tuple(count_placings(config, [one for one in payloads if isinstance(one, Placed)])),
        tuple(count_ways(config, payloads)),
        tuple(count_choices(config, [one for one in payloads if isinstance(one, Chosen)])),
        tuple(sorted(list_said(entries), key=structs.astuple)),
        turned[-1] if turned else next(iter(list_pages(config)), ""),
    )


def count_placings(config: Config, placed: Sequence[Placed]) -> Iterator[Placing]:
    found = Counter((one.dilemma, one.when, one.value) for one in placed)
    for at in range(len(config.dilemmas)):
        for when in ("before", "after"):
            counts = tuple(found[at, when, step] for step in range(1, STEPS + 1))
            if sum(counts):
                yield Placing(at, when, counts)


def count_ways(config: Config, payloads: Sequence[Any]) -> Iterator[Ways]:
    found = Counter((one.question, one.way) for one in payloads if isinstance(one, Moved))
    for at in range(len(config.dilemmas)):
        counts = tuple(found[name_movement(at), way] for way in range(WAYS))
        if sum(counts):
            yield Ways(at, counts)


def name_movement(dilemma: int) -> str:
    return f"moved:{dilemma}"


def find_way(before: int, after: int) -> int:
    """0: towards pole a, 1: stayed, 2: towards b."""
    return 1 + (after > before) - (after < before)


def list_twice(config: Config) -> list[tuple[str, str, str]]:
    """The two placings of each dilemma, and the movement between them."""
    return [
        (f"before:{at}", f"after:{at}", name_movement(at)) for at in range(len(config.dilemmas))
    ]


def count_choices(config: Config, chosen: Sequence[Chosen]) -> Iterator[Choice]:
    found = Counter((one.decision, one.value) for one in chosen)
    for at in range(len(config.decisions)):
        counts = tuple(found[at, step] for step in range(1, STEPS + 1))
        if sum(counts):
            yield Choice(at, counts)


def list_said(entries: Sequence[Entry[Payload]]) -> set[Said]:
    """What several wrote alike stands once, and nothing says at which table."""
    found = set[Said]()
    fields: dict[tuple[int, str], list[Entry[Payload]]] = defaultdict(list)
    for entry in entries:
        one = entry.payload
        if isinstance(one, Placed) and one.why and one.when == "before":
            found.add(Said(one.dilemma, "why", "", one.why))
        elif isinstance(one, Note):
            fields[entry.group, entry.item].append(entry)
    for (_table, item), notes in fields.items():
        place = read_place(item)
        text = " / ".join(one.text.strip() for one in keep_latest(list_versions(notes, item)))
        if place and text:
            found.add(Said(place.dilemma, place.about, place.pole, text))
    return found


def read_values(_config: Config, payload: Any) -> dict[str, int]:
    if isinstance(payload, Moved):
        return {payload.question: payload.way}
    if isinstance(payload, Placed | Chosen):
        return {payload.question: payload.value - 1}
    return {}


def name_question(one: Placing | Choice) -> str:
    """As the payloads name it."""
    return f"{one.when}:{one.dilemma}" if isinstance(one, Placing) else f"decide:{one.decision}"


def coarsen(_config: Config, result: Result, exact: Collection[str]) -> Result:
    """With a rating for each question that is not `exact`, and no ways of moving."""
    return structs.replace(
        result,
        ways=tuple(one for one in result.ways if name_movement(one.dilemma) in exact),
        placings=tuple(
            structs.replace(one, answers=coarsen_answers(one, exact)) for one in result.placings
        ),
        choices=tuple(
            structs.replace(one, answers=coarsen_answers(one, exact)) for one in result.choices
        ),
    )


def coarsen_answers(one: Placing | Choice, exact: Collection[str]) -> Answers:
    if isinstance(one.answers, Rating) or name_question(one) in exact:
        return one.answers
    return rate(one.answers)


def list_known(_config: Config, result: Result) -> Iterator[Known]:
    both: list[Placing | Choice] = [*result.placings, *result.choices]
    for one in both:
        if isinstance(one.answers, Rating):
            yield from learn_from_rating(one.answers, name_question(one))
        else:
            yield from learn_counts(one.answers, name_question(one))
    for ways in result.ways:
        yield from learn_counts(ways.counts, name_movement(ways.dilemma))


def find_mismatch(
    config: Config, decision: int, parts: Sequence[tuple[tuple[str, ...], Result]]
) -> Mismatch | None:
    """Of the levels that are shown by themselves, by their names; None where not both sides are."""
    means = {
        names[0]: find_mean(one.answers)
        for names, result in parts
        for one in result.choices
        if len(names) == 1 and one.decision == decision
    }
    if not config.line or not set(config.line) <= set(means):
        return None
    upper, lower = config.line
    return Mismatch(decision, ((upper, means[upper]), (lower, means[lower])))


def describe(config: Config, result: Result, at: int) -> dict[str, Any]:
    """What follows an outcome of a dilemma: its name, and the warnings that check-ins ask for."""
    return {
        "type": "dilemma",
        "dilemma": config.dilemmas[at].title,
        "warnings": pick_warnings(result, at),
    }


def pick_warnings(result: Result, at: int) -> list[str]:
    """As many as one can be asked at once, of both poles in turn; nearly the same only once."""
    said = take_turns(result.pick(at, "warning"), lambda one: "ab".index(one.pole))
    texts = [one.text for one in said]
    repeats = find_repeats(texts) if texts else frozenset()
    return [text for place, text in enumerate(texts) if place not in repeats][:MOST_WARNINGS]


def draft_actions(config: Config, result: Result) -> list[OutcomeDraft]:
    """The actions for each pole, each with the early warnings of its dilemma, to be asked later."""
    return [
        OutcomeDraft(
            "action",
            said.text,
            dilemma.focus or None,
            {**describe(config, result, at), "pole": dilemma.poles["ab".index(said.pole)]},
        )
        for at, dilemma in enumerate(config.dilemmas)
        for said in result.pick(at, "action")
    ]
