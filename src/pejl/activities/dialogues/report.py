"""The section of the plan: the network, both ends of each dialogue, and what to do first."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.dialogues.drawing import draw_found, list_wishes
from pejl.activities.dialogues.finding import Found, find_all
from pejl.activities.dialogues.rules import Config
from pejl.activities.dialogues.tallies import Result
from pejl.activities.dialogues.views import list_rest, make_ends, make_proposal
from pejl.activities.dialogues.words import (
    define_reciprocity,
    explain_proposals,
    say_apart,
    say_broken,
    say_reciprocity,
)
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph, Table
from pejl.ui.figures import to_figure


def report_dialogues(view: RoomView[Config, Result]) -> Sequence[Block]:
    if view.released.whole is None:
        return [Paragraph(view.released.reason)] if view.released.reason else []
    found = find_all(view.config, view.released)
    return [
        *report_network(view, found),
        *report_broken(view.config, found),
        *report_ends(found),
        *report_wishes(view),
    ]


def report_network(view: RoomView[Config, Result], found: Found) -> Iterator[Block]:
    picture = draw_found(view.config, view.released, found, "page")
    if picture is None:
        yield Paragraph(_("No dialogue was named by enough people of one group to be shown."))
        return
    yield Paragraph(
        _(
            "Each named up to %(n)d dialogues: how important they are and how well they work, from "
            "1 to 5. In the table the rows speak of the columns: importance / how well it works."
        )
        % {"n": view.config.most}
    )
    yield to_figure(picture)
    if said := say_reciprocity(view.released.whole):
        yield Paragraph(f"{said}. {define_reciprocity()}")


def report_broken(config: Config, found: Found) -> Iterator[Block]:
    yield Heading(_("Important, but does not work"))
    yield Paragraph(say_broken(len(found.broken)))
    if found.broken:
        proposals = [make_proposal(config, pair) for pair in found.broken]
        header = (_("Dialogue"), _("How well it works"), _("Proposal"))
        rows = tuple((one.name, one.works, one.said) for one in proposals)
        yield Table(_("Who could invite whom"), header, rows, (3, 3, 5))
        yield Paragraph(explain_proposals())


def report_ends(found: Found) -> Iterator[Block]:
    rows = tuple(
        (ends.name, f"{ends.one}: {ends.there}", f"{ends.other}: {ends.back}", ends.sight)
        for ends in map(make_ends, (*found.apart, *list_rest(found)))
    )
    if rows:
        yield Heading(_("Do both ends see the same dialogue?"))
        yield Paragraph(say_apart(len(found.apart)))
        header = (_("Dialogue"), _("The first says"), _("The other says"), _("Both ends"))
        yield Table(_("Each dialogue from both ends"), header, rows, (3, 4, 4, 3))


def report_wishes(view: RoomView[Config, Result]) -> Iterator[Block]:
    wishes = list_wishes(view.config, view.released)
    if wishes:
        yield Heading(_("What would make the dialogues better"))
        for name, texts in wishes:
            yield Heading(_("With %(name)s") % {"name": name}, 3)
            yield Bullets(texts, theirs=True)
