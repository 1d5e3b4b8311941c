"""The now-picture: focus areas placed from 1 to 7, and short statements on what lies behind."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple

from msgspec import Meta, Struct, structs

from pejl.analysis.compared import Answers, count, find_mean
from pejl.analysis.ratings import Known, Rating, learn_counts, learn_from_rating, rate
from pejl.days.entries import Entry, Ground, OutcomeDraft, Refused
from pejl.people.row_ids import FocusId

STEPS = 7
LONGEST_STATEMENT = 280
MOST_STATEMENTS = 5
SIDES = ("works", "in_the_way", "needed")


class FocusArea(Struct, frozen=True):
    id: FocusId
    number: int
    title: str
    goal: str = ""


class Config(Struct, frozen=True):
    """`low` and `high` name the scale's ends; empty means the usual words. `most_statements` is
    how many each may write on each side. With `guess`, each also guesses where a neighbouring
    level places itself; `levels` come from the day, from the top."""

    focus_areas: tuple[FocusArea, ...] = ()
    levels: tuple[str, ...] = ()
    guess: bool = False
    low: str = ""
    high: str = ""
    most_statements: Annotated[int, Meta(ge=1, le=MOST_STATEMENTS)] = 3


class Placed(Struct, frozen=True, tag_field="kind", tag="placed", forbid_unknown_fields=True):
    """Where one's own unit stands in a focus area; the item is the focus area's id."""

    focus: FocusId
    value: Annotated[int, Meta(ge=1, le=STEPS)]

    @property
    def question(self) -> str:
        return f"placed:{self.focus}"


class Guessed(Struct, frozen=True, tag_field="kind", tag="guessed", forbid_unknown_fields=True):
    """Where one believes that the people of another level place themselves, on the whole; the item
    is "guess-" and the focus area's id. Each level is guessed about by others than the next, so
    what may be shown of each is found apart."""

    apart: ClassVar[bool] = True
    focus: FocusId
    level: str
    value: Annotated[int, Meta(ge=1, le=STEPS)]

    @property
    def question(self) -> str:
        return f"guessed:{self.focus}:{self.level}"


class Turned(Struct, frozen=True, tag_field="kind", tag="turned", forbid_unknown_fields=True):
    """What the screen shows of the result: all focus areas (0), or the one with that id."""

    console_only: ClassVar[bool] = True
    to: FocusId


class Statement(Struct, frozen=True, tag_field="kind", tag="statement", forbid_unknown_fields=True):
    """What one has to say; the item is its side and its number on that side, as in "works-2". An
    empty text takes it back."""

    words: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=5000)]
    focus: FocusId | Literal[""] = ""

    @property
    def blank(self) -> bool:
        return not self.text


Payload = Placed | Guessed | Statement | Turned


class Placement(Struct, frozen=True):
    """How many placed a focus area on each step, or the rating that this comes to where the steps
    are not to be shown."""

    focus: FocusArea
    answers: Answers

    @property
    def n(self) -> int:
        return count(self.answers)

    @property
    def mean(self) -> float | None:
        return find_mean(self.answers) if self.n else None


class Guess(Struct, frozen=True):
    """The same of the guesses for a level's mean in a focus area."""

    focus: FocusArea
    level: str
    answers: Answers

    @property
    def mean(self) -> float:
        return find_mean(self.answers)


class Said(Struct, frozen=True):
    """A statement on one side, and how many wrote just that; `who` is empty unless the promise is
    named."""

    side: str
    text: str
    focus: FocusArea | None = None
    who: str = ""
    times: int = 1


class Result(Struct, frozen=True):
    """Placements in the agreement's order; statements by side, then by focus area; guesses by
    focus area, then by the level guessed about. `turned` is what the screen shows, as `Turned`."""

    placements: tuple[Placement, ...] = ()
    statements: tuple[Said, ...] = ()
    guesses: tuple[Guess, ...] = ()
    turned: int = 0


class Gap(NamedTuple):
    """The largest distance between two groups' means in one focus area, `steps` above 0."""

    focus: FocusArea
    lowest: str
    highest: str
    steps: float


def resolve(config: Config, ground: Ground) -> Config:
    found = (FocusArea(area.id, area.number, area.title, area.goal) for area in ground.focus_areas)
    return structs.replace(config, focus_areas=tuple(found), levels=ground.levels)


def find_neighbour(config: Config, level: str) -> str:
    """The level that people of `level` guess about: the one below, for the lowest the one above.
    Empty where nothing is to be guessed."""
    if not config.guess or level not in config.levels or len(config.levels) < 2:
        return ""
    at = config.levels.index(level)
    return config.levels[at + 1 if at + 1 < len(config.levels) else at - 1]


def name_items(config: Config, side: str) -> tuple[str, ...]:
    """The items of one side's statements, in their order."""
    return tuple(f"{side}-{number}" for number in range(1, config.most_statements + 1))


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long."""
    known = {area.id for area in config.focus_areas}
    if isinstance(payload, Placed):
        if payload.focus not in known or item != str(payload.focus):
            raise Refused("unknown")
    elif isinstance(payload, Guessed):
        right = item == f"guess-{payload.focus}" and payload.focus in known
        if not (config.guess and right and payload.level in config.levels):
            raise Refused("unknown")
    elif isinstance(payload, Turned):
        if item != "turned" or payload.to not in {0, *known}:
            raise Refused("unknown")
    elif item not in [name for side in SIDES for name in name_items(config, side)]:
        raise Refused("unknown")
    elif payload.focus != "" and payload.focus not in known:
        raise Refused("unknown", "focus")
    elif len(payload.text) > LONGEST_STATEMENT:
        raise Refused("long", "text")


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    said = [entry.payload for entry in entries]
    placed = Counter((one.focus, one.value) for one in said if isinstance(one, Placed))
    placements = (
        Placement(area, tuple(placed[area.id, step] for step in range(1, STEPS + 1)))
        for area in config.focus_areas
    )
    turned = [one.to for one in said if isinstance(one, Turned)]
    return Result(
        tuple(placements),
        list_statements(config, entries),
        tuple(list_guesses(config, [one for one in said if isinstance(one, Guessed)])),
        turned[-1] if turned else 0,
    )


def read_values(_config: Config, payload: Payload) -> dict[str, int]:
    if isinstance(payload, Placed | Guessed):
        return {payload.question: payload.value - 1}
    return {}


def coarsen(_config: Config, result: Result, exact: Collection[str]) -> Result:
    """With a rating for each question that is not `exact`."""
    return structs.replace(
        result,
        placements=tuple(
            structs.replace(one, answers=coarsen_answers(one, exact)) for one in result.placements
        ),
        guesses=tuple(
            structs.replace(one, answers=coarsen_answers(one, exact)) for one in result.guesses
        ),
    )


def coarsen_answers(one: Placement | Guess, exact: Collection[str]) -> Answers:
    if isinstance(one.answers, Rating) or not sum(one.answers) or name_question(one) in exact:
        return one.answers
    return rate(one.answers)


def name_question(one: Placement | Guess) -> str:
    """As the payloads name it."""
    if isinstance(one, Placement):
        return Placed(one.focus.id, 1).question
    return Guessed(one.focus.id, one.level, 1).question


def list_known(_config: Config, result: Result) -> Iterator[Known]:
    both: list[Placement | Guess] = [*result.placements, *result.guesses]
    for one in both:
        if isinstance(one.answers, Rating):
            yield from learn_from_rating(one.answers, name_question(one))
        elif sum(one.answers):
            yield from learn_counts(one.answers, name_question(one))


def list_guesses(config: Config, said: Sequence[Guessed]) -> Iterator[Guess]:
    guessed = Counter((one.focus, one.level, one.value) for one in said)
    for area in config.focus_areas:
        for level in config.levels:
            counts = tuple(guessed[area.id, level, step] for step in range(1, STEPS + 1))
            if sum(counts):
                yield Guess(area, level, counts)


def list_statements(config: Config, entries: Sequence[Entry[Payload]]) -> tuple[Said, ...]:
    areas = {area.id: area for area in config.focus_areas}
    found = [
        Said(
            entry.item.rpartition("-")[0],
            entry.payload.text,
            areas.get(entry.payload.focus or 0),
            entry.who,
        )
        for entry in entries
        if isinstance(entry.payload, Statement) and entry.payload.text
    ]
    return merge_alike(sorted(found, key=place_statement))


def merge_alike(statements: Iterable[Said]) -> tuple[Said, ...]:
    """What several wrote about the same, but for capitals, stands once."""
    alike: dict[tuple[str, FocusArea | None, str], list[Said]] = {}
    for said in statements:
        alike.setdefault((said.side, said.focus, said.text.casefold()), []).append(said)
    return tuple(
        structs.replace(
            found[0],
            who=", ".join(dict.fromkeys(said.who for said in found if said.who)),
            times=len(found),
        )
        for found in alike.values()
    )


def place_statement(said: Said) -> tuple[int, bool, int, str, str]:
    """Without a focus area last on its side."""
    number = said.focus.number if said.focus else 0
    return SIDES.index(said.side), not number, number, said.text, said.who


def find_gap(groups: Sequence[tuple[str, Result]]) -> Gap | None:
    """The focus area that the named groups see most differently; None while fewer than two have
    placed one and the same, or all means are the same."""
    labels = [label for label, _result in groups]
    gaps = [
        gap
        for placements in zip(*(result.placements for _label, result in groups), strict=True)
        if (gap := measure_gap(labels, placements))
    ]
    return max(gaps, key=lambda gap: gap.steps, default=None)


def measure_gap(labels: Sequence[str], placements: Sequence[Placement]) -> Gap | None:
    means = [
        (placement.mean, label)
        for label, placement in zip(labels, placements, strict=True)
        if placement.mean is not None
    ]
    if len(means) < 2:
        return None
    (low, lowest), (high, highest) = min(means), max(means)
    return Gap(placements[0].focus, lowest, highest, high - low) if high > low else None


def draft_outcomes(_config: Config, result: Result) -> list[OutcomeDraft]:
    """Needs first; the other statements say which side they are from."""
    ordered = sorted(result.statements, key=lambda said: said.side != "needed")
    return [
        OutcomeDraft("need", said.text, focus_id(said))
        if said.side == "needed"
        else OutcomeDraft("statement", said.text, focus_id(said), {"type": said.side})
        for said in ordered
    ]


def focus_id(said: Said) -> int | None:
    return said.focus.id if said.focus else None
