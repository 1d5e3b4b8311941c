"""Seatings without repeats, from geometry.

People are points (x, c) of a transversal design over the field of q elements: in the round with
slope m, (x, c) sits at table x + c·m. Two points of one column c never meet; two of different
columns meet for one slope only. So q tables serve up to q rounds, of up to q at a table, and no
pair meets twice, whoever takes which point.

C. J. Colbourn and J. H. Dinitz, Handbook of Combinatorial Designs (2nd edition, 2007), III.3.
"""

from itertools import product
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pejl.analysis.groups.chance import draw_below, start_chance, takes
from pejl.analysis.groups.seating import price_home, price_pair

Ints = NDArray[np.int64]


def split_prime_power(q: int) -> tuple[int, int] | None:
    """(p, k) with q = p^k; None when q is no prime power."""
    p = next((d for d in range(2, q + 1) if q % d == 0), 0)
    k = 0
    while p and q % p == 0:
        q, k = q // p, k + 1
    return (p, k) if p and q == 1 else None


def offer_tables(people: int, rounds: int, least: int, most: int) -> tuple[int, ...]:
    """How many tables of `least` to `most` people can do without repeats for sure, by design."""
    low, high = -(-people // most), people // max(least, 1)
    return tuple(q for q in range(low, high + 1) if fits_design(people, rounds, q))


def fits_design(people: int, rounds: int, tables: int) -> bool:
    return (
        split_prime_power(tables) is not None
        and rounds <= tables
        and -(-people // tables) <= tables
    )


def list_lines(q: int, columns: int, rounds: int) -> Ints:
    """The table of each point (column by x) in each round: rounds by points."""
    split = split_prime_power(q)
    assert split is not None  # noqa: S101 — asked by fits_design
    p, k = split
    modulus = _find_irreducible(p, k)
    xs = np.arange(q)
    lines = [
        _add(xs, _multiply(c, m, p, k, modulus), p, k)
        for m in range(rounds)
        for c in range(columns)
    ]
    return np.array(lines).reshape(rounds, columns * q)


def _list_digits(x: int, p: int, k: int) -> list[int]:
    return [x // p**at % p for at in range(k)]


def _add(xs: Ints, y: int, p: int, k: int) -> Ints:
    total = np.zeros_like(xs)
    for at, digit in enumerate(_list_digits(y, p, k)):
        total += (xs // p**at + digit) % p * p**at
    return total


def _multiply(x: int, y: int, p: int, k: int, modulus: tuple[int, ...]) -> int:
    """Polynomials over the integers modulo p, by their digits, modulo x^k + modulus."""
    product_ = [0] * (2 * k)
    for at, one in enumerate(_list_digits(x, p, k)):
        for to, other in enumerate(_list_digits(y, p, k)):
            product_[at + to] += one * other
    for at in range(2 * k - 1, k - 1, -1):
        for to, digit in enumerate(modulus):
            product_[at - k + to] -= product_[at] * digit
    return sum(digit % p * p**at for at, digit in enumerate(product_[:k]))


def _find_irreducible(p: int, k: int) -> tuple[int, ...]:
    """The digits below x^k of a polynomial without factors."""
    if k == 1:
        return (0,)
    made = {
        _expand(one, other, p)
        for degree in range(1, k // 2 + 1)
        for one in product(range(p), repeat=degree)
        for other in product(range(p), repeat=k - degree)
    }
    return next(each for each in product(range(p), repeat=k) if each not in made)


def _expand(one: tuple[int, ...], other: tuple[int, ...], p: int) -> tuple[int, ...]:
    """The digits of the product of two polynomials led by 1, but its leading 1."""
    digits = np.convolve((*one, 1), (*other, 1)) % p
    return tuple(int(digit) for digit in digits[:-1])


def fill_columns(kinds: Ints, q: int) -> Ints:
    """A point for each person, so that those of one kind share columns as far as they fit: they
    then never meet. Whole columns first, then the largest rests where they fit best."""
    columns = -(-len(kinds) // q)
    room = [q] * (columns - 1) + [len(kinds) - q * (columns - 1)]
    points = np.empty(len(kinds), np.int64)
    rests = [list(np.flatnonzero(kinds == kind)) for kind in np.unique(kinds[kinds >= 0])]
    rests += [[at] for at in np.flatnonzero(kinds < 0)]
    while rests := sorted((rest for rest in rests if rest), key=len):
        rest = rests[-1]
        fitting = [c for c in range(columns) if room[c] >= len(rest)]
        column = min(fitting, key=room.__getitem__) if fitting else int(np.argmax(room))
        for _seat in range(min(room[column], len(rest))):
            size = q if column < columns - 1 else len(kinds) - q * (columns - 1)
            points[rest.pop()] = column * q + size - room[column]
            room[column] -= 1
    return points


@njit(cache=True, nogil=True)
def list_tables(lines: Any, q: int) -> Any:
    """The points at each table in each round."""
    rounds, points = lines.shape
    found = np.full((rounds, q, points // q), -1, np.int64)
    for at in range(rounds):
        for point in range(points):
            found[at, lines[at, point], point // q] = point
    return found


@njit(cache=True, nogil=True)
def _price_point(
    a: Any, away: Any, lines: Any, tables: Any, holders: Any, i: int, point: int, but: int
) -> float:
    """What one costs at a point over the day, leaving out another person."""
    cost = 0.0
    for at in range(len(lines)):
        if away[at, i]:
            continue
        table = lines[at, point]
        cost += price_home(a, at, i, table)
        for other in tables[at, table]:
            k = holders[other]
            if k >= 0 and k != i and k != but and not away[at, k]:
                cost += price_pair(a, at, i, k)
    return cost


@njit(cache=True, nogil=True)
def price_points(a: Any, away: Any, lines: Any, tables: Any, points: Any, holders: Any) -> float:
    cost = 0.0
    for i in range(len(points)):
        whole = _price_point(a, away, lines, tables, holders, i, points[i], -1)
        for at in range(len(lines)):
            if not away[at, i]:
                whole += price_home(a, at, i, lines[at, points[i]])
        cost += whole / 2
    return cost


@njit(cache=True, nogil=True)
def _gain_swap(
    a: Any, away: Any, lines: Any, tables: Any, holders: Any, points: Any, i: int, j: int
) -> float:
    one, other = points[i], points[j]
    before = _price_point(a, away, lines, tables, holders, i, one, j)
    before += _price_point(a, away, lines, tables, holders, j, other, i)
    after = _price_point(a, away, lines, tables, holders, i, other, j)
    after += _price_point(a, away, lines, tables, holders, j, one, i)
    return before - after


@njit(cache=True, nogil=True)
def anneal_points(
    a: Any,
    away: Any,
    lines: Any,
    tables: Any,
    points: Any,
    steps: int,
    hot: float,
    cold: float,
    goal: float,
    seed: int,
) -> float:
    """Anneals who takes which point, in place; those away in other rounds do not swap. A step asks
    someone who costs something, as long as few do."""
    n, state = len(points), start_chance(seed)
    holders = np.full(tables.shape[1] * tables.shape[2], -1, np.int64)
    for i in range(n):
        holders[points[i]] = i
    cost = price_points(a, away, lines, tables, points, holders)
    heat, i = hot, 0
    for step in range(steps):
        if cost <= goal + 1e-6:
            break
        if step % 256 == 0:
            heat = hot * (cold / hot) ** (step / steps)
        i = i + 1 if i + 1 < n else 0
        mine = _price_point(a, away, lines, tables, holders, i, points[i], -1)
        if mine <= 0:
            continue
        for _partner in range(8):
            j = draw_below(state, n)
            if j == i or (away[:, i] != away[:, j]).any():
                continue
            one, other = points[i], points[j]
            gain = _gain_swap(a, away, lines, tables, holders, points, i, j)
            if takes(state, gain, heat):
                points[i], points[j] = other, one
                holders[one], holders[other] = j, i
                cost -= gain
                break
    return cost
