"""One question on a scale: a column for each step, and the mean."""

from django.utils.translation import gettext as _

from pejl.analysis.ratings import Rating
from pejl.ui.colours import LEVELS
from pejl.ui.pictures.answers import Answers, count_answers, say_mean
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.scale_drawing import draw_columns
from pejl.ui.pictures.sizes import SIZES, Use
from pejl.ui.pictures.strip_drawing import draw_strips
from pejl.ui.pictures.strip_words import (
    count_steps,
    describe_strips,
    head_table,
    list_row,
    say_note,
)
from pejl.ui.pictures.strips import Strip


def draw_scale(
    answers: Answers,
    low_label: str,
    high_label: str,
    *,
    subject: str,
    colour: str = LEVELS[2],
    left_out: str = "",
    size: Use = "page",
) -> Picture:
    """`answers[i]` on step `i + 1` of a scale whose ends mean the two labels; or a rating, which is
    drawn as its mean."""
    strip = Strip(subject, answers, colour, "circle")
    steps = count_steps([strip])
    ends = (low_label, high_label)
    facts = {"subject": subject, "mean": say_mean(answers), "steps": steps}
    found = _("%(subject)s: mean %(mean)s out of %(steps)s") % facts
    return Picture(
        svg=draw_strips([strip], ends, SIZES[size])
        if isinstance(answers, Rating)
        else draw_columns(answers, ends, colour, SIZES[size]),
        title=found if count_answers(answers) else _("%(subject)s: no answers yet") % facts,
        alt=describe_strips([strip], ends),
        header=head_table(_("Question"), [strip]),
        rows=(list_row(strip, [strip]),),
        note=say_note([strip], left_out),
    )
