"""All benchmarks in their short forms, and one table of what was asked and what was found.

What fails, crashes or takes too long is said as such, and the rest goes on. `--only` picks some.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from findings import FILE

HERE = Path(__file__).parent
LONGEST = 120  # seconds for one
ALL = 560  # and for all together: less than ten minutes
RUNS = {
    "answers": ["--short"],
    "growth": ["--short"],
    "room": ["answering:1000:5", "listening:1000:5"],
    "results": ["--short"],
    "joining": [],
    "feedback": [],
    "followup": [],
    "agreement": ["--short"],
    "disclosure": [],
    "opinion": ["--rounds", "1"],
    "priorities": ["--short", "--rounds", "3"],
    "timetable": ["--rounds", "1"],
}
Found = tuple[str, str, str, float | None]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=RUNS, default=list(RUNS))
    names = parser.parse_args().only
    print(describe_machine(), flush=True)
    began, found, failed = time.monotonic(), [], 0
    for number, name in enumerate(names, start=1):
        print(f"[{number}/{len(names)}] {name} …", end="", flush=True)
        rows, word, seconds = run(name, min(LONGEST, ALL - (time.monotonic() - began)))
        print(f" {word}, {seconds:.0f} s", flush=True)
        failed += word != "done"
        found += rows
        if word != "done":
            found.append((f"{name}: {word}", "", "", None))
    print(f"\n{time.monotonic() - began:.0f} s, load at the end {os.getloadavg()[0]:.1f}\n")
    print(lay_out(found))
    return int(failed > 0)


def run(name: str, longest: float) -> tuple[list[Found], str, float]:
    """What it found, a word on how it went, and how many seconds it took."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "found"
        command = [sys.executable, str(HERE / f"{name}.py"), *RUNS[name]]
        places = {"PYTHONPATH": str(HERE.parent), FILE: str(told)}
        with (Path(folder) / "output").open("w+", encoding="utf-8") as output:
            process = subprocess.Popen(
                command, env={**os.environ, **places}, stdout=output, stderr=subprocess.STDOUT
            )
            word = wait(process, longest)
            output.seek(0)
            last = output.read().strip().splitlines()[-1:]
        lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    word = f"{word} ({last[0][:80]})" if word != "done" and last else word
    return [tuple(json.loads(line)) for line in lines], word, time.monotonic() - began


def wait(process: "subprocess.Popen[bytes]", longest: float) -> str:
    try:
        code = process.wait(timeout=max(0.0, longest))
    except subprocess.TimeoutExpired:
        process.terminate()  # so that it ends the servers that it started
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
        return f"not done after {max(0.0, longest):.0f} s"
    return "done" if code == 0 else f"failed with {code}"


def describe_machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({find_model()}), {memory:.0f} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version}, load at the start {os.getloadavg()[0]:.1f}"
    )


def find_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def lay_out(found: list[Found]) -> str:
    rows = [("what", "asked", "found", "ratio")]
    rows += [(*row[:3], "" if row[3] is None else f"{row[3]:.3g}") for row in found]
    wide = [max(len(row[at]) for row in rows) for at in range(3)]
    return "\n".join(
        "  ".join([*(row[at].ljust(wide[at]) for at in range(3)), row[3].rjust(7)]) for row in rows
    )


if __name__ == "__main__":
    sys.exit(main())
