"""How many connections a process may hold, and how often one may ask."""

import sys
import time
from dataclasses import dataclass, field

MOST_NAMES = 50_000


@dataclass
class Bucket:
    """A token bucket for each name: `burst` at once, then `rate` a second."""

    rate: float = 5
    burst: float = 60
    levels: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, name: str) -> bool:
        """Takes one, if there is one."""
        level, now = self.measure(name), time.monotonic()
        if len(self.levels) > MOST_NAMES:
            self.levels.clear()
        self.levels[name] = (level - 1 if level >= 1 else level, now)
        return level >= 1

    def measure(self, name: str) -> float:
        """How many there are to take."""
        now = time.monotonic()
        level, then = self.levels.get(name, (self.burst, now))
        return min(self.burst, level + (now - then) * self.rate)


def raise_limits() -> None:
    """As many as the machine allows this process: each phone's stream is one."""
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
