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
    code = subprocess.run(command, env=environment, check=False).returncode
    print(f"  server's memory, MiB      {before:.0f} before, {measure_peak(pid):.0f} at most\n")
    return code


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
