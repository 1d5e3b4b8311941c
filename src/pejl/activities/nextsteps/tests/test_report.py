from msgspec import structs

from pejl.activities.nextsteps.activity import ACTIVITY
from pejl.activities.nextsteps.payloads import Proposed, Replied
from pejl.activities.nextsteps.tests.making import CONFIG, merge
from pejl.activities.nextsteps.traces import Source
from pejl.days.contract import Entry, Released, RoomView
from pejl.ui.blocks import Bullets, Figure, Paragraph, Table


def propose(id_, *fields, giver="bo"):
    return Entry(id_, giver, "step", f"x{id_}", Proposed(*fields))


def reply(id_, answer, reason=""):
    return Entry(id_ + 100, "ida", "reply", f"x{id_}", Replied(answer, reason))


def write_report(*entries, config=CONFIG):
    released = Released(ACTIVITY.summarise(config, list(entries)))
    return list(ACTIVITY.report(RoomView(3, "Næste skridt", "", "closed", config, released)))


def test_a_day_without_next_steps_says_so():
    nothing = [Paragraph("Der blev ikke aftalt næste skridt.")]
    assert write_report() == nothing
    view = RoomView(3, "Næste skridt", "", "planned", CONFIG, Released(None))
    assert list(ACTIVITY.report(view)) == nothing


def find_tables(blocks):
    return {block.caption: block.rows for block in blocks if isinstance(block, Table)}


def read_all(blocks):
    return " ".join(repr(block) for block in blocks)


def test_a_step_has_a_row_with_all_that_was_agreed():
    step = propose(1, "Mødes", "ida", "2027-01-31", "31", "eva", ("bo",))
    promise = Entry(300, "eva", "reply", "x1", Replied("yes", promise="To timer om ugen"))
    blocks = write_report(step, reply(1, "yes"), promise)
    assert blocks[0] == Paragraph("1 aftale om næste skridt, 1 har ejerens ja.")
    assert find_tables(blocks)["Næste skridt"] == (
        (
            "Mødes", "Sprog", "Ida Krog", "Bo Lund", "31. januar 2027",
            "Eva Ry lover: To timer om ugen",
        ),
    )  # fmt: skip


def test_the_plan_says_how_each_is_followed_up():
    step = Proposed("Mødes", "ida", "2027-01-31", first="Ringer", weeks="2,6", climb="leader")
    blocks = write_report(Entry(1, "ida", "step", "x1", step))
    assert find_tables(blocks)["Opfølgning"] == (
        (
            "Mødes", "Ringer, senest 15. december 2026",
            "2 uger: 15. december 2026, 6 uger: 12. januar 2027",
            "den, der støtter, og derefter ejerens egen leder",
        ),
    )  # fmt: skip
    assert "To påmindelser, derefter ét trin op i kæden" in read_all(blocks)


def test_the_soonest_come_first_and_what_was_declined_stands_apart():
    steps = [
        propose(1, "Nej tak", "ida", "2027-01-01"),
        propose(2, "Uden dato", "ida"),
        propose(3, "Sent", "ida", "2027-12-01"),
        propose(4, "Snart", "ida", "2027-02-01"),
    ]
    blocks = write_report(*steps, reply(1, "no", "Tid"))
    rows = find_tables(blocks)["Næste skridt"]
    assert [row[0] for row in rows] == ["Snart", "Sent", "Uden dato"]
    assert Bullets(("Nej tak. Ida Krog sagde nej: Tid",)) in blocks


def test_who_has_not_answered_is_named():
    blocks = write_report(propose(1, "Mødes", "ida", "", "", "eva"))
    tables = find_tables(blocks)
    assert tables["Næste skridt"][0][2] == "Ida Krog (har ikke svaret endnu)"
    assert tables["Mangler svar"] == (("Ida Krog, Eva Ry", "Mødes"),)


def test_what_was_put_together_is_one_with_both_traces():
    sources = (Source(7, "case", "Kortere ventetid", "Case"), Source(8, "need", "Tid", "Behov"))
    config = structs.replace(CONFIG, sources=sources)
    entries = [
        Entry(1, "ida", "step", "x1", Proposed("Mødes", "ida", source="7")),
        Entry(2, "bo", "step", "x2", Proposed("Holde møder", "bo", source="8")),
        merge(3, "x1", "x2", "x1"),
    ]
    rows = find_tables(write_report(*entries, config=config))["Næste skridt"]
    assert len(rows) == 1
    assert rows[0][0] == (
        "Mødes. Kommer af: Case: “Kortere ventetid” (Case) · Behov: “Tid” (Behov). "
        "Lagt sammen med “Holde møder” (Bo Lund)."
    )
    assert rows[0][3] == "Bo Lund"


def test_the_plan_shows_how_they_spread_and_what_has_none():
    config = structs.replace(CONFIG, sources=(Source(7, "priority", "Tidlig indsats", "Valg"),))
    blocks = write_report(propose(1, "Mødes", "ida"), config=config)
    figures = [block.alt for block in blocks if isinstance(block, Figure)]
    assert figures[0] == "Centerledelse: 0. Institutionsledelse: 1."
    assert Bullets(("Tidlig indsats",), theirs=True) in blocks
