"""Dilemmas through the log and the gate, as phones and console send them."""

from itertools import count

import pytest
from django.template.loader import render_to_string

from pejl.activities.dilemma.activity import ACTIVITY
from pejl.activities.dilemma.drawing import draw_movement, list_movements
from pejl.activities.dilemma.rules import list_pages
from pejl.activities.dilemma.views import list_whys
from pejl.analysis.ratings import Rating
from pejl.days.contract import Person, PhoneView, RoomView
from pejl.days.gate import release
from pejl.days.ground import resolve_config
from pejl.days.guiding import find_guide
from pejl.days.judging import contribute_from_console
from pejl.days.log import store
from pejl.days.models import Contribution, Outcome
from pejl.days.run import undo
from pejl.days.tests.making import (
    close,
    make_answer,
    make_open_slot,
    make_organisation,
    make_tokens,
)
from pejl.ui.blocks import Bullets, Figure, Heading, Table

pytestmark = pytest.mark.django_db
keys = count(1)
TWO_LEVELS = {(0, 0): 12, (1, 1): 12}


@pytest.fixture
def slot():
    return make_open_slot("dilemma", None, make_organisation(TWO_LEVELS))


@pytest.fixture
def tokens(slot):
    return make_tokens(slot.day)


PHASES = {"placed": "place", "note": "keep", "pen": "keep", "chosen": "decide"}


def send(slot, tokens, kind, item, **fields):
    """In the phase where it is asked."""
    turn(slot, "again" if fields.get("when") == "after" else PHASES[kind])
    verdicts = try_to_send(slot, tokens, kind, item, **fields)
    assert {verdict.message for verdict in verdicts} == {""}


def try_to_send(slot, tokens, kind, item, key="", **fields):
    return store(
        [
            make_answer(one, slot, kind=kind, item=item, key=key or f"d-{next(keys)}", **fields)
            for one in tokens
        ]
    )


def place(slot, tokens, when, value, **fields):
    send(slot, tokens, "placed", f"{when}-0", dilemma="0", when=when, value=str(value), **fields)


def turn(slot, to):
    contribute_from_console(slot, "phased", "phased", {"to": to}, f"phase-{next(keys)}")


def test_nothing_is_shown_while_the_item_is_open_and_phones_know_only_the_phase(slot, tokens):
    place(slot, tokens, "before", 2, why="HEMMELIGT")
    turn(slot, "again")
    assert find_guide(slot) == "again"
    assert release(slot).whole is None
    assert "HEMMELIGT" not in repr(release(slot))


def test_the_movement_is_shown_by_level_and_both_placings_stay_in_the_log(slot, tokens):
    for when, high, low in (("before", 2, 3), ("after", 5, 6)):
        place(slot, tokens[:12:2], when, high)
        place(slot, tokens[1:12:2], when, high + 1)
        place(slot, tokens[12::2], when, low)
        place(slot, tokens[13::2], when, low - 1)
    close(slot)
    shown = release(slot)
    assert [part.result.find(0, "after") for part in shown.levels] == [
        (0, 0, 0, 0, 6, 6, 0),
        (0, 0, 0, 0, 6, 6, 0),
    ]
    assert {row.item for row in Contribution.objects.filter(slot=slot)} >= {"before-0", "after-0"}
    view = RoomView(slot.id, "D", "", "closed", resolve_config(slot), shown)
    blocks = list(ACTIVITY.report(view))
    figure = next(one for one in blocks if isinstance(one, Figure))
    assert "Hele salen” flyttede sig 3,0 trin mod ”Fælles retning”. 24 gik den vej" in figure.title
    movements = next(one for one in blocks if isinstance(one, Bullets)).items
    assert [one.partition("” ")[0] for one in movements] == [
        "”Hele salen",
        "”Centerledelse",
        "”Områdeledelse",
    ]


def test_the_screen_names_each_group_in_full_once_with_both_placings():
    """Long names of levels that are shown together were cut off beside "Before" and "After"."""
    slot = make_open_slot("dilemma", None, make_organisation({(0, 0): 4, (1, 1): 4, (2, 0): 16}))
    tokens = make_tokens(slot.day)
    for when, step in (("before", 3), ("after", 5)):
        for token in tokens:
            place(slot, [token], when, step)
    close(slot)
    shown = release(slot)
    svg = draw_movement(resolve_config(slot), shown, 0, "beside").svg
    label = next(part.label for part in shown.levels if len(part.members) > 1)
    assert [word in svg for word in label.split()] == [True] * len(label.split())
    assert "…" not in svg
    groups = 1 + len(shown.levels)
    assert (svg.count(">3,0<"), svg.count(">5,0<")) == (groups, 2 * groups)  # once more as a halo


def move(slot, tokens):
    """From 2 or 3 to 5 or 6, but for every third, who goes the other way or stays."""
    for when in ("before", "after"):
        for at, token in enumerate(tokens):
            step = 2 + at % 2 + (3 if when == "after" and at % 3 else 0)
            place(slot, [token], when, step - (when == "after" and at % 6 == 3))


def test_how_many_moved_which_way_is_counted_of_those_who_placed_themselves_twice(slot, tokens):
    move(slot, tokens)
    close(slot)
    shown = release(slot)
    assert shown.whole.count_ways(0) == (4, 4, 16)
    assert [one.result.count_ways(0) for one in shown.apart["moved:0"].levels] == [(2, 2, 8)] * 2
    said = list_movements(resolve_config(slot), shown, 0)
    assert ["mere end tilfældigt" in one for one in said] == [True, False, False]
    assert "8 gik den vej, 2 den anden, 2 blev stående. Det kan være tilfældigt." in said[1]


def test_who_placed_themselves_once_has_not_moved_and_few_are_not_counted(slot, tokens):
    move(slot, tokens[:9])
    place(slot, tokens[9:], "before", 4)
    close(slot)
    assert release(slot).whole.count_ways(0) == ()


def test_no_movement_is_counted_of_an_item_that_was_opened_again(slot, tokens):
    move(slot, tokens[:14])
    close(slot)
    assert release(slot).whole.count_ways(0)
    undo(slot.day)
    slot.refresh_from_db()
    move(slot, tokens[14:])
    close(slot)
    shown = release(slot)
    assert sum(shown.whole.find(0, "after")) == 24
    assert shown.whole.count_ways(0) == ()


def test_few_in_a_level_are_not_shown_by_themselves(slot, tokens):
    place(slot, tokens[:3], "before", 1, why="HEMMELIGT")
    place(slot, tokens[12:], "before", 6)
    close(slot)
    shown = release(slot)
    assert shown.whole.find(0, "before") is not None
    assert shown.levels == ()


def test_under_ten_answers_a_level_is_a_rating(slot, tokens):
    for at, token in enumerate(tokens):
        if at % 12 < 8:
            place(slot, [token], "before", 2 + at % 5)
    close(slot)
    assert all(isinstance(one.result.find(0, "before"), Rating) for one in release(slot).levels)


def test_a_mismatch_about_a_decision_becomes_a_need_and_an_action_carries_warnings(slot, tokens):
    place(slot, tokens, "before", 4)
    for at, token in enumerate(tokens):
        value = (2 if at < 12 else 5) + at % 2
        send(slot, [token], "chosen", "decide-0", decision="0", value=str(value))
    send(slot, tokens[:1], "note", "k0-action-a-1", text="Vælg selv")
    send(slot, tokens[:1], "note", "k0-warning-b-1", text="Ingen spørger")
    close(slot)
    found = {(row.kind, row.data["type"]): row for row in Outcome.objects.filter(slot=slot)}
    apart = found["need", "delegation"].text
    assert "siger ”" in apart
    assert "Centerledelse" in apart
    assert found["action", "dilemma"].data["warnings"] == ["Ingen spørger"]
    assert found["need", "dilemma"].data["warnings"] == ["Ingen spørger"]
    assert (
        found["need", "dilemma"].text
        == "Vi holder fast i både ”Faglig frihed” og ”Fælles retning”."
    )


def test_a_decision_with_too_few_on_one_side_is_not_compared(slot, tokens):
    place(slot, tokens, "before", 4)
    for token, value in ((one, 1) for one in tokens[:3]):
        send(slot, [token], "chosen", "decide-0", decision="0", value=str(value))
    for at, token in enumerate(tokens[12:]):
        send(slot, [token], "chosen", "decide-0", decision="0", value=str(5 + at % 2))
    close(slot)
    assert not Outcome.objects.filter(slot=slot, kind="need").exists()
    view = RoomView(slot.id, "D", "", "closed", resolve_config(slot), release(slot))
    assert "for få svar til at vise begge sider" in repr(list(ACTIVITY.report(view)))


@pytest.mark.parametrize(
    ("phase", "kind", "item", "fields"),
    [
        ("talk", "placed", "before-0", {"dilemma": "0", "when": "before", "value": "3"}),
        ("place", "placed", "after-0", {"dilemma": "0", "when": "after", "value": "3"}),
        ("again", "note", "k0-action-a-1", {"text": "Vælg selv"}),
        ("keep", "chosen", "decide-0", {"decision": "0", "value": "3"}),
    ],
)
def test_what_is_sent_in_another_phase_is_refused_with_a_word(
    slot, tokens, phase, kind, item, fields
):
    turn(slot, phase)
    (verdict,) = try_to_send(slot, tokens[:1], kind, item, **fields)
    assert verdict.code == "wrong"
    assert "Salen er nu ved" in verdict.message
    assert not Contribution.objects.filter(slot=slot, kind=kind).exists()


def test_what_came_in_time_gets_its_tick_though_the_room_has_gone_on(slot, tokens):
    fields = {"dilemma": "0", "when": "before", "value": "3"}
    for phase in ("place", "talk"):
        turn(slot, phase)
        (verdict,) = try_to_send(slot, tokens[:1], "placed", "before-0", key="once", **fields)
        assert verdict.saved
    assert Contribution.objects.filter(slot=slot, kind="placed").count() == 1


def test_only_those_of_the_line_choose_who_decides():
    slot = make_open_slot("dilemma", None, make_organisation({(0, 0): 2, (1, 0): 6, (2, 0): 8}))
    turn(slot, "decide")
    verdicts = try_to_send(
        slot, make_tokens(slot.day), "chosen", "decide-0", decision="0", value="3"
    )
    assert [one.code for one in verdicts] == ["wrong"] * 2 + [""] * 14
    assert "”Områdeledelse” og ”" in verdicts[0].message


def test_the_plan_holds_poles_movement_actions_warnings_and_who_decides(slot, tokens):
    move(slot, tokens)
    place(slot, tokens[:1], "before", 3, why="De nærmeste ser det først")
    send(slot, tokens[:1], "note", "k0-action-b-1", text="Fem ting skrevet ned")
    send(slot, tokens[:1], "note", "k0-warning-a-1", text="Ingen spørger")
    for at, token in enumerate(tokens):
        value = (2 if at < 12 else 5) + at % 2
        send(slot, [token], "chosen", "decide-0", decision="0", value=str(value))
    close(slot)
    view = RoomView(slot.id, "D", "", "closed", resolve_config(slot), release(slot))
    blocks = list(ACTIVITY.report(view))
    (poles,) = [one for one in blocks if isinstance(one, Table)]
    assert [row[0] for row in poles.rows] == ["Faglig frihed", "Fælles retning"]
    assert all(len(cell) > 10 for row in poles.rows for cell in row)
    said = [text for one in blocks if isinstance(one, Bullets) for text in one.items]
    for text in ("De nærmeste ser det først", "Fem ting skrevet ned", "Ingen spørger"):
        assert text in said
    assert len([one for one in blocks if isinstance(one, Figure)]) == 3  # levels, areas, decisions
    assert "Tal om" in blocks[-1].text


def write_whys(slot, tokens, silent=()):
    for at, token in enumerate(tokens):
        place(slot, [token], "before", 2 + at % 3, why="" if at in silent else f"Linje {at:02}")
    close(slot)
    return list_whys(release(slot), 0)


def test_whys_are_told_by_level_where_enough_wrote_and_never_by_area_too():
    chain = {(0, 0): 8, (0, 1): 6, (1, 1): 8, (1, 0): 7}
    slot = make_open_slot("dilemma", None, make_organisation(chain))
    whys = write_whys(slot, make_tokens(slot.day), silent=(0, 1))
    assert len(release(slot).areas) == 2
    assert [label for label, _said in whys.parts] == ["Centerledelse", "Områdeledelse"]
    assert [len(said) for _label, said in whys.parts] == [12, 15]
    view = RoomView(slot.id, "D", "", "closed", resolve_config(slot), release(slot))
    headings = [one.text for one in ACTIVITY.report(view) if isinstance(one, Heading)]
    assert "Hvorfor vi stod der: Centerledelse" in headings
    assert "Linje 05" in render_to_string(*ACTIVITY.console(view))


def test_the_lines_of_few_are_not_told_by_what_is_left_when_the_many_are(slot, tokens):
    """All placed themselves, so figures stand by level, but only two wrote in one of them."""
    whys = write_whys(slot, tokens, silent=range(2, 12))
    assert len(release(slot).levels) == 2
    assert len(whys.whole) == 14
    assert not whys.parts


def test_where_levels_are_too_few_whys_are_told_by_area():
    slot = make_open_slot("dilemma", None, make_organisation({(1, 0): 12, (1, 1): 12}))
    whys = write_whys(slot, make_tokens(slot.day))
    assert [len(said) for _label, said in whys.parts] == [12, 12]


def test_a_line_with_too_few_people_is_talked_about_and_not_asked():
    slot = make_open_slot("dilemma", None, make_organisation({(0, 0): 4, (1, 1): 12}))
    tokens = make_tokens(slot.day)
    config = resolve_config(slot)
    assert (config.few, config.chooses) == (("Centerledelse",), False)
    assert "decided" not in list_pages(config)
    turn(slot, "decide")
    refused = try_to_send(slot, tokens[:1], "chosen", "decide-0", decision="0", value="2")
    assert ["færre end fem" in one.message for one in refused] == [True]
    assert not Contribution.objects.filter(slot=slot, kind="chosen").exists()
    view = RoomView(slot.id, "D", "", "open", config, release(slot), guide="decide")
    for page in (ACTIVITY.console(view), ACTIVITY.screen(view)):
        said = render_to_string(*page)
        assert "Ingen vælger på telefonen" in said
    me = Person("p1", "Ida", "", "Centerledelse", "")
    phone = PhoneView(slot.id, "D", "", "open", config, me, (), (), None, None, guide="decide")
    said = render_to_string(*ACTIVITY.phone(phone))
    assert "Ingen vælger på telefonen" in said
    assert "hemmelighed" not in said
