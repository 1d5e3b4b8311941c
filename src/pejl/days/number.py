"""A figure that is shown, as a plain value: no Django."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What a number counts or measures."""

    MEAN = "mean"  # of answers on a scale, whose first step is 1
    ANSWERS = "answers"  # how many answered so
    PERCENT = "percent"
    POINTS = "points"
    RANK = "rank"  # 1 is first
    TEXTS = "texts"  # how many texts were written


class Bound(StrEnum):
    """What a number is where it is not said exactly."""

    MOST = "at most"
    LEAST = "at least"


@dataclass(frozen=True)
class Number:
    """A figure that is shown. `option` says which answer it is of, `n` how many answered the
    question; None where that is not said. `word` is what is said of it in words, with the number or
    (`value` None) instead of it. `cut` is level or area where it is of a `group`, else empty."""

    question: str
    measure: Measure
    value: float | None
    n: int | None = None
    option: str = ""
    bound: Bound | None = None
    word: str = ""
    cut: str = ""
    group: str = ""
