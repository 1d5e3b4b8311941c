"""The facilitator's script: item by item what to say, what phones show and what is needed."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.days.clock import Timed, time_programme
from pejl.days.models import Slot, ThemeDay
from pejl.days.registry import find_activity
from pejl.days.template import Script, find_script
from pejl.days.tracks import list_tracks
from pejl.documents.plan import say_subtitle
from pejl.people.look import make_letterhead
from pejl.surfaces.promise import put_promise
from pejl.ui.blocks import Block, Bullets, Document, Facts, Heading, Paragraph, Section
from pejl.ui.templatetags.ui import clock


def write_script(day: ThemeDay) -> Document:
    """As the day is planned now; items that are skipped are left out."""
    planned = [one for one in time_programme(day) if one.minutes]
    scripts = [find_script(one.slot.activity, one.slot.script) for one in planned]
    before = Section(_("Before you begin"), tuple(prepare(day, planned, scripts)), "before")
    items = (
        Section(
            entitle(one),
            tuple(write_item(one, script, planned)),
            f"item-{one.slot.id}",
            theirs=True,
        )
        for one, script in zip(planned, scripts, strict=True)
    )
    return Document(
        title=_("The facilitator’s script: %(day)s") % {"day": day.title},
        subtitle=say_subtitle(day),
        language=translation.get_language() or "da",
        author=day.organisation.name,
        date=day.date or timezone.localdate(),
        sections=(before, *items),
        letterhead=make_letterhead(day.organisation),
    )


def prepare(day: ThemeDay, planned: list[Timed], scripts: list[Script]) -> Iterator[Block]:
    if not planned:
        yield Paragraph(_("There are no items in the programme yet."))
        return
    people = day.attendances.count()
    invited = ngettext("%(n)d leader", "%(n)d leaders", people) % {"n": people}
    facts = (
        (_("Time"), say_span(planned[0], find_last(planned))),
        (_("Place"), day.place),
        (_("Invited"), invited),
        (_("Tables"), str(day.tables)),
        (_("Code"), day.code),
    )
    yield Facts(tuple((term, said) for term, said in facts if said))
    yield Heading(_("What has to be ready"))
    usual = (
        _("A laptop for the console, and a projector or a screen for the room"),
        _("QR cards, or the code on the screen"),
        _("Net that carries everyone’s phones"),
    )
    yield Bullets((*usual, *list_needs(scripts)))


def list_needs(scripts: Iterable[Script]) -> list[str]:
    """All that is to be at hand, each once, in the order in which it is needed."""
    return list(dict.fromkeys(need for script in scripts for need in script.table))


def entitle(timed: Timed) -> str:
    return f"{say_span(timed, timed)} · {timed.slot.title}"


def say_span(first: Timed, last: Timed) -> str:
    return f"{clock(first.start)}–{clock(last.end)}"


def find_last(planned: Sequence[Timed]) -> Timed:
    """The one that ends last of those that begin last."""
    last = [one for one in planned if one.start == planned[-1].start]
    return max(last, key=lambda one: one.minutes)


def write_item(timed: Timed, script: Script, planned: Sequence[Timed]) -> Iterator[Block]:
    slot = timed.slot
    activity = find_activity(slot.activity)
    promise, _details = put_promise(slot, activity)
    kind = f"{activity.name}, {slot.form}" if slot.form else str(activity.name)
    minutes = ngettext("%(n)d minute", "%(n)d minutes", timed.minutes) % {"n": timed.minutes}
    facts = (
        (_("Item"), f"{kind}, {minutes}"),
        *say_beside(timed, planned),
        (_("I say"), script.says),
        (_("The text"), slot.text),
        (_("The phones show"), script.phones),
        (_("The promise"), promise),
        (_("On the table"), "\n".join(script.table)),
    )
    written = (_("The text"), _("At the same time"))
    yield Facts(tuple((term, said) for term, said in facts if said), written)


def say_beside(timed: Timed, planned: Sequence[Timed]) -> Iterator[tuple[str, str]]:
    """What runs at the same time, and whom this one is for."""
    tracks = list_tracks(timed.slot, [one.slot for one in planned])
    others = [one for one in tracks if one.id != timed.slot.id]
    if others:
        yield _("At the same time"), "\n".join(one.title for one in others)
        yield _("For"), say_people(timed.slot, tracks)


def say_people(slot: Slot, tracks: Sequence[Slot]) -> str:
    organisation = slot.day.organisation
    levels = organisation.levels.filter(id__in=slot.for_levels)
    areas = organisation.areas.filter(id__in=slot.for_areas)
    named = [row.name for rows in (levels, areas) for row in rows]
    if named:
        return ", ".join(named)
    free = [one for one in tracks if not one.for_levels and not one.for_areas]
    if len(free) == 1:
        return _("All others")
    return _("Those who choose it on the phone")
