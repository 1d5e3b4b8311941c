"""What a reader can work out of single answers from all that is published of a question.

People stand in cells: those of one cell are in the same published groups, so that nothing tells
them apart. Each gave one value. A reader knows who stands in which cell, and of each published
group one or more bounds on how many gave which value (`Known`). What each person may have answered
is what occurs in some way of giving the answers that all bounds allow.

A cell whose people gave different values is safe: any of them may have given any of those. So only
cells where all gave the same (as those of one person do) can be exposed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pejl.analysis.ratings import Known

Cell = TypeVar("Cell")
Counts = tuple[int, ...]


@dataclass(frozen=True)
class Published(Generic[Cell]):
    """What is known of the people of some cells, all together."""

    cells: frozenset[Cell]
    known: Known


def find_exposed(
    answers: Mapping[Cell, Counts],
    published: Collection[Published[Cell]],
    *,
    classes: Sequence[int] | None = None,
    seconds: float = 5.0,
) -> frozenset[Cell]:
    """The cells whose people can have given one value only, given all that is `published`.

    `answers`: how many of each cell's people gave each value, from which `published` was made.
    With `classes`, one for each value, it is enough that they can only have given values of one
    class: what values are pairs of, for example, of which one part is to stay hidden.
    Exact, but for cells that are not decided within `seconds` of reckoning: those count as exposed.
    First it tries whether one person, or two together, could have answered otherwise; what that
    does not clear an integer program does (OR-Tools CP-SAT, single-threaded, so that the same
    answers give the same result). ValueError if `answers` do not meet the bounds.
    """
    for each in published:
        if not each.known.low <= _weigh(answers, each) <= each.known.high:
            raise ValueError(f"{each.known} does not hold for the answers")
    names = range(max(map(len, answers.values()), default=0)) if classes is None else classes
    doubtful = {
        cell: only
        for cell, counts in answers.items()
        if (only := _find_only(counts, names)) is not None
        and not _may_differ(cell, only, answers, published, names)
    }
    return _ask_solver(doubtful, answers, published, names, seconds) if doubtful else frozenset()


def _weigh(answers: Mapping[Cell, Counts], each: Published[Cell]) -> int:
    return sum(
        weight * count
        for cell in each.cells
        for weight, count in zip(each.known.weights, answers.get(cell, ()), strict=False)
    )


def _find_only(counts: Counts, classes: Sequence[int]) -> int | None:
    """The class that all gave; None where nobody, or not all, did."""
    given = {classes[value] for value, count in enumerate(counts) if count}
    return given.pop() if len(given) == 1 else None


def _may_differ(
    cell: Cell,
    only: int,
    answers: Mapping[Cell, Counts],
    published: Iterable[Published[Cell]],
    classes: Sequence[int],
) -> bool:
    """Whether one of the cell could have given a value of another class, alone or by exchange with
    one other who gave that."""
    room = [(each, _weigh(answers, each)) for each in published]
    value = next(value for value, count in enumerate(answers[cell]) if count)
    for other in range(len(answers[cell])):
        if classes[other] == only:
            continue
        if _holds(room, {cell: (value, other)}):
            return True
        for second, counts in answers.items():
            moves = {cell: (value, other), second: (other, value)}
            if second != cell and counts[other] and _holds(room, moves):
                return True
    return False


def _holds(
    room: Sequence[tuple[Published[Cell], int]], moves: Mapping[Cell, tuple[int, int]]
) -> bool:
    """Whether all bounds still hold when one person of each cell moves from a value to another."""
    return all(
        each.known.low
        <= total
        + sum(
            each.known.weights[new] - each.known.weights[old]
            for cell, (old, new) in moves.items()
            if cell in each.cells
        )
        <= each.known.high
        for each, total in room
    )


def _ask_solver(
    doubtful: dict[Cell, int],
    answers: Mapping[Cell, Counts],
    published: Iterable[Published[Cell]],
    classes: Sequence[int],
    seconds: float,
) -> frozenset[Cell]:
    """As many as possible of the doubtful cells are to differ; again, until none can."""
    from ortools.sat.python import cp_model  # takes a while to load

    model = cp_model.CpModel()
    given = {
        cell: [model.new_int_var(0, sum(counts), "") for _value in counts]
        for cell, counts in answers.items()
    }
    for cell, counts in answers.items():
        model.add(sum(given[cell]) == sum(counts))
    for each in published:
        terms = [
            weight * number
            for cell in each.cells
            if cell in given
            for weight, number in zip(each.known.weights, given[cell], strict=True)
        ]
        model.add_linear_constraint(sum(terms), each.known.low, each.known.high)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = seconds
    left = dict(doubtful)
    while left:
        differs = {cell: model.new_bool_var("") for cell in left}
        for cell, only in left.items():
            same = [given[cell][at] for at in range(len(given[cell])) if classes[at] == only]
            model.add(sum(same) <= sum(answers[cell]) - differs[cell])
        model.maximize(sum(differs.values()))
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        cleared = [cell for cell in left if solver.boolean_value(differs[cell])]
        if not cleared:
            break
        for cell in cleared:
            del left[cell]
    return frozenset(left)
