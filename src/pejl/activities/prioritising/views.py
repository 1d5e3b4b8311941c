"""What phone, console and screen show of a prioritising."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from pejl.activities.prioritising.drawing import MOST_BARS, draw_result
from pejl.activities.prioritising.results import Result
from pejl.activities.prioritising.rules import (
    MOST_COST,
    Approved,
    Config,
    Item,
    Payload,
    Points,
    Preferred,
    Ranked,
    Rated,
    list_pairs,
    set_prices,
)
from pejl.activities.prioritising.words import (
    list_chosen,
    list_gets,
    list_missing,
    list_tops,
    say_amount,
    say_finding,
    say_plain,
    say_rest,
    say_task,
)
from pejl.days.contract import Fragment, PhoneView, Released, RoomView
from pejl.ui.screen_room import GAP, HEIGHT, SENTENCE_LINE, SMALL_LINE, count_fitting

MOST_LINES = 5
MOST_CHOSEN = 6
ROOM_BESIDE = HEIGHT - SENTENCE_LINE - SMALL_LINE - GAP  # in a third of the width


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    config = set_prices(view.config, view.guide)
    mine = {entry.item: entry.payload for entry in view.mine}
    context = {
        "view": view,
        "config": config,
        "task": say_task(config),
        "mine": any(not getattr(payload, "blank", True) for payload in mine.values()),
        "places": range(1, config.places + 1),
        **read_mine(config, view.me.id, mine),
        **(draw_closed(config, view.shown) if view.shown else {}),
    }
    return Fragment("prioritising/phone.html", context)


def draw_closed(config: Config, shown: Released[Result]) -> dict[str, Any]:
    return {
        "finding": say_finding(config, shown.whole),
        "picture": None if config.way == "shares" else draw_result(config, shown, "phone"),
        "spots": list_spots(config, shown.whole),
        "chosen": list_chosen(config, shown),
    }


def read_mine(config: Config, who: str, mine: dict[str, Payload]) -> dict[str, Any]:
    """What the phone asks, with what one has said of each."""
    ballot = mine.get("all")
    given: tuple[Any, ...] = ("",) * len(config.items)
    if isinstance(ballot, Points) and len(ballot.given) == len(given):
        given = ballot.numbers
    elif isinstance(ballot, Ranked) and len(ballot.places) == len(given):
        given = ballot.places
    elif isinstance(ballot, Approved):
        given = tuple(item.id in ballot.chosen for item in config.items)
    used = sum(given) if isinstance(ballot, Points) else 0
    return {
        "rows": [
            (item, value, say_amount(item.cost, config.unit) if config.way == "shares" else "")
            for item, value in zip(config.items, given, strict=True)
        ],
        "left": config.points - used,
        "pairs": list(ask_pairs(config, who, mine)),
        "rated": list(ask_rated(config, mine)),
    }


def ask_pairs(
    config: Config, who: str, mine: dict[str, Payload]
) -> Iterator[tuple[str, Item, Item, int]]:
    if config.way != "pairs":
        return
    for one, other in list_pairs(config, who):
        key = f"pair-{one.id}-{other.id}"
        said = mine.get(key)
        yield key, one, other, said.first if isinstance(said, Preferred) else 0


def ask_rated(
    config: Config, mine: dict[str, Payload]
) -> Iterator[tuple[str, Item, int | str, int | str]]:
    if config.way != "effect":
        return
    for item in config.items:
        key = f"rated-{item.id}"
        said = mine.get(key)
        values = (said.effect, said.effort) if isinstance(said, Rated) else ("", "")
        yield key, item, *values


def list_warnings(config: Config) -> list[str]:
    """What the facilitator should know of costs before anyone votes."""
    if config.way != "shares" or not config.items:
        return []
    said = []
    if not config.capacity:
        said.append(_("Say how much there is to do it with in all."))
    free = [item.text for item in config.items if not item.cost]
    dear = [item.text for item in config.items if config.capacity < item.cost]
    if free:
        said.append(_("Costs nothing, and will be chosen: %(list)s") % {"list": "; ".join(free)})
    if config.capacity and dear:
        words = _("Costs more than the whole capacity, and cannot be chosen: %(list)s")
        said.append(words % {"list": "; ".join(dear)})
    return said


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    released, config = view.released, set_prices(view.config, view.guide)
    whole = released.whole
    context = {
        "view": view,
        "config": config,
        "finding": say_finding(config, whole) if whole else released.reason,
        "picture": draw_result(config, released, "page", None),
        "spots": list_spots(config, whole),
        "chosen": list_chosen(config, released),
        "missing": list_missing(config, released),
        "plain": say_plain(whole) if whole and whole.fair else "",
        "gets": list_gets(released),
        "tops": [
            (_("By level"), list_tops(released.levels)),
            (_("By area"), list_tops(released.areas)),
        ],
        "pricing": config.way == "shares" and view.state in ("open", "paused"),
        "warnings": list_warnings(config),
        "most_cost": MOST_COST,
    }
    return Fragment("prioritising/console.html", context)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    whole, config = view.released.whole, set_prices(view.config, view.guide)
    items, chosen = config.items, list_chosen(config, view.released)
    effect, spots = config.way == "effect", list_spots(config, whole)
    fits = count_fitting([3 * item.text for _number, item in spots], ROOM_BESIDE)
    context = {
        "view": view,
        "config": config,
        "task": say_task(config),
        "finding": _("Most effect for the effort") if effect else say_finding(config, whole),
        "picture": None if chosen else draw_result(config, view.released, size_picture(config)),
        "spots": spots[:fits],
        "more_spots": len(spots) - fits,
        "rest": "" if effect else say_rest_of(config, whole),
        "chosen": chosen[:MOST_CHOSEN],
        "more_chosen": len(chosen) - len(chosen[:MOST_CHOSEN]),
        "plain": say_plain(whole) if whole and whole.fair else "",
        "gets": list_gets(view.released),
        "items": items[:MOST_LINES],
        "more": len(items) - len(items[:MOST_LINES]),
    }
    return Fragment("prioritising/screen.html", context)


def say_rest_of(config: Config, whole: Result | None) -> str:
    if config.way == "pairs":
        return _("Percent of the pairs that it won.")
    return say_rest(whole, MOST_BARS)


def size_picture(config: Config) -> Any:
    return "beside" if config.way == "effect" else "screen"


def list_spots(config: Config, whole: Result | None) -> list[tuple[int, Item]]:
    """What stands in the picture of effect against effort, with its number, the best first."""
    if config.way != "effect" or whole is None:
        return []
    numbers = {item.id: at for at, item in enumerate(config.items, 1)}
    return [(numbers[one.item.id], one.item) for one in whole.chosen if one.effect and one.effort]
