"""What those who watch a server are told: by a real one, with Redis away and then there."""

import os
import shutil
import socket
import subprocess
import sys
import time

import httpx
import pytest
from django.db import connection

from pejl.project.health import can_write

LOCKS = {
    "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    "postgresql": ("SET default_transaction_read_only = on", "RESET default_transaction_read_only"),
}


def find_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def ask(port, path, wanted, seconds=40):
    """Asks by a name that no page is served to, until the answer is the wanted one."""
    until = time.monotonic() + seconds
    reply = None
    while time.monotonic() < until:
        try:
            headers = {"Host": "watcher.invalid"}
            reply = httpx.get(f"http://127.0.0.1:{port}{path}", headers=headers, timeout=30)
            if reply.status_code == wanted:
                return reply
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{path} never answered {wanted}: {reply and reply.text}")


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server here")
def test_it_lives_at_once_and_is_ready_when_redis_is_heard(tmp_path):
    port, redis_port = find_port(), find_port()
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PEJL_")}
    environment = {
        **kept,
        "PEJL_FOLDER": str(tmp_path),
        "PEJL_HUB_URL": f"redis://127.0.0.1:{redis_port}/0",
        "PEJL_WARM": "0",
    }
    command = [sys.executable, "-m", "pejl.project.cli", "serve", "--port", str(port)]
    started = [subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)]
    try:
        lives = ask(port, "/healthz", 200)
        assert lives.json() == {"process": True}
        assert "set-cookie" not in lives.headers
        assert lives.headers["cache-control"] == "no-store"
        assert ask(port, "/readyz", 503).json() == {"database": True, "hub": False, "log": True}
        redis = ["redis-server", "--port", str(redis_port), "--save", "", "--dir", str(tmp_path)]
        started.append(subprocess.Popen(redis, stdout=subprocess.DEVNULL))
        assert ask(port, "/readyz", 200).json() == {"database": True, "hub": True, "log": True}
        with socket.create_connection(("127.0.0.1", port)) as other:  # pages still refuse the name
            other.sendall(b"GET /j/ HTTP/1.1\r\nHost: watcher.invalid\r\nConnection: close\r\n\r\n")
            assert other.recv(100).startswith(b"HTTP/1.1 400")
    finally:
        for process in started:
            process.kill()
            process.wait()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("keep", [True, False])
def test_a_database_that_is_read_only_takes_no_writes(keep):
    lock, unlock = LOCKS[connection.vendor]
    assert can_write(keep=keep)
    with connection.cursor() as cursor:
        cursor.execute(lock)
        assert not can_write(keep=keep)
        cursor.execute(unlock)
    assert can_write(keep=keep)
