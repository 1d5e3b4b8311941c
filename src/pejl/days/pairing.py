"""What two answers of one person say together: made for those who gave both, and held against all
that is shown of either.

A figure of pairs binds two figures: of a person whose first answer could be anything, the second
and the way from one to the other may leave one only. So all three are tried at once, as one figure
whose values are pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pejl.analysis.exposure import Published, find_exposed
from pejl.analysis.ratings import Known
from pejl.days.cells import Cell, CellMap
from pejl.days.contract import Figures
from pejl.days.folding import Pair
from pejl.days.parts import EXACT_SMALLEST, Rows

Names = tuple[str, str, str]
Join = Callable[[int, int], int]


class Seen(NamedTuple):
    """Something that is shown: the whole (axis None), or the part with these members of an axis."""

    axis: int | None
    members: frozenset[int]
    result: Any

    def holds(self, place: Cell | None) -> bool:
        return self.axis is None or (place is not None and place[self.axis] in self.members)


class Group(NamedTuple):
    """People whom nothing tells apart: in the same of what is `seen`, and gave the same answers."""

    seen: frozenset[int]
    first: bool
    second: bool

    def gave(self, at: int) -> bool:
        return (self.first, self.second, self.first and self.second)[at]


def make_pairs(rows: Rows) -> Iterator[Pair]:
    """A contribution, of who gave both, for each figure that two others make."""
    figures = rows.activity.figures
    if figures is None or figures.paired is None:
        return
    given: dict[str, dict[str, tuple[Any, int]]] = defaultdict(dict)
    for row, payload in rows.pairs:
        for figure, value in figures.read(rows.config, payload).items():
            given[figure][row.giver] = (row, value)
    for first, second, both in figures.paired.find(rows.config):
        for giver, (row, value) in given[second].items():
            if giver in given[first]:
                way = figures.paired.join(given[first][giver][1], value)
                yield row, figures.paired.make(both, way)


def gives_away(rows: Rows, places: CellMap, names: Names, seen: Sequence[Seen]) -> bool:
    """Whether someone's first answer, second answer, or what they say together can be worked out
    from all that is seen of the three."""
    figures = rows.activity.figures
    if figures is None or figures.paired is None:
        return False
    known = learn_all(rows, figures, names, seen)
    if not known[names[2]]:
        return False
    sizes = tuple(len(known[name][0][1].weights) for name in names[:2])
    lifts: tuple[Join, ...] = (lambda a, _b: a, lambda _a, b: b, figures.paired.join)
    values = [(a, b) for a in range(sizes[0]) for b in range(sizes[1])]
    groups = count_groups(rows, figures, places, names, seen, sizes[1])
    published = [*bar_missing(groups, values)]
    for at, (name, lift) in enumerate(zip(names, lifts, strict=True)):
        published += publish(groups, known[name], at, [lift(*value) for value in values])
    return any(
        is_known(groups, published, at, [lift(*value) for value in values])
        for at, lift in enumerate(lifts)
    )


def learn_all(
    rows: Rows, figures: Figures[Any, Any, Any], names: Names, seen: Sequence[Seen]
) -> dict[str, list[tuple[int, Known]]]:
    """By figure: what is learned, and from which of the seen."""
    found: dict[str, list[tuple[int, Known]]] = {name: [] for name in names}
    for at, one in enumerate(seen):
        for known in figures.learn(rows.config, one.result):
            if known.figure in found:
                found[known.figure].append((at, known))
    return found


def count_groups(
    rows: Rows,
    figures: Figures[Any, Any, Any],
    places: CellMap,
    names: Names,
    seen: Sequence[Seen],
    width: int,
) -> dict[Group, Counter[int]]:
    """How many of each group gave each pair of values; a missing answer stands as 0."""
    given: dict[str, dict[str, int]] = defaultdict(dict)
    where: dict[str, frozenset[int]] = {}
    for row, payload in rows.pairs:
        for figure, value in figures.read(rows.config, payload).items():
            if figure in names[:2]:
                given[row.giver][figure] = value
                place = places.place(row)
                where[row.giver] = frozenset(at for at, one in enumerate(seen) if one.holds(place))
    groups: dict[Group, Counter[int]] = defaultdict(Counter)
    for giver, values in given.items():
        group = Group(where[giver], names[0] in values, names[1] in values)
        groups[group][values.get(names[0], 0) * width + values.get(names[1], 0)] += 1
    return groups


def bar_missing(
    groups: dict[Group, Counter[int]], values: Sequence[tuple[int, int]]
) -> Iterator[Published[Group]]:
    """Who gave one answer did not give the other."""
    for group in groups:
        if not group.gave(2):
            barred = tuple(
                int(bool((a and not group.first) or (b and not group.second))) for a, b in values
            )
            yield Published(frozenset([group]), Known("", barred, 0, 0))


def publish(
    groups: dict[Group, Counter[int]],
    known: Sequence[tuple[int, Known]],
    at: int,
    classes: Sequence[int],
) -> Iterator[Published[Group]]:
    """What is known of one of the three, said of pairs."""
    for seen, one in known:
        inside = frozenset(group for group in groups if seen in group.seen and group.gave(at))
        weights = tuple(one.weights[each] for each in classes)
        yield Published(inside, Known(one.figure, weights, one.low, one.high))


def is_known(
    groups: dict[Group, Counter[int]],
    published: Sequence[Published[Group]],
    at: int,
    classes: Sequence[int],
) -> bool:
    """Whether someone's class is. What all of ten or more have in common is nobody's secret."""
    asked = {group: found for group, found in groups.items() if group.gave(at)}
    together = Counter[int]()
    for found in asked.values():
        for value, count in found.items():
            together[classes[value]] += count
    if len(together) < 2 and together.total() >= EXACT_SMALLEST:
        return False
    counts = {
        group: tuple(found[value] for value in range(len(classes)))
        for group, found in groups.items()
    }
    return bool(find_exposed(counts, published, classes=classes) & asked.keys())
