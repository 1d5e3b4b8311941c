"""Answers a second through Pejl's whole path, beside the bare limit and plain Django, in one run.

All are driven in turn by the same load, so that what else the machine does hits them alike.
Exits with 1 when anything acknowledged is not stored, or is stored twice.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import uvloop
from findings import note, tell_load
from ground import make_days, prepare
from load import Tally, drive, make_turns
from servers import find_port, measure_processor, run

HERE = Path(__file__).parent
FULL_ROOM = 200  # connections


@dataclass
class Peer:
    """A server under load: how it is started, and where it stores. `{port}` and `{path}` stand for
    what is found at the start."""

    name: str
    command: Sequence[str]
    file: str
    table: str
    port: int = field(default_factory=find_port)
    pid: int = 0
    rounds: list[Tally] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)  # seconds, by round

    def start(self, folder: Path) -> tuple[str, ...]:
        path = str(folder / self.file)
        return tuple(part.format(port=self.port, path=path) for part in self.command)


def make_peers() -> list[Peer]:
    plain, cli = str(HERE / "plain.py"), ("-m", "pejl.project.cli", "serve", "--port", "{port}")
    command = (sys.executable, str(HERE / "bare.py"), "{port}", "{path}")
    peers = [
        Peer("bare limit", command, "bare.sqlite3", "contribution"),
        Peer("Pejl", (sys.executable, *cli), "pejl.sqlite3", "days_contribution"),
    ]
    for way in ("wsgi", "asgi"):
        command = (sys.executable, plain, way, "{port}", "{path}")
        peers.append(Peer(f"Django {way.upper()}", command, f"{way}.sqlite3", "plain_contribution"))
    return peers


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="pejl-bench-", dir=options.folder) as name:
        folder = Path(name)
        peers = make_peers()[: 2 if options.without_django else None]
        prepare(folder)
        phones = make_days()
        with ExitStack() as stack:
            for peer in peers:
                server = stack.enter_context(run(peer.port, *peer.start(folder)))
                peer.pid = server.pid
            turns = {
                peer.name: make_turns(peer.port, phones, options.connections) for peer in peers
            }
            for number in range(options.rounds + 1):
                for peer in peers:
                    before = measure_processor(peer.pid)
                    seconds = options.seconds if number else 1  # the first one warms up
                    peer.rounds.append(uvloop.run(drive(peer.port, turns[peer.name], seconds)))
                    peer.processor.append(measure_processor(peer.pid) - before)
        tell(peers)
        checked = [check(peer, folder) for peer in peers]
        return int(not all(checked))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--folder", help="where the databases lie (a real disk)")
    parser.add_argument("--connections", type=int, default=FULL_ROOM)
    parser.add_argument("--without-django", action="store_true", help="the bare limit only")
    parser.add_argument("--short", action="store_true", help="three rounds of a second")
    options = parser.parse_args()
    if options.short:
        options.rounds, options.seconds = 3, 1
    return options


def tell(peers: Sequence[Peer]) -> None:
    """The medians over the rounds, and the ratios of each pair of neighbouring rounds."""
    figures = {peer.name: measure(peer) for peer in peers}
    print(f"{tell_load()}, {len(peers[0].rounds) - 1} rounds")
    print(f"{'':20}{'answers/s':>12}{'p50 ms':>10}{'p99 ms':>10}{'µs of server':>14}")
    for name, rows in figures.items():
        print("{:20}{:12.0f}{:10.1f}{:10.1f}{:14.0f}".format(name, *find_medians(rows)))
    for name, rows in figures.items():
        if name == "Pejl":
            continue
        pairs = list(zip(figures["Pejl"], rows, strict=True))
        ratios = [tuple(a / b for a, b in zip(*pair, strict=True)) for pair in pairs]
        middle = find_medians(ratios)
        print("{:20}{:12.2f}{:10.2f}{:10.2f}{:14.3f}".format(f"Pejl / {name}", *middle))
        print(f"{'  round by round':20}{' '.join(f'{row[0]:.2f}' for row in ratios):>12}")
        found = f"{find_medians(figures['Pejl'])[0]:.0f} answers/s, p99 {middle[2]:.1f} times"
        note(f"answers beside {name}", ASKED[name], found, middle[0])


ASKED = {
    "bare limit": "0.6 of it, p99 at most 3 times",
    "Django WSGI": "20 times",
    "Django ASGI": "20 times",
}


def find_medians(rows: Sequence[tuple[float, ...]]) -> list[float]:
    return [statistics.median(column) for column in zip(*rows, strict=True)]


def measure(peer: Peer) -> list[tuple[float, ...]]:
    """By round: answers a second, p50 and p99 in ms, and the server's µs an answer."""
    return [
        measure_round(tally, processor)
        for tally, processor in zip(peer.rounds[1:], peer.processor[1:], strict=True)
    ]


def measure_round(tally: Tally, processor: float) -> tuple[float, ...]:
    times = sorted(tally.times)
    middle, late = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
    return len(tally.keys) / tally.seconds, middle, late, processor / len(tally.keys) * 1e6


def check(peer: Peer, folder: Path) -> bool:
    """Whether each acknowledged answer is stored, once, and none was refused."""
    acknowledged = [key for tally in peer.rounds for key in tally.keys]
    refused = [reply for tally in peer.rounds for reply in tally.refused]
    with closing(sqlite3.connect(folder / peer.file)) as database:
        stored = [key for (key,) in database.execute(f"SELECT key FROM {peer.table}")]
    lost, doubled = len(set(acknowledged) - set(stored)), len(stored) - len(set(stored))
    print(
        f"{peer.name}: {len(acknowledged)} acknowledged, {len(stored)} stored, "
        f"{lost} lost, {doubled} doubled, {len(refused)} refused {refused[:1] or ''}"
    )
    return not (lost or doubled or refused)


if __name__ == "__main__":
    sys.exit(main())
