"""Random leadership chains: people with a level, an area, a unit and a leader."""

from random import Random

from pejl.analysis.groups import Person


def make_chain(people: int, *, areas: int, span: tuple[int, int] = (4, 9), seed: int = 0):
    """One at the top; each leads 4 to 9, nearest the top first; an area is what one of the second
    level leads, or a part of it where there are more areas."""
    rng = Random(seed)
    found = [Person(0, {"level": 0, "area": None, "unit": None})]
    at = 0
    while len(found) < people:
        boss = found[at]
        wide = areas if at == 0 else rng.randint(*span)
        for place in range(min(wide, people - len(found))):
            area = place if at == 0 else boss.traits["area"]
            unit = len(found) if boss.traits["level"] == 1 else boss.traits["unit"]
            traits = {"level": boss.traits["level"] + 1, "area": area, "unit": unit}
            found.append(Person(len(found), traits, boss.id))
        at += 1
    return found
