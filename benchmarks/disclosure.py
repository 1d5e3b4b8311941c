"""What the gate reckons when an item closes: groups by the fast way and by the best, and the search
for answers that can be worked out. Random chains of 30, 50 and 500 people.

    .venv/bin/python benchmarks/disclosure.py
"""

from random import Random
from statistics import mean, median
from time import perf_counter

from findings import note

from pejl.analysis.disclosure import measure_loss, plan_release
from pejl.analysis.exposure import Published, find_exposed
from pejl.analysis.ratings import learn_counts, learn_from_rating, rate

K, STEPS = 5, 7


def make_chain(rng: Random, people: int, levels: int, areas: int) -> dict[tuple[int, int], int]:
    """Few at the top, most at the bottom; areas of uneven size."""
    weights = {
        (level, area): (2**level) * (1 + area) * rng.random()
        for level in range(levels)
        for area in range(areas)
    }
    cells = rng.choices(list(weights), list(weights.values()), k=people)
    return {cell: cells.count(cell) for cell in weights}


def make_answers(
    rng: Random, chain: dict[tuple[int, int], int]
) -> dict[tuple[int, int], list[int]]:
    """Each cell's counts by step, around a middle of its level."""
    found = {}
    for (level, area), people in chain.items():
        counts = [0] * STEPS
        for _ in range(people):
            counts[min(STEPS - 1, max(0, round(rng.gauss(5 - level, 1.2))))] += 1
        found[level, area] = counts
    return found


def publish(answers, release):
    """The whole in full, and a rating of each group shown."""
    every = frozenset(answers)
    groups = [frozenset(c for c in every if c[0] in run) for run in release.levels]
    groups = (groups if len(groups) > 1 else []) + [
        frozenset(c for c in every if c[1] == area) for area in release.areas
    ]
    whole = [sum(counts[step] for counts in answers.values()) for step in range(STEPS)]
    yield from (Published(every, one) for one in learn_counts(whole, "q"))
    for group in groups:
        counts = [sum(answers[cell][step] for cell in group) for step in range(STEPS)]
        if sum(counts):
            yield from (Published(group, one) for one in learn_from_rating(rate(counts), "q"))


def time(do, *args, **options):
    start = perf_counter()
    result = do(*args, **options)
    return perf_counter() - start, result


def main() -> None:
    rng = Random(1)
    time(plan_release, {"q": {(0, 0): 9}}, 1, 1, K, best=True)  # loads OR-Tools
    for people, levels, areas, days in ((30, 4, 4, 200), (50, 5, 5, 200), (500, 6, 12, 40)):
        fast, best, search, losses, exposed = [], [], [], [], 0
        for _ in range(days):
            chain = make_chain(rng, people, levels, areas)
            cells = {"q": chain}
            took, quick = time(plan_release, cells, levels, areas, K)
            fast.append(took)
            took, least = time(plan_release, cells, levels, areas, K, best=True)
            best.append(took)
            losses.append(measure_loss(cells, quick) - measure_loss(cells, least))
            answers = {cell: tuple(counts) for cell, counts in make_answers(rng, chain).items()}
            published = list(publish(answers, least))
            took, found = time(find_exposed, answers, published)
            search.append(took)
            exposed += bool(found)
        worse = sum(loss > 0.001 for loss in losses)
        print(f"{people} people, {levels} levels, {areas} areas, {days} days (median, most):")
        for name, times in (("fast way", fast), ("best", best), ("search", search)):
            print(f"  {name:10} {1000 * median(times):8.2f} ms {1000 * max(times):8.2f} ms")
        print(f"  best / fast way, time: {sum(best) / sum(fast):.0f}")
        what = f"which groups to show, {people} people: least loss beside the fast way"
        note(what, "", f"{1000 * median(best):.1f} ms", sum(best) / sum(fast))
        print(
            f"  days where the fast way loses more: {worse} of {days}; in mean {mean(losses):.3f}"
        )
        print(f"  days with an answer that can be worked out: {exposed} of {days}")


if __name__ == "__main__":
    main()
