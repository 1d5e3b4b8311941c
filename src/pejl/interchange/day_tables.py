"""Which rows a whole day is made of, in the order in which they can be made again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Field, Model, Q, QuerySet

from pejl.days.ground import climb, resolve_config
from pejl.days.models import (
    Attendance,
    Contribution,
    Group,
    GroupSeat,
    Outcome,
    Placing,
    Slot,
    SlotShown,
    ThemeDay,
)
from pejl.days.registry import find_activity
from pejl.followup.models import CheckIn, NextStep, Reading, Told
from pejl.peers.models import PeerGroup, PeerSeat
from pejl.people.models import (
    Area,
    Case,
    CasePicture,
    DevelopmentAgreement,
    FocusArea,
    Indicator,
    Level,
    Participant,
    Sign,
    Unit,
)

Rows = Callable[[ThemeDay], "QuerySet[Any]"]


@dataclass(frozen=True)
class Table:
    """The rows of one model. `links` are its keys to rows of other tables, by the table's name.
    `kept_back` stays here: secrets, what leads to a person's phone, what is made anew, and the
    picture's bytes, which are a file of their own."""

    name: str
    model: type[Model]
    rows: Rows
    links: Mapping[str, str] = field(default_factory=dict)
    kept_back: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> dict[str, "Field[Any, Any]"]:
        """What is taken along as it is, by name."""
        return {
            one.name: one
            for one in self.model._meta.concrete_fields
            if not one.is_relation and not one.primary_key and one.name not in self.kept_back
        }


def list_people(day: ThemeDay) -> "QuerySet[Participant]":
    """Those invited, those above them in the chain, and those whom the follow-up names."""
    known = Participant.objects.filter(organisation=day.organisation_id)
    leader = dict(known.values_list("id", "reports_to_id"))
    held = set(day.attendances.values_list("participant_id", flat=True))
    steps = day.next_steps.all()
    held |= set(steps.values_list("owner_id", flat=True))
    held |= set(steps.values_list("supporter_id", flat=True)) - {None}
    held |= set(steps.filter(partners__isnull=False).values_list("partners", flat=True))
    held |= set(Told.objects.filter(check_in__step__day=day).values_list("person_id", flat=True))
    above = {up for one in held for up in climb(one, leader)}
    return known.filter(id__in=held | above)


def list_cases(day: ThemeDay) -> "QuerySet[Case]":
    """The organisation's own that its items have chosen."""
    chosen = [str(slot.config.get("choice", "")) for slot in day.slots.all()]
    numbers = [int(key[4:]) for key in chosen if key.startswith("own-") and key[4:].isdecimal()]
    return Case.objects.filter(organisation=day.organisation_id, id__in=numbers)


def list_pictures(day: ThemeDay) -> "QuerySet[CasePicture]":
    """Those that its items show, or would show."""
    keys = {
        str(key)
        for slot in day.slots.exclude(resolved=None)
        if (find := find_activity(slot.activity).pictures)
        for key in find(resolve_config(slot))
    }
    shown = Q(key__in=keys) | Q(cases__in=list_cases(day))
    found = CasePicture.objects.filter(organisation=day.organisation_id)
    return found.filter(id__in=found.filter(shown).values("id"))


def used(kind: type[Model], name: str) -> Rows:
    """The levels, areas or units of the day's people, then and now."""

    def find(day: ThemeDay) -> "QuerySet[Any]":
        held = Q(id__in=list_people(day).order_by().values(f"{name}_id"))
        if name != "unit":
            held |= Q(id__in=day.attendances.order_by().values(f"{name}_id"))
        return kind._default_manager.filter(held, organisation=day.organisation_id)

    return find


def of(kind: type[Model], path: str) -> Rows:
    return lambda day: kind._default_manager.filter(**{path: day.id})


def agreed(kind: type[Model], path: str) -> Rows:
    return lambda day: kind._default_manager.filter(**{path: day.agreement_id})


SLOT = {"slot": "slots"}
KEPT_BACK = {
    "days": frozenset({"code", "screen_key", "rehearsing", "revision", "silent"}),
    "slots": frozenset({"secret"}),
    "attendances": frozenset({"link_version"}),
    "pictures": frozenset({"data"}),
    "contributions": frozenset({"rehearsal"}),
    "agreements": frozenset({"created_at"}),
}
PARTS: tuple[tuple[str, type[Model], Rows, Mapping[str, str]], ...] = (
    ("levels", Level, used(Level, "level"), {}),
    ("areas", Area, used(Area, "area"), {}),
    ("units", Unit, used(Unit, "unit"), {}),
    ("people", Participant, list_people, {"level": "levels", "area": "areas", "unit": "units"}),
    ("agreements", DevelopmentAgreement, agreed(DevelopmentAgreement, "id"), {}),
    ("focus_areas", FocusArea, agreed(FocusArea, "agreement"), {"agreement": "agreements"}),
    ("signs", Sign, agreed(Sign, "focus_area__agreement"), {"focus_area": "focus_areas"}),
    (
        "indicators",
        Indicator,
        agreed(Indicator, "focus_area__agreement"),
        {"focus_area": "focus_areas"},
    ),
    (
        "readings",
        Reading,
        agreed(Reading, "indicator__focus_area__agreement"),
        {"indicator": "indicators"},
    ),
    ("pictures", CasePicture, list_pictures, {}),
    ("cases", Case, list_cases, {"picture": "pictures"}),
    ("days", ThemeDay, of(ThemeDay, "id"), {"agreement": "agreements"}),
    ("slots", Slot, of(Slot, "day"), {"day": "days"}),
    ("attendances", Attendance, of(Attendance, "day"), {
        "day": "days", "participant": "people", "level": "levels", "area": "areas",
    }),
    ("groups", Group, of(Group, "slot__day"), SLOT),
    ("placings", Placing, of(Placing, "slot__day"), {**SLOT, "attendance": "attendances"}),
    (
        "seats",
        GroupSeat,
        of(GroupSeat, "group__slot__day"),
        {"group": "groups", "attendance": "attendances"},
    ),
    (
        "contributions",
        Contribution,
        of(Contribution, "slot__day"),
        {**SLOT, "attendance": "attendances"},
    ),
    ("outcomes", Outcome, of(Outcome, "slot__day"), {**SLOT, "focus_area": "focus_areas"}),
    ("shown", SlotShown, of(SlotShown, "slot__day"), SLOT),
    ("next_steps", NextStep, of(NextStep, "day"), {
        "day": "days", "focus_area": "focus_areas", "owner": "people", "supporter": "people",
    }),
    ("check_ins", CheckIn, of(CheckIn, "step__day"), {"step": "next_steps"}),
    ("told", Told, of(Told, "check_in__step__day"), {"check_in": "check_ins", "person": "people"}),
    ("peer_groups", PeerGroup, of(PeerGroup, "day"), {"day": "days"}),
    (
        "peer_seats",
        PeerSeat,
        of(PeerSeat, "group__day"),
        {"group": "peer_groups", "attendance": "attendances"},
    ),
)  # fmt: skip
TABLES = tuple(
    Table(name, model, rows, links, KEPT_BACK.get(name, frozenset()))
    for name, model, rows, links in PARTS
)
# Keys that can only be set when all rows are there: within a table, or to a later one.
LATER = {"people": {"reports_to": "people"}, "days": {"current": "slots", "alone": "slots"}}
# What is kept as JSON in a text.
JSON_TEXT = {"contributions": ("payload",), "shown": ("plan",)}
