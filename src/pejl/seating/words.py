"""Compositions in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.analysis.groups import NoLeader, NoRepeats, Rule, offer_tables
from pejl.days.composing import Outcome, Room
from pejl.days.grouping import find_kind
from pejl.days.models import Seating, Slot
from pejl.seating.counting import Counts

MOST_NAMED = 12


@dataclass(frozen=True)
class Line:
    """A sentence; `broken`: a rule is not kept; `named`: between whom."""

    text: str
    broken: bool = False
    named: tuple[str, ...] = ()


def say_counts(
    slot: Slot, counts: Counts, names: Mapping[int, str], titles: Mapping[int, str]
) -> list[Line]:
    """The sizes first, then each rule with whether it is kept."""
    kind = find_kind(slot)
    lines = [Line(say_sizes(counts))]
    if counts.unseated:
        text = ngettext(
            "%(n)d who is here has no seat yet.",
            "%(n)d who are here have no seat yet.",
            counts.unseated,
        )
        lines.append(Line(text % {"n": counts.unseated}, broken=True))
    if kind == Seating.NEW:
        lines.append(say_again(counts, names, titles))
    lines.append(say_leaders(slot, counts, names))
    if kind in (Seating.LEVEL, Seating.AREA):
        return [*lines, Line(say_pure(kind, counts))]
    return [*lines, *say_mixed(counts)]


def say_sizes(counts: Counts) -> str:
    low, high = min(counts.sizes, default=0), max(counts.sizes, default=0)
    n = len(counts.sizes)
    if low == high:
        text = ngettext(
            "%(n)d table with %(low)d people.", "%(n)d tables with %(low)d people each.", n
        )
    else:
        text = _("%(n)d tables with %(low)d to %(high)d people.")
    return text % {"n": n, "low": low, "high": high}


def say_again(counts: Counts, names: Mapping[int, str], titles: Mapping[int, str]) -> Line:
    if not counts.again:
        return Line(_("Nobody meets twice."))
    n = len(counts.again)
    text = ngettext("%(n)d pair meets more than once.", "%(n)d pairs meet more than once.", n) % {
        "n": n
    }
    named = [
        _("%(one)s and %(other)s also sit together in “%(title)s”")
        % {"one": names[one], "other": names[other], "title": titles[where[0]]}
        for (one, other), where in list(counts.again.items())[:MOST_NAMED]
    ]
    return Line(text, broken=True, named=tuple(named))


def say_leaders(slot: Slot, counts: Counts, names: Mapping[int, str]) -> Line:
    n = len(counts.with_leader)
    if not n:
        return Line(_("Nobody sits with their own leader."))
    text = ngettext("%(n)d sits with own leader.", "%(n)d sit with their own leader.", n) % {"n": n}
    named = [
        _("%(one)s with %(other)s") % {"one": names[one], "other": names[leader]}
        for one, leader in counts.with_leader[:MOST_NAMED]
    ]
    kept = slot.with_leader or find_kind(slot) == Seating.SAME
    return Line(text, broken=not kept, named=tuple(named))


def say_pure(kind: Seating, counts: Counts) -> str:
    said = {"n": counts.pure, "all": len(counts.sizes)}
    if kind == Seating.LEVEL:
        return _("%(n)d of %(all)d tables hold one level only.") % said
    return _("%(n)d of %(all)d tables hold one area only.") % said


def say_mixed(counts: Counts) -> Iterator[Line]:
    if counts.same_area[0]:
        text = ngettext(
            "%(n)d pair from the same area sits together.",
            "%(n)d pairs from the same area sit together.",
            counts.same_area[0],
        )
        yield Line(f"{text % {'n': counts.same_area[0]}} {say_bound(*counts.same_area)}")
    else:
        yield Line(_("Nobody sits with someone from their own area."))
    if counts.same_level[0]:
        text = ngettext(
            "%(n)d pair of the same level sits together.",
            "%(n)d pairs of the same level sit together.",
            counts.same_level[0],
        )
        yield Line(f"{text % {'n': counts.same_level[0]}} {say_bound(*counts.same_level)}")
    else:
        yield Line(_("Nobody sits with someone of their own level."))


def say_bound(found: int, fewest: int) -> str:
    if found == fewest:
        return _("It cannot be fewer.")
    return _("By the numbers alone it could not be fewer than %(n)d.") % {"n": fewest}


def say_rule(rule: Rule) -> str:
    if isinstance(rule, NoRepeats):
        return _("nobody meets twice")
    if isinstance(rule, NoLeader):
        return _("nobody sits with their own leader")
    return _("the locked tables stay as they are")


def say_fault(outcome: Outcome) -> str:
    """Why a proposal is not as it was to be; empty when it is."""
    if outcome.full:
        return _(
            "The tables in “%(title)s” have no room for all who are here. Unlock a table, or use "
            "more tables."
        ) % {"title": outcome.full.title}
    if not outcome.given_up:
        return ""
    rules = _(" and ").join(dict.fromkeys(say_rule(rule) for rule in outcome.given_up))
    if outcome.proved:
        text = _("This cannot be held at the same time: %(rules)s.")
    else:
        text = _("We found no groups where this holds: %(rules)s.")
    if not outcome.tables:
        return text % {"rules": rules} + " " + _("Nothing has been changed.")
    return text % {"rules": rules} + " " + _("The groups break it as little as can be.")


def say_offer(room: Room, slots: list[Slot]) -> str:
    """A number of tables that gives new groups without repeats for sure, near the one chosen;
    empty where the one chosen does, or none near it."""
    if len(slots) < 2:
        return ""
    chosen = slots[0].tables or room.day.tables
    present = max(room.count_present(slot) for slot in slots)
    sure = offer_tables(present, len(slots), 2, present)
    near = [tables for tables in sure if abs(tables - chosen) <= 3]
    if chosen in sure or not near:
        return ""
    best = min(near, key=lambda tables: (abs(tables - chosen), tables))
    return _(
        "%(n)d tables instead of %(chosen)d give %(rounds)d rounds where nobody meets twice, for "
        "sure."
    ) % {"n": best, "chosen": chosen, "rounds": len(slots)}
