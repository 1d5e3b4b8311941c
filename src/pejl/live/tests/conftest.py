import asyncio
import os
import shutil
import socket
import subprocess
import time
from contextlib import asynccontextmanager

import pytest
import redis


@pytest.fixture
def redis_url():
    url = os.environ.get("PEJL_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=1).ping()
    except redis.RedisError as error:
        pytest.skip(f"no Redis at PEJL_TEST_REDIS_URL ({url}): {error}")
    return url


@pytest.fixture(params=["memory", "redis"])
def hub_url(request):
    return "memory://" if request.param == "memory" else request.getfixturevalue("redis_url")


class OwnRedis:
    """A Redis server that a test may stop and start."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--dir", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, "--save", "", "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL
        )
        for _ in range(100):
            try:
                return redis.Redis.from_url(self.url).ping()
            except redis.RedisError:
                time.sleep(0.05)
        raise TimeoutError("redis-server did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def own_redis(tmp_path):
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    server = OwnRedis(tmp_path)
    server.start()
    yield server
    server.stop()


class Heard(asyncio.Queue):
    """What a listener was told, batch by batch, to be read one after the other."""

    def __aiter__(self):
        return self

    async def __anext__(self):
        return await self.get()


@asynccontextmanager
async def listen(hub, topics):
    heard = Heard()
    listener = hub.listen(topics, heard.put_nowait)
    try:
        yield heard
    finally:
        listener.leave()
