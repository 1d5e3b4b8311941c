"""What a next-steps item knows of its day, and what it can tell from that alone."""

from datetime import date, timedelta

from msgspec import Struct, structs

from pejl.activities.nextsteps.traces import TALK, Proposal, Source, list_proposals, list_sources
from pejl.days.entries import Ground
from pejl.people.row_ids import FocusId

LONGEST = 200
FORTNIGHT = timedelta(days=14)
FURTHEST = timedelta(days=730)


class FocusChoice(Struct, frozen=True):
    id: FocusId
    number: int
    title: str


class PersonChoice(Struct, frozen=True):
    """Someone of the day; `id` is the attendance's public id, and `above` the ids of those who
    stand over one in the chain, nearest first."""

    id: str
    name: str
    title: str = ""
    level: str = ""
    area: str = ""
    above: tuple[str, ...] = ()


class Config(Struct, frozen=True):
    """`day` is the date of the day, as 2027-01-31; empty: dates are not held against it."""

    focus_areas: tuple[FocusChoice, ...] = ()
    people: tuple[PersonChoice, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sources: tuple[Source, ...] = ()
    levels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    day: str = ""
    talks: tuple[str, ...] = ()

    @property
    def offered(self) -> tuple[Source, ...]:
        """All that a step can come from. Of a talk that was asked for only its item is known."""
        talks = (Source(-at, "talk", "", title) for at, title in enumerate(self.talks, 1))
        return (*self.sources, *(tuple(talks) or (TALK,)))

    def find_proposal(self, item: str) -> Proposal | None:
        return next((one for one in self.proposals if one.item == item), None)

    def find_source(self, source: str) -> Source | None:
        return next((one for one in self.offered if str(one.id) == source), None)

    def find_person(self, who: str) -> PersonChoice | None:
        return next((one for one in self.people if one.id == who), None)

    def name(self, who: str) -> str:
        person = self.find_person(who)
        return person.name if person else ""

    def list_supporters(self, owner: str) -> tuple[PersonChoice, ...]:
        """Those above in the owner's own chain, nearest first; where the chain is not known, all of
        a higher level."""
        person = self.find_person(owner)
        if person is None:
            return ()
        above = tuple(one for who in person.above if (one := self.find_person(who)))
        if above or person.level not in self.levels or any(one.above for one in self.people):
            return above
        higher = self.levels[: self.levels.index(person.level)]
        return tuple(one for one in self.people if one.level in higher)

    @property
    def first_day(self) -> date | None:
        return read_date(self.day)

    @property
    def last_day(self) -> date | None:
        """The latest that a step may be done by."""
        return self.first_day + FURTHEST if self.first_day else None

    @property
    def fortnight(self) -> date | None:
        """The last day of the first small step."""
        return self.first_day + FORTNIGHT if self.first_day else None


def is_near(one: PersonChoice, other: PersonChoice) -> bool:
    """Of the same level and the same area. Whose level is not known is near nobody."""
    return bool(one.level) and (one.level, one.area) == (other.level, other.area)


def read_date(text: str) -> date | None:
    """None for what is not a date just so: 2027-01-31."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def resolve(config: Config, ground: Ground) -> Config:
    return Config(
        tuple(FocusChoice(area.id, area.number, area.title) for area in ground.focus_areas),
        tuple(
            PersonChoice(
                one.id, one.name, one.title, one.level, one.area, ground.above.get(one.id, ())
            )
            for one in ground.people
        ),
        tuple(list_proposals(ground.earlier, LONGEST)),
        tuple(list_sources(ground.earlier)),
        ground.levels,
        ground.areas,
        ground.held_on.isoformat() if ground.held_on else "",
        ground.talks,
    )


def renew(config: Config, ground: Ground) -> Config:
    """What was answered to feedback since the item opened is offered too."""
    known = {one.item for one in config.proposals}
    found = list_proposals(ground.earlier, LONGEST)
    new = tuple(one for one in found if one.item not in known)
    return structs.replace(config, proposals=config.proposals + new)
