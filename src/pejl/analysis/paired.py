"""The same people twice: whether they moved one way more than chance would have it."""

from math import comb

SURE_BELOW = 0.05


def sign_test(one_way: int, other_way: int) -> float:
    """The exact two-sided sign test: the chance, from 0 to 1, of a split at least as uneven, if
    each who moved had been as likely to move either way. Who stayed does not count; 1 if nobody
    moved. ValueError below 0.

    W. J. Dixon and A. M. Mood, "The statistical sign test", Journal of the American Statistical
    Association 41 (1946), 557-566.
    """
    if min(one_way, other_way) < 0:
        raise ValueError("as many as moved each way, from 0 up")
    n, fewer = one_way + other_way, min(one_way, other_way)
    tail = sum(comb(n, k) for k in range(fewer + 1))
    return min(1.0, float(2 * tail / 2**n))
