"""Nudge, then read: topics and numbers go out, never data.

A lost nudge is no harm: each later one, and each new connection, makes the listener read again.
"""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from pejl.live.memory import Listener, MemoryHub, Tell


class Hub(Protocol):
    """What both hubs can. `nudged` is how often this process has nudged."""

    nudged: int

    def greet(self) -> str:
        """Why news cannot travel now, in Redis's own words; empty when it can. ValueError where
        the address or the password is wrong, so that trying again would not help."""

    async def start(self) -> None:
        """Begin to hear, in the running event loop."""

    async def stop(self) -> None:
        """Stop hearing: nobody is told anything any more."""

    def hears(self) -> bool:
        """Whether nudges of all processes reach this one now. From any thread."""

    def nudge(self, topic: str, number: int) -> None:
        """Tell the topic's listeners, in all processes, its number. From any thread, at once."""

    def mark(self) -> str:
        """A mark of this moment, to be taken before something is read; for `is_calm`."""

    def is_calm(self, topics: Sequence[str], mark: str) -> bool:
        """Whether nothing can have been nudged on these topics since that mark: what was read then
        need not be read again by who listens now. False where this process cannot know."""

    def listen(self, topics: Sequence[str], tell: Tell) -> Listener:
        """Calls `tell` in the hub's event loop with the highest number of each topic since the
        last time, until `leave()` is called; 0 means: read again. Read the state after this, and
        nothing is missed between."""


def make_hub(url: str) -> Hub:
    """The hub for "memory://" or "redis://…" ("rediss://…", "unix://…"). ValueError for others."""
    scheme = urlsplit(url).scheme
    if scheme == "memory":
        return MemoryHub()
    if scheme in {"redis", "rediss", "unix"}:
        # Imported only when used: most runs need no Redis, and its client is slow to import.
        from pejl.live.redis_hub import RedisHub

        return RedisHub(url)
    raise ValueError(f"The hub's address must begin with memory:// or redis://, not {scheme}://")
