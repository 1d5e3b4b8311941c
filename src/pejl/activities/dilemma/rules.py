"""Dilemmas: where each stands between two legitimate poles before and after talking, how both are
kept, and who decides what along a line of the chain. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, NamedTuple

from msgspec import Meta, Struct, structs

from pejl.analysis.compared import Answers, find_mean
from pejl.analysis.ratings import Known, Rating, learn_counts, learn_from_rating, rate
from pejl.days.entries import Entry, Ground, OutcomeDraft, Refused

STEPS = 7  # between the poles; also Appelo's levels of delegation
MOST_DILEMMAS = 2
MOST_DECISIONS = 3
LONGEST = 200
PHASES = ("place", "talk", "again", "keep", "decide")
WORTH_SAYING = 1.0

Text = Annotated[str, Meta(max_length=5000)]
Number = Annotated[int, Meta(ge=0, lt=MOST_DILEMMAS)]
Step = Annotated[int, Meta(ge=1, le=STEPS)]


class Dilemma(Struct, frozen=True):
    """Poles `a` and `b`, what is good about each, and what happens when it is all there is.
    `focus` is the id of a focus area, 0: none; `number` is found when the item opens."""

    title: str
    a: str
    b: str
    purpose: str = ""
    a_good: str = ""
    a_alone: str = ""
    b_good: str = ""
    b_alone: str = ""
    focus: int = 0
    number: int = 1

    @property
    def poles(self) -> tuple[str, str]:
        return self.a, self.b


class Config(Struct, frozen=True):
    """`upper` names the higher level of the line that decides; empty: the line with most people on
    both sides. `line` is those two levels, found when the item opens."""

    dilemmas: Annotated[tuple[Dilemma, ...], Meta(max_length=MOST_DILEMMAS)] = ()
    decisions: Annotated[tuple[str, ...], Meta(max_length=MOST_DECISIONS)] = ()
    upper: str = ""
    line: tuple[str, ...] = ()

    @property
    def phases(self) -> tuple[str, ...]:
        return PHASES if self.decisions and self.line else PHASES[:-1]


class Placed(Struct, frozen=True, tag_field="kind", tag="placed", forbid_unknown_fields=True):
    """Where one stands, from 1 (all of pole a) to 7 (all of b), and why in a line. The item is
    `when` and the dilemma's number, as in "before-0"."""

    words: ClassVar[bool] = True
    dilemma: Number
    when: Literal["before", "after"]
    value: Step
    why: Text = ""

    @property
    def question(self) -> str:
        return f"{self.when}:{self.dilemma}"

    def without_words(self) -> "Placed":
        return structs.replace(self, why="")


class Kept(Struct, frozen=True, tag_field="kind", tag="kept", forbid_unknown_fields=True):
    """How both poles are kept: an action for each, and an early warning that it tips to each."""

    words: ClassVar[bool] = True
    dilemma: Number
    a_action: Text = ""
    b_action: Text = ""
    a_warning: Text = ""
    b_warning: Text = ""

    @property
    def question(self) -> str:
        return f"kept:{self.dilemma}"

    @property
    def texts(self) -> tuple[tuple[str, str, str], ...]:
        """About, pole and text of each that was written."""
        found = (
            ("action", "a", self.a_action),
            ("action", "b", self.b_action),
            ("warning", "a", self.a_warning),
            ("warning", "b", self.b_warning),
        )
        return tuple(one for one in found if one[2])

    @property
    def blank(self) -> bool:
        return not self.texts


class Chosen(Struct, frozen=True, tag_field="kind", tag="chosen", forbid_unknown_fields=True):
    """How far one would delegate a decision; asked on both sides of the line alone."""

    apart: ClassVar[bool] = True
    decision: Annotated[int, Meta(ge=0, lt=MOST_DECISIONS)]
    value: Step

    @property
    def question(self) -> str:
        return f"decide:{self.decision}"


class Phased(Struct, frozen=True, tag_field="kind", tag="phased", forbid_unknown_fields=True):
    """Which phase the room is in."""

    console_only: ClassVar[bool] = True
    to: Literal["place", "talk", "again", "keep", "decide"]


class Turned(Struct, frozen=True, tag_field="kind", tag="turned", forbid_unknown_fields=True):
    """What the screen shows of the result: "moved-0", "kept-0" or "decided"."""

    console_only: ClassVar[bool] = True
    to: str


Payload = Placed | Kept | Chosen | Phased | Turned


class Placing(Struct, frozen=True):
    dilemma: int
    when: str
    answers: Answers


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
    choices: tuple[Choice, ...] = ()
    said: tuple[Said, ...] = ()
    turned: str = ""

    def find(self, dilemma: int, when: str) -> Answers | None:
        found = (one.answers for one in self.placings if (one.dilemma, one.when) == (dilemma, when))
        return next(found, None)

    def pick(self, dilemma: int, about: str) -> tuple[Said, ...]:
        return tuple(one for one in self.said if (one.dilemma, one.about) == (dilemma, about))


class Mismatch(NamedTuple):
    """Both sides' means on a decision, the upper level's first."""

    decision: int
    sides: tuple[tuple[str, float], tuple[str, float]]

    @property
    def steps(self) -> float:
        return self.sides[1][1] - self.sides[0][1]


def resolve(config: Config, ground: Ground) -> Config:
    numbers = {area.id: area.number for area in ground.focus_areas}
    dilemmas = tuple(
        structs.replace(one, number=numbers.get(one.focus, at))
        for at, one in enumerate(config.dilemmas, 1)
    )
    return structs.replace(config, dilemmas=dilemmas, line=find_line(config.upper, ground))


def find_line(upper: str, ground: Ground) -> tuple[str, ...]:
    """The level and the one below it; empty where there are not two levels."""
    people = Counter(person.level for person in ground.people)
    lines = list(pairwise(ground.levels))
    chosen = [line for line in lines if line[0] == upper]
    return max(chosen or lines, key=lambda line: min(people[line[0]], people[line[1]]), default=())


def list_pages(config: Config) -> tuple[str, ...]:
    """What the screen can show of the result."""
    numbers = range(len(config.dilemmas))
    pages = [f"{name}-{at}" for at in numbers for name in ("moved", "kept")]
    return (*pages, "decided") if "decide" in config.phases else tuple(pages)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long."""
    if item != name_item(payload) or not is_known(config, payload):
        raise Refused("unknown")
    if isinstance(payload, Placed) and len(payload.why) > LONGEST:
        raise Refused("long", "why")
    if isinstance(payload, Kept):
        for about, pole, text in payload.texts:
            if len(text) > LONGEST:
                raise Refused("long", f"{pole}_{about}")


def name_item(payload: Payload) -> str:
    if isinstance(payload, Phased | Turned):
        return "phased" if isinstance(payload, Phased) else "turned"
    return payload.question.replace(":", "-")


def is_known(config: Config, payload: Payload) -> bool:
    if isinstance(payload, Phased):
        return payload.to in config.phases
    if isinstance(payload, Turned):
        return payload.to in list_pages(config)
    if isinstance(payload, Chosen):
        return payload.decision < len(config.decisions)
    return payload.dilemma < len(config.dilemmas)


def find_phase(config: Config, entries: Sequence[Entry[Payload]]) -> str:
    """The facilitator's last word on where the room is."""
    said = [entry for entry in entries if isinstance(entry.payload, Phased)]
    last = max(said, key=lambda entry: entry.id, default=None)
    return last.payload.to if last and isinstance(last.payload, Phased) else config.phases[0]


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    payloads = [entry.payload for entry in entries]
    turned = [one.to for one in payloads if isinstance(one, Turned)]
    return Result(
        tuple(count_placings(config, [one for one in payloads if isinstance(one, Placed)])),
        tuple(count_choices(config, [one for one in payloads if isinstance(one, Chosen)])),
        tuple(sorted(list_said(payloads), key=structs.astuple)),
        turned[-1] if turned else next(iter(list_pages(config)), ""),
    )


def count_placings(config: Config, placed: Sequence[Placed]) -> Iterator[Placing]:
    found = Counter((one.dilemma, one.when, one.value) for one in placed)
    for at in range(len(config.dilemmas)):
        for when in ("before", "after"):
            counts = tuple(found[at, when, step] for step in range(1, STEPS + 1))
            if sum(counts):
                yield Placing(at, when, counts)


def count_choices(config: Config, chosen: Sequence[Chosen]) -> Iterator[Choice]:
    found = Counter((one.decision, one.value) for one in chosen)
    for at in range(len(config.decisions)):
        counts = tuple(found[at, step] for step in range(1, STEPS + 1))
        if sum(counts):
            yield Choice(at, counts)


def list_said(payloads: Sequence[Payload]) -> Iterator[Said]:
    """What several wrote alike stands once."""
    found = set[Said]()
    for one in payloads:
        if isinstance(one, Placed) and one.why and one.when == "before":
            found.add(Said(one.dilemma, "why", "", one.why))
        if isinstance(one, Kept):
            found |= {Said(one.dilemma, *texts) for texts in one.texts}
    yield from found


def read_values(_config: Config, payload: Payload) -> dict[str, int]:
    if isinstance(payload, Placed | Chosen):
        return {payload.question: payload.value - 1}
    return {}


def name_question(one: Placing | Choice) -> str:
    """As the payloads name it."""
    return f"{one.when}:{one.dilemma}" if isinstance(one, Placing) else f"decide:{one.decision}"


def coarsen(_config: Config, result: Result, exact: Collection[str]) -> Result:
    """With a rating for each question that is not `exact`."""
    return structs.replace(
        result,
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


def draft_outcomes(config: Config, result: Result) -> list[OutcomeDraft]:
    """The actions for each pole, each with the early warnings of its dilemma, to be asked later."""
    return [
        OutcomeDraft(
            "action",
            said.text,
            dilemma.focus or None,
            {
                "dilemma": dilemma.title,
                "pole": dilemma.a if said.pole == "a" else dilemma.b,
                "warnings": [one.text for one in result.pick(at, "warning")],
            },
        )
        for at, dilemma in enumerate(config.dilemmas)
        for said in result.pick(at, "action")
    ]
