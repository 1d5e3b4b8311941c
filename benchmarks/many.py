"""What an answer and a page cost where several processes run behind nginx on PostgreSQL and Redis,
in processor time, part by part. Run from the project's folder: python -m benchmarks.many

Processor time is much the same on a busy machine as on a quiet one; how long people wait is not.
"""

import argparse
import asyncio
import os
import sys
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from django import setup

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pejl.project.settings")
setup(set_prefix=False)

from tests.faults.machines import Site, build_site  # noqa: E402 - Django has to be set up first

from pejl.live.limits import raise_limits  # noqa: E402
from pejl.rehearsal.crowd import Load, arrive, close_all  # noqa: E402
from pejl.rehearsal.lean import LeanPhone  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--phones", type=int, default=2000)
    options = parser.parse_args()
    raise_limits()
    with build_site(options.processes, options.phones) as site:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print(f"{options.processes} processes, {options.phones} phones; µs of processor time each")
        print(f"{'':14}{'count':>8}{'pejl':>8}{'nginx':>8}{'postgres':>10}{'redis':>8}{'all':>8}")
        run(site, "(warming up)", answer_often, 10, {})
        idle = measure_idle(site)
        run(site, "answers", answer_often, 40, idle)
        run(site, "people join", join, 60, idle)
        run(site, "pages read", read, 30, idle)
        rows = [key for key, _giver in site.postgres.list_stored()]
        print(f"memory of each process, MiB: {[measure_memory(one) for one in site.servers]}")
        print(f"stored {len(rows)}, doubled {len(rows) - len(set(rows))}")
    return 0


def run(site: Site, name: str, profile, within: float, idle: dict[str, float]) -> None:
    """`idle`: what is spent a second when nothing happens, and counts for nothing here."""
    load = Load(site.front.base, SimpleNamespace(**site.front.stage), within)
    before, began = measure(site), time.perf_counter()
    count = asyncio.run(profile(load))
    seconds, after = time.perf_counter() - began, measure(site)
    spent = {
        part: (after[part] - before[part] - idle.get(part, 0) * seconds) * 1e6 / count
        for part in after
    }
    cells = "".join(f"{spent[part]:{8 + 2 * (part == 'postgres')}.0f}" for part in spent)
    print(f"{name:14}{count:8}{cells}{sum(spent.values()):8.0f}  {dict(load.faults) or ''}")


def measure_idle(site: Site, seconds: float = 20) -> dict[str, float]:
    before = measure(site)
    time.sleep(seconds)
    return {part: (now - before[part]) / seconds for part, now in measure(site).items()}


async def answer_often(load: Load, times: int = 10) -> int:
    phones = load.make_phones()
    ticks: list[float] = []

    async def answer_in_turn(phone: LeanPhone) -> None:
        for _time in range(times):
            await asyncio.sleep(load.rng.uniform(0, 2 * load.within / times))
            await load.answer(phone, ticks)

    await asyncio.gather(*(answer_in_turn(one) for one in phones))
    close_all(phones)
    return len(ticks)


async def join(load: Load) -> int:
    return int((await arrive(load))["joined"])


async def read(load: Load) -> int:
    """What a phone reads when the item changes."""
    phones = load.make_phones()

    async def read_one(phone: LeanPhone) -> float:
        if (await phone.get("/p/now")).status != 200:
            load.faults["page"] += 1
        return 0

    count = len(await load.spread([partial(read_one, one) for one in phones]))
    close_all(phones)
    return count


def measure(site: Site) -> dict[str, float]:
    """Seconds of processor time so far."""
    servers = [one.process.pid for one in site.servers]
    return {
        "pejl": sum(map(add_up, servers)),
        "nginx": add_up(site.nginx.process.pid),
        "postgres": add_up(site.postgres.find_process()),
        "redis": add_up(site.redis.process.pid),
    }


def add_up(pid: int) -> float:
    """With those it began, also those that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return sum(map(int, fields[11:15])) / TICK + sum(add_up(int(child)) for child in children)


def measure_memory(server) -> int:
    lines = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    sys.exit(main())
