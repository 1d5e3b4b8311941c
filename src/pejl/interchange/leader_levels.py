"""The order of the levels, and the level of one for whom none is given."""

import re
from collections import Counter
from dataclasses import dataclass

from pejl.interchange.leader_chain import Chain
from pejl.interchange.names import simplify

COMPARED_LEVELS = 60
NUMBERED = re.compile(r"(?:niveau|level) ([1-9][0-9]?)")
LADDER = (
    (4, ("koordinator", "coordinator", "konsulent", "tovholder")),
    (3, ("afdeling", "afsnit", "team", "mellemleder", "department", "section", "middle")),
    (1, ("omraade", "fagchef", "skolechef", "dagtilbudschef", "area", "division", "distri")),
    (2, ("institution", "enhed", "skole", "dagtilbud", "unit", "school", "decentral")),
    (0, ("center", "direktion", "direktoer", "oeverst", "topledelse", "director", "executive")),
)


def guess_rung(text: str) -> int | None:
    """Known words tell a level's place on the usual ladder, 0 at the top; so does its number."""
    plain = simplify(text)
    if numbered := NUMBERED.fullmatch(plain):
        return int(numbered[1]) - 1
    for rung, words in LADDER:
        if any(word in plain for word in words):
            return rung
    return None


def order_levels(chain: Chain) -> list[str]:
    """From the top: whoever leads the other stands above; the ladder and the depth settle ties."""
    heights = rate_levels(chain)
    if len(heights) > COMPARED_LEVELS:
        return sorted(heights, key=lambda level: (heights[level], level))
    balance = balance_levels(chain)
    left, ordered = set(heights), []
    while left:
        first = min(
            left,
            key=lambda level: (
                sum(balance[other, level] > 0 for other in left),
                heights[level],
                level,
            ),
        )
        left.remove(first)
        ordered.append(first)
    return ordered


def rate_levels(chain: Chain) -> dict[str, tuple[float, float]]:
    """(rung or average depth, average depth) for each level."""
    depths: dict[str, list[int]] = {}
    for node, depth in zip(chain.nodes, chain.depths, strict=True):
        if node.level:
            depths.setdefault(node.level, []).extend([] if depth is None else [depth])
    averages = {
        level: sum(found) / len(found) if found else 99.0 for level, found in depths.items()
    }
    rungs = {level: guess_rung(level) for level in depths}
    return {
        level: (average if (rung := rungs[level]) is None else rung, average)
        for level, average in averages.items()
    }


def balance_levels(chain: Chain) -> Counter[tuple[str, str]]:
    """How many more of the second level are led by the first than the other way round."""
    balance: Counter[tuple[str, str]] = Counter()
    for node, leader in zip(chain.nodes, chain.leaders, strict=True):
        above = chain.nodes[leader].level if leader is not None else ""
        if above and node.level and above != node.level:
            balance[above, node.level] += 1
            balance[node.level, above] -= 1
    return balance


@dataclass(slots=True)
class LevelGuess:
    """Proposes a missing level: by the same title elsewhere, by a word in it, by the chain."""

    chain: Chain
    levels: list[str]
    by_title: dict[str, Counter[str]]
    highest_led: dict[int, int]

    def propose(self, index: int, title: str) -> str | None:
        same = self.by_title.get(simplify(title)) if title else None
        if same:
            return max(same.items(), key=lambda item: (item[1], item[0]))[0]
        return self.propose_by_word(title) or self.propose_by_chain(index)

    def propose_by_word(self, title: str) -> str | None:
        rung = guess_rung(title)
        if rung is None:
            return None
        fitting = [level for level in self.levels if guess_rung(level) == rung]
        return fitting[0] if len(fitting) == 1 else None

    def propose_by_chain(self, index: int) -> str | None:
        """Just above the highest of the own people, else just below the own leader."""
        leader = self.chain.leaders[index]
        above = self.chain.nodes[leader].level if leader is not None else ""
        top = self.levels.index(above) + 1 if above else 0
        led = self.highest_led.get(index, 0)
        if led > top:
            return self.levels[led - 1]
        return self.levels[top] if above and top < len(self.levels) else None


def prepare_guess(chain: Chain, levels: list[str], titles: list[str]) -> LevelGuess:
    """`titles` are those of the first nodes, in their order."""
    by_title: dict[str, Counter[str]] = {}
    for node, title in zip(chain.nodes, titles, strict=False):
        if title and node.level:
            by_title.setdefault(simplify(title), Counter())[node.level] += 1
    ranks = {level: i for i, level in enumerate(levels)}
    highest_led: dict[int, int] = {}
    for node, leader in zip(chain.nodes, chain.leaders, strict=True):
        if leader is not None and node.level:
            rank = ranks[node.level]
            highest_led[leader] = min(rank, highest_led.get(leader, rank))
    return LevelGuess(chain, levels, by_title, highest_led)
