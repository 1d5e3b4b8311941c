"""Chance inside compiled loops: a generator of one's own, since numba's is shared by a thread.

G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003), issue 14.
"""

from typing import Any

import numpy as np
from numba import njit

WHOLE = 4294967296.0


@njit(cache=True, nogil=True)
def start_chance(seed: int) -> Any:
    state = np.empty(1, np.uint64)
    state[0] = np.uint64(88172645463325252) + np.uint64(seed) * np.uint64(2654435761)
    for _turn in range(20):
        draw(state)
    return state


@njit(cache=True, nogil=True, inline="always")
def draw(state: Any) -> Any:
    """32 bits; changes `state`."""
    x = state[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state[0] = x
    return x >> np.uint64(32)


@njit(cache=True, nogil=True, inline="always")
def draw_below(state: Any, end: int) -> Any:
    return np.int64((draw(state) * np.uint64(end)) >> np.uint64(32))


@njit(cache=True, nogil=True, inline="always")
def takes(state: Any, gain: float, temperature: float) -> Any:
    """Whether annealing takes a step that gains so much (or loses, below 0)."""
    if gain >= 0:
        return True
    return gain > -14 * temperature and draw(state) / WHOLE < np.exp(gain / temperature)
