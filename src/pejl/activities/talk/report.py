"""The talk's section of the plan: the points, and the questions with who still waits."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.talk.rules import Asked, Config, Result
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph, Table


def report_talk(view: RoomView[Config, Result]) -> Sequence[Block]:
    points = view.config.key_points
    result = view.released.whole or Result()
    blocks: list[Block] = [Bullets(points, theirs=True)] if points else []
    if not result.questions:
        return blocks
    return [
        *blocks,
        Heading(_("Questions from the room")),
        Paragraph(say_owed(result)),
        tabulate(result.questions),
    ]


def say_owed(result: Result) -> str:
    """Whether someone still owes the room an answer."""
    owed = len(result.unanswered)
    if not owed:
        return _("All questions were answered on the day.")
    return ngettext(
        "One question was not answered on the day. Someone owes the room an answer.",
        "%(n)d questions were not answered on the day. Someone owes the room an answer.",
        owed,
    ) % {"n": owed}


def tabulate(questions: Sequence[Asked]) -> Table:
    return Table(
        _("Questions from the room, by votes"),
        (_("Question"), _("Votes"), _("Answered")),
        tuple((say_question(one), str(one.votes), say_answered(one)) for one in questions),
        (6, 1, 2),
        (0,),
    )


def say_question(question: Asked) -> str:
    return f"{question.text} ({question.who})" if question.who else question.text


def say_answered(question: Asked) -> str:
    return _("on the day") if question.answered else _("still to be answered")
