"""Work in a thread that nobody waits for longer than they like, beside Django's threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from django.db import connections

Found = TypeVar("Found")


def run_aside(work: Callable[[], Found], name: str) -> "Future[Found]":
    """On database connections of its own. The thread may hang, and does not hold up the end."""
    future: Future[Found] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as fault:  # whoever waits is told
            future.set_exception(fault)
        finally:
            connections.close_all()

    Thread(target=run, name=name, daemon=True).start()
    return future


async def wait_for(future: "Future[Found]", seconds: float) -> Found:
    """Its result. Raises TimeoutError, and the work goes on."""
    return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), seconds)
