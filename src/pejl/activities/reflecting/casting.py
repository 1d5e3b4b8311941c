"""Who observes: none who leads the one in the middle or is led by that one, levels and areas mixed.
Pure, the rng is passed in."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from pejl.days.entries import Person


def draw_observers(
    people: Sequence[Person], leaders: Mapping[str, str], middle: Person, count: int, rng: Random
) -> tuple[Person, ...]:
    """As many of `count` as there are; each time one whose area and level are drawn least."""
    near = find_near(leaders, middle.id)
    left = sorted((one for one in people if one.id not in near), key=lambda one: one.id)
    rng.shuffle(left)
    drawn: list[Person] = []
    while left and len(drawn) < count:
        chosen = min(left, key=lambda one: count_alike(one, [middle, *drawn]))
        left.remove(chosen)
        drawn.append(chosen)
    return tuple(drawn)


def count_alike(one: Person, others: Sequence[Person]) -> int:
    return sum((one.area == other.area) + (one.level == other.level) for other in others)


def find_near(leaders: Mapping[str, str], middle: str) -> set[str]:
    """That person, all who lead that person, and all whom that person leads, near and far."""
    led = {who for who in leaders if middle in set(climb(leaders, who))}
    return {middle, *climb(leaders, middle), *led}


def climb(leaders: Mapping[str, str], who: str) -> Iterator[str]:
    """Those above, nearest first; each once, also in a chain that goes in a circle."""
    seen = {who}
    while (who := leaders.get(who, "")) and who not in seen:
        seen.add(who)
        yield who
