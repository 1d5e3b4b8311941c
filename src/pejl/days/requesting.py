"""Routes that people make themselves: who asked whom, from the standing requests."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from pejl.days.contract import Entry
from pejl.days.folding import Pair
from pejl.days.models import Contribution, Slot
from pejl.days.parts import make_entry
from pejl.days.registry import AnyActivity
from pejl.days.standing import read_standing


def read_requests(
    slot: Slot, activity: AnyActivity, who: str
) -> tuple[Mapping[str, Entry[Any]], Sequence[str]]:
    """The requests put to a person, by the route that each opens, and the routes that one's own
    requests open."""
    if activity.routes is None or activity.routes.requests is None:
        return {}, ()
    requests = activity.routes.requests
    asked: dict[str, Entry[Any]] = {}
    asks: list[str] = []
    for pair in read_standing(slot).pairs:
        if pair[0].kind != requests.kind:
            continue
        request = make_entry(*pair)
        opened = requests.open(request)
        asked |= {key: request for key, giver in opened.items() if giver == who}
        asks += opened if request.giver == who else ()
    return asked, asks


def keep_open(activity: AnyActivity, pairs: Iterable[Pair]) -> list[Pair]:
    """Without what is about a request that no longer opens its route."""
    pairs = list(pairs)
    if activity.routes is None or activity.routes.requests is None:
        return pairs
    routes, requests = activity.routes, activity.routes.requests
    opened = {
        key
        for row, payload in pairs
        if row.kind == requests.kind
        for key in requests.open(make_entry(row, payload))
    }
    return [
        (row, payload)
        for row, payload in pairs
        if requests.find(payload) is None or routes.find(payload) in opened
    ]


def is_wanted(activity: AnyActivity, payload: Any, slot_id: int, *, rehearsing: bool) -> bool:
    """Whether the request that a contribution is about opens its route now; true of one that is
    about none. One row is read, by the log's index."""
    if activity.routes is None or activity.routes.requests is None:
        return True
    requests = activity.routes.requests
    found = requests.find(payload)
    if found is None:
        return True
    giver, item = found
    rows = Contribution.objects.filter(slot=slot_id, giver=giver, kind=requests.kind, item=item)
    row = rows.filter(rehearsal=rehearsing).order_by("-id").first()
    if row is None:
        return False
    request = msgspec.json.decode(row.payload, type=activity.payload)
    opened = requests.open(Entry(row.id, giver, row.kind, item, request))
    return activity.routes.find(payload) in opened
