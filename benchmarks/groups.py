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
from itertools import combinations
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
    compose(make_chain(30, areas=3), [Round(((4, 5),) * 7)] * 3, RULES, seconds=0.1)
    for day in DAYS:
        compare_day(*day, seeds=options.seeds)
    repair_day()
    for name, (best, seconds) in BEST.items():
        if (DATA / f"{name}.txt.gz").exists():
            compare_instance(name, best, seconds, options.seeds, options.others)


def make_rounds(people: int, rounds: int, least: int = 5) -> list[Round]:
    return [Round(((least, 6),) * offer_tables(people, rounds, 5, 6)[0])] * rounds


def compare_day(people: int, several: int, areas: int, seconds: float, *, seeds: int) -> None:
    print(f"{people} people x {several} rounds, {areas} areas, {seconds} s allowed")
    for seed in range(seeds):
        chain, rounds = make_chain(people, areas=areas, seed=seed), make_rounds(people, several)
        start = time.perf_counter()
        found = compose(chain, rounds, RULES, seconds=seconds, seed=seed)
        took = time.perf_counter() - start
        repeats, leaders, mixed = found.counts
        print(
            f"  Pejl    {took:6.2f} s  repeats {repeats.found}  own leader {leaders.found}  "
            f"same area {mixed.found} (bound {mixed.bound})"
        )
    if people <= 50:
        solve_by_others(make_chain(people, areas=areas, seed=seeds - 1), rounds, 10 * seconds)


def solve_by_others(chain, rounds: list[Round], seconds: float) -> None:
    """CP-SAT on the last chain: no repeats, no own leader, as few same-area pairs as can be."""
    model, n = cp_model.CpModel(), len(chain)
    tables = range(len(rounds[0].seats))
    met, alike = {pair: [] for pair in combinations(range(n), 2)}, []
    for each in rounds:
        sits = [[model.new_bool_var("") for _table in tables] for _person in chain]
        for one in sits:
            model.add_exactly_one(one)
        for table, (low, high) in enumerate(each.seats):
            model.add_linear_constraint(sum(one[table] for one in sits), low, high)
        for i, k in met:
            together = model.new_bool_var("")
            for mine, theirs in zip(sits[i], sits[k], strict=True):
                model.add_bool_or([~mine, ~theirs, together])
            met[i, k].append(together)
    for (i, k), meetings in met.items():
        if chain[k].leader == chain[i].id:
            model.add(sum(meetings) == 0)
        model.add_at_most_one(meetings)
        if chain[i].traits["area"] == chain[k].traits["area"] is not None:
            alike += meetings
    model.minimize(sum(alike))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.status_name(solver.solve(model))
    found = f"same area {solver.objective_value:.0f}" if status in ("FEASIBLE", "OPTIMAL") else "-"
    print(
        f"  CP-SAT  {solver.wall_time:6.2f} s  {status}  {found}  "
        f"bound {solver.best_objective_bound:.0f}"
    )


def repair_day() -> None:
    """Six are missing after the first two rounds."""
    from dataclasses import replace

    chain, rounds = make_chain(50, areas=5, seed=1), make_rounds(50, 8)
    before = compose(chain, rounds, RULES)
    gone = set(np.random.default_rng(1).choice(50, 6, replace=False).tolist())
    here = [replace(p, absent=frozenset(range(2, 8))) if p.id in gone else p for p in chain]
    for least in (3, 4):
        start = time.perf_counter()
        try:
            after = repair(before, here, rounds[:2] + make_rounds(50, 6, least), RULES, first=2)
        except NotFound as refused:
            said = str(refused)
        else:
            moved = sum(
                before.find_table(p.id, at) != after.find_table(p.id, at)
                for p in here
                if p.id not in gone
                for at in range(2, 8)
            )
            said = f"{moved} of 264 seats moved, {[count.found for count in after.counts]}"
        took = time.perf_counter() - start
        print(f"six missing, tables of {least} to 6: {took:.2f} s  {said}")


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
