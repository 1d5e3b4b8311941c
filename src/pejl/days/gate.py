"""The gate: the only way from contributions to figures. It knows the promise and keeps it.

- Named: shown as it comes. Live activities (questions, notes, next steps): the whole room's.
- Else nothing before the item has closed, so that nobody can watch one answer come in.
- Figures by level or area only for cells of at least SMALLEST; words from WORDS_SMALLEST;
  `analysis.disclosure` picks the cells so that no sum or difference is about fewer.
- Figures in full only for cells of at least EXACT_SMALLEST; and coarser still, until nobody's
  answer can be worked out (`days.shown`). All this is settled when the item closes.
- Anonymous contributions carry no level or area, so they have none to show.
- Words alone, without figures, have cells of at least WORDS_SMALLEST.
- Questions that are `apart` have each their own cells, picked from their own answers.
- What goes along a route is for its receivers: see `deliver`. The room sees that it was given.
  Where a group gives as one, what it has not decided to send leaves it nowhere.
- What is blank makes nobody a giver: taken back, no points given, no leave to show it.
- What two answers of one person say together (which way one moved) is a figure as others are; not
  once an item was reopened, where the newcomers to both may be few.
- An item that was reopened shows again only with at least SMALLEST new givers, in all and in each
  question that changed, or as before.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pejl.days.asides import is_blank, is_reply
from pejl.days.cells import CellMap
from pejl.days.contract import Delivered, Released
from pejl.days.folding import Pair
from pejl.days.givers import may_follow, read_answers
from pejl.days.ground import resolve_config
from pejl.days.models import (
    CONSOLE,
    Attendance,
    PrivacyPromise,
    Slot,
    SlotShown,
    SlotState,
)
from pejl.days.pairing import make_pairs
from pejl.days.parts import SMALLEST, Rows, count_givers
from pejl.days.registry import AnyActivity, find_activity
from pejl.days.requesting import keep_open, read_requests
from pejl.days.routing import (
    hide_order,
    is_few,
    list_known,
    list_open,
    list_sent,
    open_all,
    sum_up,
)
from pejl.days.shown import Shown, settle_shown, show
from pejl.days.standing import keep_standing, read_log, read_standing
from pejl.days.tracks import list_belonging, list_tracks


def count_answered(slot: Slot) -> int:
    return len(read_standing(slot).givers)


Version = tuple[int | str | bool | None, ...]
released: OrderedDict[Version, Released[Any]] = OrderedDict()
gathered: OrderedDict[Version, Mapping[str, Any]] = OrderedDict()
MOST_KEPT = 200
COUNT_PEOPLE = """
SELECT (SELECT COUNT(*) FROM days_attendance WHERE day_id = %s),
    (SELECT MAX(given.id) FROM days_placing given JOIN days_slot slot
        ON slot.id = given.slot_id WHERE slot.day_id = %s)"""  # plain SQL: each look asks
FEWER_GROUPS = 2  # coarseness of a question from which some groups are left out


def release(slot: Slot) -> Released[Any]:
    """All that may be shown of the item now. Kept by the item's version, since a whole room reads
    the same result at once."""
    version = find_version(slot)
    if version not in released:
        released[version] = make_release(slot)
        while len(released) > MOST_KEPT:
            released.popitem(last=False)
    return released[version]


def find_version(slot: Slot) -> Version:
    """Changes with every contribution, and with all else that a result depends on. The last is not
    enough: of two processes the one that took the lower numbers may be the later to store."""
    seen = read_standing(slot)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_PEOPLE, [slot.day_id, slot.day_id])
        people, placed = cursor.fetchone()
    return (
        settings.DATABASES["default"]["NAME"],
        slot.id,
        seen.last,
        seen.count,
        slot.state,
        str(slot.opened_at),
        slot.promise,
        slot.release_upto,
        slot.whole_only,
        str(slot.released_at),
        slot.day.revision,
        slot.day.rehearsing,
        people,
        placed,
        get_language(),
    )


def make_release(slot: Slot) -> Released[Any]:
    activity = find_activity(slot.activity)
    givers = read_standing(slot).givers
    invited, answered = count_invited(slot, activity, givers), len(givers)
    at_once = shows_at_once(slot, activity)
    if not at_once and slot.state != SlotState.CLOSED:
        reason = _("Answers are shown when the item has been closed.")
        return Released(None, answered=answered, invited=invited, reason=reason)
    if at_once:
        pairs = read_releasable(slot, activity)
        whole = Rows(activity, resolve_config(slot), pairs).summarise(pairs)
        return Released(whole, answered=answered, invited=invited)
    if activity.routes:
        return release_routed(slot, activity, Released(None, answered=answered, invited=invited))
    rows, places = read_rows(slot, activity), find_shown(slot)
    return replace(release_cells(slot, rows, places), answered=answered, invited=invited)


def list_asked(slot: Slot, givers: Set[str]) -> "QuerySet[Attendance]":
    """All who belong to the item, with those who gave and have gone to one beside it since."""
    here = slot.day.attendances
    if len(list_tracks(slot)) == 1:
        return here.all()
    return here.filter(Q(id__in=list_belonging(slot)) | Q(public_id__in=givers))


def count_invited(slot: Slot, activity: AnyActivity, givers: Set[str]) -> int:
    """How many may give: all who are asked, or those of them who have a route."""
    asked = list_asked(slot, givers)
    if activity.routes is None or activity.routes.requests:  # anyone may ask
        return max(asked.count(), len(givers))  # handles do not tell who has gone
    config, gives = resolve_config(slot), activity.routes.gives
    return sum(bool(gives(config, who)) for who in asked.values_list("public_id", flat=True))


def shows_at_once(slot: Slot, activity: AnyActivity) -> bool:
    named = slot.promise == PrivacyPromise.NAMED and activity.routes is None
    return activity.live or named


def release_routed(slot: Slot, activity: AnyActivity, released: Released[Any]) -> Released[Any]:
    """The room's view of an item with routes: what `routes.open` leaves of each contribution."""
    pairs = keep_open(activity, read_standing(slot).pairs)
    config = resolve_config(slot)
    known = list_known(activity, pairs)
    sent = open_all(activity, list_sent(activity, config, pairs))
    return replace(released, whole=sum_up(activity, config, hide_order(known), sent))


def deliver(slot: Slot, who: str) -> Delivered[Any]:
    """What the person with that public id may see of an item with routes. What was said reaches
    its receivers when it has been released, and then only where enough gave, unless the promise
    is to name; in an order that tells nothing of arrival. Where givers write together, they see
    at once what their group has, and its receivers only what it decided. Where people ask each
    other, those who are asked see it at once."""
    activity = find_activity(slot.activity)
    routes = activity.routes
    if routes is None or slot.resolved is None:
        return Delivered()
    if not (slot.released_at or routes.together or routes.requests):
        return Delivered()
    config = resolve_config(slot)
    asked, asks = read_requests(slot, activity, who)
    gives, gets = (*routes.gives(config, who), *asked), (*routes.gets(config, who), *asks)
    ours = pick(gather(slot, activity, config), gives) if routes.together else {}
    if slot.released_at is None:
        return Delivered(ours=ours, asked=asked)
    found: dict[str, list[Pair]] = {key: [] for key in (*gives, *gets)}
    for pair in read_standing(slot).pairs:
        if (key := routes.find(pair[1])) in found:
            found[key].append(pair)
    back = {key: [one for one in found[key] if is_reply(one[1])] for key in found}
    given = {key: sum_up(activity, config, back[key]) for key in gives}
    if routes.together:
        sent = {key: list_sent(activity, config, found[key]) for key in gets}
        got = {key: sum_up(activity, config, back[key], sent[key]) for key in gets}
        return Delivered(given, got, ours=ours)
    few = {key for key in gets if is_few(slot, routes.asked(config, key), found[key])}
    seen = {key: (list_open if key in few else hide_order)(found[key]) for key in gets}
    got = {key: sum_up(activity, config, seen[key]) for key in gets}
    return Delivered(given, got, frozenset(few), asked=asked)


def gather(slot: Slot, activity: AnyActivity, config: Any) -> Mapping[str, Any]:
    """What each group that writes together has, by route. Kept as in `release`, since all of them
    read it at each proposal."""
    assert activity.routes is not None  # noqa: S101
    version = find_version(slot)
    if version not in gathered:
        found: dict[str, list[Pair]] = defaultdict(list)
        for pair in read_standing(slot).pairs:
            found[activity.routes.find(pair[1])].append(pair)
        gathered[version] = {key: sum_up(activity, config, found[key]) for key in found}
        while len(gathered) > MOST_KEPT:
            gathered.popitem(last=False)
    return gathered[version]


def pick(results: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: results[key] for key in keys if key in results}


def find_shown(slot: Slot) -> Shown | None:
    """What was settled when the item closed; None where nothing was."""
    row = SlotShown.objects.filter(slot=slot).first()
    return msgspec.json.decode(row.plan, type=Shown) if row else None


def read_rows(slot: Slot, activity: AnyActivity) -> Rows:
    """What results may hold, the facilitator's by itself."""
    pairs = read_releasable(slot, activity)
    said = [(row, payload) for row, payload in pairs if row.giver != CONSOLE]
    console = [pair for pair in pairs if pair[0].giver == CONSOLE]
    rows = Rows(activity, resolve_config(slot), said, console)
    return rows if slot.whole_only else replace(rows, pairs=[*said, *make_pairs(rows)])


def read_releasable(slot: Slot, activity: AnyActivity) -> list[Pair]:
    """Standing contributions that results may hold, in an order that tells nothing of arrival
    where the promise is not to name."""
    seen = read_standing(slot, activity)
    if activity.live or slot.promise == PrivacyPromise.NAMED:
        return list(seen.pairs)
    if slot.release_upto is None or slot.release_upto >= seen.last_given:
        return hide_order(seen.pairs)
    rows = read_log(slot).filter(Q(id__lte=slot.release_upto) | Q(giver=CONSOLE))
    return hide_order(keep_standing(slot, rows, activity))


def release_cells(slot: Slot, rows: Rows, shown: Shown | None = None) -> Released[Any]:
    """The whole and its cells, questions with too few answers left out. Without what was settled
    it is settled now."""
    places = shown.map if shown else CellMap.of(slot)
    anonymous = slot.promise == PrivacyPromise.ANONYMOUS
    rows = replace(rows, pairs=list_said(rows.pairs, places, anonymous=anonymous))
    if count_givers(rows.pairs) < SMALLEST:
        reason = _("Too few answers to show anything: at least %(k)d are needed.")
        return Released(None, reason=reason % {"k": SMALLEST})
    shown = shown or settle_shown(rows, places)
    parts = not (anonymous or slot.whole_only)
    released = show(rows, shown, parts=parts)
    left_out = [*say_withheld(len(shown.withheld))]
    if slot.whole_only:
        left_out.append(_("The item was opened again, so it is shown for the whole room only."))
    elif parts:
        left_out += say_coarse(sum(steps >= FEWER_GROUPS for steps in shown.coarse.values()))
    return replace(released, left_out=(*left_out, *released.left_out))


def list_said(pairs: Iterable[Pair], places: CellMap, *, anonymous: bool) -> list[Pair]:
    return [
        (row, payload)
        for row, payload in pairs
        if not is_blank(payload) and (anonymous or places.place(row) is not None)
    ]


def say_coarse(questions: int) -> tuple[str, ...]:
    if not questions:
        return ()
    said = ngettext(
        "One question is shown for fewer groups, so that nobody’s answer can be worked out.",
        "%(n)d questions are shown for fewer groups, so that nobody’s answer can be worked out.",
        questions,
    )
    return (said % {"n": questions},)


def say_withheld(questions: int) -> tuple[str, ...]:
    if not questions:
        return ()
    said = ngettext(
        "One question had too few answers to be shown.",
        "%(n)d questions had too few answers to be shown.",
        questions,
    )
    return (said % {"n": questions},)


def settle_release(slot: Slot) -> None:
    """Sets which contributions results may hold from now, when the item closes, and for which
    groups. After a reopening that too few newcomers answered it stays as it was: the difference
    would be about them. With more, the whole moves on, but without levels and areas: there the
    newcomers may be few."""
    rows, activity = read_log(slot), find_activity(slot.activity)
    last = rows.values_list("id", flat=True).last()
    if slot.release_upto is not None:
        before = read_answers(rows.filter(id__lte=slot.release_upto), activity)
        if len(before.givers) >= SMALLEST:
            if not may_follow(before, read_answers(rows, activity), SMALLEST):
                return
            slot.whole_only = True
    slot.release_upto = last
    keep_shown(slot, activity)


def keep_shown(slot: Slot, activity: AnyActivity) -> None:
    """Settles for which groups the item is shown, unless it is shown as it comes."""
    SlotShown.objects.filter(slot=slot).delete()
    if activity.routes or shows_at_once(slot, activity):
        return
    rows, places = read_rows(slot, activity), CellMap.of(slot)
    said = list_said(rows.pairs, places, anonymous=slot.promise == PrivacyPromise.ANONYMOUS)
    if count_givers(said) >= SMALLEST:
        shown = settle_shown(replace(rows, pairs=said), places)
        SlotShown.objects.create(slot=slot, plan=msgspec.json.encode(shown).decode())
