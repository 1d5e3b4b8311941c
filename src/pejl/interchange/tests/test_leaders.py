from pejl.interchange.leader_types import Doubt, KnownLeader, Understanding
from pejl.interchange.leaders import understand_leaders
from pejl.interchange.leaders_columns import Columns, propose_columns
from pejl.interchange.table_types import Table

HEAD = "Navn;E-mail;Stilling;Niveau;Område;Enhed;Leder"
IVAN = "Ivan Thomsen;ivan@x.dk;Chef;Centerledelse;Nord;Centret;"
TINA = "Tina Holm;tina@x.dk;Skoleleder;Institutionsledelse;Nord;Skolen;ivan@x.dk"


def understand(
    *lines: str,
    head: str = HEAD,
    mends: dict[int, dict[str, str]] | None = None,
    known: list[KnownLeader] | None = None,
) -> Understanding:
    table = Table([line.split(";") for line in (head, *lines)])
    return understand_leaders(table, propose_columns(table), known or [], mends)


def get_doubt(found: Understanding, code: str) -> Doubt:
    return next(doubt for doubt in found.doubts if doubt.code == code)


def test_a_sound_list_is_ready() -> None:
    found = understand(IVAN, TINA)
    assert (found.doubts, found.ready) == ([], True)
    assert [one.row for one in found.leaders] == [2, 3]


def test_spellings_cases_and_blanks_become_one() -> None:
    found = understand(
        IVAN,
        TINA,
        " Bo  Birk ;BO@X.DK; Skoleleder;INSTITUTIONSLEDELSE; NORD ;Skolen  ;IVAN@x.dk",
    )
    bo = found.leaders[2]
    assert (bo.name, bo.email, bo.level) == ("Bo Birk", "bo@x.dk", "Institutionsledelse")
    assert (bo.area, bo.unit, bo.leader_email) == ("Nord", "Skolen", "ivan@x.dk")
    assert found.ready


def test_first_and_last_names_in_two_columns_are_joined() -> None:
    found = understand("Ivan;Thomsen;ivan@x.dk", head="Fornavn;Efternavn;Mail")
    assert found.leaders[0].name == "Ivan Thomsen"


def test_a_missing_or_broken_email_blocks() -> None:
    stored = KnownLeader("Bo Birk", "bo@x.dk")
    found = understand("Bo Birk;;;A;N;;", "Åse;aase @x,dk;;A;N;;", known=[stored])
    missing, broken = get_doubt(found, "no_email"), get_doubt(found, "bad_email")
    assert (missing.row, missing.blocking, missing.proposal) == (2, True, "bo@x.dk")
    assert (broken.row, broken.blocking, broken.proposal) == (3, True, "aase@x.dk")
    assert found.changes.new == []
    assert "bad_email" not in [
        doubt.code for doubt in understand("Åse;x;;A;N;;", mends={2: {"email": "a@x.dk"}}).doubts
    ]


def test_a_stored_name_that_two_people_have_proposes_no_email() -> None:
    known = [KnownLeader("Bo Birk", "bo@x.dk"), KnownLeader("bo birk", "bo2@x.dk")]
    assert get_doubt(understand("Bo Birk;;;A;N;;", known=known), "no_email").proposal is None


def test_a_missing_name_blocks_and_is_guessed_from_the_email() -> None:
    doubt = get_doubt(understand(";ivan.thomsen@x.dk;;A;N;;"), "no_name")
    assert (doubt.field, doubt.blocking, doubt.proposal) == ("name", True, "Ivan Thomsen")


def test_a_formula_or_markup_as_a_name_is_kept_as_text_and_doubted() -> None:
    found = understand("=SUM(A1);bo.birk@x.dk;;A;N;;", "<b>Åse</b> Friis;a@x.dk;;A;N;;")
    assert [one.name for one in found.leaders] == ["=SUM(A1)", "<b>Åse</b> Friis"]
    assert get_doubt(found, "formula").row == 2
    assert get_doubt(found, "formula").proposal == "Bo Birk"
    assert (get_doubt(found, "markup").row, get_doubt(found, "markup").proposal) == (3, "Åse Friis")
    mended = understand("=SUM(A1);bo.birk@x.dk;;A;N;;", mends={2: {"name": "Birk, Bo"}})
    assert mended.leaders[0].name == "Bo Birk"
    assert mended.doubts == []


def test_a_number_is_no_name() -> None:
    assert get_doubt(understand("12345;a@x.dk;;A;N;;"), "odd_name").row == 2


def test_what_is_too_long_to_store_blocks() -> None:
    doubt = get_doubt(understand(f"{'x' * 200};a@x.dk;;A;N;;"), "too_long")
    assert doubt.blocking
    assert doubt.proposal == "x" * 120


def test_the_same_row_twice_is_merged_with_a_notice() -> None:
    found = understand(IVAN, TINA, TINA.upper())
    doubt = get_doubt(found, "duplicate")
    assert len(found.leaders) == 2
    assert (doubt.row, doubt.blocking, found.ready) == (4, False, True)
    assert "3" in doubt.message


def test_the_same_email_with_something_else_blocks_until_one_row_is_skipped() -> None:
    other = TINA.replace("Skoleleder", "Lærer")
    found = understand(IVAN, TINA, other)
    doubt = get_doubt(found, "conflict")
    assert (doubt.field, doubt.proposal, doubt.blocking) == ("_row", "skip", True)
    assert doubt.row is not None
    skipped = understand(IVAN, TINA, other, mends={doubt.row: {"_row": "skip"}})
    assert skipped.ready
    assert len(skipped.leaders) == 2


def test_answering_for_one_of_two_equal_rows_is_enough() -> None:
    row = "Bo Birk;bo@x.dk;;;Nord;;Ivan Thomson"
    asked = understand(IVAN, row, row)
    assert {doubt.row for doubt in asked.doubts if doubt.needs_answer} == {3}
    answers = {3: {"level": "Koordinator", "leader": "ivan@x.dk"}}
    answered = understand(IVAN, row, row, mends=answers)
    assert [doubt.code for doubt in answered.doubts] == ["duplicate"]
    assert answered.leaders[1].leader_email == "ivan@x.dk"


def test_a_missing_area_is_proposed_from_the_unit_or_the_leader() -> None:
    found = understand(IVAN, TINA, "Bo;bo@x.dk;;A;;Skolen;ivan@x.dk", "Åse;a@x.dk;;A;;Ny;ivan@x.dk")
    proposals = [doubt.proposal for doubt in found.doubts if doubt.code == "no_area"]
    assert proposals == ["Nord", "Nord"]


def test_a_level_that_is_nearly_another_is_doubted() -> None:
    many = [f"P {c};{c}@x.dk;;Afdelingsledelse;Distrikt Vest;;ivan@x.dk" for c in "abcd"]
    found = understand(IVAN, *many, "Q;q@x.dk;;Afdelingsledlse;Distrikt Øst;;ivan@x.dk")
    assert [(doubt.code, doubt.row, doubt.proposal) for doubt in found.doubts] == [
        ("odd_spelling", 7, "Afdelingsledelse")
    ]
    assert found.ready


def test_a_column_of_phone_numbers_is_no_level() -> None:
    rows = [f"P {i % 26};p{i}@x.dk;;{10_000 + i};N;;" for i in range(40)]
    assert get_doubt(understand(*rows), "too_many_levels").blocking


def test_missing_columns_and_empty_tables_are_said_once() -> None:
    found = understand(*["Skoleleder;Nord"] * 5, head="Stilling;Område")
    assert [doubt.code for doubt in found.doubts if doubt.row is None][:2] == [
        "no_name_column",
        "no_email_column",
    ]
    assert "no_email" not in [doubt.code for doubt in found.doubts]
    assert [doubt.code for doubt in understand("").doubts] == ["no_rows"]
    assert not understand("").ready


def test_repeated_headings_are_skipped_and_named() -> None:
    found = understand(IVAN, HEAD, TINA)
    assert [(doubt.row, doubt.code) for doubt in found.doubts] == [(3, "two_headers")]
    assert len(found.leaders) == 2


def test_columns_beyond_the_table_hold_nothing() -> None:
    found = understand_leaders(Table([["a"], ["b"]]), Columns(1, {"name": 0, "email": 99}))
    assert (found.leaders[0].name, found.leaders[0].email) == ("b", "")


def test_importing_again_says_what_would_change() -> None:
    known = [
        KnownLeader("Ivan Thomsen", "Ivan@x.dk", "Chef", "Centerledelse", "Nord", "Centret", ""),
        KnownLeader("Tina Holm", "tina@x.dk", "Lærer", "Institutionsledelse", "Nord", "Skolen", ""),
        KnownLeader("Bo Birk", "bo@x.dk", "", "Koordinator", "Syd", "", "tina@x.dk"),
    ]
    found = understand(IVAN, TINA, "Ny;ny@x.dk;;Koordinator;Nord;;bo@x.dk", known=known)
    changes = found.changes
    assert (changes.new, changes.unchanged, changes.missing) == (
        ["ny@x.dk"],
        ["ivan@x.dk"],
        ["bo@x.dk"],
    )
    assert [(change.email, change.fields) for change in changes.changed] == [
        ("tina@x.dk", {"title": ("Lærer", "Skoleleder"), "leader_email": ("", "ivan@x.dk")})
    ]
    assert found.leaders[2].leader_email == "bo@x.dk"
    assert found.areas == ["Nord", "Syd"]
    assert found.ready


def test_a_column_that_the_file_lacks_changes_nothing_stored() -> None:
    known = [
        KnownLeader("Ivan", "ivan@x.dk", "Chef", "Centerledelse", "Nord", "Centret", ""),
        KnownLeader("Tina", "tina@x.dk", "T", "Koordinator", "Syd", "U", "ivan@x.dk"),
    ]
    found = understand("Ivan;ivan@x.dk", "Tina;tina@x.dk", head="Navn;Mail", known=known)
    assert found.changes.unchanged == ["ivan@x.dk", "tina@x.dk"]
    assert found.ready


def test_an_open_question_is_no_change_and_the_stored_level_is_proposed() -> None:
    known = [KnownLeader("Ivan Thomsen", "ivan@x.dk", "Chef", "Topledelse", "Nord", "Centret", "")]
    found = understand(IVAN.replace("Centerledelse", ""), known=known)
    assert get_doubt(found, "no_level").proposal == "Topledelse"
    assert found.changes.unchanged == ["ivan@x.dk"]


def test_a_stored_spelling_stays() -> None:
    known = [KnownLeader("Ivan Thomsen", "ivan@x.dk", "Chef", "CenterLedelse", "nord", "Centret")]
    found = understand(IVAN, known=known)
    assert (found.leaders[0].level, found.leaders[0].area) == ("CenterLedelse", "nord")
    assert found.changes.unchanged == ["ivan@x.dk"]


def test_somebody_on_a_skipped_row_is_not_missing() -> None:
    known = [KnownLeader("Tina Holm", "tina@x.dk", level="Institutionsledelse")]
    found = understand(IVAN, TINA, mends={3: {"_row": "skip"}}, known=known)
    assert [one.email for one in found.leaders] == ["ivan@x.dk"]
    assert found.changes.missing == []
