"""What an answer pays for being counted, beside what it pays for being judged and stored."""

import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from findings import note, tell_load
from ground import make_days, prepare

BATCH, ROUNDS, TIMES = 50, 60, 40


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="pejl-bench-") as name:
        prepare(Path(name))
        stored, counted = measure(make_days())
    print(f"{tell_load()}, {ROUNDS} batches of {BATCH}")
    print(f"judged and stored {stored:8.2f} µs an answer")
    print(f"counted           {counted:8.2f} µs an answer")
    print(f"counted / stored  {counted / stored:8.4f}")
    note("counting an answer", "under 0.02 of storing it", f"{counted:.2f} µs", counted / stored)
    return 0


def measure(phones: Sequence[tuple[int, str]]) -> tuple[float, float]:
    """Medians over the rounds, µs an answer."""
    from pejl.days.judging import Submission, Verdict
    from pejl.days.log import Writer, store_batch
    from pejl.days.tokens import hash_token

    stored, counted = [], []
    for number in range(ROUNDS):
        batch = [
            Submission(hash_token(token), slot, "chosen", "poll", f"k{number}-{at}", CHOICE)
            for at, (slot, token) in enumerate(phones[number * BATCH % 4000 :][:BATCH])
        ]
        (_verdicts, fresh), seconds = spend(partial(store_batch, batch))
        assert fresh == BATCH
        stored.append(seconds / BATCH * 1e6)
        counted.append(spend_on_counting(Writer(), batch, [Verdict("")] * BATCH))
    return statistics.median(stored), statistics.median(counted)


CHOICE = {"options": ["1"]}


def spend_on_counting(writer: Any, batch: Sequence[Any], verdicts: Sequence[Any]) -> float:
    """As the event loop hands out a batch to phones that need no telling, less the telling."""
    told = [(submission, ignore, 0.0) for submission in batch]

    def hand_out() -> None:
        for _time in range(TIMES):
            writer.hand_out(told, verdicts, BATCH)

    def tell_only() -> None:
        for _time in range(TIMES):
            for (_submission, tell, _since), verdict in zip(told, verdicts, strict=True):
                tell(verdict)

    return (spend(hand_out)[1] - spend(tell_only)[1]) / TIMES / BATCH * 1e6


def ignore(_verdict: Any) -> None:
    """Nobody is told."""


def spend(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and the seconds it took."""
    since = perf_counter()
    return work(), perf_counter() - since


if __name__ == "__main__":
    sys.exit(main())
