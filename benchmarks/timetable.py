"""The programme that keeps time, beside OR-Tools CP-SAT on the same programmes, in the same run.

Both find the programme with the least total regret; the times are the best of the rounds, which
take turns, from the items to the times: CP-SAT's hold the making of its model. Exits with 1 when
the regrets are not the same, or when a programme takes more than it may.
"""

import argparse
import os
import time
from collections.abc import Callable
from random import Random
from typing import Any

from findings import note
from ortools.sat.python import cp_model

from pejl.analysis.timetable import AIR, SKIP, Item, gather_blocks, is_fixed, plan, propose

ALLOWED = 0.05
START = 8 * 60 + 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, best of {rounds} rounds")
    print("items  fixed  kind      Pejl ms  CP-SAT ms  ratio  three ways ms")
    results = [
        compare(make_programme(count, fixed, flexible=flexible), flexible=flexible, rounds=rounds)
        for count, fixed in ((20, 2), (60, 0), (60, 4))
        for flexible in (False, True)
    ]
    return int(not all(results))


def make_programme(count: int, fixed: int, *, flexible: bool) -> tuple[list[Item], int]:
    """A day of `count` items that wish for a tenth more than there is time for. `flexible`: some
    may be skipped, and some run side by side."""
    random, items, at = Random(count + fixed), [], START
    every = count // (fixed + 1)
    for key in range(count):
        wished = random.choice((5, 10, 15, 20, 30, 45))
        items.append(
            Item(
                key,
                wished,
                max(1, wished // 2),
                wished * 3 // 2,
                starts=at if fixed and key and key % every == 0 else None,
                uncut=random.random() < 0.1,
                optional=flexible and random.random() < 0.2,
                beside=flexible and key % every != 0 and random.random() < 0.1,
            )
        )
        at += 0 if items[-1].beside else wished * 9 // 10
    return items, at


def compare(made: tuple[list[Item], int], *, flexible: bool, rounds: int) -> bool:
    items, end = made
    ours, theirs, ways = [], [], []
    for _ in range(rounds):
        ours.append(measure(lambda: plan(items, START, end).regret))
        theirs.append(measure(lambda: solve(items, START, end)))
        ways.append(measure(lambda: propose(items, START + 12, end)))
    (mine, regret), (other, expected) = min(ours), min(theirs)
    fixed = sum(item.starts is not None for item in items)
    kind = "flexible" if flexible else "plain"
    print(
        f"{len(items):5} {fixed:6}  {kind:8} {mine * 1000:8.2f} {other * 1000:10.1f} "
        f"{other / mine:6.1f} {min(one for one, _way in ways) * 1000:14.1f}"
        f"{'' if regret == expected else '  NOT THE SAME'}"
    )
    what = f"programme of {len(items)} items, {fixed} fixed, {kind}, beside CP-SAT"
    note(what, "", f"{mine * 1000:.1f} ms", other / mine)
    return regret == expected and mine < ALLOWED


def measure(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def solve(items: list[Item], start: int, end: int) -> int:
    """The least regret by CP-SAT, on one core as ours is."""
    model, at, costs = cp_model.CpModel(), start, []
    for block in gather_blocks(items):
        if is_fixed(block[0]):
            at, costs = wait(model, at, block[0].starts, costs)
        lengths = [
            length_of(
                model,
                item,
                costs,
                skips=item.optional and not (item is block[0] and is_fixed(item)),
            )
            for item in block
        ]
        longest = model.new_int_var(0, 2000, "longest")
        model.add_max_equality(longest, lengths)
        at = at + longest
    _at, costs = wait(model, at, end, costs)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise SystemExit("CP-SAT found no optimum")
    return round(solver.objective_value)


def wait(model: Any, at: Any, due: int, costs: list[Any]) -> tuple[int, list[Any]]:
    air = model.new_int_var(0, 4000, "air")
    model.add(at + air == due)
    return due, [*costs, AIR * air]


def length_of(model: Any, item: Item, costs: list[Any], *, skips: bool) -> Any:
    allowed = list(range(item.wished if item.uncut else item.least, item.most + 1))
    if skips:
        allowed.insert(0, 0)
    length = model.new_int_var_from_domain(cp_model.Domain.from_values(allowed), "length")
    cost = model.new_int_var(0, 1 << 30, "cost")
    regrets = [(one, regret_of(item, one)) for one in allowed]
    model.add_allowed_assignments([length, cost], regrets)
    costs.append(cost)
    return length


def regret_of(item: Item, length: int) -> int:
    if not length:
        return SKIP * item.wished
    return 1000 * (length - item.wished) ** 2 // item.wished


if __name__ == "__main__":
    raise SystemExit(main())
