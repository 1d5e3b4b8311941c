"""Equal shares, beside pabutools, in the same run, from the file to the outcome; and a large one.

Both read the same file and choose; the rounds take turns. Times are the best of the rounds, and so
is the ratio; beside it that of the medians. Exits with 1 when the outcomes are not the same, when
there are no files, or when the large one takes more than it may. What is compiled has been used
once before the clock starts, and is kept on disk between runs of Pejl.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from findings import note
from pabutools.election import Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares

from pejl.analysis.pabulib import read_election
from pejl.analysis.priorities import equal_shares

DATA = Path(__file__).parents[2] / "shared" / "data" / "priorities"
MEASURES = {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "additive": Additive_Cardinal_Sat}
LARGE, ALLOWED = (90_000, 160), 0.5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--short", action="store_true", help="without shares that grow")
    options = parser.parse_args()
    rounds, adds = options.rounds, (None,) if options.short else (None, 1)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, best of {rounds} rounds")
    print("".ljust(76), "Pejl ms".rjust(18), "pabutools ms".rjust(23))
    print(
        "file".ljust(40),
        "voters x projects  worth".ljust(36),
        "all  choosing           all  choosing    ratio  medians",
    )
    for measure in MEASURES:
        for path in DATA.glob("*.pb"):
            run_ours(path, measure, None)
    same = [
        compare(path, measure, add, rounds if add is None else 1)
        for path in sorted(DATA.glob("*.pb"), key=lambda path: path.stat().st_size)
        for measure in MEASURES
        for add in adds
        if measure != "additive" or read_election(path).ballots.points is not None
    ]
    seconds = [choose_large(measure) for measure in MEASURES]
    return int(not same or not all(same) or max(seconds) > ALLOWED)


def compare(path: Path, measure: str, add: int | None, rounds: int) -> bool:
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(run_ours(path, measure, add))
        theirs.append(run_theirs(path, measure, add))
    (mine, alone, chosen), (other, other_alone, expected) = min(ours), min(theirs)
    medians = statistics.median(row[0] for row in theirs) / statistics.median(
        row[0] for row in ours
    )
    election = read_election(path)
    size = f"{len(election.ballots)} x {len(election.costs)}"
    kind = measure + (", add1" if add else "")
    same = chosen == expected
    what = f"shares, {path.stem}, {kind}, beside pabutools"
    note(what, "20 times on the largest", f"{mine:.2f} ms", other / mine)
    print(
        f"{path.stem:40} {size:>17}  {kind:17} {mine:8.2f} {alone:9.2f} {other:13.1f} "
        f"{other_alone:9.1f} {other / mine:8.1f} {medians:8.1f} {'' if same else 'NOT THE SAME'}"
    )
    return same


def run_ours(path: Path, measure: str, add: int | None) -> tuple[float, float, list[str]]:
    """Milliseconds in all, and those after reading; and what was chosen."""
    began = time.perf_counter()
    one = read_election(path)
    read = time.perf_counter()
    found = equal_shares(
        one.costs,
        one.ballots,
        one.budget,
        satisfaction=measure,  # type: ignore[arg-type]
        completion="add1" if add else None,
    )
    ended = time.perf_counter()
    return (ended - began) * 1e3, (ended - read) * 1e3, [one.names[at] for at in found.chosen]


def run_theirs(path: Path, measure: str, add: int | None) -> tuple[float, float, list[str]]:
    began = time.perf_counter()
    instance, profile = parse_pabulib(str(path))
    read = time.perf_counter()
    found = method_of_equal_shares(
        instance, profile, sat_class=MEASURES[measure], voter_budget_increment=add
    )
    ended = time.perf_counter()
    return (ended - began) * 1e3, (ended - read) * 1e3, [project.name for project in found]


def choose_large(measure: str) -> float:
    """Voters with about sixteen projects each, of which half are bought."""
    voters, projects = LARGE
    rng = np.random.default_rng(1)
    costs = rng.integers(5_000, 500_000, projects).tolist()
    wants = rng.random(LARGE) < rng.random(projects) * 0.2
    ballots: list[Any] = [np.flatnonzero(row).tolist() for row in wants]
    if measure == "additive":
        ballots = [
            dict(zip(row, rng.integers(1, 6, len(row)).tolist(), strict=True)) for row in ballots
        ]
    found, seconds = min(
        (measure_once(lambda: equal_shares(costs, ballots, 20_000_000, satisfaction=measure)))  # type: ignore[arg-type]
        for _ in range(3)
    )
    print(
        f"{voters:,} x {projects}, {measure}: {found} bought in {seconds:.2f} s (allowed {ALLOWED})"
    )
    return seconds


def measure_once(work: Callable[[], Any]) -> tuple[int, float]:
    began = time.perf_counter()
    found = work()
    return len(found.purchases), time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
