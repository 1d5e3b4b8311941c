"""Figures that a process keeps of itself: cheap where they are counted, read when asked for."""

from bisect import bisect_left


class Histogram:
    """How many values fell between which bounds, and their sum. One thread adds at a time."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, *bounds: float) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value
