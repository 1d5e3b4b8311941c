"""What one server holds, with its load beside it on the same machine: `pejl rehearse`'s profiles.

Prints each profile's figures and the server's memory before and after. Exits with 1 when anything
acknowledged is lost or doubled.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from findings import note
from servers import answers_at, find_port

CLI = [sys.executable, "-m", "pejl.project.cli"]
FULL = ["answering:5000:5", "listening:10000:60", "reconnecting:2000:20", "arriving:5000:120"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("loads", nargs="*", default=FULL, help="profile:phones:seconds")
    loads = parser.parse_args().loads
    with tempfile.TemporaryDirectory(prefix="pejl-bench-") as folder:
        environment = {**os.environ, "PEJL_FOLDER": folder}
        port = find_port()
        command = [*CLI, "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            while not answers_at(port):
                time.sleep(0.2)
            time.sleep(5)  # it loads ahead what is slow to load
            return max(run(port, load, server.pid, environment) for load in loads)
        finally:
            server.terminate()
            server.wait(timeout=60)


def run(port: int, load: str, pid: int, environment: dict[str, str]) -> int:
    profile, phones, seconds = load.split(":")
    before = measure_memory(pid)
    options = ["--profile", profile, "--phones", phones, "--within", seconds]
    command = [*CLI, "rehearse", f"http://localhost:{port}", *options]
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    done = subprocess.run(command, env=environment, check=False, stdout=subprocess.PIPE, text=True)
    print(done.stdout, end="")
    note_times(profile, phones, done.stdout)
    print(f"  server's memory, MiB      {before:.0f} before, {measure_peak(pid):.0f} at most\n")
    return done.returncode


ASKED = {"tick p95 ms": 300, "screen p95 ms": 500, "change p99 ms": 1000}


def note_times(profile: str, phones: str, told: str) -> None:
    for line in told.splitlines():
        name, _space, figure = line.strip().rpartition(" ")
        if allowed := ASKED.get(name.strip()):
            what = f"{profile}, {phones} phones: {name.strip()}, of what is allowed"
            note(what, f"{allowed} ms", f"{figure} ms", float(figure) / allowed)


def measure_memory(pid: int) -> float:
    return read_status(pid, "VmRSS")


def measure_peak(pid: int) -> float:
    """Since the last load began to be measured."""
    peak = read_status(pid, "VmHWM")
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
    return peak


def read_status(pid: int, name: str) -> float:
    """In MiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


if __name__ == "__main__":
    sys.exit(main())
