"""What comes after the handing out, on a route: heard, answered theme by theme, helped. Pure.

The receivers answer as a group: any of them may write it anew, and the log keeps each.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from pejl.days.entries import Refused
from pejl.days.places import SMALLEST

LONGEST = 400
MOST_THEMES = 4
MOST_FOUND = 8
HOW = ("yes", "partly", "no")


class Heard(Struct, frozen=True, tag_field="kind", tag="heard", forbid_unknown_fields=True):
    """The receivers have read it. Its item is "<route>.heard"."""

    shared: ClassVar[bool] = True
    afterwards: ClassVar[bool] = True
    route: Annotated[str, Meta(max_length=20)]


class Answer(Struct, frozen=True, tag_field="kind", tag="answer", forbid_unknown_fields=True):
    """What the receivers answer to a prompt's texts: they have heard it, they do something, or they
    do not, because. Its item is "<route>.<prompt>"; any of them may write it anew. `public`: the
    whole room may see it, else those who gave. Without a stance it is taken back.

    Where a prompt's texts fall into themes, `theme` is the theme's number from 1, in the item too,
    and `label` its words. `step`: what they do is to be a next step, which all may see."""

    words: ClassVar[bool] = True
    shared: ClassVar[bool] = True
    afterwards: ClassVar[bool] = True
    route: Annotated[str, Meta(max_length=20)]
    prompt: Annotated[int, Meta(ge=0, lt=MOST_THEMES)]
    stance: Literal["", "heard", "do", "wont"] = ""
    text: Annotated[str, Meta(max_length=4000)] = ""
    public: Literal["", "1"] = ""
    theme: Annotated[int, Meta(ge=0, le=MOST_FOUND)] = 0
    label: Annotated[str, Meta(max_length=60)] = ""
    step: Literal["", "1"] = ""

    @property
    def blank(self) -> bool:
        return not self.stance

    @property
    def is_step(self) -> bool:
        return self.stance == "do" and bool(self.step)

    @property
    def is_open(self) -> bool:
        """All may see it."""
        return bool(self.public) or self.is_step


class Helped(Struct, frozen=True, tag_field="kind", tag="helped", forbid_unknown_fields=True):
    """Whether the answer helped, by one who gave. Its item is "<route>.helped"."""

    afterwards: ClassVar[bool] = True
    route: Annotated[str, Meta(max_length=20)]
    how: Literal["yes", "partly", "no"]


def check_answer(answer: Answer, themes: int) -> None:
    """Raises Refused with a code: unknown, long, because, what."""
    if answer.prompt >= themes or bool(answer.theme) != bool(answer.label):
        raise Refused("unknown")
    if len(answer.text) > LONGEST:
        raise Refused("long", "text")
    if answer.stance == "wont" and not answer.text:
        raise Refused("because", "text")
    if answer.stance == "do" and not answer.text:
        raise Refused("what", "text")


def name_reply(reply: Heard | Answer | Helped) -> str:
    """The item that it has to bear."""
    if isinstance(reply, Answer):
        theme = f".{reply.theme}" if reply.theme else ""
        return f"{reply.route}.{reply.prompt}{theme}"
    return f"{reply.route}.{reply.__struct_config__.tag}"


def count_helped(helped: Sequence[str]) -> tuple[int, int, int] | None:
    """How many said yes, partly and no, five at a time, so that nobody can watch one come in."""
    counted = helped[: len(helped) // SMALLEST * SMALLEST]
    if not counted:
        return None
    counts = Counter(counted)
    return counts["yes"], counts["partly"], counts["no"]
