"""What a benchmark found, for the table of all (`benchmarks/run`), and the words on the machine."""

import json
import os
from pathlib import Path

FILE = "PEJL_BENCH_FINDINGS"  # where to; unset: nowhere


def note(what: str, asked: str, found: str, ratio: float | None = None) -> None:
    """`ratio` is how many times the peer, or of what is allowed; None where there is none."""
    if path := os.environ.get(FILE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps([what, asked, found, ratio]) + "\n")


def tell_load() -> str:
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
