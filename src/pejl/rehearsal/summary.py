"""Comparing what phones have a tick for with what the log holds."""

from collections import Counter
from dataclasses import asdict, dataclass

from pejl.days.models import CONSOLE, Contribution
from pejl.rehearsal.phone import Tally


@dataclass(frozen=True)
class Summary:
    """Counts of one run. `lost`: acknowledged but not stored. `doubled`: stored more than once.
    Times of the acknowledgement in milliseconds; the plan's, from the day's end to its page."""

    people: int
    items: int
    sent: int
    acknowledged: int
    refused: int
    stored: int
    lost: int
    doubled: int
    seconds: float
    p50: float
    p95: float
    p99: float
    plan_seconds: float

    def as_dict(self) -> dict[str, float | int]:
        return asdict(self)


def summarise_run(
    day_id: int, tally: Tally, *, people: int, items: int, seconds: float, plan_seconds: float
) -> Summary:
    rows = Contribution.objects.filter(slot__day=day_id).exclude(giver=CONSOLE)
    stored = Counter(rows.values_list("slot_id", "key"))
    acknowledged = set(tally.acknowledged)
    return Summary(
        people=people,
        items=items,
        sent=tally.sent,
        acknowledged=len(acknowledged),
        refused=len(tally.refused),
        stored=sum(stored.values()),
        lost=sum(stored[pair] == 0 for pair in acknowledged),
        doubled=sum(count - 1 for count in stored.values()),
        seconds=round(seconds, 2),
        p50=find_percentile(tally.times, 50),
        p95=find_percentile(tally.times, 95),
        p99=find_percentile(tally.times, 99),
        plan_seconds=round(plan_seconds, 2),
    )


def find_percentile(times: list[float], share: int) -> float:
    """Of the times in seconds, in milliseconds; 0 without any."""
    ordered = sorted(times)
    at = min(len(ordered) - 1, len(ordered) * share // 100) if ordered else 0
    return round(ordered[at] * 1000, 1) if ordered else 0.0
