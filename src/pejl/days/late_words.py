"""What is said when a day runs late: the proposals with their costs, and what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.analysis.timetable import Kind, Way
from pejl.days.late import Rest, find_catches
from pejl.days.models import Slot, ThemeDay
from pejl.days.timing import put_clock
from pejl.ui.templatetags.ui import clock


def say_change(day: ThemeDay) -> list[str]:
    """What phones and the screen are told of the last change, while the room is at the item in
    which it was made, or at the next."""
    if day.change is None or day.current_id not in day.change["slots"] or day.ended_at:
        return []
    titles = dict(day.slots.values_list("id", "title"))
    return [
        put_change(kind) % {"title": titles.get(id_, ""), "time": clock(put_clock(minute))}
        for id_, kind, minute in day.change["told"]
        if id_ in titles or not id_
    ]


def put_change(kind: str) -> str:
    return {
        "ends": _("“%(title)s” is over at %(time)s."),
        "begins": _("“%(title)s” begins at %(time)s."),
        "skipped": _("“%(title)s” is skipped."),
        "over": _("The day is over at %(time)s."),
    }[kind]


@dataclass(frozen=True)
class Proposal:
    """`token` takes it; `text` says what is done and `costs` who loses what."""

    token: str
    text: str
    costs: tuple[str, ...]


def list_proposals(day: ThemeDay, slots: Sequence[Slot]) -> list[Proposal]:
    rest, catches = find_catches(day, slots)
    if rest is None:
        return []
    return [
        Proposal(catch.token, name_way(rest, catch.way), cost_way(rest, catch.way))
        for catch in catches
    ]


def name_way(rest: Rest, way: Way) -> str:
    if way.kind == Kind.SHARE:
        return _("Take a little of everything")
    text = join_words([*name_skipped(rest, way), *name_moved(rest, way), *name_cut(rest, way)])
    if way.kind == Kind.LATER or not text:
        return _("Keep everything, and end at %(time)s") % {
            "time": clock(put_clock(way.programme.ends))
        }
    return text[:1].upper() + text[1:]


def name_skipped(rest: Rest, way: Way) -> list[str]:
    pairs = zip(rest.slots, way.programme.placed, strict=True)
    return [_("skip “%(title)s”") % {"title": slot.title} for slot, one in pairs if not one.minutes]


def name_moved(rest: Rest, way: Way) -> list[str]:
    """The fixed points that are not kept."""
    rows = zip(rest.slots, rest.items, way.programme.placed, strict=True)
    return [
        _("let “%(title)s” begin at %(time)s")
        % {"title": slot.title, "time": clock(put_clock(one.start))}
        for slot, item, one in rows
        if item.starts is not None and one.minutes and one.start > item.starts
    ]


def name_cut(rest: Rest, way: Way) -> list[str]:
    cut = list_cut(rest, way)
    if way.kind == Kind.MOVE or len(cut) > MOST_NAMED:
        return [_("shorten %(n)d items") % {"n": len(cut)}] if cut else []
    return [
        _("shorten “%(title)s” by %(cut)d") % {"title": slot.title, "cut": was - minutes}
        for slot, was, minutes in cut
    ]


MOST_NAMED = 3


def list_cut(rest: Rest, way: Way) -> list[tuple[Slot, int, int]]:
    """The items that get shorter, with their minutes before and after."""
    rows = zip(rest.slots, rest.items, way.programme.placed, strict=True)
    return [
        (slot, item.wished, one.minutes)
        for slot, item, one in rows
        if 0 < one.minutes < item.wished
    ]


def join_words(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def cost_way(rest: Rest, way: Way) -> tuple[str, ...]:
    cut = list_cut(rest, way)
    most = max((was - minutes for _slot, was, minutes in cut), default=0)
    some = ngettext(
        "%(n)d items get a minute less each.", "%(n)d items get 1 to %(most)d minutes less.", most
    ) % {"n": len(cut), "most": most}
    costs = [
        _("“%(title)s” gets %(n)d of %(wished)d min.")
        % {"title": slot.title, "n": minutes, "wished": was}
        for slot, was, minutes in cut
    ]
    costs = [some] if len(cut) > MOST_NAMED else costs
    if name_skipped(rest, way):
        costs.append(_("What it was for is not done today."))
    later = way.programme.ends - rest.end
    ends = {"n": later, "time": clock(put_clock(way.programme.ends))}
    if later > 0:
        costs.append(_("The day ends %(n)d min. later, at %(time)s.") % ends)
    else:
        costs.append(_("The day ends at %(time)s.") % ends)
    return tuple(costs)
