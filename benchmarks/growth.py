"""What an answer costs as there are more people, and more days at once, on one server in one run.

`people` is how many there are on all days together. Each kind has open polls of its own, and all
kinds are driven in turn, so that what else the machine does hits them alike. Writes `growth.svg`.
Exits with 1 when anything acknowledged is lost or doubled.
"""

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import uvloop
from findings import note, tell_load
from ground import make_days, prepare
from load import Tally, drive, make_turns
from servers import find_port, measure_processor, run

HERE = Path(__file__).parent
PEOPLE = (100, 1000, 10_000)
DAYS = (1, 10, 100)
PHONES = 8000  # at least, so that none is asked to be faster than it may
Kind = tuple[int, int]
Row = tuple[float, float, float]  # answers a second, p99 in ms, µs of the server's processor


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="pejl-bench-") as name:
        folder, port = Path(name), find_port()
        prepare(folder)
        turns = {}
        for people, days in options.kinds:
            each = max(1, people // days)
            phones = make_days(days, each, -(-PHONES // (each * days)))
            turns[people, days] = make_turns(port, phones)
            print(f"set up: {people} people, {days} days", flush=True)
        command = (sys.executable, "-m", "pejl.project.cli", "serve", "--port", str(port))
        found: dict[Kind, list[Row]] = {kind: [] for kind in turns}
        with run(port, *command) as server:
            uvloop.run(drive(port, turns[options.kinds[0]], 2))  # warms up
            keys = []
            for _round in range(options.rounds):
                for kind in turns:
                    before = measure_processor(server.pid)
                    tally = uvloop.run(drive(port, turns[kind], options.seconds))
                    found[kind].append(measure(tally, measure_processor(server.pid) - before))
                    keys += tally.keys
        tell(found, options.rounds)
        return int(not check(keys, folder / "pejl.sqlite3"))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--short", action="store_true", help="the corners only, a second each")
    options = parser.parse_args()
    options.kinds = [(people, days) for people in PEOPLE for days in DAYS]
    if options.short:
        options.rounds, options.seconds = 3, 1
        options.kinds = [(100, 1), (1000, 10), (10_000, 100)]
    return options


def measure(tally: Tally, processor: float) -> Row:
    late = sorted(tally.times)[int(len(tally.times) * 0.99)] * 1000
    return len(tally.keys) / tally.seconds, late, processor / len(tally.keys) * 1e6


def tell(found: dict[Kind, list[Row]], rounds: int) -> None:
    """Medians over the rounds, and the ratio to the first kind's of the same round."""
    first = next(iter(found))
    print(f"{tell_load()}, {rounds} rounds; 64 connections")
    print(f"{'people':>7}{'days':>6}{'answers/s':>11}{'p99 ms':>8}{'µs':>6}{'µs / first':>12}")
    cost = {}
    for (people, days), rows in found.items():
        a_second, late, used = (statistics.median(column) for column in zip(*rows, strict=True))
        pairs = zip(rows, found[first], strict=True)
        cost[people, days] = statistics.median(row[2] / base[2] for row, base in pairs)
        print(
            f"{people:>7}{days:>6}{a_second:>11.0f}{late:>8.1f}{used:>6.0f}"
            f"{cost[people, days]:>12.2f}"
        )
    last = next(reversed(cost))
    note(
        f"an answer with {last[0]} people on {last[1]} days beside {first[0]} on {first[1]}",
        "no growth with people",
        f"{cost[last]:.2f} times the processor time",
        cost[last],
    )
    if len(found) == len(PEOPLE) * len(DAYS):
        (HERE / "growth.svg").write_text(draw(found), encoding="utf-8")


def draw(found: dict[Kind, list[Row]]) -> str:
    from pejl.ui.pictures.render import Frame, draw_layers

    values = [
        {"people": people, "µs": statistics.median(row[2] for row in rows), "days": days}
        for (people, days), rows in found.items()
    ]
    labels = [
        {**value, "said": f"{value['days']} day{'s' * (value['days'] > 1)}"}
        for value in values
        if value["people"] == max(PEOPLE)
    ]
    across = {
        "field": "people",
        "type": "quantitative",
        "scale": {"type": "log"},
        "axis": {"values": PEOPLE, "format": ",", "title": "people on all days together"},
    }
    upwards = {
        "field": "µs",
        "type": "quantitative",
        "scale": {"zero": True},
        "axis": {"title": "server’s processor time an answer, µs", "grid": True},
    }
    shape = {"field": "days", "type": "nominal", "legend": None}
    line = {
        "data": {"values": values},
        "mark": {"type": "line", "point": {"size": 60, "filled": True}},
        "encoding": {"x": across, "y": upwards, "strokeDash": shape, "color": shape},
    }
    words = {
        "data": {"values": labels},
        "mark": {"type": "text", "align": "left", "dx": 10},
        "encoding": {
            "x": {"field": "people", "type": "quantitative"},
            "y": {"field": "µs", "type": "quantitative"},
            "text": {"field": "said"},
        },
    }
    return draw_layers(json.loads(json.dumps([line, words])), Frame(480, 260, 60, 80, 20, 50))


def check(keys: Iterable[str], path: Path) -> bool:
    """Whether each acknowledged answer is stored, once."""
    acknowledged: Sequence[str] = list(keys)
    with closing(sqlite3.connect(path)) as database:
        stored = [key for (key,) in database.execute("SELECT key FROM days_contribution")]
    lost, doubled = len(set(acknowledged) - set(stored)), len(stored) - len(set(stored))
    print(f"{len(acknowledged)} acknowledged, {lost} lost, {doubled} doubled")
    return not (lost or doubled)


if __name__ == "__main__":
    sys.exit(main())
