"""What phone, console and screen show of the next steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.nextsteps.config import LONGEST, Config, PersonChoice, is_near, read_date
from pejl.activities.nextsteps.payloads import Payload
from pejl.activities.nextsteps.rules import list_bare, list_offered, list_offers, list_parted
from pejl.activities.nextsteps.spread import draw_spreads, say_bare, say_spread
from pejl.activities.nextsteps.states import State
from pejl.activities.nextsteps.summing import NextStep, Result
from pejl.activities.nextsteps.traces import Source
from pejl.activities.nextsteps.words import name_climb, name_source, say_origin, say_source
from pejl.days.contract import Fragment, PhoneView, RoomView

ON_SCREEN = 6
MOST_LISTED = 100  # on a phone, besides those that one has a part in
MOST_TRACED = 3  # steps that have room for what they come from, too
MOST_OFFERS = 5
Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Row:
    """A step as it is shown: its focus area's number, dates as dates, its trace in words."""

    step: NextStep
    number: int | None
    by: date | None
    first_by: date | None
    traces: tuple[str, ...]
    origin: str
    climb: str


def make_row(config: Config, step: NextStep) -> Row:
    numbers = {area.id: area.number for area in config.focus_areas}
    traces = tuple(say_source(source) for source in step.sources)
    number = numbers.get(step.focus or 0)
    climb = name_climb(step.climb)
    origin = say_origin(step.sources[0]) if step.sources else ""
    return Row(step, number, read_date(step.by), read_date(step.first_by), traces, origin, climb)


def list_steps(config: Config, result: Result, most: int | None = None) -> list[Row]:
    """Newest first; the `most` newest."""
    return [make_row(config, step) for step in islice(reversed(result.steps), most)]


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    config, me = view.config, view.me.id
    whole = (view.shown.whole if view.shown else None) or Result()
    steps = list_steps(config, whole, MOST_LISTED)
    about = [make_row(config, one) for one in reversed(whole.steps) if is_about(one, me)]
    mine = [row for row in about if row.step.owner_id == me]
    own = [row for row in mine if row.step.state != State.WAITING]
    context = {
        "view": view,
        "config": config,
        "known": any(person.id == me for person in config.people),
        "longest": LONGEST,
        "proposals": list_offered(config, whole),
        "asked": [row for row in mine if row.step.state == State.WAITING],
        "own": own,
        "gone": [row for row in about if is_gone_into(row.step, me)],
        "proposed": [row for row in about if may_take_back(row.step, me) and row not in own],
        "steps": steps,
        "count": len(whole.steps),
        "help": [row for row in about if is_asked_to_help(row.step, me)],
        "alike": [one for one in list_offers(config, whole) if one.is_for(me)][:MOST_OFFERS],
        "sources": group_sources(config.offered),
        "partners": group_people(config, me, list_partners(config, me)),
        "supporters": group_people(config, me, config.list_supporters(me), nearest=True),
    }
    return Fragment("nextsteps/phone.html", context)


def is_about(step: NextStep, me: str) -> bool:
    """Whether one has a part in it."""
    merged = any(one.owner_id == me for one in step.merged)
    return merged or me in (step.owner_id, step.proposer_id, step.support_id)


def may_take_back(step: NextStep, me: str) -> bool:
    owned = step.state == State.ACCEPTED and step.owner_id != me
    return step.proposer_id == me and not owned and not step.merged


def is_gone_into(step: NextStep, me: str) -> bool:
    """Whether what one owned oneself lives on in another's."""
    return step.owner_id != me and any(one.owner_id == me for one in step.merged)


def is_asked_to_help(step: NextStep, me: str) -> bool:
    waits = step.supported == "waiting" and step.state != State.DECLINED
    return waits and bool(me) and step.support_id == me


def list_partners(config: Config, me: str) -> Sequence[PersonChoice]:
    """Those of another level or area than one's own."""
    own = config.find_person(me)
    return [one for one in config.people if own and one.id != me and not is_near(one, own)]


def group_people(
    config: Config, me: str, fit: Sequence[PersonChoice], *, nearest: bool = False
) -> list[tuple[str, list[PersonChoice], int]]:
    """Those who fit when one owns the step oneself first, by level, or as they stand above one;
    then the others, whom another owner may choose. The number is how likely a rehearsal takes
    them."""
    chosen = {person.id for person in fit}
    others = [one for one in config.people if one.id not in chosen]
    levels = {name: at for at, name in enumerate(config.levels)}
    ordered = sorted(fit, key=lambda one: levels.get(one.level, len(levels)))
    first = (
        [(_("Above you in the chain"), list(fit))]
        if nearest and fit
        else [(name, list(found)) for name, found in groupby(ordered, lambda one: one.level)]
    )
    rest = [(_("If another owns it"), others)] if others else []
    return [(name, found, 1) for name, found in first] + [(name, found, 0) for name, found in rest]


def group_sources(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    found = groupby(sources, lambda one: one.kind)
    return [(name_source(kind), list(rows)) for kind, rows in found]


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    """The steps themselves while they all have room, then how they spread."""
    config, whole = view.config, view.released.whole or Result()
    wide = len(whole.steps) > ON_SCREEN or view.state == "closed"
    steps = list_steps(config, whole, ON_SCREEN)
    context = {
        "view": view,
        "steps": steps,
        "crowded": len(steps) > MOST_TRACED,
        "pictures": draw_spreads(config, whole, "third") if wide else (),
        "spread": say_spread(config, whole) if steps else "",
        "bare": say_bare(config, whole),
        "finding": say_finding(whole),
    }
    return Fragment("nextsteps/screen.html", context)


def say_finding(result: Result) -> str:
    steps = len(result.steps)
    if not steps:
        return _("No next steps yet")
    return ngettext(
        "%(n)d next step, %(yes)d accepted by the owner.",
        "%(n)d next steps, %(yes)d accepted by their owners.",
        steps,
    ) % {"n": steps, "yes": sum(step.state == State.ACCEPTED for step in result.steps)}


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    config, whole = view.config, view.released.whole or Result()
    context = {
        "view": view,
        "steps": list_steps(config, whole),
        "pictures": draw_spreads(config, whole, "phone"),
        "spread": say_spread(config, whole),
        "bare": list_bare(config, whole),
        "alike": (alike := list_offers(config, whole))[:MOST_OFFERS],
        "more_alike": len(alike[MOST_OFFERS:]),
        "parted": list_parted(config, whole),
        "finding": say_finding(whole),
    }
    return Fragment("nextsteps/console.html", context)
