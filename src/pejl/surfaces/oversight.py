"""What became of the feedback: each round's certificate, and what is unanswered, path by path."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pejl.days.access import for_day, get_day
from pejl.days.along import find_routes, find_shown, group_by_route, is_given
from pejl.days.certificate import find_certificate
from pejl.days.folding import Pair
from pejl.days.ground import describe_person, resolve_config
from pejl.days.models import Contribution, Phone, PrivacyPromise, Slot
from pejl.days.parts import SMALLEST, count_givers
from pejl.days.replies import Answer
from pejl.people.access import for_members, get_organisation, noted
from pejl.surfaces.phone import for_phones

HOUR = timedelta(hours=1)
SLOWER = 1.5  # times as long, from which the one way is said to be answered more slowly
ORDER = ("up", "down", "across", "both", "")


@dataclass(frozen=True)
class Way:
    """One direction of a round: `routes` where something could be read, how many of them are
    answered, and the median hours from the hand-out to the first answer. `asked` and `wrote` are
    people; `wrote` is None where fewer than SMALLEST are asked."""

    path: str
    asked: int
    wrote: int | None
    routes: int
    answered: int
    hours: float | None

    @property
    def open(self) -> int:
        return self.routes - self.answered

    @property
    def name(self) -> str:
        return {
            "up": _("up the chain"),
            "down": _("down the chain"),
            "across": _("across"),
            "both": _("up and down the chain"),
        }.get(self.path, _("by own agreement"))


@dataclass(frozen=True)
class Overview:
    slot: Slot
    ways: tuple[Way, ...]
    said: str


@require_GET
@for_day
def show_certificate(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    slot = get_object_or_404(get_day(request, day_id).slots, id=slot_id)
    return render(request, "surfaces/certificate.html", describe_certificate(slot))


@require_GET
@for_phones
def show_own_certificate(request: HttpRequest, phone: Phone, slot_id: int) -> HttpResponse:
    """For those who took part: what they were promised, held against what was shown."""
    handed_out = phone.attendance.day.slots.filter(released_at__isnull=False)
    slot = get_object_or_404(handed_out, id=slot_id)
    context = describe_certificate(slot) | {"me": describe_person(phone.attendance)}
    return render(request, "surfaces/certificate_phone.html", context)


def describe_certificate(slot: Slot) -> dict[str, object]:
    found = find_certificate(slot)
    lines = found.noted.lines if found else ()
    return {
        "slot": slot,
        "day": slot.day,
        "certificate": found,
        "promise": PrivacyPromise(slot.promise).label,
        "shown": sum(not line.withheld for line in lines),
        "withheld": sum(line.withheld for line in lines),
        "hidden": sum(line.hidden for line in lines),
        "named": sum(line.named for line in lines),
        "fewest": min((line.hidden for line in lines if line.hidden), default=0),
    }


@require_GET
@for_members
@noted("answers")
def show_answers(request: HttpRequest) -> HttpResponse:
    """Over all days of the organisation, the newest first."""
    slots = Slot.objects.filter(
        day__organisation=get_organisation(request), released_at__isnull=False
    )
    rounds = [look_over(slot) for slot in slots.select_related("day").order_by("-released_at")]
    return render(request, "surfaces/answers.html", {"rounds": rounds})


def look_over(slot: Slot) -> Overview:
    ways = tuple(list_ways(slot))
    return Overview(slot, ways, say_difference(ways))


def list_ways(slot: Slot) -> Iterator[Way]:
    """By direction, where something was sent."""
    routes, config, pairs = find_routes(slot), resolve_config(slot), group_by_route(slot)
    shown = find_shown(slot, pairs)
    keys: dict[str, list[str]] = defaultdict(list)
    for key in sorted(pairs):
        keys[routes.path(config, key)].append(key)
    for path in sorted(keys, key=ORDER.index):
        asked = sum(routes.asked(config, key) for key in keys[path])
        wrote = sum(count_wrote(pairs[key]) for key in keys[path])
        seen = [key for key in keys[path] if key in shown]
        waits = [one for key in seen if (one := measure_wait(slot, pairs[key])) is not None]
        hours = round(median(waits), 1) if waits else None
        counted = wrote if asked >= SMALLEST else None
        yield Way(path, asked, counted, len(seen), len(waits), hours)


def count_wrote(pairs: Sequence[Pair]) -> int:
    return count_givers(pair for pair in pairs if is_given(pair[1]))


def measure_wait(slot: Slot, pairs: Sequence[Pair]) -> float | None:
    """Hours from the hand-out to the first answer that stands; None without one. In an anonymous
    round times are kept by the hour, so the first hour counts as none."""
    answers = [row.id for row, payload in pairs if isinstance(payload, Answer)]
    first = Contribution.objects.filter(id__in=answers).aggregate(first=Min("created_at"))["first"]
    if first is None or slot.released_at is None:
        return None
    return max(0.0, float((first - slot.released_at) / HOUR))


def say_difference(ways: Sequence[Way]) -> str:
    """Whether what went up the chain is answered less, or more slowly, than what went down."""
    found = {way.path: way for way in ways if way.routes}
    if not {"up", "down"} <= set(found):
        return ""
    up, down = found["up"], found["down"]
    if up.answered / up.routes < down.answered / down.routes:
        return _("Feedback up the chain is answered less often than feedback down.")
    if up.hours is None or down.hours is None:
        return ""
    if up.hours > SLOWER * down.hours and up.hours - down.hours >= 1:
        return _("Feedback up the chain is answered more slowly than feedback down.")
    return _("Feedback up the chain is answered as soon as feedback down.")
