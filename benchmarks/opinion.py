"""Opinion maps, beside red-dwarf, in the same run.

Both place and group the same people; red-dwarf gets its list of votes, as its own interface wants
it, and the time it takes to make its table of them is also said by itself. Compiling is left out.
"""

import argparse
import csv
import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from findings import note
from reddwarf.implementations.polis import run_pipeline
from reddwarf.utils.matrix import generate_raw_matrix

from pejl.analysis.opinion import opinion_map

DATA = Path(__file__).parents[2] / "shared" / "data" / "opinion"
SIZES = [(5_000, 300), (20_000, 300)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    warnings.simplefilter("ignore")
    began = time.perf_counter()
    opinion_map(make_votes(50, 60))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, best of {rounds} rounds")
    print(f"the first map of a process, 50 x 60: {time.perf_counter() - began:.2f} s")
    print("votes".ljust(30), "people x statements   Pejl s  red-dwarf s  ratio  its table s")
    compare("made, 100 % of them", make_votes(50, 60, share=1), rounds)
    for path in sorted(DATA.glob("*/participants-votes.csv")):
        compare(path.parent.name, read_votes(path), rounds)
    for size in SIZES:
        compare("made, 30 % of them", make_votes(*size), rounds)


def compare(name: str, votes: np.ndarray, rounds: int) -> None:
    rows = [
        {"participant_id": int(i), "statement_id": int(j), "vote": votes[i, j], "modified": 0}
        for i, j in zip(*np.nonzero(~np.isnan(votes)), strict=True)
    ]
    ours = min(measure(lambda: opinion_map(votes)) for _ in range(rounds))
    theirs = min(measure(lambda: run_pipeline(votes=rows, random_state=0)) for _ in range(rounds))
    table = min(measure(lambda: generate_raw_matrix(votes=rows)) for _ in range(rounds))
    size = f"{len(votes):,} x {votes.shape[1]}"
    what = f"opinion map, {size}, {name}, beside red-dwarf"
    note(what, "10 times from 5,000 x 300", f"{ours:.3f} s", theirs / ours)
    print(f"{name:30} {size:>18} {ours:8.3f} {theirs:12.3f} {theirs / ours:6.1f} {table:12.3f}")


def measure(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def read_votes(path: Path) -> np.ndarray:
    with path.open(encoding="utf-8") as file:
        rows = [row[6:] for row in csv.reader(file)][1:]
    votes = np.array([[float(vote) if vote else np.nan for vote in row] for row in rows])
    votes = votes[:, ~np.isnan(votes).all(axis=0)]
    return votes[~np.isnan(votes).all(axis=1)]


def make_votes(people: int, statements: int, share: float = 0.3) -> np.ndarray:
    """Three camps, each with its own leaning on each statement."""
    rng = np.random.default_rng(1)
    leaning = rng.random((3, statements))[rng.integers(0, 3, people)]
    votes = np.where(rng.random((people, statements)) < leaning, 1.0, -1.0)
    votes[rng.random(votes.shape) < 0.15] = 0
    votes[rng.random(votes.shape) > share] = np.nan
    return votes


main()
