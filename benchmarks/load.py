"""The load: raw sockets kept open, each sending its next answer when the last is acknowledged."""

import asyncio
import gc
import itertools
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

CONNECTIONS = 64


@dataclass
class Tally:
    """What a round brought: keys that were acknowledged, the time each took (in seconds)."""

    keys: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)
    seconds: float = 0


class Phones(asyncio.Protocol):
    """One connection, shared by a few phones that take turns."""

    def __init__(self, heads: Iterator[bytes], tally: Tally, until: float) -> None:
        self.heads, self.tally, self.until = heads, tally, until
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting = b""
        self.keys = (f"{number:024x}" for number in itertools.count(secrets.randbits(95)))

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        self.send_next()

    def send_next(self) -> None:
        self.began = time.perf_counter()
        if self.began > self.until:
            self.transport.close()
            return
        self.key = next(self.keys)
        self.transport.write(next(self.heads) + self.key.encode())

    def data_received(self, data: bytes) -> None:
        """The reply's last byte is the end of its small JSON, in both servers."""
        self.waiting += data
        if not self.waiting.rstrip().endswith(b"}"):
            return
        self.tally.times.append(time.perf_counter() - self.began)
        if b'"saved":true' in self.waiting:
            self.tally.keys.append(self.key)
        else:
            self.tally.refused.append(self.waiting)
        self.waiting = b""
        self.send_next()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None or self.waiting:
            self.tally.refused.append(b"connection lost")
        self.done.set_result(None)


def make_head(port: int, slot: int, token: str) -> bytes:
    """All of a request but its key, as a phone's browser sends it."""
    body = f"item=poll&options%5B%5D={secrets.randbelow(3)}&kind=chosen&key="
    return (
        f"POST /a/{slot} HTTP/1.1\r\n"
        f"Host: localhost:{port}\r\n"
        "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)\r\n"
        "Accept: application/json\r\n"
        "Accept-Language: da\r\n"
        "Accept-Encoding: gzip, deflate\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Origin: http://localhost:{port}\r\n"
        f"Referer: http://localhost:{port}/p/\r\n"
        "Sec-Fetch-Site: same-origin\r\n"
        f"Cookie: pejl={token}; django_language=da\r\n"
        f"Content-Length: {len(body) + 24}\r\n\r\n{body}"
    ).encode()


async def drive(port: int, turns: Sequence[Iterator[bytes]], seconds: float) -> Tally:
    """One round: all connections for so long. `turns` gives each connection its requests."""
    tally, loop, began = Tally(), asyncio.get_running_loop(), time.perf_counter()
    gc.disable()
    opened = [
        await loop.create_connection(
            lambda heads=heads: Phones(heads, tally, began + seconds), "127.0.0.1", port
        )
        for heads in turns
    ]
    await asyncio.gather(*(phones.done for _transport, phones in opened))
    tally.seconds = time.perf_counter() - began
    gc.enable()
    return tally


def make_turns(
    port: int, phones: Sequence[tuple[int, str]], connections: int = CONNECTIONS
) -> list[Iterator[bytes]]:
    """`phones`: of each, which item it answers, and its token. Each connection has phones of its
    own, so that none is asked to be faster than it may."""
    heads = [make_head(port, slot, token) for slot, token in phones]
    return [itertools.cycle(heads[number::connections]) for number in range(connections)]
