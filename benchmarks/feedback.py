"""How long a feedback round of a whole country's chain takes to set up, and to find one's own in.

.venv/bin/python benchmarks/feedback.py
"""

import argparse
import os
import time
from random import Random

import msgspec
from findings import note

from pejl.activities.feedback.paths import PATHS, map_paths
from pejl.activities.feedback.rules import Config, Said, may_send, resolve
from pejl.days.entries import Ground, Person

LEVELS = ("Direktion", "Chefer", "Områdeledere", "Institutionsledere", "Afdelingsledere", "Andre")


def make_ground(people: int, rng: Random) -> Ground:
    """A random chain in which each leads eight."""
    areas = tuple(f"Område {at}" for at in range(12))
    rows, leaders, depths = [], {}, []
    for at in range(people):
        boss = (at - 1) // 8
        depths.append(0 if at == 0 else min(depths[boss] + 1, len(LEVELS) - 1))
        area = areas[at % 12] if at < 13 else rows[boss].area
        unit = f"Enhed {at // 8}"
        rows.append(Person(f"p{at}", f"Navn {at}", "", LEVELS[depths[at]], area, unit))
        if at:
            leaders[f"p{at}"] = f"p{boss}"
    rng.shuffle(rows)
    units = tuple(dict.fromkeys(one.unit for one in rows))
    used = tuple(name for name in LEVELS if name in {one.level for one in rows})
    return Ground(people=tuple(rows), levels=used, areas=areas, units=units, leaders=leaders)


def measure(people: int) -> None:
    ground = make_ground(people, Random(1))
    map_paths.cache_clear()
    began = time.perf_counter()
    config = resolve(Config(paths=tuple(one for one in PATHS if one != "picked")), ground)
    routes = config.map.routes
    stored = msgspec.json.encode(config)
    took = time.perf_counter() - began
    given = sum(len(keys) for keys in config.map.gives.values())
    began = time.perf_counter()
    again = msgspec.json.decode(stored, type=Config)
    decoded = time.perf_counter() - began
    key = again.map.gives["p9"][0]
    began = time.perf_counter()
    for _round in range(1000):
        may_send(again, Said(key), "p9")
    own = (time.perf_counter() - began) / 1000
    size = len(stored) / 1e6
    print(
        f"{people:>6} people: {len(routes):>6} routes, {given / people:4.1f} for each; set up and "
        f"stored in {took:.2f} s ({size:.2f} MB), read again in {decoded * 1e3:.1f} ms; "
        f"whether one may send: {own * 1e6:.0f} µs"
    )
    what = f"a feedback round of {people} people, of what is allowed"
    note(what, "5,000 people in under 2 s", f"{took:.2f} s", took / 2)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for people in (50, 500, 5000):
        measure(people)
