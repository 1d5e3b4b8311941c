"""The wording's section of the plan: what the room can sign, and what it could not."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.wording.rules import Config, Result, Wording, is_enough
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph, Quotes


def report_wordings(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole or Result()
    return [block for wording in result.written for block in report_wording(view.config, wording)]


def report_wording(config: Config, wording: Wording) -> Iterator[Block]:
    if wording.focus.title:
        yield Heading(wording.focus.title, theirs=True)
    yield Quotes(((wording.text, ""),))
    yield Paragraph(say_signed(config, wording))
    if wording.reasons:
        yield Heading(_("Not all could sign this"), 3 if wording.focus.title else 2)
        yield Bullets(wording.reasons, theirs=True)


def say_signed(config: Config, wording: Wording) -> str:
    """Who can sign in figures, and how often the text was revised."""
    revised = wording.version - 1
    times = ngettext("Revised once.", "Revised %(n)d times.", revised) % {"n": revised}
    return " ".join([*say_stands(config, wording), *([times] if revised else [])])


def say_stands(config: Config, wording: Wording) -> Iterator[str]:
    if not wording.counted:
        yield _("Too few answered to say how many can sign.")
        return
    yield _(
        "%(signed)d of %(of)d can sign, %(live_with)d can live with it, and %(cannot)d cannot."
    ) % {
        "signed": wording.signed,
        "of": wording.answered,
        "live_with": wording.live_with,
        "cannot": wording.cannot,
    }
    if not is_enough(config, wording):
        yield _("The aim was that %(n)d per cent could.") % {"n": config.enough}
