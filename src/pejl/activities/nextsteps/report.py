"""The next steps' section of the plan: what was agreed, how it is followed up, who has not answered
yet, and how the steps spread."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pejl.activities.nextsteps.config import Config, read_date
from pejl.activities.nextsteps.rules import list_bare, list_offered
from pejl.activities.nextsteps.spread import draw_spreads, say_spread
from pejl.activities.nextsteps.states import State
from pejl.activities.nextsteps.summing import NextStep, Result
from pejl.activities.nextsteps.views import say_finding
from pejl.activities.nextsteps.words import name_climb, say_source
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph, Table
from pejl.ui.figures import to_figure

NONE = "–"


def report_steps(view: RoomView[Config, Result]) -> Sequence[Block]:
    config, result = view.config, view.released.whole or Result()
    if not result.steps:
        return [
            Paragraph(_("No next steps were agreed.")),
            *list_missing(config, result),
            *list_unowned(config, result),
        ]
    agreed = sorted((one for one in result.steps if one.state != State.DECLINED), key=order_step)
    return [
        Paragraph(say_finding(result)),
        *list_agreed(config, agreed),
        *list_declined(result),
        *list_unowned(config, result),
        *list_missing(config, result),
        *list_spread(config, result),
    ]


def order_step(step: NextStep) -> str:
    return step.by or "9999"


def list_agreed(config: Config, steps: Sequence[NextStep]) -> Iterator[Block]:
    if not steps:
        return
    titles = {area.id: area.title for area in config.focus_areas}
    header = (_("What"), _("Focus area"), _("Owner"), _("With"), _("By"), _("Support"))
    rows = tuple(
        (
            say_step(step),
            titles.get(step.focus or 0, NONE),
            say_owner(step),
            ", ".join(step.partners) or NONE,
            say_date(step.by),
            say_support(step),
        )
        for step in steps
    )
    yield Table(_("Next steps"), header, rows, (5, 3, 3, 3, 2, 3), (0, 1))
    yield from list_follow_up(config, steps)
    yield from list_awaited(steps)


def list_follow_up(config: Config, steps: Sequence[NextStep]) -> Iterator[Block]:
    yield Heading(_("How we follow up"))
    yield Paragraph(
        _(
            "The owner is asked how it goes. Two reminders, then one step up the chain, never "
            "further than agreed."
        )
    )
    header = (_("What"), _("First small step"), _("The owner is asked"), _("Told if no answer"))
    rows = tuple(
        (step.what, say_first(step), say_check_ins(config, step), name_climb(step.climb))
        for step in steps
    )
    yield Table(_("Follow-up"), header, rows, (5, 4, 4, 3), (0,))


def say_step(step: NextStep) -> str:
    """What is to be done, and what it comes from."""
    said = []
    if traces := " · ".join(say_source(source) for source in step.sources):
        said.append(_("Comes from: %(traces)s.") % {"traces": traces})
    if merged := "; ".join(f"“{one.what}” ({one.owner})" for one in step.merged):
        said.append(_("Put together with %(others)s.") % {"others": merged})
    return " ".join([f"{step.what.rstrip('.')}.", *said]) if said else step.what


def say_date(text: str) -> str:
    found = read_date(text)
    return date_format(found) if found else NONE


def say_first(step: NextStep) -> str:
    if not step.first:
        return NONE
    facts = {"first": step.first.rstrip("."), "by": say_date(step.first_by)}
    return _("%(first)s, by %(by)s") % facts if step.first_by else step.first


def say_check_ins(config: Config, step: NextStep) -> str:
    """The weeks and their dates, as in "2 uger: 10. december 2026"."""
    days = step.list_check_ins(config.first_day)
    said = [_("%(n)d weeks") % {"n": week} for week in step.weeks]
    if not days:
        return ", ".join(said)
    return ", ".join(f"{week}: {date_format(day)}" for week, day in zip(said, days, strict=True))


def say_support(step: NextStep) -> str:
    if not step.support:
        return NONE
    if step.supported == "accepted":
        return _("%(name)s promises: %(promise)s") % {"name": step.support, "promise": step.promise}
    if step.supported == "declined":
        return _("%(name)s said no") % {"name": step.support}
    return _("%(name)s (has not answered yet)") % {"name": step.support}


def say_owner(step: NextStep) -> str:
    if step.state == State.WAITING:
        return _("%(name)s (has not answered yet)") % {"name": step.owner}
    return step.owner


def list_awaited(steps: Sequence[NextStep]) -> Iterator[Block]:
    """Who has answered neither yes nor no, and is asked again after the day."""
    waiting = [(step, step.list_awaited()) for step in steps]
    rows = tuple((", ".join(names), step.what) for step, names in waiting if names)
    if rows:
        yield Heading(_("Still to be answered"))
        yield Paragraph(_("They can say yes or no after the day, from a link in a mail."))
        yield Table(_("Still to be answered"), (_("Who"), _("What")), rows, (3, 7), (1,))


def list_declined(result: Result) -> Iterator[Block]:
    said = [step for step in result.steps if step.state == State.DECLINED]
    if said:
        yield Heading(_("Proposed, but not agreed"))
        yield Bullets(tuple(say_declined(step) for step in said))


def say_declined(step: NextStep) -> str:
    facts = {"what": step.what, "name": step.owner, "reason": step.reason}
    return _("%(what)s. %(name)s said no: %(reason)s") % facts


def list_unowned(config: Config, result: Result) -> Iterator[Block]:
    """What was answered to feedback and has no owner, also when it came after the item."""
    rows = tuple(
        (one.what, f"{one.by} → {one.to}", one.source) for one in list_offered(config, result)
    )
    if rows:
        header = (_("What"), _("The answer"), _("Item"))
        title = _("Answered to feedback, and still without an owner")
        yield Table(title, header, rows, (6, 4, 3), (0, 2))


def list_missing(config: Config, result: Result) -> Iterator[Block]:
    if bare := list_bare(config, result):
        yield Heading(_("Priorities without a next step"))
        yield Bullets(tuple(one.text for one in bare), theirs=True)


def list_spread(config: Config, result: Result) -> Iterator[Block]:
    pictures = draw_spreads(config, result, "page")
    if pictures:
        yield Heading(_("How the next steps spread"))
        if said := say_spread(config, result):
            yield Paragraph(said)
        for picture in pictures:
            yield to_figure(picture)
