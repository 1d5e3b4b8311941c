"""What phones and the console send about next steps."""

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from pejl.people.row_ids import FocusText, OutcomeText

Id = Annotated[str, Meta(max_length=64)]
Words = Annotated[str, Meta(max_length=4000)]
# How an item begins that was offered, by the outcome it comes from (`traces`); also in a pair.
ITEMS = r"(?:^|~)from-(?P<outcome>\d+)(?=~|$)"
Day = Annotated[str, Meta(max_length=20)]


class Proposed(Struct, frozen=True, tag_field="kind", tag="step", forbid_unknown_fields=True):
    """`owner`, `support` and `partners` are people's ids; `by` is a date as 2027-01-31 or empty;
    an empty `what` takes the step back. `first` is the small step within a fortnight, done by
    `first_by`; `source` what it comes from (`traces`), `weeks` when the owner is asked how it goes,
    and `climb` how far up a check-in without an answer may go."""

    words: ClassVar[bool] = True
    what: Words
    owner: Id = ""
    by: Day = ""
    focus: FocusText = ""
    support: Id = ""
    partners: tuple[Id, ...] = ()
    source: Annotated[OutcomeText, Meta(max_length=64)] = ""
    first: Words = ""
    first_by: Day = ""
    weeks: Annotated[str, Meta(pattern="^[0-9]{1,2}(,[0-9]{1,2}){0,4}$")] = "2,6,12"
    climb: Annotated[str, Meta(pattern="^(nobody|supporter|leader)$")] = "supporter"

    @property
    def blank(self) -> bool:
        return not self.what


class Replied(Struct, frozen=True, tag_field="kind", tag="reply", forbid_unknown_fields=True):
    """The owner's or the supporter's word on the step whose item it bears; `promise` is what the
    supporter says to give."""

    words: ClassVar[bool] = True
    answer: Annotated[str, Meta(pattern="^(yes|no)$")]
    reason: Words = ""
    promise: Words = ""


class Merged(Struct, frozen=True, tag_field="kind", tag="merge", forbid_unknown_fields=True):
    """An owner's word on two steps that say the same; its item is `name_pair` of theirs. `into` is
    the item of the one that both live on in; empty: they are two things."""

    shared: ClassVar[bool] = True
    into: Annotated[str, Meta(max_length=64, extra={"rows": ITEMS})] = ""


class Settled(Merged, frozen=True, tag_field="kind", tag="settle", forbid_unknown_fields=True):
    """The same, said by the facilitator."""

    console_only: ClassVar[bool] = True


Payload = Proposed | Replied | Merged | Settled


def name_pair(*items: str) -> str:
    """The two in an order that a day taken in elsewhere keeps: numbers in items by their size."""
    return "~".join(sorted(items, key=lambda item: (len(item), item)))
