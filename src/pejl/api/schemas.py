"""The shapes that the API gives. Their descriptions are its documentation, in the file that
machines read as in the page that people read, where they are translated."""

import datetime
from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import Field

LARGEST = 2**53 - 1  # that all who read JSON hold exactly
Shape = TypeVar("Shape", bound=Schema)


def about(text: str) -> Callable[[type[Shape]], type[Shape]]:
    """The description of a shape, in words that are translated."""

    def mark(shape: type[Shape]) -> type[Shape]:
        shape.__doc__ = text
        return shape

    return mark


Id = Annotated[int, Field(ge=1, description=gettext_noop("A number that stays the same."))]


Clock = Annotated[
    str,
    Field(
        pattern=r"^\d\d:\d\d$",
        description=gettext_noop("Planned, by the clock of the place, such as 08:30."),
    ),
]


class Level(Schema):
    id: Id
    name: str
    rank: int = Field(ge=1, description=gettext_noop("1 is the top of the chain."))


class Area(Schema):
    id: Id
    name: str
    rank: int = Field(ge=0, description=gettext_noop("The order in which areas are shown."))


class FocusArea(Schema):
    id: Id
    number: int = Field(ge=0, description=gettext_noop("Its number in the agreement."))
    title: str
    goal: str


class Agreement(Schema):
    id: Id
    title: str
    purpose: str
    focus_areas: list[FocusArea]


class Organisation(Schema):
    id: Id
    name: str
    language: str = Field(
        description=gettext_noop("The language of all texts that the API gives, such as da.")
    )
    levels: list[Level]
    areas: list[Area]
    agreements: list[Agreement]


class Day(Schema):
    id: Id
    title: str
    date: datetime.date | None
    starts_at: Clock
    place: str
    state: Literal["planned", "open", "over"] = Field(
        description=gettext_noop("open: its first item has been opened. over: the day has ended.")
    )
    ended_at: datetime.datetime | None
    agreement_id: Id | None
    invited: int = Field(ge=0, description=gettext_noop("How many are invited."))
    joined: int = Field(ge=0, description=gettext_noop("How many of them have joined."))


class Days(Schema):
    items: list[Day]
    count: int = Field(ge=0, description=gettext_noop("How many there are in all."))


class Item(Schema):
    id: Id
    day_id: Id
    position: int = Field(ge=0, description=gettext_noop("Its place in the programme."))
    title: str
    text: str
    activity: str = Field(description=gettext_noop("What kind of item it is, as a word for code."))
    activity_name: str = Field(description=gettext_noop("The same in words for people."))
    starts_at: Clock
    minutes: int = Field(ge=0, description=gettext_noop("Planned length; 0: it is skipped."))
    beside: bool = Field(description=gettext_noop("It runs beside the item before it."))
    state: Literal["planned", "open", "paused", "closed"]
    opened_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    promise: Literal["named", "confidential", "anonymous"] = Field(
        description=gettext_noop("What those who answer are promised.")
    )


class Items(Schema):
    items: list[Item]


class HeadingBlock(Schema):
    kind: Literal["heading"] = "heading"
    level: int = Field(ge=2, le=3)
    text: str


class ParagraphBlock(Schema):
    kind: Literal["paragraph"] = "paragraph"
    text: str


class BulletsBlock(Schema):
    kind: Literal["bullets"] = "bullets"
    items: list[str]


class Fact(Schema):
    term: str
    text: str


class FactsBlock(Schema):
    kind: Literal["facts"] = "facts"
    facts: list[Fact]


class Table(Schema):
    caption: str
    header: list[str]
    rows: list[list[str]] = Field(
        description=gettext_noop("A cell for each of the header, written as people read it.")
    )


class TableBlock(Table):
    kind: Literal["table"] = "table"


class FigureBlock(Schema):
    kind: Literal["figure"] = "figure"
    title: str = Field(description=gettext_noop("What the picture shows, as a sentence."))
    alt: str = Field(description=gettext_noop("The picture in words."))
    note: str = Field(description=gettext_noop("How many answered, and what was left out."))
    table: Table | None = Field(description=gettext_noop("The figures behind the picture."))


class Quote(Schema):
    text: str
    who: str = Field(description=gettext_noop("A role or a name; empty where that is not shown."))


class QuotesBlock(Schema):
    kind: Literal["quotes"] = "quotes"
    quotes: list[Quote]


class PhotoBlock(Schema):
    kind: Literal["photo"] = "photo"
    alt: str = Field(description=gettext_noop("The picture in words."))


Block = Annotated[
    HeadingBlock
    | ParagraphBlock
    | BulletsBlock
    | FactsBlock
    | TableBlock
    | FigureBlock
    | QuotesBlock
    | PhotoBlock,
    Field(discriminator="kind"),
]


@about(gettext_noop("The answers of one group to one question on a scale from 1."))
class Figure(Schema):
    question: str = Field(description=gettext_noop("What was asked, rated or voted on."))
    option: str = Field(
        description=gettext_noop(
            "Which answer, step or side the figure is of; empty: the question as a whole."
        )
    )
    axis: Literal["room", "level", "area"] = Field(
        description=gettext_noop("The whole room, a level or an area.")
    )
    group: str = Field(
        description=gettext_noop(
            "Which level or area. Small ones are put together. Empty: the whole room."
        )
    )
    measure: Literal["mean", "answers", "percent", "points", "rank", "texts"] = Field(
        description=gettext_noop(
            "mean: of steps on a scale, from 1. answers: how many answered so. percent: 0 to 100. "
            "points: given in all. rank: 1 is first. texts: how many were written."
        )
    )
    value: float | None = Field(
        description=gettext_noop("The figure itself, as it is shown; null where words are.")
    )
    bound: Literal["at most", "at least"] | None = Field(
        description=gettext_noop("Said where the figure is a bound, so that no answer follows.")
    )
    n: int | None = Field(
        description=gettext_noop("How many answered the question; null where that is not said.")
    )
    word: str = Field(
        description=gettext_noop("What is shown in words, with the figure or instead.")
    )


class Outcome(Schema):
    id: Id
    kind: Literal["statement", "need", "action", "priority"]
    text: str
    focus_area_id: Id | None


@about(
    gettext_noop(
        "What the plan says of an item, and nothing more: all of it has passed the gate that keeps "
        "what people were promised."
    )
)
class Result(Schema):
    day_id: Id
    item_id: Id
    released: bool = Field(
        description=gettext_noop("Whether there is anything to show; if not, reason says why.")
    )
    reason: str
    answered: int = Field(ge=0, description=gettext_noop("How many have answered."))
    invited: int = Field(ge=0, description=gettext_noop("How many could answer."))
    left_out: list[str] = Field(
        description=gettext_noop("What is not shown, to protect people, in words.")
    )
    blocks: list[Block] = Field(
        description=gettext_noop("The item’s section of the plan, in the order it is read.")
    )
    figures: list[Figure] = Field(
        description=gettext_noop("Answers on scales as numbers, where the item has any.")
    )
    outcomes: list[Outcome] = Field(
        description=gettext_noop("What the item leaves to later ones; next steps stand apart.")
    )


class Person(Schema):
    id: Id
    name: str
    level: str
    area: str | None


StepState = Literal[
    "proposed", "agreed", "on_track", "stuck", "done", "not_right", "carried", "closed"
]


@about(
    gettext_noop(
        "A next step: who does what, by when, and how it goes, as the page on follow-up shows it."
    )
)
class Step(Schema):
    id: Id
    day_id: Id
    what: str
    focus_area_id: Id | None
    owner: Person
    supporter: Person | None
    supported: bool = Field(description=gettext_noop("Whether the supporter has said yes."))
    due: datetime.date | None
    state: StepState = Field(
        description=gettext_noop(
            "proposed: the owner has not said yes. carried: it goes on as a step of a later day."
        )
    )
    state_name: str = Field(description=gettext_noop("The same in words for people."))
    word: str = Field(description=gettext_noop("Why it was closed, or the owner’s no."))


class Steps(Schema):
    items: list[Step]
    count: int = Field(ge=0, description=gettext_noop("How many there are in all."))


@about(gettext_noop("What went wrong (RFC 9457)."))
class Problem(Schema):
    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str = Field(description=gettext_noop("What to do about it, for people."))
