"""What a prioritising says of itself."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.prioritising.fairness import Chosen, Missing
from pejl.activities.prioritising.results import Result, Total, find_share, list_top
from pejl.activities.prioritising.rules import Config, Item, Unit
from pejl.days.contract import Part, Released

MOST_GROUPS = 2


def say_amount(amount: int, unit: Unit) -> str:
    """Never broken between the number and what it counts."""
    return count_units(amount, unit).replace(" ", "\N{NO-BREAK SPACE}")


def count_units(amount: int, unit: Unit) -> str:
    number = number_format(amount, use_l10n=True, force_grouping=True)
    if unit == "kroner":
        return _("%(n)s kr.") % {"n": number}
    if unit == "days":
        return ngettext("%(n)s day", "%(n)s days", amount) % {"n": number}
    return number


def say_task(config: Config) -> str:
    """What each is asked to do."""
    if config.way == "approval":
        return _("Choose all that you think we should do.")
    if config.way == "ranking":
        return _("Give the %(n)d most important their places: 1 is the most important.") % {
            "n": config.places
        }
    if config.way == "pairs":
        return _("Which of the two matters most?")
    if config.way == "effect":
        return _("How much would it give, and how much does it take?")
    said = _("You have %(points)d points. Give at most %(one)d to one.") % {
        "points": config.points,
        "one": config.most_on_one,
    }
    if config.way == "points":
        return said
    capacity = say_amount(config.capacity, config.unit)
    return said + " " + _("There is room for %(capacity)s in all.") % {"capacity": capacity}


def say_method(config: Config) -> str:
    """How the plan explains the way that was used."""
    facts = {"points": config.points, "one": config.most_on_one, "places": config.places}
    return {
        "points": _("Each had %(points)d points, and could give at most %(one)d of them to one."),
        "approval": _("Each chose all that they thought we should do."),
        "ranking": _(
            "Each gave the %(places)d most important their places. First place counts "
            "%(places)d points, the next one less."
        ),
        "pairs": _(
            "Each chose between two at a time. What wins against strong ones stands higher "
            "(Bradley-Terry)."
        ),
        "effect": _(
            "Each said from 1 to 5 how much effect something would have, and how much effort it "
            "would take."
        ),
        "shares": _(
            "Each had %(points)d points, and could give at most %(one)d of them to one. Everyone "
            "has the same share of the capacity, and what one gives points to is paid for with "
            "it. So a small group gets its part too, and cannot be outvoted (the method of equal "
            "shares)."
        ),
    }[config.way] % facts


def say_finding(config: Config, result: Result | None) -> str:
    """The one sentence that says what came first, or what was chosen."""
    if result is None or not result.chosen:
        return _("No points given yet") if config.way in POINTED else _("No answers yet")
    if result.fair:
        return say_chosen(config, result)
    first = [total for total in result.chosen if total.rank == 1]
    facts: dict[str, str | int] = {
        "n": len(first),
        "points": first[0].points,
        "all": result.n if config.way == "approval" else result.given,
        "first": first[0].item.text,
        "second": first[-1].item.text,
    }
    if len(first) > MOST_GROUPS:
        return _("%(n)d share the first place") % facts
    if result.coarse or config.way in ("pairs", "effect"):
        return say_leading(config, facts)
    if len(first) == MOST_GROUPS:
        return _("First: %(first)s and %(second)s, %(points)d each of %(all)d") % facts
    if config.way == "approval":
        return _("Most want: %(first)s, %(points)d of %(all)d") % facts
    return _("Most points: %(first)s, %(points)d of %(all)d") % facts


POINTED = ("points", "shares")


def say_leading(config: Config, facts: dict[str, str | int]) -> str:
    if facts["n"] == MOST_GROUPS:
        return _("First: %(first)s and %(second)s") % facts
    if config.way == "effect":
        return _("Most effect for the effort: %(first)s") % facts
    return _("First: %(first)s") % facts


def say_chosen(config: Config, result: Result) -> str:
    assert result.fair is not None  # noqa: S101
    n = len(result.fair.chosen)
    if not n:
        return _("Nothing could be chosen within the capacity")
    said = ngettext(
        "%(n)d is chosen, for %(spent)s of %(capacity)s",
        "%(n)d are chosen, for %(spent)s of %(capacity)s",
        n,
    )
    return said % {
        "n": n,
        "spent": number_format(result.fair.spent, use_l10n=True, force_grouping=True),
        "capacity": say_amount(result.fair.capacity, config.unit),
    }


def say_why(at: int, one: Chosen, backers: Sequence[str]) -> str:
    """Why it was chosen, as the `at`th; `backers` are the areas with most support for it."""
    if one.how == "free":
        return _("Chosen as no. %(at)d: it costs nothing.") % {"at": at}
    if one.how == "room":
        return _("Chosen as no. %(at)d: there was room for it in the end.") % {"at": at}
    if not one.payers:
        return _("Chosen as no. %(at)d.") % {"at": at}
    facts = {"at": at, "n": one.payers, "areas": _(" and ").join(backers)}
    if not backers:
        said = ngettext(
            "Chosen as no. %(at)d: paid for by %(n)d participant.",
            "Chosen as no. %(at)d: paid for by %(n)d participants.",
            one.payers,
        )
    else:
        said = ngettext(
            "Chosen as no. %(at)d: paid for by %(n)d participant, most support in %(areas)s.",
            "Chosen as no. %(at)d: paid for by %(n)d participants, most support in %(areas)s.",
            one.payers,
        )
    return said % facts


def say_missing(config: Config, result: Result, one: Missing) -> str:
    if result.coarse and one.why != "dear":
        return _("Not chosen.")
    if one.why == "unbacked":
        return _("Nobody gave it points.")
    if one.why == "dear":
        return _("It costs more than there is room for in all.")
    had = say_amount(one.had, config.unit)
    return _("Those who support it had %(had)s left.") % {"had": had}


def say_plain(result: Result) -> str:
    """What plain points would have chosen besides, and not."""
    assert result.fair is not None  # noqa: S101
    items = {total.item.id: total.item.text for total in result.totals}
    ours, plain = result.fair.ids, result.fair.plain
    more = [items[one] for one in plain if one not in ours]
    less = [items[one] for one in ours if one not in plain]
    if not more and not less:
        return _(
            "Most points alone would have chosen the same. The many and the few want the same here."
        )
    said = []
    if more:
        said.append(
            _("Most points alone would also have chosen: %(list)s.") % {"list": "; ".join(more)}
        )
    if less:
        said.append(
            _("Most points alone would have left out: %(list)s.") % {"list": "; ".join(less)}
        )
    return " ".join(said)


def list_backers(released: Released[Result], item: int) -> list[str]:
    """The areas where the largest share gave it something, at most two, more than in the whole
    room; none where areas are not to be said."""
    if released.whole is None or not released.whole.n:
        return []
    overall = find_support(released.whole, item)
    shares = {
        part.label: find_support(part.result, item)
        for part in released.areas
        if part.result.n and not part.result.coarse
    }
    ranked = sorted(shares, key=lambda label: -shares[label])
    return [label for label in ranked if shares[label] > overall][:MOST_GROUPS]


def find_support(result: Result, item: int) -> float:
    return sum(one.givers for one in result.totals if one.item.id == item) / result.n


class Told(NamedTuple):
    """An item with its cost and why it was chosen or not; `differs`: most points alone would have
    done otherwise."""

    item: Item
    cost: str
    why: str
    differs: bool


def list_chosen(config: Config, released: Released[Result]) -> list[Told]:
    """What was chosen fairly, in order."""
    whole = released.whole
    if whole is None or whole.fair is None:
        return []
    said = [
        (one.id, say_why(at, one, list_backers(released, one.id)))
        for at, one in enumerate(whole.fair.chosen, 1)
    ]
    plain = whole.fair.plain
    return [tell(config, whole, id_, why, differs=id_ not in plain) for id_, why in said]


def list_missing(config: Config, released: Released[Result]) -> list[Told]:
    """What was not chosen fairly, in the list's order."""
    whole = released.whole
    if whole is None or whole.fair is None:
        return []
    said = [(one.id, say_missing(config, whole, one)) for one in whole.fair.missing]
    plain = whole.fair.plain
    return [tell(config, whole, id_, why, differs=id_ in plain) for id_, why in said]


def tell(config: Config, whole: Result, id_: int, why: str, *, differs: bool) -> Told:
    item = next(total.item for total in whole.totals if total.item.id == id_)
    return Told(item, say_amount(item.cost, config.unit), why, differs)


def list_gets(released: Released[Result]) -> list[tuple[str, int, str, str]]:
    """What each group that may be shown gets: its number, and how much of its points went to what
    was chosen fairly and to what plain points would have chosen."""
    fair = released.whole.fair if released.whole else None
    if fair is None:
        return []
    parts = [*released.levels, *released.areas]
    return [
        (part.label, part.n, say_share(part.result, fair.ids), say_share(part.result, fair.plain))
        for part in parts
        if part.result.chosen
    ]


def say_share(result: Result, ids: Sequence[int]) -> str:
    """In words where so few answered that only what they put first may be said."""
    share = find_share(result, ids)
    if share is None:
        first = [one.item.id for one in list_top(result, 1)]
        return _("its first choice") if {*first} & {*ids} else _("not its first choice")
    if share == 90:
        return _("at least 90 %%") % ()
    if share == 10:
        return _("at most 10 %%") % ()
    return _("about %(n)d %%") % {"n": share}


def list_tops(parts: Sequence[Part[Result]]) -> list[tuple[str, int, str]]:
    """Each released group with its number of givers and what it put first."""
    return [
        (
            part.label,
            part.result.n,
            "; ".join(say_total(total, part.result) for total in list_part(part.result)),
        )
        for part in parts
        if part.result.chosen
    ]


def list_part(result: Result) -> tuple[Total, ...]:
    return list_top(result, 1) if result.chosen[0].effect else list_top(result)


def say_total(total: Total, result: Result) -> str:
    if not total.points or not result.given:
        return total.item.text
    return _("%(text)s (%(points)d)") % {"text": total.item.text, "points": total.points}


def list_left_out(released: Released[Result], most: int | None) -> Iterator[str]:
    if rest := say_rest(released.whole, most):
        yield rest
    yield from released.left_out


def say_rest(result: Result | None, most: int | None) -> str:
    """What got points but has no bar, and what got none; empty when there is no such thing."""
    if result is None or result.coarse:
        return ""
    more = len(result.chosen) - len(result.chosen[:most])
    none = len(result.totals) - len(result.chosen)
    said = []
    if more:
        words = ngettext("%(n)d more got points.", "%(n)d more got points.", more)
        said.append(words % {"n": more})
    if none:
        said.append(ngettext("%(n)d got none.", "%(n)d got none.", none) % {"n": none})
    return " ".join(said)
