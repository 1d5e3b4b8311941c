"""Questions that are planned apart: each has its own levels and areas, from its own answers."""

from typing import ClassVar

import msgspec
import pytest
from msgspec import Struct, structs

from pejl.days.contract import Activity, Fragment
from pejl.days.gate import read_releasable, release_cells
from pejl.days.ground import lay_ground
from pejl.days.models import Contribution
from pejl.days.parts import Rows
from pejl.days.tests.making import make_open_slot, make_organisation
from pejl.people.models import Participant

pytestmark = pytest.mark.django_db

TWO_LEVELS = {(0, 0): 12, (1, 1): 12}


class Config(Struct):
    pass


class Vote(Struct, tag_field="kind", tag="vote"):
    apart: ClassVar[bool] = True
    statement: str
    value: int

    @property
    def question(self):
        return f"vote:{self.statement}"


class Why(Struct, tag_field="kind", tag="why"):
    """Words of the same question as the vote."""

    apart: ClassVar[bool] = True
    words: ClassVar[bool] = True
    statement: str
    text: str

    @property
    def question(self):
        return f"vote:{self.statement}"


class Rating(Struct, tag_field="kind", tag="rating"):
    """Figures and words in one."""

    apart: ClassVar[bool] = True
    statement: str
    value: int
    text: str = ""

    @property
    def question(self):
        return f"vote:{self.statement}"

    @property
    def words(self):
        return bool(self.text)

    def without_words(self):
        return structs.replace(self, text="")


class Mood(Struct, tag_field="kind", tag="mood"):
    value: int


SAID = ("statement", "text")


def list_said(_config, entries):
    return sorted(
        " ".join(filter(None, [entry.kind, *(getattr(entry.payload, name, "") for name in SAID)]))
        for entry in entries
    )


def show_nothing(_view):
    return Fragment("", {})


ROUND = Activity(
    key="round", name="Round", help="", config=Config, payload=Vote | Why | Rating | Mood,
    check=lambda config, payload, item: None, summarise=list_said, phone=show_nothing,
    console=show_nothing, screen=show_nothing, report=lambda view: (),
)  # fmt: skip


def release_round(said, promise="confidential", **changes):
    """`said`: payloads, and how many of each of the two levels say it."""
    slot = make_open_slot(promise=promise, organisation=make_organisation(TWO_LEVELS))
    people = list(slot.day.attendances.order_by("participant_id"))
    named = promise == "confidential"
    Contribution.objects.bulk_create(
        Contribution(
            slot=slot, attendance=person if named else None, giver=person.public_id,
            kind=msgspec.to_builtins(payload)["kind"], item=getattr(payload, "statement", ""),
            payload=msgspec.json.encode(payload).decode(), key=f"{number}",
            created_at=slot.opened_at,
        )
        for number, (payload, numbers) in enumerate(said)
        for level, many in enumerate(numbers)
        for person in people[12 * level : 12 * level + many]
    )  # fmt: skip
    for name, value in changes.items():
        setattr(slot, name, value)
    return release_cells(slot, Rows(ROUND, Config(), read_releasable(slot, ROUND)))


def count_parts(breakdown):
    return [
        [(part.members, part.n) for part in parts] for parts in (breakdown.levels, breakdown.areas)
    ]


BOTH = [
    [(("Centerledelse",), 12), (("Områdeledelse",), 12)],
    [(("Dagtilbud",), 12), (("Skoler",), 12)],
]


def test_a_sparse_question_leaves_the_others_their_levels_and_areas():
    shown = release_round([(Vote("a", 1), (12, 12)), (Vote("b", 1), (12, 2)), (Mood(3), (12, 12))])
    assert count_parts(shown) == BOTH
    assert count_parts(shown.apart["vote:a"]) == BOTH
    assert count_parts(shown.apart["vote:b"]) == [[], []]
    assert shown.apart["vote:b"].left_out
    assert not shown.left_out


def test_a_part_holds_its_own_question_alone():
    shown = release_round([(Vote("a", 1), (12, 12)), (Vote("b", 1), (7, 8)), (Mood(3), (12, 12))])
    assert [part.result for part in shown.levels] == [["mood"] * 12] * 2
    assert [part.result for part in shown.apart["vote:b"].levels] == [
        ["vote b"] * 7,
        ["vote b"] * 8,
    ]
    assert len(shown.whole) == 24 + 24 + 15


def test_a_question_of_too_few_is_not_in_the_whole_either():
    shown = release_round([(Vote("a", 1), (12, 12)), (Vote("b", 1), (4, 0))])
    assert set(shown.whole) == {"vote a"}
    assert list(shown.apart) == ["vote:a"]
    assert len(shown.left_out) == 1


@pytest.mark.parametrize(("writers", "visible"), [(9, False), (10, True)])
def test_its_words_are_shown_by_level_only_from_ten(writers, visible):
    shown = release_round([(Vote("a", 1), (12, 12)), (Why("a", "Ja"), (writers, writers))])
    levels = shown.apart["vote:a"].levels
    assert [part.n for part in levels] == [12, 12]
    assert [part.result.count("why a Ja") for part in levels] == [writers * visible] * 2
    assert shown.whole.count("why a Ja") == 2 * writers


@pytest.mark.parametrize(("writers", "visible"), [(9, False), (10, True)])
def test_what_holds_figures_and_words_loses_its_words_alone(writers, visible):
    shown = release_round([(Rating("a", 1, "Ja"), (writers, writers)), (Rating("b", 1), (12, 12))])
    levels = shown.apart["vote:a"].levels
    assert [part.n for part in levels] == [writers, writers]
    said = "rating a Ja" if visible else "rating a"
    assert [part.result for part in levels] == [[said] * writers] * 2
    assert [part.result for part in shown.apart["vote:b"].levels] == [["rating b"] * 12] * 2
    assert shown.whole.count("rating a Ja") == 2 * writers


@pytest.mark.parametrize("held", [{"promise": "anonymous"}, {"whole_only": True}])
def test_where_only_the_whole_is_shown_nothing_is_apart(held):
    shown = release_round([(Vote("a", 1), (12, 12))], **held)
    assert shown.whole == ["vote a"] * 24
    assert not shown.apart


def test_the_ground_names_the_levels_areas_and_units_of_the_days_people():
    organisation = make_organisation({(1, 1): 1, (0, 0): 1, (0, None): 1})
    unit = organisation.units.create(name="Solstrålen")
    organisation.units.create(name="Ingen her")
    Participant.objects.filter(organisation=organisation, level__rank=1).update(unit=unit)
    ground = lay_ground(make_open_slot(organisation=organisation))
    assert ground.levels == ("Centerledelse", "Områdeledelse")
    assert ground.areas == ("Dagtilbud", "Skoler")
    assert ground.units == ("Solstrålen",)
