"""The plan that the day ends with: each activity's section, put together from the log."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pejl.days.models import Slot, SlotState, ThemeDay
from pejl.days.registry import find_activity
from pejl.people.case_library import find_picture
from pejl.people.look import make_letterhead
from pejl.surfaces.console import count_presence
from pejl.surfaces.screen import view_room
from pejl.ui.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Photo,
    Section,
    Table,
)


def write_plan(day: ThemeDay) -> Document:
    """The plan as it stands now; items that have not been closed are left out."""
    return Document(
        title=_("Plan: %(day)s") % {"day": day.title},
        subtitle=say_subtitle(day),
        language=translation.get_language() or "da",
        author=day.organisation.name,
        date=day.date or timezone.localdate(),
        sections=tuple(list_sections(day)),
        letterhead=make_letterhead(day.organisation),
    )


def say_subtitle(day: ThemeDay) -> str:
    parts = [day.organisation.name, date_format(day.date) if day.date else "", day.place]
    return " · ".join(part for part in parts if part)


def list_sections(day: ThemeDay) -> Iterator[Section]:
    yield Section(_("Purpose and agreement"), tuple(write_purpose(day)), "purpose")
    yield from list_chapters(day)
    yield Section(_("Who took part"), tuple(write_presence(day)), "presence")


def list_chapters(day: ThemeDay) -> Iterator[Section]:
    """Each item by itself, in the day's order; those of one chapter together, where the first of
    them stands."""
    chapters: dict[str, list[Slot]] = {}
    for slot in day.slots.filter(state=SlotState.CLOSED):
        slot.day = day
        chapter = str(find_activity(slot.activity).chapter)
        chapters.setdefault(chapter or f"item-{slot.id}", []).append(slot)
    for chapter, slots in chapters.items():
        reports = [(slot, report_item(slot)) for slot in slots]
        reports = [(slot, blocks) for slot, blocks in reports if blocks]
        if not reports:
            continue
        first = slots[0]
        key = f"item-{first.id}"
        if chapter == key:
            yield Section(first.title, reports[0][1], key, theirs=True)
        else:
            blocks = tuple(
                block for slot, found in reports for block in put_under(slot, chapter, found)
            )
            yield Section(chapter, blocks, key)


def report_item(slot: Slot) -> tuple[Block, ...]:
    activity = find_activity(slot.activity)
    view = view_room(slot)
    if activity.routes is not None and (last := find_last(slot)) is not None:
        view = replace(view, before=view_room(last))
    return tuple(fill_photo(slot.day, block) for block in activity.report(view))


def fill_photo(day: ThemeDay, block: Block) -> Block:
    if not isinstance(block, Photo):
        return block
    picture = find_picture(day.organisation, block.key)
    return replace(block, jpeg=bytes(picture.data) if picture else b"")


def find_last(slot: Slot) -> Slot | None:
    """The item of the same activity that was handed out last, on an earlier day."""
    day = slot.day
    found = Slot.objects.filter(
        activity=slot.activity,
        released_at__isnull=False,
        day__organisation=day.organisation_id,
        day__rehearsing=False,
        day__id__lt=day.id,
    )
    return found.select_related("day").order_by("-released_at", "-id").first()


def put_under(slot: Slot, chapter: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The item's heading, or its activity's where the item is called as the chapter is; its own
    headings under it."""
    alike = slot.title.strip().casefold() == chapter.casefold()
    name = str(find_activity(slot.activity).name)
    yield Heading(name) if alike else Heading(slot.title, theirs=True)
    for block in blocks:
        yield replace(block, level=3) if isinstance(block, Heading) else block


def write_purpose(day: ThemeDay) -> Iterator[Block]:
    agreement = day.agreement
    if agreement is None:
        yield Paragraph(_("The day had no development agreement as its ground."))
        return
    yield Paragraph(f"{agreement.title}. {agreement.purpose}".strip(), theirs=True)
    for area in agreement.focus_areas.prefetch_related("signs", "indicators"):
        yield Heading(f"{area.number}. {area.title}", theirs=True)
        if area.goal:
            yield Facts(((_("Goal"), area.goal),), (_("Goal"),))
        if signs := tuple(sign.text for sign in area.signs.all()):
            yield Bullets(signs, theirs=True)
        rows = tuple((row.text, row.now, row.target) for row in area.indicators.all())
        if rows:
            header = (_("Indicator"), _("Now"), _("Target"))
            caption = _("Indicators: %(area)s") % {"area": area.title}
            yield Table(caption, header, rows, (6, 1, 1), (0, 1, 2))


def write_presence(day: ThemeDay) -> Iterator[Block]:
    presence = count_presence(day)
    counts = {"n": presence["here"], "all": presence["invited"]}
    yield Paragraph(_("%(n)d of %(all)d invited leaders took part.") % counts)
    for title, key in ((_("Level"), "levels"), (_("Area"), "areas")):
        rows = tuple((name, str(here), str(all_)) for name, here, all_ in presence[key])
        if rows:
            yield Table(title, (title, _("Took part"), _("Invited")), rows, (4, 1, 1), (0,))
