"""Groups for several rounds of random chains, beside OR-Tools CP-SAT; and the most diverse groups,
beside the best that is known and the package anti-clustering.

    .venv/bin/python benchmarks/groups.py [--others PYTHON] [--seeds 4]

`--others` is the Python of an environment that has anti-clustering, which asks for an older numpy
than Pejl. Compiling is left out: everything has run once before it is timed.
"""

import argparse
import gzip
import os
import subprocess
import time
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import numpy as np
from chains import make_chain
from ortools.sat.python import cp_model

from pejl.analysis.groups import (
    Mixed,
    NoLeader,
    NoRepeats,
    NotFound,
    Round,
    compose,
    max_diversity,
    offer_tables,
    repair,
    sum_within,
)

DATA = Path(__file__).parents[2] / "shared" / "data" / "groups"
BEST = {
    "RanReal_n240_ss_01": (155_185, 10),
    "RanInt_n240_ss_01": (155_526, 10),
    "Geo_n240_ss_01": (188_880, 10),
    "RanReal_n480_ss_01": (377_829, 20),
}
RULES = (NoRepeats(), NoLeader(), Mixed(trait="area"))
DAYS_MISSING = ((50, 8, 5, 6), (50, 3, 5, 6), (500, 6, 12, 60))
DAYS = ((50, 8, 5, 2.0), (50, 8, 6, 2.0), (500, 6, 12, 1.0), (5000, 4, 40, 5.0))

OTHER = """
import sys, time
import numpy as np
from anti_clustering import SimulatedAnnealingHeuristicAntiClustering as Annealing
distances = np.load(sys.argv[1])
start = time.perf_counter()
together = Annealing(random_seed=1)._solve(distances, int(sys.argv[2]))
print((together * distances).sum() / 2, time.perf_counter() - start)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--others")
    parser.add_argument("--seeds", type=int, default=4)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    warm_up()
    for day in DAYS:
        compare_day(*day, seeds=options.seeds)
    for people, several, areas, missing in DAYS_MISSING:
        print(f"{missing} of {people} are missing, {several} rounds")
        for seed, least in product(range(options.seeds), (3, 4)):
            repair_day(people, several, areas, missing, least, seed)
    for name, (best, seconds) in BEST.items():
        if (DATA / f"{name}.txt.gz").exists():
            compare_instance(name, best, seconds, options.seeds, options.others)


def warm_up() -> None:
    """Compiles what days with a design, days without one, and repairs run."""
    chain = make_chain(30, areas=3)
    for tables in (7, 6):
        before = compose(chain, [Round(((4, 6),) * tables)] * 3, RULES, seconds=0.1, prove=False)
    here = [replace(p, absent=frozenset({1, 2})) if p.id == 3 else p for p in chain]
    repair(before, here, [Round(((4, 6),) * 6)] * 3, RULES, first=1)


def make_rounds(people: int, rounds: int, least: int = 5) -> list[Round]:
    return [Round(((least, 6),) * offer_tables(people, rounds, 5, 6)[0])] * rounds


def compare_day(people: int, several: int, areas: int, seconds: float, *, seeds: int) -> None:
    print(f"{people} people x {several} rounds, {areas} areas, {seconds} s allowed")
    over, times = [], []
    for seed in range(seeds):
        chain, rounds = make_chain(people, areas=areas, seed=seed), make_rounds(people, several)
        start = time.perf_counter()
        try:
            found = compose(chain, rounds, RULES, seconds=seconds, seed=seed)
        except NotFound as refused:
            print(f"  Pejl    {time.perf_counter() - start:6.2f} s  {refused}")
            continue
        took = time.perf_counter() - start
        times.append(took)
        repeats, leaders, mixed = found.counts
        if mixed.bound:
            over.append(100 * (mixed.found / mixed.bound - 1))
        print(
            f"  Pejl    {took:6.2f} s  repeats {repeats.found}  own leader {leaders.found}  "
            f"same area {mixed.found} (bound {mixed.bound})"
        )
    for what, values in (("% over the bound", over), ("s", times)):
        if values:
            least, middle, most = min(values), np.median(values), max(values)
            print(f"  {what}: least {least:.2f}, median {middle:.2f}, most {most:.2f}")
    if people <= 50:
        solve_by_others(make_chain(people, areas=areas, seed=seeds - 1), rounds, 10 * seconds)


def solve_by_others(chain, rounds: list[Round], seconds: float) -> None:
    """CP-SAT on the last chain: no repeats, no own leader, as few same-area pairs as can be."""
    model, _sits, met = build_model(chain, rounds)
    alike = [
        meeting
        for (i, k), meetings in met.items()
        if chain[i].traits["area"] == chain[k].traits["area"] is not None
        for meeting in meetings
    ]
    model.minimize(sum(alike))
    print(f"  CP-SAT  {solve(model, seconds)}")


def build_model(chain, rounds: list[Round]):
    """CP-SAT's variables: who sits where, and the meetings of each pair, of which there is one at
    the most, and none with one's own leader."""
    model, sits = cp_model.CpModel(), []
    met = {pair: [] for pair in combinations(range(len(chain)), 2)}
    for at, each in enumerate(rounds):
        here = {
            i: [model.new_bool_var("") for _table in each.seats]
            for i, person in enumerate(chain)
            if at not in person.absent
        }
        for one in here.values():
            model.add_exactly_one(one)
        for table, (low, high) in enumerate(each.seats):
            model.add_linear_constraint(sum(one[table] for one in here.values()), low, high)
        for i, k in combinations(here, 2):
            together = model.new_bool_var("")
            for mine, theirs in zip(here[i], here[k], strict=True):
                model.add_bool_or([~mine, ~theirs, together])
            met[i, k].append(together)
        sits.append(here)
    for (i, k), meetings in met.items():
        if chain[k].leader == chain[i].id:
            model.add(sum(meetings) == 0)
        model.add_at_most_one(meetings)
    return model, sits, met


def solve(model, seconds: float) -> str:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.status_name(solver.solve(model))
    found = f"{solver.objective_value:.0f}" if status in ("FEASIBLE", "OPTIMAL") else "-"
    return f"{solver.wall_time:6.2f} s  {status}  {found} (bound {solver.best_objective_bound:.0f})"


def repair_day(people: int, several: int, areas: int, missing: int, least: int, seed: int) -> None:
    """Some are missing after the first rounds: mended; composed anew for what is left; CP-SAT."""
    chain, rounds = make_chain(people, areas=areas, seed=seed), make_rounds(people, several)
    first = 1 if several <= 3 else 2
    before = compose(chain, rounds, RULES, seed=seed)
    gone = set(np.random.default_rng(seed).choice(people, missing, replace=False).tolist())
    late = frozenset(range(first, several))
    here = [replace(p, absent=late) if p.id in gone else p for p in chain]
    smaller = [Round(((least, 6),) * len(each.seats)) for each in rounds]
    lacking = sum(
        max(0, least - sum(one not in gone for one in table))
        for at in late
        for table in before.tables[at]
    )
    print(f"  chain {seed}, {least} to 6 at a table, {lacking} seats to fill")
    for way in ("repair", "anew"):
        start = time.perf_counter()
        try:
            if way == "repair":
                mended = rounds[:first] + smaller[first:]
                after = repair(before, here, mended, RULES, first=first).tables[first:]
            else:
                left = [replace(p, absent=frozenset()) for p in chain if p.id not in gone]
                after = compose(left, smaller[first:], RULES, seconds=1, prove=False).tables
        except NotFound as refused:
            print(f"    {way:7} {time.perf_counter() - start:5.2f} s  {refused}")
            continue
        took = time.perf_counter() - start
        print(f"    {way:7} {took:5.2f} s  {compare_seats(before.tables, after, first, gone)}")
    if people <= 50 and several <= 3:
        repair_by_others(before.tables, here, rounds[:first] + smaller[first:], first)


def repair_by_others(before, here, rounds: list[Round], first: int) -> None:
    """CP-SAT: the fewest that move."""
    model, sits, _met = build_model(here, rounds)
    stays = [
        (at, sits[at][one][number])
        for at, tables in enumerate(before)
        for number, table in enumerate(tables)
        for one in table
        if one in sits[at]
    ]
    for at, stay in stays:
        model.add_hint(stay, 1)
        if at < first:
            model.add(stay == 1)
    model.minimize(sum(1 - stay for _at, stay in stays))
    print(f"    CP-SAT {solve(model, 20)}")


def compare_seats(before, after, first: int, gone: set[int]) -> str:
    """Who sits elsewhere than planned, and pairs that have met before."""
    moved = [
        one
        for was, now in zip(before[first:], after, strict=True)
        for old, new in zip(was, now, strict=True)
        for one in set(new) - set(old)
    ]
    seats = sum(len(table) for tables in after for table in tables)
    past, rest = (
        {pair for tables in part for table in tables for pair in combinations(sorted(table), 2)}
        for part in (before[:first], after)
    )
    return (
        f"{len(moved)} of {seats} seats moved, {len(set(moved))} people; "
        f"{len(past & rest)} pairs meet again"
    )


def compare_instance(name: str, best: int, seconds: int, seeds: int, others: str | None) -> None:
    distances, sizes = read_instance(DATA / f"{name}.txt.gz")
    gaps, times = [], []
    for seed in range(seeds):
        start = time.perf_counter()
        labels = max_diversity(distances, sizes, seconds=seconds, seed=seed)
        times.append(time.perf_counter() - start)
        gaps.append(100 * (1 - sum_within(distances, labels) / best))
    print(
        f"{name:20} best known {best}  Pejl {np.mean(gaps):.3f} % below in mean of {seeds} seeds "
        f"({min(gaps):.3f} to {max(gaps):.3f}), {np.mean(times):.1f} s"
    )
    if others:
        path = Path(os.environ.get("TMPDIR", "/tmp")) / f"{name}.npy"
        np.save(path, distances)
        command = [others, "-c", OTHER, str(path), str(len(sizes))]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        path.unlink()
        gap = 100 * (1 - float(said[0]) / best)
        print(f"{'':20} anti-clustering, annealing: {gap:.3f} % below, {float(said[1]):.1f} s")


def read_instance(path: Path) -> tuple[np.ndarray, list[tuple[int, int]]]:
    with gzip.open(path, "rt") as file:
        people, groups, _kind, *bounds = file.readline().split()
        rows = np.array([line.split() for line in file if line.strip()], float)
    distances = np.zeros((int(people), int(people)))
    one, other = rows[:, 0].astype(int), rows[:, 1].astype(int)
    distances[one, other] = distances[other, one] = rows[:, 2]
    return distances, [tuple(pair) for pair in np.array(bounds, int).reshape(int(groups), 2)]


if __name__ == "__main__":
    main()
