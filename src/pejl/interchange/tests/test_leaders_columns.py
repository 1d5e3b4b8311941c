import json

import msgspec
import pytest

from pejl.interchange.leaders_columns import (
    Columns,
    columns_from_dict,
    columns_to_dict,
    propose_columns,
)
from pejl.interchange.table_types import Table


def build_table(text: str, first: int = 1) -> Table:
    return Table([line.split(";") if line else [] for line in text.split("\n")], first)


def map_line(line: str) -> dict[str, int]:
    return dict(propose_columns(build_table(line + "\na;b")).mapping)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Medarbejder;Mail;Stillingsbetegnelse;Niveau;Afdeling/område;Tjenestested;Leder",
            {"name": 0, "email": 1, "title": 2, "level": 3, "area": 4, "unit": 5, "leader": 6},
        ),
        (
            "Nærmeste leder;Enhed;OMRAADE;ledelsesniveau;Stilling ;E-mail:;NAVN",
            {"leader": 0, "unit": 1, "area": 2, "level": 3, "title": 4, "email": 5, "name": 6},
        ),
        (
            "First name;Last name;E-mail address;Job title;Level;Area;School;Reports to",
            {
                "first_name": 0,
                "last_name": 1,
                "email": 2,
                "title": 3,
                "level": 4,
                "area": 5,
                "unit": 6,
                "leader": 7,
            },
        ),
        (
            "Fornavn;Efternavn;Mail;Leder",
            {"first_name": 0, "last_name": 1, "email": 2, "leader": 3},
        ),
        ("Leder;Mail;Nærmeste leder", {"name": 0, "email": 1, "leader": 2}),
        ("Leder;Mail;Skole", {"name": 0, "email": 1, "unit": 2}),
        ("Navn;Mail;Leders e-mail;Leder", {"name": 0, "email": 1, "leader": 2}),
        ("Navn;Mail;Område;Afdeling", {"name": 0, "email": 1, "area": 2, "unit": 3}),
        ("Navn;Mail;Afdeling;Tjenestested", {"name": 0, "email": 1, "area": 2, "unit": 3}),
        ("Telefon;Navn;Ansat siden;Mail", {"name": 1, "email": 3}),
    ],
)
def test_headings_are_known_in_both_languages(line: str, expected: dict[str, int]) -> None:
    assert map_line(line) == expected


def test_the_header_is_found_beneath_title_lines_and_numbered_as_in_the_file() -> None:
    table = build_table("Udtræk om ledere;\nDato: 1-1\n\nNavn;E-mail;Leder\nA;a@x.dk;", first=3)
    columns = propose_columns(table)
    assert columns.header_row == 6
    assert columns.findings == []


def test_a_repeated_header_is_skipped_and_named() -> None:
    columns = propose_columns(
        build_table("Navn;E-mail;Område\nA;a@x.dk;Nord\nNAVN;e-mail;Område\nLeder;b@x.dk;Område")
    )
    assert (columns.header_row, columns.other_headers) == (1, [3])
    assert [(found.row, found.code) for found in columns.findings] == [(3, "two_headers")]


def test_a_header_of_two_lines_is_named_and_the_fuller_line_used() -> None:
    text = "Person;;Ansættelse;Leder\nNavn;Mail;Stilling;Nærmeste leder\nA;a@x.dk;B;"
    columns = propose_columns(build_table(text))
    assert columns.header_row == 2
    assert [(found.row, found.code) for found in columns.findings] == [(1, "two_headers")]
    bilingual = propose_columns(build_table("Navn;Mail;Område\nName;E-mail;Area\nA;a@x.dk;B"))
    assert (bilingual.header_row, bilingual.other_headers) == (1, [2])


def test_a_person_may_say_which_row_has_the_headings() -> None:
    table = build_table("Navn;Mail\nNavn;Mail;Område\nA;a@x.dk;Nord")
    assert propose_columns(table).header_row == 2
    chosen = propose_columns(table, header_row=1)
    assert (chosen.header_row, chosen.other_headers) == (1, [2])
    bare = propose_columns(build_table("Ivan Thomsen;ivan.thomsen@x.dk"), header_row=0)
    assert bare.mapping == {"name": 0, "email": 1}


def test_cells_tell_what_the_headings_do_not() -> None:
    text = "Hvem;Kontakt;\nIvan Thomsen;ivan.thomsen@x.dk;\n" + "\n".join(
        f"{name} Holm;{name.lower()}.holm@x.dk;ivan.thomsen@x.dk" for name in ("Tina", "Åse", "Bo")
    )
    columns = propose_columns(build_table(text))
    assert columns.mapping == {"name": 0, "email": 1, "leader": 2}
    assert [found.code for found in columns.findings] == ["no_header"]


def test_without_names_or_emails_one_is_asked_for_the_column() -> None:
    columns = propose_columns(build_table("Stilling;Område\nA;B"))
    assert [(found.code, found.blocking) for found in columns.findings] == [
        ("no_name_column", True),
        ("no_email_column", True),
    ]


def test_columns_survive_json_and_nonsense_does_not() -> None:
    columns = propose_columns(build_table("Navn;Mail\nNavn;Mail\nA;B"))
    assert columns_from_dict(json.loads(json.dumps(columns_to_dict(columns)))) == columns
    for nonsense in ({}, [], {"header_row": 1, "mapping": {"age": 1}}, "x"):
        with pytest.raises(msgspec.ValidationError):
            columns_from_dict(nonsense)
    for index in (-1, 1.5, "x", None, 10**9):
        with pytest.raises(msgspec.ValidationError):
            columns_from_dict({"header_row": 1, "mapping": {"name": index}})
    assert columns_from_dict({"header_row": 2, "mapping": {"name": 3}}) == Columns(2, {"name": 3})
