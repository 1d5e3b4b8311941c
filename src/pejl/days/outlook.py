"""How a programme would go: its times, what does not fit, and the nearest programmes that would."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.analysis.timetable import Air, Clash, Item, Kind, Programme, Way, find_nearest
from pejl.days.models import Keeping, Slot, ThemeDay
from pejl.days.programme import Row, number_form
from pejl.days.timing import count_minutes, find_end, list_items, plan_day, put_clock
from pejl.ui.templatetags.ui import clock

WIDTH = 1000  # of the picture of the day


@dataclass(frozen=True)
class Mark:
    """A block in the picture of the day: `x` and `width` of WIDTH, `lane` 0 or, for parallel
    items, below; `kind`: its form's number, 0 for others."""

    title: str
    start: time
    minutes: int
    wished: int
    least: int
    x: int
    width: int
    lane: int
    kind: int
    fixed: bool


@dataclass(frozen=True)
class Offer:
    """A way out: `key` names it, `text` says what it does and `costs` what else comes of it."""

    key: str
    text: str
    costs: tuple[str, ...]


@dataclass(frozen=True)
class Outlook:
    marks: tuple[Mark, ...]
    lanes: int
    ends: time | None
    clashes: tuple[str, ...]
    notes: tuple[str, ...]
    offers: tuple[Offer, ...]


def look_ahead(day: ThemeDay, slots: Sequence[Slot]) -> Outlook:
    programme = plan_day(day, slots)
    items = list_items(day, slots)
    start = count_minutes(day.starts_at)
    marks = draw_marks(items, slots, programme, start)
    return Outlook(
        marks=marks,
        lanes=max((mark.lane for mark in marks), default=0) + 1,
        ends=put_clock(programme.ends) if slots else None,
        clashes=tuple(say_clash(clash, slots) for clash in programme.clashes),
        notes=tuple(say_notes(day, slots, programme)),
        offers=tuple(
            say_way(way, items, slots, find_end(day))
            for way in find_nearest(items, start, find_end(day))
        ),
    )


def place_at(at: int, start: int, ends: int) -> int:
    return (at - start) * WIDTH // max(ends - start, 1)


def draw_marks(
    items: Sequence[Item], slots: Sequence[Slot], programme: Programme, start: int
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for item, slot, one in zip(items, slots, programme.placed, strict=True):
        lane = marks[-1].lane + 1 if item.beside and marks else 0
        x = place_at(one.start, start, programme.ends)
        marks.append(
            Mark(
                title=slot.title,
                start=put_clock(one.start),
                minutes=one.minutes,
                wished=slot.minutes,
                least=item.least,
                x=x,
                width=place_at(one.start + one.minutes, start, programme.ends) - x,
                lane=lane,
                kind=number_form(slot.form),
                fixed=slot.fixed_at is not None and not item.beside,
            )
        )
    return tuple(marks)


def say_minutes(count: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", count) % {"n": count}


def name_point(key: int | None, slots: Sequence[Slot]) -> str:
    return _("the end") if key is None else f"“{slots[key].title}”"


def say_clash(clash: Clash, slots: Sequence[Slot]) -> str:
    said = {
        "point": name_point(clash.key, slots),
        "due": clock(put_clock(clash.due)),
        "minutes": say_minutes(clash.missing),
    }
    return (
        _("%(due)s for %(point)s cannot be kept: what comes before takes %(minutes)s too many.")
        % said
    )


def say_notes(day: ThemeDay, slots: Sequence[Slot], programme: Programme) -> list[str]:
    """What is otherwise than wished: air, and what is skipped."""
    skipped = [
        _("“%(title)s” is skipped: there is no time for it.") % {"title": slot.title}
        for slot, one in zip(slots, programme.placed, strict=True)
        if not one.minutes
    ]
    return [*skipped, *(say_air(air, slots) for air in programme.air)]


def say_air(air: Air, slots: Sequence[Slot]) -> str:
    said = {"minutes": say_minutes(air.minutes), "point": name_point(air.key, slots)}
    return _("%(minutes)s of air before %(point)s.") % said


def say_way(way: Way, items: Sequence[Item], slots: Sequence[Slot], end: int | None) -> Offer:
    """What it changes of the programme, and then every item's loss."""
    changes = [
        said
        for was, now, slot in zip(items, way.items, slots, strict=True)
        if (said := say_change(way.kind, was, now, slot))
    ]
    if way.kind == Kind.CUT and len(changes) > 1:
        changes = [_("Cut %(n)d items below their least.") % {"n": len(changes)}]
    if way.kind == Kind.MOVE and way.end is not None and way.end != end:
        changes.append(_("End at %(time)s.") % {"time": clock(put_clock(way.end))})
    costs = [
        _("“%(title)s” gets %(n)d of %(wished)d min.")
        % {"title": slot.title, "n": one.minutes, "wished": slot.minutes}
        for slot, one in zip(slots, way.programme.placed, strict=True)
        if one.minutes and one.minutes != slot.minutes
    ]
    return Offer(way.kind, " ".join(changes), tuple(costs))


def say_change(kind: Kind, was: Item, now: Item, slot: Slot) -> str:
    said = {"title": slot.title, "least": now.least, "was": was.least}
    if kind == Kind.MOVE and now.starts != was.starts and now.starts is not None:
        return _("Move “%(title)s” to %(time)s.") % {
            "title": slot.title,
            "time": clock(put_clock(now.starts)),
        }
    if kind == Kind.SKIP and now.optional and not was.optional:
        return _("Skip “%(title)s”.") % said
    if kind == Kind.CUT and now.least != was.least:
        return _("Let “%(title)s” go down to %(least)d minutes, below its %(was)d.") % said
    return ""


def take_offer(day: ThemeDay, slots: Sequence[Slot], rows: Sequence[Row], key: str) -> list[Row]:
    """The rows with that way taken, and the day's end moved where it moves that. Unchanged when
    there is no such way."""
    items = list_items(day, slots)
    ways = find_nearest(items, count_minutes(day.starts_at), find_end(day))
    way = next((one for one in ways if one.kind == key), None)
    if way is None:
        return list(rows)
    if way.end is not None:
        day.ends_at = put_clock(way.end)
    return [change_row(row, was, now) for row, was, now in zip(rows, items, way.items, strict=True)]


def change_row(row: Row, was: Item, now: Item) -> Row:
    if now.starts is not None and now.starts != was.starts:
        return replace(row, fixed_at=put_clock(now.starts))
    if now.optional and not was.optional:
        return replace(row, keeping=Keeping.SKIP)
    return replace(row, least=now.least) if now.least != was.least else row
