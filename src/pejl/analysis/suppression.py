"""Which inner cells of a two-way table to hide when both its margins are published.

**What a reader can work out.** Every figure that follows is a sum with a factor for each row total,
column total and shown cell. Those for the shown cells can be chosen so that these cancel out; then
what is left is a combination of margins over the hidden cells alone. So, as in
`pejl.analysis.disclosure`, with rows and columns as vertices and the hidden cells as edges weighted
by their people, the fewest people a figure is about is the smallest cut of that graph, or the
smallest shown cell. The cells to hide are safe for k if no cut is under k.

A cell of nobody is a figure about nobody, and may be shown, unless `zeros` are to be hidden too:
then every hidden cell counts as an edge, and no cut, not even one of nobody, may be under k.

The problem is known as secondary cell suppression: M. Fischetti and J. J. Salazar, "Models and
algorithms for the 2-dimensional cell suppression problem in statistical disclosure control",
Mathematical Programming 84 (1999), 283-312.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from pejl.analysis.cuts import Cut, min_cut

Cell = tuple[int, int]
Table = Mapping[Cell, int]


def suppress_cells(
    tables: Collection[Table],
    rows: int,
    columns: int,
    k: int,
    *,
    hidden: Collection[Cell] = (),
    zeros: bool = False,
    best: bool = False,
) -> frozenset[Cell]:
    """The cells to hide in all of the tables, those of 1 to k-1 people and all `hidden` included.

    `tables` are people by (row, column), counted from 0, of the same rows and columns; what is
    missing is 0. `zeros`: empty cells are hidden too, and must not be worked out either. The cells
    hidden besides are, by a greedy rule, those of fewest people that close an open cut; with `best`
    the fewest people in all, by OR-Tools CP-SAT. What the margins themselves give away cannot be
    hidden here. ValueError if k < 1, a cell is outside the table, or a number is negative.
    """
    if k < 1 or any(
        not (0 <= row < rows and 0 <= column < columns and number >= 0)
        for table in tables
        for (row, column), number in table.items()
    ):
        raise ValueError("k is at least 1, cells inside the table, and numbers not negative")
    cells = list(product(range(rows), range(columns)))
    chosen = {
        cell
        for cell in cells
        if cell in hidden or any(_is_open(table.get(cell, 0), k, zeros=zeros) for table in tables)
    }
    if best:
        return _hide_best(tables, rows, columns, k, chosen, zeros=zeros)
    while crossing := _find_open(tables, rows, columns, k, chosen, zeros=zeros):
        chosen.add(min(crossing, key=lambda cell: (_weigh(tables, cell), cell)))
    return frozenset(chosen)


def _is_open(number: int, k: int, *, zeros: bool) -> bool:
    return number < k and (zeros or number > 0)


def _weigh(tables: Collection[Table], cell: Cell) -> int:
    return sum(table.get(cell, 0) for table in tables)


def _find_open(
    tables: Collection[Table], rows: int, columns: int, k: int, chosen: set[Cell], *, zeros: bool
) -> list[Cell]:
    """The cells not yet hidden across some cut under k; none when no cut is under k, or all across
    are hidden."""
    for _table, across in _list_open(tables, rows, columns, k, chosen, zeros=zeros):
        if found := [cell for cell in across if cell not in chosen]:
            return found
    return []


def _list_open(
    tables: Collection[Table], rows: int, columns: int, k: int, chosen: set[Cell], *, zeros: bool
) -> Iterator[tuple[Table, list[Cell]]]:
    """For each table whose smallest cut is under k, all cells across it. What is in neither part
    of the cut may be on either side."""
    everyone = frozenset(range(rows + columns))
    for table, cut in _list_cuts(tables, rows, columns, k, chosen, zeros=zeros):
        for side in (cut.inside, everyone - cut.outside):
            yield table, _list_across(side, rows, columns)


def _list_cuts(
    tables: Collection[Table], rows: int, columns: int, k: int, chosen: set[Cell], *, zeros: bool
) -> Iterator[tuple[Table, Cut]]:
    """Each table with the smallest cut of its graph of hidden cells, where it is under k.

    To tell an edge of nobody from none, an edge weighs the number of its people times more than
    there are edges, and one more.
    """
    factor, extra = (len(chosen) + 1, 1) if zeros else (1, 0)
    for table in tables:
        graph = [[0] * (rows + columns) for _ in range(rows + columns)]
        for row, column in chosen:
            weight = factor * table.get((row, column), 0) + extra
            graph[row][rows + column] = graph[rows + column][row] = weight
        if cut := min_cut(graph, below=factor * k):
            yield table, cut


def _list_across(side: Collection[int], rows: int, columns: int) -> list[Cell]:
    return [
        (row, column)
        for row, column in product(range(rows), range(columns))
        if (row in side) != (rows + column in side)
    ]


def _hide_best(
    tables: Collection[Table], rows: int, columns: int, k: int, primary: set[Cell], *, zeros: bool
) -> frozenset[Cell]:
    """Solve, look for open cuts, close them, and again: a cut is crossed by no hidden cell, or by
    hidden cells of at least k people. Of equal numbers of people, fewest cells."""
    from ortools.sat.python import cp_model  # takes a while to load

    model = cp_model.CpModel()
    hide = {cell: model.new_bool_var("") for cell in product(range(rows), range(columns))}
    for cell in primary:
        model.add(hide[cell] == 1)
    factor = len(hide) + 1
    model.minimize(sum((factor * _weigh(tables, cell) + 1) * it for cell, it in hide.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    closed: set[tuple[int, tuple[Cell, ...]]] = set()
    while True:
        if solver.solve(model) != cp_model.OPTIMAL:
            raise RuntimeError("no cells to hide found, though to hide all is always allowed")
        chosen = {cell for cell, it in hide.items() if solver.boolean_value(it)}
        before = len(closed)
        for table, across in _list_open(tables, rows, columns, k, chosen, zeros=zeros):
            place = (id(table), tuple(across))
            people = {cell: table.get(cell, 0) for cell in across}
            if sum(people.values()) < k or place in closed:
                continue
            closed.add(place)
            crossed = model.new_bool_var("")
            model.add(sum(number * hide[cell] for cell, number in people.items()) >= k * crossed)
            for cell, number in people.items():
                if number or zeros:
                    model.add_implication(hide[cell], crossed)
        if len(closed) == before:
            return frozenset(chosen)
