"""One question on a scale: a column for each step, and the mean."""

from django.utils.translation import gettext as _

from pejl.ui.colours import LEVELS
from pejl.ui.pictures.answers import Counts, say_mean
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.scale_drawing import draw_columns
from pejl.ui.pictures.sizes import SIZES, Use
from pejl.ui.pictures.strip_words import describe_strips, head_table, list_row, say_note
from pejl.ui.pictures.strips import Strip


def draw_scale(
    counts: Counts,
    low_label: str,
    high_label: str,
    *,
    subject: str,
    colour: str = LEVELS[2],
    left_out: str = "",
    size: Use = "page",
) -> Picture:
    """`counts[i]` answers on step `i + 1` of a scale whose ends mean the two labels."""
    strip = Strip(subject, counts, colour, "circle")
    ends = (low_label, high_label)
    facts = {"subject": subject, "mean": say_mean(counts), "steps": len(counts)}
    found = _("%(subject)s: mean %(mean)s out of %(steps)s") % facts
    return Picture(
        svg=draw_columns(counts, ends, colour, SIZES[size]),
        title=found if sum(counts) else _("%(subject)s: no answers yet") % facts,
        alt=describe_strips([strip], ends),
        header=head_table(_("Question"), len(counts)),
        rows=(list_row(strip, len(counts)),),
        note=say_note([strip], left_out),
    )
