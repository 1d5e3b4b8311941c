"""A team for tests: a chain of thirty, with someone from the middle of it in the middle."""

from pejl.activities.reflecting.rules import Config, resolve
from pejl.days.entries import Ground, Person

LEVELS = ("Centerledelse", "Institutionsledelse", "Afdelingsledelse")
AREAS = ("Dagtilbud", "Skoler", "PPR")
PEOPLE = tuple(
    Person(f"p{at:02}", f"Leder {at:02}", "", LEVELS[min(2, at // 4)], AREAS[at % 3])
    for at in range(30)
)
LEADERS = {
    **{f"p{at:02}": "p00" for at in range(1, 12)},
    **{f"p{at:02}": f"p{at % 8 + 4:02}" for at in range(12, 30)},
}
GROUND = Ground(people=PEOPLE, levels=LEVELS, areas=AREAS, leaders=LEADERS)
MIDDLE = PEOPLE[5]
CONFIG = resolve(Config(MIDDLE.id), GROUND)
