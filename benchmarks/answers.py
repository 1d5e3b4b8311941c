"""Answers a second through Pejl's whole path, beside the bare limit, in the same run.

Both servers are driven in turn by the same load, so that what else the machine does hits both.
Exits with 1 when anything acknowledged is not stored, or is stored twice.
"""

import argparse
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import uvloop
from ground import make_day
from load import Tally, drive, make_turns

HERE = Path(__file__).parent


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="pejl-bench-", dir=options.folder) as name:
        folder = Path(name)
        slot, tokens = prepare(folder)
        ports = {"bare": find_port(), "pejl": find_port()}
        with run_bare(ports["bare"], folder / "bare.sqlite3"), run_pejl(ports["pejl"]):
            turns = {who: make_turns(port, slot, tokens) for who, port in ports.items()}
            rounds: dict[str, list[Tally]] = {"bare": [], "pejl": []}
            for number in range(options.rounds + 1):
                for who, port in ports.items():
                    seconds = options.seconds if number else 1  # the first one warms up
                    rounds[who].append(uvloop.run(drive(port, turns[who], seconds)))
        tell({who: tallies[1:] for who, tallies in rounds.items()})
        bare = check("bare limit", rounds["bare"], folder / "bare.sqlite3", "contribution")
        pejl = check("Pejl", rounds["pejl"], folder / "pejl.sqlite3", "days_contribution")
        return int(not (bare and pejl))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--folder", help="where both databases lie (a real disk)")
    return parser.parse_args()


def prepare(folder: Path) -> tuple[int, list[str]]:
    os.environ["PEJL_FOLDER"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    made = make_day()
    connections.close_all()
    return made


def find_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run(port: int, *command: str) -> Iterator[None]:
    """A server as its own process, until it answers; ended at the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not answers_at(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{command} did not start")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def answers_at(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def run_bare(port: int, path: Path) -> AbstractContextManager[None]:
    return run(port, sys.executable, str(HERE / "bare.py"), str(port), str(path))


def run_pejl(port: int) -> AbstractContextManager[None]:
    return run(port, sys.executable, "-m", "pejl.project.cli", "serve", "--port", str(port))


def tell(rounds: dict[str, list[Tally]]) -> None:
    """The medians over the rounds, and the ratios of each pair of neighbouring rounds."""
    figures = {who: [measure(tally) for tally in tallies] for who, tallies in rounds.items()}
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {len(rounds['pejl'])} rounds")
    print(f"{'':12}{'answers/s':>12}{'p50 ms':>10}{'p99 ms':>10}")
    for who, name in (("bare", "bare limit"), ("pejl", "Pejl")):
        print("{:12}{:12.0f}{:10.1f}{:10.1f}".format(name, *find_medians(figures[who])))
    pairs = zip(figures["pejl"], figures["bare"], strict=True)
    ratios = [tuple(a / b for a, b in zip(*pair, strict=True)) for pair in pairs]
    print("{:12}{:12.2f}{:10.2f}{:10.2f}".format("Pejl/limit", *find_medians(ratios)))
    print(f"answers/s, Pejl/limit, round by round: {' '.join(f'{row[0]:.2f}' for row in ratios)}")


def find_medians(rows: list[tuple[float, ...]]) -> list[float]:
    return [statistics.median(column) for column in zip(*rows, strict=True)]


def measure(tally: Tally) -> tuple[float, ...]:
    """Answers a second, and p50 and p99 in ms."""
    times = sorted(tally.times)
    late = times[int(len(times) * 0.99)]
    return len(tally.keys) / tally.seconds, times[len(times) // 2] * 1000, late * 1000


def check(name: str, tallies: list[Tally], path: Path, table: str) -> bool:
    """Whether each acknowledged answer is stored, once, and none was refused."""
    acknowledged = [key for tally in tallies for key in tally.keys]
    refused = [reply for tally in tallies for reply in tally.refused]
    with closing(sqlite3.connect(path)) as database:
        stored = [key for (key,) in database.execute(f"SELECT key FROM {table}")]
    lost, doubled = len(set(acknowledged) - set(stored)), len(stored) - len(set(stored))
    print(
        f"{name}: {len(acknowledged)} acknowledged, {len(stored)} stored, "
        f"{lost} lost, {doubled} doubled, {len(refused)} refused {refused[:1] or ''}"
    )
    return not (lost or doubled or refused)


if __name__ == "__main__":
    sys.exit(main())
