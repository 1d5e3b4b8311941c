"""How far the feedback on a route has come: sent, handed out, read, answered, did it help?"""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.feedback.tallies import Tally


class Mark(NamedTuple):
    """A step, taken on `done` routes `of` those where something was sent."""

    name: str
    done: int
    of: int

    @property
    def whole(self) -> bool:
        return self.done >= self.of


def mark_room(tallies: Sequence[Tally], *, handed_out: bool) -> tuple[Mark, ...]:
    """Of routes shown as one; nothing where nothing was sent."""
    wrote = [one for one in tallies if one.wrote]
    if not wrote:
        return ()
    return list_marks(
        len(wrote),
        len(wrote),
        len(wrote) if handed_out else 0,
        sum(one.heard for one in wrote),
        sum(bool(one.answers) for one in wrote),
        sum(one.helped is not None for one in wrote),
    )


def mark_inbox(tally: Tally) -> tuple[Mark, ...]:
    """To those who got it."""
    return list_marks(1, 1, 1, tally.heard, bool(tally.answers), tally.helped is not None)


def mark_back(tally: Tally, *, sent: bool, how: str) -> tuple[Mark, ...]:
    """To one who was asked: whether that one sent something, and what came of it."""
    return list_marks(1, sent, 1, tally.heard, bool(tally.answers), bool(how))


def list_marks(of: int, *done: int) -> tuple[Mark, ...]:
    names = (_("sent"), _("handed out"), _("read"), _("answered"), _("did it help?"))
    return tuple(Mark(name, int(n), of) for name, n in zip(names, done, strict=True))
