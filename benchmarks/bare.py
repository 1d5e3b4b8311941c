"""The bare limit: a raw ASGI handler and one batching writer thread, with no checks at all.

It stores the row of a contribution at SQLite's `synchronous=FULL` and replies after the commit, as
Pejl does, but it knows no phones, no items and no payloads, and its table has no index to keep.
"""

import asyncio
import queue
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import uvicorn

HEAD = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"application/json"),
        (b"content-length", b"38"),
        (b"cache-control", b"no-store"),
    ],
}
BODY = {"type": "http.response.body", "body": b'{"saved":true,"code":"","message":""} '}
TABLE = """CREATE TABLE contribution (
    id integer PRIMARY KEY AUTOINCREMENT, slot_id bigint, attendance_id bigint, giver text,
    "group" smallint, kind text, item text, payload text, key text, rehearsal bool,
    created_at datetime)"""
INSERT = f"""INSERT INTO contribution (slot_id, attendance_id, giver, "group", kind, item, payload,
    key, rehearsal, created_at) VALUES ({", ".join("?" * 10)})"""
GIVER = "A" * 24
PAYLOAD = '{"kind":"chosen","options":[1]}'
Waiting = tuple[bytes, asyncio.Future[None]]


class Bare:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.inbox: queue.SimpleQueue[Waiting] = queue.SimpleQueue()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            self.loop = asyncio.get_running_loop()
            threading.Thread(target=self.write, daemon=True).start()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = (await receive())["body"]
        saved = self.loop.create_future()
        self.inbox.put((body, saved))
        await saved
        await send(HEAD)
        await send(BODY)

    def write(self) -> None:
        database = sqlite3.connect(self.path, isolation_level=None)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute(TABLE)
        while True:
            batch = [self.inbox.get()]
            while not self.inbox.empty():
                batch.append(self.inbox.get())
            database.execute("BEGIN IMMEDIATE")
            database.executemany(INSERT, [make_row(body) for body, _saved in batch])
            database.execute("COMMIT")
            self.loop.call_soon_threadsafe(tell, batch)


def make_row(body: bytes) -> tuple[Any, ...]:
    """The key, the last field, is cut out so that what was acknowledged can be found again."""
    key = body[body.rindex(b"=") + 1 :].decode()
    return (1, 1, GIVER, 0, "chosen", "", PAYLOAD, key, 0, "2026-01-01 09:00:00.000000")


def tell(batch: list[Waiting]) -> None:
    for _body, saved in batch:
        if not saved.done():
            saved.set_result(None)


if __name__ == "__main__":
    uvicorn.run(
        Bare(Path(sys.argv[2])),
        port=int(sys.argv[1]),
        log_level="warning",
        lifespan="on",
        ws="none",
        server_header=False,
        access_log=False,
    )
