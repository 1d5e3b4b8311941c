from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.joint.tallies import summarise
from pejl.activities.joint.tests.making import CONFIG, UP, agree, merge, propose
from pejl.activities.joint.texts import count_needed, decide, lay_texts, list_took


def list_texts(*entries):
    return [(one.text, one.yes) for one in lay_texts(entries)]


def test_who_proposes_says_yes_and_others_may():
    entries = (
        propose(1, "a", "Ring"),
        agree(2, "b", 1),
        agree(3, "a", 1),
        agree(4, "c", 1, on=False),
    )
    assert list_texts(*entries) == [("Ring", 2)]


def test_two_are_put_together_and_keep_their_trace():
    entries = propose(1, "a", "Ring"), propose(2, "b", "Ring til os"), agree(3, "c", 1)
    (text,) = lay_texts([*entries, merge(4, "c", 1, 2), agree(5, "a", 4)])
    assert (text.text, text.yes) == ("Sammen", 2)
    assert [(part.text, part.yes) for part in text.parts] == [("Ring", 2), ("Ring til os", 1)]


def test_what_is_taken_apart_stands_as_before():
    entries = propose(1, "a", "Ring"), propose(2, "b", "Skriv"), agree(3, "c", 1)
    assert list_texts(*entries, merge(4, "c", 1, 2, text="")) == [("Ring", 2), ("Skriv", 1)]


def test_a_merge_of_what_is_not_there_counts_for_nothing():
    entries = propose(1, "a", "Ring"), propose(2, "b", "Skriv"), propose(3, "c", "Frem", 1)
    plain = list_texts(*entries)
    for one, other in ((1, 99), (1, 3), (1, 1)):
        assert list_texts(*entries, merge(9, "c", one, other)) == plain
    assert list_texts(*entries, agree(9, "c", 99)) == plain


def test_the_first_of_two_merges_of_the_same_text_holds():
    entries = propose(1, "a", "A"), propose(2, "b", "B"), propose(3, "c", "C")
    said = list_texts(*entries, merge(4, "a", 1, 2, "AB"), merge(5, "c", 3, 1, "CA"))
    assert said == [("C", 1), ("AB", 1)]


def test_when_a_part_is_taken_back_the_other_stands_again():
    entries = propose(5, "a", ""), propose(2, "b", "Skriv"), merge(4, "c", 1, 2)
    assert list_texts(*entries) == [("Skriv", 1)]


def test_a_group_sends_what_most_of_those_who_took_part_say_yes_to():
    assert [count_needed(took) for took in (0, 1, 4, 5, 6, 7, 19)] == [3, 3, 3, 3, 4, 4, 10]
    entries = [propose(1, "a", "Ring"), agree(2, "b", 1)]
    assert decide(CONFIG, entries) == []
    entries.append(agree(3, "c", 1))
    assert [one.text for one in decide(CONFIG, entries)] == ["Ring"]
    entries += [propose(4 + at, giver, f"Nyt {at}") for at, giver in enumerate("def")]
    assert decide(CONFIG, entries) == []


givers = st.sampled_from("abcdefgh")


@st.composite
def logs(draw):
    """Anything that phones may send, in any order."""
    made = []
    for id_ in range(1, draw(st.integers(1, 25))):
        about, other = draw(st.integers(1, 26)), draw(st.integers(1, 26))
        made.append(
            draw(
                st.sampled_from(
                    [
                        propose(
                            id_, draw(givers), draw(st.sampled_from(["", "a", "b"])), other % 3
                        ),
                        merge(id_, draw(givers), about, other, draw(st.sampled_from(["", "ab"]))),
                        agree(id_, draw(givers), about, draw(st.booleans())),
                    ]
                )
            )
        )
    return made


def list_ids(text):
    return [text.id] + [id_ for part in text.parts for id_ in list_ids(part)]


@given(logs())
def test_no_proposal_is_lost_or_stands_twice(entries):
    ids = [id_ for text in lay_texts(entries) for id_ in list_ids(text)]
    assert len(ids) == len(set(ids))
    proposed = {one.id for one in entries if one.kind == "proposed" and one.payload.text}
    assert proposed <= set(ids)


@given(logs())
def test_what_is_sent_has_most_of_those_who_took_part_behind_it(entries):
    took = len(list_took(entries))
    sent = decide(CONFIG, entries)
    yes = {(one.prompt, one.text): one.yes for one in lay_texts(entries)}
    assert all(one.yes <= took for one in lay_texts(entries))
    assert all((one.prompt, one.text) in yes for one in sent)
    backed = [one for one in lay_texts(entries) if one.yes * 2 > took and one.yes >= 3]
    assert len(sent) == len(backed)


@given(logs())
def test_the_order_in_which_they_are_read_makes_no_difference(entries):
    assert lay_texts(entries) == lay_texts(entries[::-1])
    assert summarise(CONFIG, entries).find(UP).took == len(list_took(entries))
