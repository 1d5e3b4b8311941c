"""A round for tests: three levels of ten, the lower write to the ones above."""

from pejl.activities.joint.rules import Config, Merged, Proposed, Yes, resolve
from pejl.days.entries import Entry, Ground, Person

LEVELS = ("Centerledelse", "Institutionsledelse", "Afdelingsledelse")
AREAS = ("Dagtilbud", "Skoler", "PPR")
PEOPLE = tuple(
    Person(f"p{at}", f"Leder {at}", "", LEVELS[at % 3], AREAS[at % 3]) for at in range(30)
)
GROUND = Ground(people=PEOPLE, levels=LEVELS, areas=AREAS)
CONFIG = resolve(Config(), GROUND)
UP = "l1-l0"


def propose(id_, giver, text, prompt=0, n=1):
    payload = Proposed(UP, prompt, text)
    return Entry(id_, giver, "proposed", f"{UP}.{prompt}.{n}", payload)


def merge(id_, giver, one, other, text="Sammen"):
    return Entry(id_, giver, "merged", f"{UP}.m{one}", Merged(UP, one, other, text))


def agree(id_, giver, about, on=True):
    return Entry(id_, giver, "yes", f"{UP}.{about}", Yes(UP, about, on))
