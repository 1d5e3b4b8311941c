"""Servers as processes of their own: started, measured, ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# Ended from outside, a benchmark still ends the servers that it started.
signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
TICK = os.sysconf("SC_CLK_TCK")


def find_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run(port: int, *command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A server as its own process, from when it answers; ended at the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not answers_at(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{command} did not start")
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def answers_at(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def measure_processor(pid: int) -> float:
    """Seconds of processor that the process has had so far, in all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK
