"""PostgreSQL, Redis and nginx of a test's own: stopping them disturbs nobody."""

import os
import shlex
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from tests.conftest import find_free_port
from tests.faults.ground import Ground

from pejl.live.tests.conftest import OwnRedis

DEPLOY = Path(__file__).parents[2] / "deploy"
PROGRAMS = ("nginx", "initdb", "redis-server")
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def find_programs(*names):
    """Where these are, or all three, by name; skips the test where one is missing."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", *map(str, reversed(kept))])
    found = {one: shutil.which(one, path=path) for one in names or PROGRAMS}
    missing = [one for one, place in found.items() if place is None]
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} here (./script/proxy gets nginx)")
    return found


class OwnPostgres:
    """Runs as the user postgres where the test is root, which PostgreSQL refuses to be."""

    def __init__(self, programs, folder):
        self.programs, self.data, self.port = programs, folder / "postgres", find_free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self.data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres")
        self.run(programs["initdb"], "-D", self.data, "-A", "trust", "-U", "postgres")

    def run(self, *words):
        command = shlex.join(map(str, words))
        user = ["su", "postgres", "-s", "/bin/sh", "-c"] if os.geteuid() == 0 else ["sh", "-c"]
        subprocess.run([*user, command], cwd=self.data.parent, check=True, **QUIET)

    def control(self, *words):
        self.run(Path(self.programs["initdb"]).with_name("pg_ctl"), "-D", self.data, "-w", *words)

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self.control("-o", options, "start")

    def stop(self):
        """As if it had crashed: nothing is tidied up, and starting reads the log again."""
        self.control("-m", "immediate", "stop")

    def find_process(self):
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def list_stored(self):
        """Each contribution's key and who gave it."""
        with psycopg.connect(self.url) as database:
            return database.execute("SELECT key, attendance_id FROM days_contribution").fetchall()


class OwnNginx:
    """With the project's own configuration, and a list of servers and an address of this test."""

    def __init__(self, programs, folder, port, servers):
        self.folder = folder / "nginx"
        self.folder.mkdir()
        shutil.copy(DEPLOY / "nginx.conf", self.folder)
        lines = [f"server 127.0.0.1:{one} max_fails=1 fail_timeout=2s;" for one in servers]
        (self.folder / "pejl-servers.conf").write_text("\n".join(lines))
        lines = [f"listen 127.0.0.1:{port};"]
        lines += [f"{one}_temp_path {self.folder}/{one};" for one in TEMPORARY]
        (self.folder / "pejl-listen.conf").write_text("\n".join(lines))
        told = f"daemon off; pid {self.folder}/pid; error_log {self.folder}/errors crit;"
        self.command = [programs["nginx"], "-p", self.folder, "-c", self.folder / "nginx.conf"]
        self.command += ["-e", self.folder / "errors", "-g", told]

    def start(self):
        self.process = subprocess.Popen(self.command, **QUIET)

    def stop(self):
        self.process.terminate()
        self.process.wait()


@dataclass
class Site:
    """`front` is what phones see: nginx, with the servers behind it, all on the same folder."""

    front: Ground
    servers: list[Ground]
    postgres: OwnPostgres
    redis: OwnRedis
    nginx: OwnNginx

    def start_ended(self):
        """Those that do not run, as a supervisor would; how many there were."""
        ended = [server for server in self.servers if server.process.poll() is not None]
        for server in ended:
            server.start()
        return len(ended)

    def count_living(self):
        return sum(one.lives() for one in self.servers)

    def wait_until_ready(self):
        for server in self.servers:
            server.wait_until_ready()


@contextmanager
def build_site(servers, phones):
    """A site with a day whose question is open, in a folder that the user postgres can enter."""
    programs = find_programs()
    with tempfile.TemporaryDirectory(prefix="pejl-many-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o711)
        postgres, redis = OwnPostgres(programs, folder), OwnRedis(folder)
        for one in (postgres, redis):
            one.start()
            stack.callback(one.stop)
        grounds = [Ground(folder, postgres.url, redis.url) for _one in range(servers + 1)]
        front, *behind = grounds
        front.furnish(phones)
        nginx = OwnNginx(programs, folder, front.port, [one.port for one in behind])
        nginx.start()
        stack.callback(nginx.stop)
        for server in behind:
            server.start()
            stack.callback(server.kill)
        site = Site(front, behind, postgres, redis, nginx)
        site.wait_until_ready()
        yield site
