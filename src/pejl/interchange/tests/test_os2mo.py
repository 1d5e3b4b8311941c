"""OS2mo's report and answer, as files that somebody chose."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from pejl.interchange.leader_files import read_leaders
from pejl.interchange.leader_types import KnownLeader, Understanding
from pejl.interchange.leaders import understand_leaders
from pejl.interchange.leaders_columns import propose_columns
from pejl.interchange.shell import import_from_shell
from pejl.interchange.table_types import MAX_BYTES, MAX_ROWS, TableError
from pejl.people.models import Organisation

HEAD = '"root";"org";"sub org";"2xsub org";"Ansvar";"Navn";"Telefon";"E-mail"'
HIRES, ABSENCE = "Personale: ansættelse/afskedigelse", "Personale: sygefravær"
TOP, BOTH = "Lyngø Kommune", ("Lyngø Kommune", "Børn og Unge", "Skoler")
ROWS = (
    (TOP, "", "", "", HIRES, "Åse Bro", "70102030", "aase@lyngo.invalid"),
    (TOP, "Børn og Unge", "", "", "", "", "", ""),
    (*BOTH, "", HIRES, "Ib Lund", "", "ib@lyngo.invalid"),
    (*BOTH, "Havneskolen", ABSENCE, "Mia Dam", "", "mia@lyngo.invalid"),
    (*BOTH, "Bakkeskolen", ABSENCE, "Mia Dam", "", "mia@lyngo.invalid"),
    (TOP, "Kultur", "Museet", "", HIRES, "Bo Vig", "", "bo@lyngo.invalid"),
)
REPORT = "\n".join([HEAD, *(";".join(f'"{cell}"' for cell in row) for row in ROWS)])


def understand(data: bytes, known: tuple[KnownLeader, ...] = ()) -> Understanding:
    table = read_leaders(data, "os2mo")
    return understand_leaders(table, propose_columns(table), known)


def list_rows(found: Understanding) -> list[tuple[object, ...]]:
    return [
        (one.row, one.name, one.level, one.area, one.unit, one.leader_email)
        for one in found.leaders
    ]


def list_notes(found: Understanding) -> dict[tuple[int | None, str], str]:
    return {(doubt.row, doubt.code): doubt.message for doubt in found.doubts}


def make_person(name: str, *emails: str) -> dict[str, object]:
    addresses = [{"value": email, "address_type": {"scope": "EMAIL"}} for email in emails]
    phone = {"value": "70102030", "address_type": {"scope": "PHONE"}}
    return {"name": name, "addresses": [phone, *addresses]}


def make_role(
    person: dict[str, object] | None, duty: str = "", kind: str = ""
) -> dict[str, object]:
    return {
        "person": person and [person],
        "manager_type": {"name": kind} if kind else None,
        "responsibilities": [{"name": duty}] if duty else [],
    }


def make_unit(name: str, parent: str | None, *roles: object) -> dict[str, object]:
    above = parent and {"uuid": f"id-{parent}"}
    return {"current": {"uuid": f"id-{name}", "name": name, "parent": above, "managers": roles}}


def make_answer(*units: object, **more: object) -> bytes:
    return json.dumps({"data": {"org_units": {"objects": units, **more}}}).encode()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_the_report_becomes_a_chain(encoding: str) -> None:
    found = understand(REPORT.encode(encoding))
    assert list_rows(found) == [
        (2, "Åse Bro", "Niveau 1", "", "Lyngø Kommune", ""),
        (4, "Ib Lund", "Niveau 3", "Børn og Unge", "Skoler", "aase@lyngo.invalid"),
        (5, "Mia Dam", "Niveau 4", "Børn og Unge", "Havneskolen", "ib@lyngo.invalid"),
        (7, "Bo Vig", "Niveau 3", "Kultur", "Museet", "aase@lyngo.invalid"),
    ]
    assert found.levels == ["Niveau 1", "Niveau 3", "Niveau 4"]
    assert found.ready
    notes = list_notes(found)
    assert notes[3, "vacant"] == (
        "“Børn og Unge” has no manager. Those below it are taken to report to Åse Bro."
    )
    assert notes[5, "several_units"] == (
        "Mia Dam leads several units: Havneskolen, Bakkeskolen. “Havneskolen” is used."
    )


def test_a_row_may_say_its_own_unit_only() -> None:
    rows = ["A;;;x;Åse;a@x.dk", ";B;;x;Bo;b@x.dk", ";;C;;;", ";D;;x;Dy;d@x.dk"]
    text = "\n".join(["root;org;sub org;Ansvar;Navn;E-mail", *rows])
    found = understand(text.encode())
    assert [(row, unit, leader) for row, _n, _l, _a, unit, leader in list_rows(found)] == [
        (2, "A", ""),
        (3, "B", "a@x.dk"),
        (5, "D", "a@x.dk"),
    ]
    assert (4, "vacant") in list_notes(found)


def test_the_answer_becomes_the_same_chain_with_titles() -> None:
    found = understand(
        make_answer(
            make_unit("Skoler", "Kommunen", make_role(make_person("Ib Lund", "ib@x.dk"))),
            make_unit(
                "Kommunen", None, make_role(make_person("Åse Bro", "Aase@x.dk"), kind="Direktør")
            ),
            make_unit("Havneskolen", "Skoler", make_role(None)),
            make_unit(
                "Afdelingen", "Havneskolen", make_role(make_person("Mia", "z@x.dk", "m@x.dk"))
            ),
            {"current": None},
        )
    )
    assert list_rows(found) == [
        (2, "Ib Lund", "Niveau 2", "Skoler", "Skoler", "aase@x.dk"),
        (3, "Åse Bro", "Niveau 1", "", "Kommunen", ""),
        (5, "Mia", "Niveau 4", "Skoler", "Afdelingen", "ib@x.dk"),
    ]
    assert [one.title for one in found.leaders] == ["", "Direktør", ""]
    assert [one.email for one in found.leaders][2] == "m@x.dk"
    notes = list_notes(found)
    assert notes[4, "vacant"].startswith("“Havneskolen” has no manager. Those below")
    assert notes[5, "several_emails"] == "Mia has several e-mails: m@x.dk, z@x.dk. m@x.dk is used."


def test_who_hires_leads_those_below_when_a_unit_has_several_managers() -> None:
    roles = [
        make_role(make_person("Ane", "ane@x.dk"), "Faglig ledelse"),
        make_role(make_person("Zoe", "zoe@x.dk"), "Personale: ansættelse/afskedigelse"),
    ]
    units = (
        make_unit("Top", None, *roles),
        make_unit("Under", "Top", make_role(make_person("Bo", "bo@x.dk"))),
    )
    found = understand(make_answer(*units))
    assert found.leaders[2].leader_email == "zoe@x.dk"
    assert "Those below it are taken to report to Zoe" in list_notes(found)[2, "several_managers"]


def test_what_is_stored_is_held_against_it_and_levels_may_be_kept() -> None:
    known = (
        KnownLeader("Åse Bro", "aase@lyngo.invalid", "Direktør", "Direktion", "", "Lyngø Kommune"),
        KnownLeader("Uwe Gone", "uwe@lyngo.invalid", "", "Direktion"),
    )
    found = understand(REPORT.encode(), known)
    assert found.changes.changed[0].fields == {"level": ("Direktion", "Niveau 1")}
    assert found.changes.missing == ["uwe@lyngo.invalid"]
    table = read_leaders(REPORT.encode(), "")
    columns = propose_columns(table)
    del columns.mapping["level"]
    assert understand_leaders(table, columns, known).changes.changed == []


def test_someone_without_an_email_is_asked_for() -> None:
    unit = make_unit("Top", None, make_role(make_person("Bo Vig")))
    found = understand(
        make_answer(unit, make_unit("B", "Top", make_role(make_person("Å", "a@x.dk"))))
    )
    assert (2, "no_email") in list_notes(found)
    assert not found.ready


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("root;org;Navn;Telefon;E-mail\nA;;Bo;;b@x.dk", "no column “Ansvar”"),
        (f"{HEAD}\nA;;C;;x;Bo;;b@x.dk", "Row 2: “C” has no unit in the column before it"),
        (f"{HEAD}\n;;C;;x;Bo;;b@x.dk", "Row 2: “C” has no unit"),
        (f"{HEAD}\n;;;;x;Bo;;b@x.dk", "Row 2 says no unit"),
        (f"{HEAD}\nA;B;;;;;;", "No unit in the file has a manager"),
    ],
)
def test_a_report_that_is_no_tree_says_where(text: str, word: str) -> None:
    with pytest.raises(TableError, match=r"^leaders\.csv: ") as fault:
        read_leaders(text.encode(), "leaders.csv")
    assert word in str(fault.value)


BOSS = make_role(make_person("Bo", "b@x.dk"))
DEEP = [make_unit("u0", None, BOSS), *(make_unit(f"u{i}", f"u{i - 1}", BOSS) for i in range(1, 60))]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b'{"data": ', "not OS2mo’s answer"),
        (b'{"data": {"employees": {}}}', "missing required field `org_units`"),
        (make_answer({"current": {"uuid": 7}}), "$.data.org_units.objects[0].current.uuid"),
        (make_answer(make_unit("A", None, make_role(make_person("x" * 501)))), "person[0].name"),
        (b'{"x":' + b"[" * 200_000, "not OS2mo’s answer"),
        (b'{"data": null, "errors": [{"message": "no access"}]}', "fault: “no access”"),
        (b"{}", "$.data"),
        (make_answer(make_unit("A", None, BOSS), page_info={"next_cursor": "x"}), "only some"),
        (make_answer(make_unit("A", None, BOSS), make_unit("A", None)), "the same uuid"),
        (make_answer(make_unit("A", "B", BOSS), make_unit("B", "A")), "circle: A → B → A"),
        (make_answer(make_unit("A", "A", BOSS)), "circle: A → A"),
        (make_answer(*DEEP), "“u50” lies more than 50"),
        (make_answer(make_unit("A", None)), "No unit in the file has a manager"),
        (make_answer(*[make_unit(str(i), None) for i in range(MAX_ROWS + 1)]), "20,000 rows"),
        (make_answer(make_unit("A", None, {"person": [{"name": "B"}] * MAX_ROWS})), "20,000 rows"),
        (b'{"' + b"x" * MAX_BYTES, "10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_a_hostile_answer_gets_a_word(data: bytes, word: str) -> None:
    with pytest.raises(TableError) as fault:
        read_leaders(data, "")
    assert word in str(fault.value)


def test_of_very_many_remarks_the_first_are_shown() -> None:
    units = [make_unit(f"u{i}", "top") for i in range(150)]
    found = understand(make_answer(make_unit("top", None, BOSS), *units))
    assert sum(doubt.code == "vacant" for doubt in found.doubts) == 100
    assert list_notes(found)[None, "more"].startswith("50 more remarks like this one")


def test_formulas_stay_text_and_are_named() -> None:
    unit = make_unit('=HYPERLINK("x")', None, make_role(make_person("Bo", "b@x.dk")))
    found = understand(make_answer(unit))
    assert found.leaders[0].unit == '=HYPERLINK("x")'
    assert (2, "formula") in list_notes(found)


def test_a_list_of_ones_own_is_read_as_before() -> None:
    found = understand(b"Navn;E-mail;Niveau\nBo Vig;bo@x.dk;Top")
    assert list_rows(found) == [(2, "Bo Vig", "Top", "", "", "")]


@pytest.mark.django_db
def test_the_shell_takes_it(tmp_path, capsys) -> None:
    place = Organisation.objects.create(name="Lyngø")
    file = tmp_path / "alle_lederfunktioner_os2mo.csv"
    file.write_bytes(REPORT.encode("cp1252"))
    import_from_shell(file, None, accept=False, yes=True)
    assert "row 3: “Børn og Unge” has no manager" in capsys.readouterr().out
    mia = place.participants.get(email="mia@lyngo.invalid")
    assert mia.reports_to is not None
    assert (mia.reports_to.name, mia.level.rank) == ("Ib Lund", 3)


@pytest.mark.django_db
def test_in_the_browser_it_is_shown_before_it_is_stored(client) -> None:
    place = Organisation.objects.create(name="Lyngø")
    user = get_user_model().objects.create_user("anna")
    place.memberships.create(user=user, role="owner")
    client.force_login(user)
    circle = make_answer(make_unit("A", "A", BOSS))
    refused = client.post("/organisation/import/", {"file": SimpleUploadedFile("a.json", circle)})
    assert "a.json: Enhederne går i ring: A → A." in refused.content.decode()
    file = SimpleUploadedFile("ledere.csv", REPORT.encode("cp1252"))
    page = client.post("/organisation/import/", {"file": file}, follow=True)
    assert "“Børn og Unge” har ingen leder." in page.content.decode()
    assert not place.participants.exists()
    client.post(page.redirect_chain[-1][0], {"confirm": "1"})
    assert place.participants.get(email="mia@lyngo.invalid").area.name == "Børn og Unge"
