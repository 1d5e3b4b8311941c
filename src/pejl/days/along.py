"""What stands along an item's routes, and on which of them something may be seen."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pejl.days.asides import is_aside, is_blank, is_reply
from pejl.days.contract import Routes
from pejl.days.folding import Pair
from pejl.days.ground import resolve_config
from pejl.days.models import Slot
from pejl.days.registry import find_activity
from pejl.days.routing import is_few, list_open, list_sent
from pejl.days.standing import read_standing


def find_routes(slot: Slot) -> Routes[Any, Any]:
    routes = find_activity(slot.activity).routes
    assert routes is not None  # noqa: S101
    return routes


def group_by_route(slot: Slot) -> dict[str, list[Pair]]:
    """What stands and is not blank."""
    routes = find_routes(slot)
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in read_standing(slot).pairs:
        if not is_blank(pair[1]) and (key := routes.find(pair[1])):
            found[key].append(pair)
    return found


def find_shown(slot: Slot, pairs: Mapping[str, list[Pair]]) -> set[str]:
    """The routes whose receivers may see something, as `gate.deliver` has it."""
    activity, routes, config = find_activity(slot.activity), find_routes(slot), resolve_config(slot)
    if routes.together:
        return {key for key in pairs if list_sent(activity, config, pairs[key])}
    given = {key: [one for one in pairs[key] if is_given(one[1])] for key in pairs}
    return {
        key
        for key, rows in given.items()
        if rows and (list_open(rows) or not is_few(slot, routes.asked(config, key), rows))
    }


def is_given(payload: Any) -> bool:
    return not (is_reply(payload) or is_aside(payload))
