"""Minimum cuts of small weighted graphs."""

from collections.abc import Sequence
from math import inf
from operator import add
from typing import NamedTuple


class Cut(NamedTuple):
    """A connected component of a graph in two parts, and the weight of the edges between them."""

    weight: int
    inside: frozenset[int]
    outside: frozenset[int]


def min_cut(weights: Sequence[Sequence[int]], below: float = inf) -> Cut | None:
    """Find the smallest non-zero cut of an undirected graph, if it is under `below`.

    `weights` is symmetric, non-negative, zero where there is no edge; the diagonal is ignored. The
    cut is within one connected component. None if no component can be cut for less than `below`.

    Method: M. Stoer and F. Wagner, "A simple min-cut algorithm", Journal of the ACM 44 (1997),
    585-591. In each phase vertices are added in the order of their attachment to those before; the
    last of a component, cut off, is a candidate, and no cut between a vertex and the one added
    before it is smaller than its attachment (their lemma, for each beginning of the order). So all
    pairs attached by at least the best so far are merged at once, not only the last one.
    """
    best: Cut | None = None
    vertices = [frozenset([vertex]) for vertex in range(len(weights))]
    graph = [list(row) for row in weights]
    while True:
        components = _order_by_attachment(graph)
        for component in components:
            last, weight = component[-1]
            if 0 < weight < below:
                inside = vertices[last]
                outside = frozenset().union(*(vertices[vertex] for vertex, _ in component[:-1]))
                best, below = Cut(weight, inside, outside), weight
        if all(len(component) == 1 for component in components):
            return best
        groups = [group for component in components for group in _join(component, below)]
        vertices = [frozenset().union(*(vertices[vertex] for vertex in group)) for group in groups]
        graph = [[sum(graph[v][w] for v in g for w in h) for h in groups] for g in groups]


def _order_by_attachment(graph: list[list[int]]) -> list[list[tuple[int, int]]]:
    """Order the vertices of each component, each with its attachment to those before it."""
    components: list[list[tuple[int, int]]] = []
    attachment: list[float] = [0] * len(graph)
    for _ in graph:
        weight = max(attachment)
        vertex = attachment.index(weight)
        if weight == 0:
            components.append([])
        components[-1].append((vertex, int(weight)))
        attachment = [*map(add, attachment, graph[vertex])]
        attachment[vertex] = -inf
    return components


def _join(component: list[tuple[int, int]], bound: float) -> list[list[int]]:
    groups: list[list[int]] = []
    for vertex, weight in component:
        if groups and weight >= bound:
            groups[-1].append(vertex)
        else:
            groups.append([vertex])
    return groups
