"""A talk from the front: key points, questions from the room, votes on them, answered or not."""

import heapq
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from pejl.days.entries import Entry, Refused
from pejl.ui.screen_room import count_fitting

LONGEST_QUESTION = 280
MOST_ON_SCREEN = 5
MOST_LISTED, NEWEST_LISTED = 80, 20


class Config(Struct, frozen=True):
    key_points: tuple[str, ...] = ()
    questions: bool = True


class Question(Struct, frozen=True, tag_field="kind", tag="question", forbid_unknown_fields=True):
    """Its item is made by the phone, one for each question; an empty text takes it back."""

    words: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=2000)] = ""

    @property
    def blank(self) -> bool:
        return not self.text


class Vote(Struct, frozen=True, tag_field="kind", tag="vote", forbid_unknown_fields=True):
    """Its item is the question's entry id."""

    on: bool


class Handled(Struct, frozen=True, tag_field="kind", tag="handled", forbid_unknown_fields=True):
    """The facilitator says whether the question with this entry id as item has been answered."""

    console_only: ClassVar[bool] = True
    on: bool


Payload = Question | Vote | Handled


class Asked(Struct, frozen=True):
    """A question as the room sees it; `who` is empty unless the promise is named."""

    id: int
    text: str
    votes: int = 0
    answered: bool = False
    who: str = ""


class Result(Struct, frozen=True):
    """Open questions first, then by votes, then by age."""

    questions: tuple[Asked, ...] = ()

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        return tuple(question for question in self.questions if not question.answered)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: off, long, unknown."""
    if not config.questions:
        raise Refused("off")
    if isinstance(payload, Question):
        if not item:
            raise Refused("unknown")
        if len(payload.text) > LONGEST_QUESTION:
            raise Refused("long", "text")
    elif not (item.isascii() and item.isdecimal()):
        raise Refused("unknown")


def summarise(_config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    """Nobody votes for a question of one's own; votes on what was taken back are gone with it."""
    asked = {str(entry.id): entry for entry in entries if read_text(entry)}
    votes = Counter(
        entry.item
        for entry in entries
        if isinstance(entry.payload, Vote)
        and entry.payload.on
        and entry.item in asked
        and asked[entry.item].giver != entry.giver
    )
    handled = {
        entry.item for entry in entries if isinstance(entry.payload, Handled) and entry.payload.on
    }
    found = [
        Asked(entry.id, read_text(entry), votes[item], item in handled, entry.who)
        for item, entry in asked.items()
    ]
    return Result(tuple(sorted(found, key=lambda one: (one.answered, -one.votes, one.id))))


def read_text(entry: Entry[Payload]) -> str:
    """The question that the entry asks; empty when it asks none."""
    return entry.payload.text.strip() if isinstance(entry.payload, Question) else ""


def fit_questions(questions: Sequence[Asked], room: int) -> tuple[Asked, ...]:
    """The first ones that have so many pixels of the screen, never more than five."""
    first = questions[:MOST_ON_SCREEN]
    return tuple(first[: count_fitting([question.text for question in first], room)])


def list_shown(questions: Sequence[Asked]) -> tuple[Asked, ...]:
    """Those that a page lists, in their order: the first, and the newest, which nobody has had time
    to vote for. All of them, when there are no more than a hundred."""
    if len(questions) <= MOST_LISTED + NEWEST_LISTED:
        return tuple(questions)
    rest = questions[MOST_LISTED:]
    newest = {one.id for one in heapq.nlargest(NEWEST_LISTED, rest, key=lambda one: one.id)}
    return (*questions[:MOST_LISTED], *(one for one in rest if one.id in newest))
