"""Opinion maps: who votes alike on statements, what marks each group, and what unites them all.

Votes are people by statements: 1 agrees, -1 disagrees, 0 passes, NaN has not voted. The method is
that of Polis: C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw and C. Megill, "Polis: scaling
deliberation by mapping high dimensional opinion spaces", Recerca 26 (2021), 1-26; and, for what the
paper leaves open, the free program (compdemocracy/polis) as the package red-dwarf reads it.

Nothing here decides what may be shown: these are figures about groups of any size.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pejl.analysis.clusters import choose_clusters, find_clusters

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

FEWEST_VOTES = 7
MOST_GROUPS = 5
SURE = 1.2815515655446004  # one-sided, at 90 %
HALVES = 20
HALF = 300
TURNS = 12
HOLDS = 0.75


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """Where people stand, by how they voted.

    `positions`: people by 2, in no unit; those who never voted stand at the origin. `groups`: each
    one's group, from 0, by the groups' centres from left to right; -1 for those with too few votes
    to place. All in group 0: there is nothing to tell apart. `silhouette`, from -1 to 1, is how
    well the groups keep apart. `stability`, at most 1, is how far the groups come out the same when
    half of the people are asked (the mean adjusted Rand index of HALVES halves, of at most HALF
    people); they are `stable` from HOLDS on. `consensus` is each statement's group-informed
    consensus, from 0 to 1: the product of the groups' shares of agreement, smoothed.
    """

    positions: Floats
    groups: Labels
    silhouette: float
    stability: float
    consensus: Floats
    votes: Floats

    @property
    def stable(self) -> bool:
        return self.stability >= HOLDS

    def signs_of(self, group: int) -> list[tuple[int, int]]:
        """What marks a group: statements that it agrees (1) or disagrees (-1) with for certain, and
        for certain more than the others do, the clearest first.

        Both tests are of one or two proportions, one-sided at 90 %, as in Polis.
        """
        inside, outside = self.votes[self.groups == group], self._list_others(group)
        signs = []
        for sign in (1, -1):
            strength = _mark(inside, outside, sign)
            signs += [(float(strength[at]), at, sign) for at in np.flatnonzero(strength)]
        return [(int(at), sign) for _strength, at, sign in sorted(signs, key=lambda one: -one[0])]

    def _list_others(self, group: int) -> Floats:
        others: Floats = self.votes[(self.groups != group) & (self.groups >= 0)]
        return others


def opinion_map(
    votes: ArrayLike,
    *,
    seed: int = 0,
    fewest_votes: int = FEWEST_VOTES,
    most_groups: int = MOST_GROUPS,
) -> OpinionMap:
    """Place people by their votes, and find the groups that vote alike.

    Positions are the first two principal components, with a statement's mean in the place of a
    missing vote, and stretched by √(statements / own votes), so that those with few votes do not
    gather in the middle. Each axis points where its largest weight is positive. Groups come from
    k-means, with the number of groups, 2 to `most_groups`, that has the best silhouette; those with
    fewer than `fewest_votes` votes (or than there are statements) are not placed.

    The same votes and seed give the same map; people in another order have the same places.
    ValueError if `votes` is not a table of -1, 0, 1 and NaN.
    """
    table = _read_votes(votes)
    given = np.count_nonzero(~np.isnan(table), axis=1)
    centred = _centre(table)
    axes = _find_axes(centred)
    positions = _place(centred, axes, given)
    placed = given >= max(1, min(fewest_votes, table.shape[1]))
    groups = np.where(placed, 0, -1)
    order = _order_people(table[placed])
    points = positions[placed][order]
    labels, silhouette = choose_clusters(points, most_groups, seed)
    groups[np.flatnonzero(placed)[order]] = labels
    stability = _ask_halves(table[placed][order], labels, axes, seed) if labels.any() else 1.0
    return OpinionMap(positions, groups, silhouette, stability, _agree(table, groups), table)


def _read_votes(votes: ArrayLike) -> Floats:
    table = np.asarray(votes, np.float64)
    if table.ndim != 2:
        raise ValueError(f"votes are people by statements, not of {table.ndim} dimensions")
    if not (np.isnan(table) | (table == 0) | (np.abs(table) == 1)).all():
        raise ValueError("votes are -1, 0, 1 or NaN")
    return table + 0.0


def _order_people(table: Floats) -> Labels:
    """By their votes alone, so that who stands where in the table does not matter."""
    filled = np.nan_to_num(table, nan=2.0).astype(np.int8)
    rows = np.ascontiguousarray(filled).view([("", np.int8)] * max(filled.shape[1], 1)).ravel()
    return np.argsort(rows, kind="stable") if filled.size else np.arange(len(table))


def _find_means(table: Floats) -> Floats:
    missing = np.isnan(table)
    counts = np.maximum(np.count_nonzero(~missing, axis=0), 1)
    means: Floats = np.where(missing, 0.0, table).sum(axis=0) / counts
    return means


def _centre(table: Floats) -> Floats:
    """Votes from their statement's mean; missing ones stand on it."""
    centred = table - _find_means(table)
    centred[np.isnan(table)] = 0.0
    return centred


def _find_axes(centred: Floats) -> Floats:
    """Two principal axes, statements by 2; zeros where the votes do not differ that way."""
    people, statements = centred.shape
    axes = np.zeros((statements, 2))
    if not centred.size:
        return axes
    if statements <= people:
        values, vectors = np.linalg.eigh(centred.T @ centred)
    else:
        values, turned = np.linalg.eigh(centred @ centred.T)
        vectors = centred.T @ turned / np.sqrt(np.maximum(values, 1e-300))
    kept = np.flatnonzero(values > 1e-9 * max(values[-1], 1e-9))[::-1][:2]
    axes[:, : len(kept)] = vectors[:, kept]
    return axes * _point(axes)


def _point(axes: Floats) -> Floats:
    """1 or -1 for each axis, so that its largest weight becomes positive."""
    if not axes.size:
        return np.ones(2)
    largest = np.argmax(np.round(np.abs(axes), 9), axis=0)
    return np.where(axes[largest, [0, 1]] < 0, -1.0, 1.0)


def _place(centred: Floats, axes: Floats, given: Labels) -> Floats:
    stretch = np.sqrt(centred.shape[1] / np.maximum(given, 1))
    places: Floats = (centred @ axes) * stretch[:, None]
    return places


def _ask_halves(table: Floats, labels: Labels, axes: Floats, seed: int) -> float:
    """How far halves of the people, placed and grouped by themselves, fall into the same groups."""
    rng = np.random.default_rng(seed)
    size = min(max(len(table) // 2, 2), HALF)
    groups = int(labels.max()) + 1
    found = []
    for _half in range(HALVES):
        some = rng.choice(len(table), size, replace=False)
        half = table[some]
        given = np.count_nonzero(~np.isnan(half), axis=1)
        centred = _centre(half)
        points = _place(centred, _turn_axes(centred, axes), given)
        found.append(compare_groups(labels[some], find_clusters(points, groups, seed)))
    return float(np.mean(found))


def _turn_axes(centred: Floats, axes: Floats) -> Floats:
    """The axes of these votes, sought from those of others: TURNS rounds of subspace iteration, as
    near as they need to be, and many times as fast as from scratch.

    G. H. Golub and C. F. Van Loan, Matrix Computations (4th edition, 2013), section 8.2.
    """
    found = axes
    for _turn in range(TURNS):
        found, _triangle = np.linalg.qr(centred.T @ (centred @ found))
    _values, turned = np.linalg.eigh(found.T @ (centred.T @ (centred @ found)))
    best: Floats = found @ turned[:, ::-1]
    return best


def compare_groups(one: ArrayLike, other: ArrayLike) -> float:
    """The adjusted Rand index of two groupings of the same people: 1 for the same groups, around 0
    for groups that have nothing to do with each other.

    L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2 (1985), 193-218.
    """
    _names, first = np.unique(one, return_inverse=True)
    _names, second = np.unique(other, return_inverse=True)
    table = np.zeros((first.max(initial=0) + 1, second.max(initial=0) + 1))
    np.add.at(table, (first, second), 1)
    both, rows, columns, pairs = (
        float((counts * (counts - 1) / 2).sum())
        for counts in (table, table.sum(1), table.sum(0), np.array(len(first)))
    )
    expected = rows * columns / pairs if pairs else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _count(table: Floats, sign: int) -> tuple[Floats, Floats]:
    """By statement: votes of that sign, and all votes."""
    return (table == sign).sum(axis=0) * 1.0, (~np.isnan(table)).sum(axis=0) * 1.0


def _agree(table: Floats, groups: Labels) -> Floats:
    consensus = np.ones(table.shape[1])
    for group in range(groups.max(initial=-1) + 1):
        agreed, voted = _count(table[groups == group], 1)
        consensus *= (agreed + 1) / (voted + 2)
    return consensus


def _mark(inside: Floats, outside: Floats, sign: int) -> Floats:
    """How clearly each statement marks the group, by votes of that sign; 0 where it does not."""
    yes, voted = _count(inside, sign)
    others, all_others = _count(outside, sign)
    share, elsewhere = (yes + 1) / (voted + 2), (others + 1) / (all_others + 2)
    alone = 2 * np.sqrt(voted + 1) * ((yes + 1) / (voted + 1) - 0.5)
    pooled = (yes + others + 2) / (voted + all_others + 2)
    spread = np.sqrt(pooled * np.maximum(1 - pooled, 0) * (1 / (voted + 1) + 1 / (all_others + 1)))
    differ = (yes + 1) / (voted + 1) - (others + 1) / (all_others + 1)
    beside = np.divide(differ, spread, out=np.zeros_like(spread), where=spread > 0)
    clear = (alone > SURE) & (beside > SURE)
    strength: Floats = np.where(clear, share / elsewhere * beside * share * alone, 0.0)
    return strength


@dataclass(frozen=True, eq=False)
class Common:
    """How statements stand across groups of people (levels, areas).

    `least` is the smallest share of agreement in any of the groups that can be asked, smoothed as
    (agree + 1) / (votes + 2), and `spread` the distance from there to the largest; NaN where fewer
    than two groups can be asked. `bridging` are the statements that more than half agree to in each
    of those groups, the largest `least` first; `dividing` those that more than half agree to in one
    and more than half disagree with in another, the largest `spread` first.
    """

    least: Floats
    spread: Floats
    bridging: tuple[int, ...]
    dividing: tuple[int, ...]


def compare_across(votes: ArrayLike, groupings: Sequence[ArrayLike], *, fewest: int = 5) -> Common:
    """What bridges levels and areas, and what divides them.

    `groupings` are labels of the same people, -1 = none; a group can be asked about a statement
    when at least `fewest` of it have voted. ValueError if the shapes do not fit.
    """
    table = _read_votes(votes)
    tables = [
        table[np.asarray(labels) == group]
        for labels in map(np.asarray, groupings)
        for group in np.unique(labels[labels >= 0])
        if _fits(labels, table)
    ]
    agree, disagree, voted = (
        np.array([_count(one, sign)[which] for one in tables]).reshape(len(tables), -1)
        for sign, which in ((1, 0), (-1, 0), (1, 1))
    )
    asked = voted >= max(fewest, 1)
    enough = asked.sum(axis=0) > 1
    share = np.where(asked, (agree + 1) / (voted + 2), np.nan)
    least, most = (edge.reduce(share, axis=0, initial=np.nan) for edge in (np.fmin, np.fmax))
    least, spread = np.where(enough, least, np.nan), np.where(enough, most - least, np.nan)
    for_it, against = (asked & (2 * count > voted) for count in (agree, disagree))
    bridging = np.asarray(enough & (for_it | ~asked).all(axis=0))
    dividing = np.asarray(for_it.any(axis=0) & against.any(axis=0))
    return Common(least, spread, _rank(bridging, least), _rank(dividing, spread))


def _fits(labels: NDArray[Any], table: Floats) -> bool:
    if len(labels) != len(table):
        raise ValueError("groupings and votes are about the same people")
    return True


def _rank(chosen: NDArray[np.bool_], score: Floats) -> tuple[int, ...]:
    found = np.flatnonzero(chosen)
    return tuple(int(at) for at in found[np.argsort(-score[found], kind="stable")])


def weigh_statements(votes: ArrayLike) -> Floats:
    """How much one more vote on each statement would tell the map, above 0; fair to late ones.

    Polis's priority, (a (1 - p) (1 + e) (1 + 8 · 2^(-s/5)))²: `a` and `p` are the smoothed shares
    that agree and pass, `e` how far one stands from the origin who has only agreed to it, and `s`
    its votes. So a new statement comes often at first, and one that nobody minds seldom.
    """
    table = _read_votes(votes)
    agreed, voted = _count(table, 1)
    passed, _voted = _count(table, 0)
    axes = _find_axes(_centre(table))
    alone = (1 - _find_means(table))[:, None] * axes * np.sqrt(table.shape[1])
    importance = (agreed + 1) * (voted - passed + 1) / (voted + 2) ** 2
    importance *= 1 + np.linalg.norm(alone, axis=1)
    weights: Floats = (importance * (1 + 8 * 2 ** (-voted / 5))) ** 2
    return weights


def next_statement(votes: ArrayLike, weights: ArrayLike, rng: np.random.Generator) -> int | None:
    """A statement that one has not voted on, drawn by its weight; None when there is none left.
    `votes` are one person's, by statement."""
    mine, chances = np.asarray(votes, np.float64), np.asarray(weights, np.float64)
    chances = np.where(np.isnan(mine), chances, 0.0)
    total = chances.sum()
    return int(rng.choice(len(mine), p=chances / total)) if total > 0 else None


def tabulate_votes(
    rows: Iterable[tuple[Hashable, Hashable, float]],
) -> tuple[Floats, tuple[Hashable, ...], tuple[Hashable, ...]]:
    """People by statements from rows of (person, statement, vote) in the order they were given:
    who votes again has changed their mind. With the people and the statements, as they came."""
    people: dict[Hashable, int] = {}
    statements: dict[Hashable, int] = {}
    last = {
        (people.setdefault(person, len(people)), statements.setdefault(one, len(statements))): vote
        for person, one, vote in rows
    }
    table = np.full((len(people), len(statements)), np.nan)
    for place, vote in last.items():
        table[place] = vote
    return table, tuple(people), tuple(statements)
