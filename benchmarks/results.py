"""Results of long logs: 100,000 contributions in one item of each activity, and what a look costs.

Processor time, in ms, the best of three, in one process with SQLite. All but `first` have seen the
log before and meet one contribution more, as a screen does while answers pour in.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from findings import note, tell_load
from ground import prepare

MOST = 100.0  # ms
SHORT = ["poll", "nowpicture", "talk", "nextsteps"]
COLUMNS = ("first", "release", "phone", "console", "screen", "close", "shown", "console", "screen")


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="pejl-bench-") as name:
        prepare(Path(name))
        from logs import Crowd

        from pejl.days.registry import list_activities

        crowd = Crowd(options.people)
        keys = options.only or [one.key for one in list_activities() if one.answers]
        print(
            f"{tell_load()}; {options.people} people, {options.rows} contributions each", flush=True
        )
        print(f"{'':14}{'rows':>8}{'stands':>8}" + "".join(f"{one:>10}" for one in COLUMNS))
        slow = [key for key in keys if not measure(crowd, key, options.rows)]
        print(f"over {MOST:.0f} ms: {', '.join(slow) or 'none'}")
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--only", nargs="*", help="the activities' keys")
    parser.add_argument(
        "--short", action="store_true", help="four activities, 200 people, 2,000 rows"
    )
    options = parser.parse_args()
    if options.short:
        options.people, options.rows, options.only = 200, 2_000, SHORT
    return options


def measure(crowd, key: str, rows: int) -> bool:
    from pejl.days.gate import release
    from pejl.days.models import Showing
    from pejl.days.registry import find_activity

    item = crowd.open_item(key)
    stored = item.fill(rows)
    if not stored:
        print(f"{key:14}{0:>8}  nobody can send anything: {item.refused[:1]}")
        return True
    forget()
    item.show(Showing.RESULT)
    found = [time_once(lambda: release(item.slot))]
    person = item.busy[len(item.busy) // 2]
    for look in (
        lambda: release(item.slot),
        lambda: item.open_page(person),
        item.open_console,
        item.open_screen,
    ):
        found.append(min(time_after_one(item, look) for _round in range(3)))
    stands = count_standing(item.slot)
    found.append(time_once(item.close))
    if find_activity(key).routes:
        item.hand_out()
    item.show(Showing.RESULT)
    for look in (lambda: release(item.slot), item.open_console, item.open_screen):
        found.append(min(time_once(look) for _round in range(3)))
    told = "".join(f"{one:10.1f}" for one in found)
    print(f"{key:14}{stored:>8}{stands:>8}{told}", flush=True)
    if item.refused:
        print(f"{'':14}{len(item.refused)} refused: {item.refused[-1]}")
    worst = max(found[1:5])
    note(
        f"{key}: a look after one more of {stored}",
        f"{MOST:.0f} ms",
        f"{worst:.0f} ms",
        worst / MOST,
    )
    return worst <= MOST


def forget() -> None:
    from pejl.days import gate, guiding, standing

    for kept in (gate.released, gate.gathered, guiding.guides, standing.kept):
        kept.clear()


def count_standing(slot) -> int:
    from pejl.days.standing import read_standing

    return len(read_standing(slot).pairs)


def time_once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def time_after_one(item, look: Callable[[], object]) -> float:
    """A look right after one more contribution."""
    item.send(1)
    return time_once(look)


if __name__ == "__main__":
    sys.exit(main())
