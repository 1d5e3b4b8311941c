"""What a server says and does that begins while something is away or wrong."""

import re
import tempfile
import time
from pathlib import Path

import pytest
import redis
from tests.faults.ground import Ground
from tests.faults.machines import OwnPostgres, find_programs

from pejl.live.tests.conftest import OwnRedis


def wait_for_word(ground, word, seconds=60):
    until = time.monotonic() + seconds
    while not re.search(word, ground.told.read_text()):
        assert time.monotonic() < until, ground.told.read_text()
        time.sleep(0.1)


def test_servers_that_begin_together_before_their_database_serve_when_it_comes():
    programs = find_programs()
    with tempfile.TemporaryDirectory(prefix="pejl-start-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        postgres = OwnPostgres(programs, folder)
        servers = [Ground(folder, postgres.url) for _one in range(3)]
        try:
            for server in servers:
                server.start()
            wait_for_word(servers[0], "(?s)(Waiting for the database: .*refused.*){3}")
            postgres.start()
            for server in servers:
                server.wait_until_ready()
        finally:
            for server in servers:
                server.kill()
            postgres.stop()
        assert "Traceback" not in servers[0].told.read_text()


@pytest.fixture
def guarded_redis(tmp_path):
    find_programs()
    server = OwnRedis(tmp_path)
    server.start()
    redis.Redis.from_url(server.url).config_set("requirepass", "the right one")
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("redis://", "redis://:a-wrong-one@"), "invalid username-password pair"),
        (("redis://", "redis://"), "Authentication required"),
        (("redis://", "http://"), "must begin with memory:// or redis://"),
        (("127.0.0.1:", "127.0.0.1:x"), "Port could not be cast"),
    ],
)
def test_a_wrong_address_of_the_hub_is_said_and_no_password_told(
    guarded_redis, ground, change, word
):
    ground.hub = guarded_redis.url.replace(*change)
    ground.start()
    assert ground.process.wait(timeout=60) == 1
    told = ground.told.read_text()
    assert "Error: PEJL_HUB_URL is wrong: " in told
    assert word in told
    assert "a-wrong-one" not in told
    assert "Traceback" not in told
