"""What an activity tells of a result in figures, so that they can be reckoned with elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from pejl.analysis.compared import Answers, find_mean
from pejl.analysis.ratings import Edge, Rating
from pejl.days.contract import Breakdown, Released
from pejl.days.number import Bound, Measure, Number
from pejl.ui.pictures.answers import say_agreement

R = TypeVar("R")
BOUNDS = {Edge.LOW: Bound.MOST, Edge.HIGH: Bound.LEAST}


def tell_all(
    released: Released[R], tell: Callable[[R], Iterable[Number]], *, whole: bool = True
) -> Iterator[Number]:
    """Of the whole room, and of each group that may be shown, also of questions planned apart."""
    if whole and released.whole is not None:
        yield from tell(released.whole)
    split: list[Released[R] | Breakdown[R]] = [released, *released.apart.values()]
    for cells in split:
        for cut, parts in (("level", cells.levels), ("area", cells.areas)):
            for part in parts:
                for number in tell(part.result):
                    yield replace(number, cut=cut, group=part.label)


def tell_scale(question: str, answers: Answers, option: str = "") -> Iterator[Number]:
    """The mean and how many chose each step, or the rating that stands for them."""
    if isinstance(answers, Rating):
        bound = BOUNDS[answers.edge] if answers.edge else None
        word = say_agreement(answers)
        yield Number(question, Measure.MEAN, answers.mean, answers.n, option, bound, word)
        return
    n = sum(answers)
    if not n:
        return
    yield Number(question, Measure.MEAN, round(find_mean(answers), 2), n, option)
    for step, count in enumerate(answers, 1):
        said = f"{option}: {step}" if option else str(step)
        yield Number(question, Measure.ANSWERS, count, n, said)


def count_texts(question: str, texts: int) -> Iterator[Number]:
    if texts:
        yield Number(question, Measure.TEXTS, texts)
