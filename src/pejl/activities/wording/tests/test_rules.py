from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.wording import rules
from pejl.activities.wording.activity import ACTIVITY
from pejl.activities.wording.rules import (
    Config,
    Draft,
    Focused,
    Material,
    Stand,
    check,
    is_enough,
    summarise,
)
from pejl.days import gate
from pejl.days.contract import Earlier, Entry, Focus, Ground, OutcomeDraft, Refused

AREAS = (Focus(31, 1, "Sammenhæng"), Focus(32, 2, "Fælles sprog"))
CONFIG = Config(focus_areas=AREAS)
WHY = "Vi mangler ordet tid"


def draft(id_, text, area=31):
    return Entry(id_, "console", "draft", f"{area}-key{id_}", Draft(text))


def take(id_, stand, version=1, reason="", area=31):
    return Entry(id_, f"giver-{id_}", "stand", str(area), Stand(stand, version, reason))


def take_all(first, version=1, **stands):
    """So many of each stand, from the id `first` on."""
    said = [name for name, n in stands.items() for _ in range(n)]
    return [
        take(first + at, name, version, f"{WHY} {at}" if name == "cannot" else "")
        for at, name in enumerate(said)
    ]


def sum_up(*entries, config=CONFIG):
    return summarise(config, entries).wordings[0]


def test_each_saving_is_a_version_in_the_order_of_the_log():
    found = sum_up(draft(7, "Vi er tæt på."), draft(3, "Vi er langt fra."), draft(9, "Andet", 32))
    assert found.versions == ("Vi er langt fra.", "Vi er tæt på.")
    assert (found.text, found.version) == ("Vi er tæt på.", 2)


def test_saving_the_same_again_is_no_new_version():
    assert sum_up(draft(1, "Vi er tæt på."), draft(2, " Vi er  tæt på. ")).version == 1


def test_a_wording_taken_back_is_gone_with_its_stands():
    found = sum_up(draft(1, "Vi"), *take_all(2, sign=6), draft(20, "  "))
    assert (found.text, found.answered, found.signed) == ("", 0, 0)
    again = sum_up(draft(1, "Vi"), *take_all(2, sign=6), draft(20, "  "), draft(21, "Vi"))
    assert (again.version, again.answered) == (3, 0)


def test_a_stand_on_an_older_version_does_not_count_for_the_new_one():
    entries = [draft(1, "Vi"), *take_all(2, sign=5, cannot=1), draft(20, "Vi alle")]
    found = sum_up(*entries, *take_all(30, 2, sign=5))
    assert (found.signed, found.cannot, found.answered) == (5, 0, 5)
    assert found.earlier == (f"{WHY} 5",)


def test_nothing_of_the_stands_is_told_before_five_have_answered():
    few = sum_up(draft(1, "Vi"), *take_all(2, sign=3, cannot=1))
    assert (few.answered, few.signed, few.cannot, few.reasons) == (4, 0, 0, ())
    enough = sum_up(draft(1, "Vi"), *take_all(2, sign=3, cannot=2))
    assert (enough.signed, enough.cannot) == (3, 2)
    assert rules.SMALLEST == gate.SMALLEST


def test_reasons_stand_by_their_letters_and_without_names():
    said = [take(2, "cannot", 1, "Å"), take(3, "cannot", 1, "b"), take(4, "cannot", 1, "A")]
    found = sum_up(draft(1, "Vi"), *said, *take_all(5, sign=2))
    assert found.reasons == ("A", "b", "Å")
    assert "giver" not in msgspec.json.encode(found).decode()


def test_what_was_written_before_one_signed_after_all_is_not_kept():
    assert Stand("sign", 1, "Vi mangler tid").reason == ""
    read = msgspec.convert(
        {"stand": "live_with", "version": "2", "reason": "x"}, Stand, strict=False
    )
    assert read == Stand("live_with", 2)


@pytest.mark.parametrize(
    ("enough", "sign", "live_with", "cannot", "expected"),
    [(80, 4, 0, 1, True), (80, 3, 1, 2, False), (100, 5, 1, 0, True), (50, 2, 0, 0, False)],
)
def test_enough(enough, sign, live_with, cannot, expected):
    entries = take_all(2, sign=sign, live_with=live_with, cannot=cannot)
    config = Config(enough, AREAS)
    assert is_enough(config, sum_up(draft(1, "Vi"), *entries, config=config)) is expected


def test_the_room_works_with_what_was_chosen_or_written_last():
    chosen = Entry(2, "console", "focused", "focused", Focused(32))
    assert summarise(CONFIG, []).at is None
    assert summarise(CONFIG, [draft(1, "Vi"), chosen]).at == 32
    assert summarise(CONFIG, [draft(3, "Vi"), chosen]).at == 31


def test_without_focus_areas_there_is_one_wording_on_the_whole():
    check(Config(), Draft("Vi"), "0-key")
    found = summarise(Config(), [draft(1, "Vi", 0)])
    assert [one.text for one in found.written] == ["Vi"]
    (outcome,) = rules.draft_outcomes(Config(), found)
    assert outcome.focus is None


def test_the_material_is_what_unites_or_else_all_that_was_said():
    said = Earlier(1, "statement", "Vi mødes", 31, "NU", {"type": "works"})
    uniting = Earlier(2, "statement", "Vi vil det samme", None, "Runden", {"type": "uniting"})
    need = Earlier(3, "need", "Tid", 31, "NU")
    assert rules.resolve(Config(90), Ground(AREAS, earlier=(said, said, need))) == Config(
        90, AREAS, (Material("Vi mødes", 31),)
    )
    found = rules.resolve(Config(), Ground(AREAS, earlier=(said, need, uniting)))
    assert found.material == (Material("Vi vil det samme", 0, uniting=True),)
    stored = msgspec.json.decode(msgspec.json.encode(found))
    assert msgspec.convert(stored, Config) == found


def test_a_statement_goes_behind_the_text_as_a_sentence():
    assert Draft("Vi vil det samme", "vi mødes").wording == "Vi vil det samme. vi mødes."
    assert Draft("", "Vi mødes").wording == "Vi mødes."
    assert Draft(" Vi  vil").wording == "Vi vil"


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Draft("x" * 601), "31-key", "long"),
        (Draft("x" * 400, "y" * 200), "31-key", "long"),
        (Draft("x"), "33-key", "unknown"),
        (Draft("x"), "31", "unknown"),
        (Draft("x"), "31-key\n", "unknown"),
        (Draft("x"), "٣١-key", "unknown"),
        (Focused(33), "focused", "unknown"),
        (Focused(31), "31", "unknown"),
        (Stand("sign", 1), "33", "unknown"),
        (Stand("sign", 1), "", "unknown"),
        (Stand("cannot", 1, "  "), "31", "reason"),
        (Stand("cannot", 1, "x" * 281), "31", "long_reason"),
    ],
)
def test_refusals(payload, item, code):
    with pytest.raises(Refused) as refusal:
        check(CONFIG, payload, item)
    assert refusal.value.message == code
    with pytest.raises(Refused) as explained:
        ACTIVITY.check(CONFIG, payload, item)
    assert explained.value.message not in ("", code)


def test_what_is_taken():
    check(CONFIG, Draft("x" * 600), "31-a_B-9")
    check(CONFIG, Draft(""), "32-key")
    check(CONFIG, Focused(32), "focused")
    check(CONFIG, Stand("cannot", 3, "x" * 280), "32")
    assert Draft.console_only
    assert Focused.console_only


def test_outcomes_are_the_wording_in_figures_and_beside_it_what_could_not_be_signed():
    entries = [draft(1, "Vi"), *take_all(2, sign=4, live_with=1, cannot=1), draft(20, "Os", 32)]
    found = rules.draft_outcomes(CONFIG, summarise(CONFIG, entries))
    figures = {"type": "wording", "enough": True, "signed": 4, "of": 6}
    assert found == (
        OutcomeDraft("statement", "Vi", 31, figures),
        OutcomeDraft("statement", f"{WHY} 5", 31, {"type": "reservation"}),
        OutcomeDraft("statement", "Os", 32, {"type": "wording", "enough": False}),
    )


def test_what_the_activity_fits():
    assert ACTIVITY.fits("plenum", "Vores fælles NU-billede") == 100
    assert ACTIVITY.fits("", "Fælles formulering") == 100
    assert ACTIVITY.fits("plenary", "Our shared now-picture") == 100
    assert ACTIVITY.fits("individuelt", "NU-billedet: hvor står vi?") == 0
    assert ACTIVITY.fits("plenum", "Velkomst") == 0


payloads = st.one_of(
    st.builds(Draft, st.text(max_size=700), st.text(max_size=50)),
    st.builds(Focused, st.integers()),
    st.builds(
        Stand,
        st.sampled_from(["sign", "live_with", "cannot"]),
        st.integers(1, 9),
        st.text(max_size=300),
    ),
)
items = st.one_of(st.text(max_size=64), st.from_regex(r"\A3[12](-[a-z]{1,4})?\Z"))


@given(payloads, items)
def test_check_raises_nothing_but_refused(payload, item):
    with suppress(Refused):
        ACTIVITY.check(CONFIG, payload, item)


@st.composite
def logs(draw):
    """Drafts and stands, mixed, as the log's standing entries."""
    found = []
    for id_ in range(1, draw(st.integers(0, 40)) + 1):
        area = draw(st.sampled_from([31, 32]))
        if draw(st.integers(0, 4)):
            stand = draw(st.sampled_from(["sign", "live_with", "cannot"]))
            found.append(take(id_, stand, draw(st.integers(1, 4)), f"{WHY} {id_}", area))
        else:
            found.append(draft(id_, draw(st.sampled_from(["", "Vi", "Vi alle", "Os"])), area))
    return found


@given(logs(), st.randoms())
def test_the_result_is_the_same_in_whatever_order_the_entries_come(entries, random):
    mixed = list(entries)
    random.shuffle(mixed)
    assert summarise(CONFIG, mixed) == summarise(CONFIG, entries)


@given(logs())
def test_every_stand_on_the_last_version_is_counted_once_and_few_are_not_told(entries):
    for found in summarise(CONFIG, entries).wordings:
        about = [
            entry.payload
            for entry in entries
            if isinstance(entry.payload, Stand) and entry.item == str(found.focus.id)
        ]
        now = [stand for stand in about if found.text and stand.version == found.version]
        told = found.signed + found.live_with + found.cannot
        assert found.answered == len(now)
        assert told == (len(now) if len(now) >= 5 else 0)
        assert len(found.reasons) == found.cannot
        assert len(about) >= 5 or not found.earlier
        if is_enough(CONFIG, found):
            assert found.cannot * 5 <= found.answered
