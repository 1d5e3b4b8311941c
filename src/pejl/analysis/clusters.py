"""k-means and silhouettes of points in the plane, compiled.

The compiled functions let go of the interpreter's lock, so that Python's own threads can share the
silhouettes; see `resampling` for why not numba's.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Points = NDArray[np.float64]
Labels = NDArray[np.int64]

PARTS = 2
STARTS = 10
KEPT = 4
ROUNDS = 300
STILL = 1e-4
MOST_MEASURED = 2_000


def choose_clusters(points: Points, most: int, seed: int) -> tuple[Labels, float]:
    """The division of the points into 2 to `most` clusters with the largest mean silhouette, and
    that silhouette: of what k-means finds from STARTS beginnings for each number of clusters, the
    KEPT best. All zeros, and 0, where all points are one. Silhouettes are
    those of at most MOST_MEASURED points among themselves, spread evenly over the given order.

    P. J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster
    analysis", Journal of Computational and Applied Mathematics 20 (1987), 53-65.
    """
    different = len(np.unique(points, axis=0))
    numbers = range(2, min(most, different) + 1)
    tried = [labels for k in numbers for labels in try_clusters(points, k, seed)]
    if not tried:
        return np.zeros(len(points), np.int64), 0.0
    step = -(-len(points) // MOST_MEASURED)
    scores = measure_silhouettes(points[::step], np.array(tried)[:, ::step])
    best = int(np.argmax(np.round(scores, 9)))
    return tried[best], float(scores[best])


def find_clusters(points: Points, k: int, seed: int) -> Labels:
    """The best that k-means finds, by the distances to the centres."""
    return try_clusters(points, k, seed)[0]


def try_clusters(points: Points, k: int, seed: int) -> list[Labels]:
    """At most KEPT different ones of STARTS runs of k-means, the tightest first, each numbered by
    its centres from left to right. A run ends when its centres move by less than a hundredth of the
    points' spread, as scikit-learn's do.

    D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", Proceedings of
    the 18th ACM-SIAM Symposium on Discrete Algorithms (2007), 1027-1035.
    """
    draws = np.random.default_rng(seed).random((STARTS, k))
    still = STILL * float(points.var(axis=0).mean())
    runs, centres, within = _run_kmeans(np.ascontiguousarray(points), k, draws, ROUNDS, still)
    different: dict[bytes, Labels] = {}
    for run in np.argsort(within, kind="stable"):
        places = np.empty(k, np.int64)
        places[np.lexsort((centres[run, :, 1], centres[run, :, 0]))] = np.arange(k)
        labels = places[runs[run]]
        different.setdefault(labels.tobytes(), labels)
    return list(different.values())[:KEPT]


def measure_silhouettes(points: Points, labelings: NDArray[np.int64]) -> Points:
    """The mean silhouette of each labeling (rows); a point alone in its cluster counts 0."""
    edges = np.linspace(0, len(points), PARTS + 1).astype(np.int64)
    rows = np.ascontiguousarray(labelings)

    def measure(part: int) -> Any:
        return _add_silhouettes(points, rows, edges[part], edges[part + 1])

    with ThreadPoolExecutor(PARTS) as threads:
        return np.asarray(sum(threads.map(measure, range(PARTS)))) / len(points)


@njit(cache=True, nogil=True)
def _add_silhouettes(points: Any, labelings: Any, first: int, last: int) -> Any:
    n, several = len(points), len(labelings)
    most = labelings.max() + 1
    sizes = np.zeros((several, most), np.int64)
    for at in range(several):
        for i in range(n):
            sizes[at, labelings[at, i]] += 1
    totals = np.zeros(several)
    sums = np.empty((several, most))
    for i in range(first, last):
        sums[:] = 0.0
        for j in range(n):
            x, y = points[i, 0] - points[j, 0], points[i, 1] - points[j, 1]
            distance = np.sqrt(x * x + y * y)
            for at in range(several):
                sums[at, labelings[at, j]] += distance
        for at in range(several):
            totals[at] += _find_silhouette(sums[at], sizes[at], labelings[at, i])
    return totals


@njit(cache=True, nogil=True)
def _find_silhouette(sums: Any, sizes: Any, own: int) -> float:
    """Of one point, from the sum of its distances to each cluster."""
    if sizes[own] < 2:
        return 0.0
    inside, outside = sums[own] / (sizes[own] - 1), np.inf
    for other in range(len(sizes)):
        if other != own and sizes[other]:
            outside = min(outside, sums[other] / sizes[other])
    larger = max(inside, outside)
    return float((outside - inside) / larger) if larger > 0 else 0.0


@njit(cache=True, nogil=True)
def _run_kmeans(points: Any, k: int, draws: Any, rounds: int, still: float) -> Any:
    starts = len(draws)
    labels = np.full((starts, len(points)), -1)
    centres = np.empty((starts, k, 2))
    within = np.zeros(starts)
    for start in range(starts):
        centres[start] = _seed_centres(points, k, draws[start])
        for _round in range(rounds):
            moved = _assign(points, centres[start], labels[start], within[start : start + 1])
            shift = _move_centres(points, labels[start], centres[start])
            if not moved or shift <= still:
                break
        _assign(points, centres[start], labels[start], within[start : start + 1])
    return labels, centres, within


@njit(cache=True, nogil=True)
def _seed_centres(points: Any, k: int, draws: Any) -> Any:
    """k-means++: each next centre is a point, drawn by its squared distance to those before."""
    n = len(points)
    centres = np.empty((k, 2))
    centres[0] = points[min(int(draws[0] * n), n - 1)]
    nearest = np.full(n, np.inf)
    for at in range(1, k):
        for i in range(n):
            x, y = points[i, 0] - centres[at - 1, 0], points[i, 1] - centres[at - 1, 1]
            nearest[i] = min(nearest[i], x * x + y * y)
        target, running, chosen = draws[at] * nearest.sum(), 0.0, n - 1
        for i in range(n):
            running += nearest[i]
            if running > target:
                chosen = i
                break
        centres[at] = points[chosen]
    return centres


@njit(cache=True, nogil=True)
def _assign(points: Any, centres: Any, labels: Any, within: Any) -> bool:
    """Each point to its nearest centre; `within` becomes the sum of the squared distances."""
    moved = False
    within[0] = 0.0
    for i in range(len(points)):
        best, least = 0, np.inf
        for at in range(len(centres)):
            x, y = points[i, 0] - centres[at, 0], points[i, 1] - centres[at, 1]
            far = x * x + y * y
            if far < least:
                best, least = at, far
        within[0] += least
        if labels[i] != best:
            labels[i], moved = best, True
    return moved


@njit(cache=True, nogil=True)
def _move_centres(points: Any, labels: Any, centres: Any) -> float:
    """To the mean of its points; a centre that lost all stays. The sum of the squared moves."""
    shift = 0.0
    sums, counts = np.zeros((len(centres), 2)), np.zeros(len(centres))
    for i in range(len(points)):
        sums[labels[i]] += points[i]
        counts[labels[i]] += 1
    for at in range(len(centres)):
        if counts[at]:
            x, y = sums[at] / counts[at]
            shift += (x - centres[at, 0]) ** 2 + (y - centres[at, 1]) ** 2
            centres[at, 0], centres[at, 1] = x, y
    return shift
