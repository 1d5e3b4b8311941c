"""Themes: short statements grouped by what they are about, and named by their own words.

Made for some hundred sentences in Danish or English that were written in a hurry. Nothing is looked
up anywhere: the words of the statements themselves are the dictionary.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pejl.analysis.theme_words import Word, read_words

Floats = NDArray[np.float64]

NEAR = 0.09
NEAR_BY_MEANING = 0.42
MOST_NAMES = 2
MOST_OF_IT = 0.5
LONGEST_LABEL = 40


@dataclass(frozen=True)
class Theme:
    """`members` are places in the list of texts; `label` is in the words that they use, in lower
    case, at most LONGEST_LABEL letters, and no other theme's."""

    label: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Themes:
    """The largest first. A text that is about nothing that another is about is in none."""

    groups: tuple[Theme, ...]


def find_themes(
    texts: Sequence[str],
    *,
    embed: Callable[[Sequence[str]], ArrayLike] | None = None,
    least: int = 2,
) -> Themes:
    """Group texts that share what they are about; a theme has at least `least` of them.

    Words become stems (Snowball, Danish or English by the text), and a Danish compound also counts
    as the stems that it is made of, at a lower weight: "ledermøde" and "møder" meet. Texts are
    near by the cosine of their words, rare words weighing most (tf-idf); the nearest groups are put
    together as long as they are near on average (average linkage). With `embed`, which gives each
    text a vector, what the texts mean counts as much as their words.

    The same texts give the same themes in any order. K. Spärck Jones, "A statistical interpretation
    of term specificity", Journal of Documentation 28 (1972), 11-21; R. Sokal and C. Michener, "A
    statistical method for evaluating systematic relationships", University of Kansas Science
    Bulletin 38 (1958), 1409-1438; M. F. Porter, "Snowball" (2001).
    """
    order = sorted(range(len(texts)), key=lambda at: (texts[at], at))
    words = read_words([texts[at] for at in order])
    table, terms = weigh_words(words)
    near = table @ table.T
    bound = NEAR
    if embed is not None and order:
        near = (near + find_meaning(embed, [texts[at] for at in order])) / 2
        bound = (NEAR + NEAR_BY_MEANING) / 2
    groups = [group for group in join_nearest(near, bound) if len(group) >= least]
    groups.sort(key=lambda group: (-len(group), group))
    labels = name_groups(groups, words, table, terms)
    return Themes(
        tuple(
            Theme(label, tuple(sorted(order[at] for at in group)))
            for group, label in zip(groups, labels, strict=True)
        )
    )


def weigh_words(words: Sequence[Sequence[Word]]) -> tuple[Floats, list[str]]:
    """Texts by terms, each row of length 1, or 0 for a text without words; and the terms."""
    found = Counter(term for text in words for term in {word.stem for word in text})
    terms = sorted(found)
    places = {term: at for at, term in enumerate(terms)}
    table = np.zeros((len(words), len(terms)))
    for row, text in enumerate(words):
        for word in text:
            column = places[word.stem]
            table[row, column] = max(table[row, column], word.weight)
    counts = np.array([found[term] for term in terms], np.float64)
    table *= np.log((1 + len(words)) / (1 + counts)) + 0.3
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return np.divide(table, lengths, out=table, where=lengths > 0), terms


def find_meaning(embed: Callable[[Sequence[str]], ArrayLike], texts: Sequence[str]) -> Floats:
    vectors = np.asarray(embed(texts), np.float64)
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return np.asarray(np.maximum(vectors @ vectors.T, 0.0))


def join_nearest(near: Floats, bound: float) -> list[list[int]]:
    """Average linkage: the two groups that are nearest on average become one, down to `bound`."""
    groups = [[at] for at in range(len(near))]
    if len(near) < 2:
        return groups
    links = near.copy()
    np.fill_diagonal(links, -1.0)
    sizes = np.ones(len(near))
    best = links.argmax(axis=1)
    top = links[np.arange(len(links)), best]
    while True:
        one = int(top.argmax())
        if top[one] < bound:
            return [sorted(group) for group in groups if group]
        first, second = sorted((one, int(best[one])))
        merged = links[first] * sizes[first] + links[second] * sizes[second]
        links[first] = merged / (sizes[first] + sizes[second])
        links[:, first] = links[first]
        links[second], links[:, second], links[first, first] = -1.0, -1.0, -1.0
        sizes[first] += sizes[second]
        groups[first] += groups[second]
        groups[second] = []
        stale = np.flatnonzero((best == first) | (best == second) | (links[:, first] > top))
        for row in {first, second, *stale.tolist()}:
            best[row] = int(links[row].argmax())
            top[row] = links[row, best[row]]


def name_groups(
    groups: Sequence[Sequence[int]],
    words: Sequence[Sequence[Word]],
    table: Floats,
    terms: Sequence[str],
) -> list[str]:
    """By the words that most of the group and few others use, as they are most often written."""
    labels: list[str] = []
    total = table.sum(axis=0)
    for group in groups:
        inside = table[list(group)]
        share = np.count_nonzero(inside, axis=0) / len(group)
        score = inside.sum(axis=0) * share * inside.sum(axis=0) / np.maximum(total, 1e-12)
        common = np.where(share > MOST_OF_IT, score, 0.0)
        chosen = common if common.any() else score
        ranked = [terms[at] for at in np.argsort(-chosen, kind="stable") if chosen[at] > 0]
        written = [find_spelling(term, group, words) for term in ranked[:8]]
        labels.append(choose_label([one for one in written if one], labels))
    return labels


def find_spelling(term: str, group: Sequence[int], words: Sequence[Sequence[Word]]) -> str:
    """How the group most often writes it; empty where it only stands inside other words."""
    spelled = Counter(
        word.text for at in group for word in words[at] if word.stem == term and word.text
    )
    return min(spelled, key=lambda one: (-spelled[one], len(one), one)) if spelled else ""


def choose_label(names: Sequence[str], taken: Sequence[str]) -> str:
    """One or two of the names, more where another theme is called so already."""
    for most in range(min(MOST_NAMES, len(names)), len(names) + 1):
        label = ", ".join(names[:most])[:LONGEST_LABEL].rstrip(", ")
        if label and label not in taken:
            return label
    stem = (names[0] if names else "…")[: LONGEST_LABEL - 4]
    return next(label for n in range(2, len(taken) + 3) if (label := f"{stem} {n}") not in taken)
