"""Which short texts say the same, in nearly the same words."""

from collections.abc import Sequence

from pejl.analysis.theme_words import read_words
from pejl.analysis.themes import weigh_words


def pair_alike(
    texts: Sequence[str], least: float, background: Sequence[str] = ()
) -> tuple[tuple[int, int], ...]:
    """Each text that says the same as an earlier one, as (the earlier one's place, its own); the
    earlier one says the same as none before it. Of several, the nearest.

    Two say the same where they are equal but for capitals, or the cosine of their weighed words
    (`themes.weigh_words`) is at least `least`, 0..1. `background`: other texts of the same talk,
    which tell rare words from common ones where there are few texts.
    """
    vectors, _terms = weigh_words(read_words([*texts, *background]))
    new: list[int] = []
    pairs: list[tuple[int, int]] = []
    for at, text in enumerate(texts):
        near = {
            other: 1.0
            if text.casefold() == texts[other].casefold()
            else float(vectors[at] @ vectors[other])
            for other in new
        }
        nearest = max(near, key=lambda other: near[other], default=None)
        if nearest is None or near[nearest] < least:
            new.append(at)
        else:
            pairs.append((nearest, at))
    return tuple(pairs)
