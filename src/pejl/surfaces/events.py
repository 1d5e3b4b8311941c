"""GET /a/events?t=<signed topics>&h=<mark>: the event stream. Numbers only; who hears one reads
again. The mark (`Hub.mark`) is of when the page was read: one who has missed nothing is told so,
and need not read it again."""

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs

import msgspec

from pejl.days.tokens import read_topics
from pejl.live.hub import Hub
from pejl.live.wire import Exchange

BEAT = 20  # seconds between signs of life, so that proxies keep the line open
CALM = b"event: calm\ndata: 1\n\n"  # what one has read still stands
CONTENT_TYPE = b"text/event-stream; charset=utf-8"


class Streams:
    """All open event streams of a process. A twentieth of them get their sign of life each second,
    so that thousands are not written to at once."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.turns: list[set[Exchange]] = [set() for _ in range(BEAT)]
        self.opened = self.turn = 0
        self.timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return sum(map(len, self.turns))

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        self.timer = loop.call_later(1, self.start)
        self.turn = (self.turn + 1) % BEAT
        beat = self.make_beat()
        for exchange in list(self.turns[self.turn]):
            exchange.send(beat)

    def make_beat(self) -> bytes:
        """Says how many listen, so that they do not all read again at the same moment."""
        return b"event: beat\ndata: %d\n\n" % len(self)

    def stop(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        for turn in self.turns:
            for exchange in list(turn):
                exchange.end_stream()

    def open(self, exchange: Exchange) -> None:
        query = parse_qs(exchange.query.decode("latin-1"))
        topics, mark = read_topics(query.get("t", [""])[0]), query.get("h", [""])[0]
        if topics is None or exchange.method != b"GET":
            exchange.reply(403, b"{}")
            return
        turn = self.turns[self.opened % BEAT]
        self.opened += 1
        listener = self.hub.listen(topics, make_teller(exchange))

        def end() -> None:
            listener.leave()
            turn.discard(exchange)

        turn.add(exchange)
        exchange.open_stream(CONTENT_TYPE, end)
        calm = CALM if self.hub.is_calm(topics, mark) else b""
        exchange.send(b"retry: 2000\n\n" + calm + self.make_beat())


def make_teller(exchange: Exchange) -> Callable[[dict[str, int]], None]:
    def tell(numbers: dict[str, int]) -> None:
        exchange.send(b"data: " + msgspec.json.encode(numbers) + b"\n\n")

    return tell
