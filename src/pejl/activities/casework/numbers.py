"""Casework in figures: how many points the tables wrote at each step."""

from collections.abc import Iterator

from pejl.activities.casework.rules import HARVESTED, Config, Result
from pejl.days.contract import RoomView
from pejl.days.number import Number
from pejl.days.numbers import count_texts
from pejl.people.case_words import name_step


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    points = (view.released.whole or Result()).points
    for step in HARVESTED:
        yield from count_texts(name_step(step), sum(point.step == step for point in points))
