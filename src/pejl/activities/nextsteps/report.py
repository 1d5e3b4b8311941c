"""The next steps' section of the plan."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pejl.activities.nextsteps.rules import Config, NextStep, Result, list_offered, read_date
from pejl.activities.nextsteps.views import count_accepted, say_finding
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Paragraph, Table


def report_steps(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole or Result()
    offered = list_unowned(view.config, result)
    if not result.steps:
        return [Paragraph(_("No next steps were agreed.")), *offered]
    titles = {area.id: area.title for area in view.config.focus_areas}
    header = (_("What"), _("Focus area"), _("Owner"), _("With"), _("By"), _("Support"))
    rows = tuple(make_row(step, titles) for step in sorted(result.steps, key=order_step))
    table = Table(_("Next steps"), header, rows, (5, 3, 3, 3, 2, 3))
    return [Paragraph(say_finding(len(result.steps), count_accepted(result))), table, *offered]


def list_unowned(config: Config, result: Result) -> Sequence[Block]:
    """What was answered to feedback and has no owner, also when it came after the item."""
    offered = list_offered(config, result)
    if not offered:
        return []
    rows = tuple((one.what, f"{one.by} → {one.to}", one.source) for one in offered)
    header = (_("What"), _("Answered"), _("Item"))
    return [Table(_("Answered to feedback, and still without an owner"), header, rows, (6, 4, 3))]


def order_step(step: NextStep) -> tuple[bool, str]:
    return (step.state == "declined", step.by or "9999")


def make_row(step: NextStep, titles: dict[int, str]) -> tuple[str, ...]:
    by = read_date(step.by)
    return (
        say_trace(step),
        titles.get(step.focus or 0, ""),
        say_owner(step),
        ", ".join(step.partners),
        date_format(by) if by else "",
        say_support(step),
    )


def say_support(step: NextStep) -> str:
    return f"{step.support}: {step.promise}" if step.promise else step.support


def say_trace(step: NextStep) -> str:
    """What was agreed around the step: its first small step, and what it comes from."""
    facts = [_("First, within a fortnight: %(first)s.") % {"first": step.first.rstrip(".")}]
    said = facts if step.first else []
    if step.source:
        where = {"where": step.source.where, "text": step.source.text.rstrip(".")}
        said.append(_("Comes from “%(text)s” (%(where)s).") % where)
    return " ".join([step.what, *said]) if said else step.what


def say_owner(step: NextStep) -> str:
    if step.state == "waiting":
        return _("%(name)s (has not answered yet)") % {"name": step.owner}
    if step.state == "declined":
        return _("%(name)s said no: %(reason)s") % {"name": step.owner, "reason": step.reason}
    return step.owner
