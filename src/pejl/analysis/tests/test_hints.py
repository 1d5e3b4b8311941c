import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.analysis.hints import Known, find_hints, list_telling

PEOPLE = [
    Known("Mette Holm", "Skoleleder", "Skovbrynet Skole"),
    Known("Jens Dam", "PPR-leder", "PPR"),
    Known("Maj Lund", "Afdelingsleder", "Solsikken"),
    *(Known(f"Xena{at} Nord", "Afdelingsleder", "Solsikken") for at in range(6)),
]
TELLING = list_telling(PEOPLE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mette spørger altid først", ("Mette",)),
        ("mette holm siger det samme", ("mette holm",)),
        ("Mettes forslag var godt", ("Mettes",)),
        ("Jens' møder er korte", ("Jens'",)),
        ("På Skovbrynet Skole gør vi det anderledes", ("Skovbrynet Skole",)),
        ("I Solsikken er der ro", ("Solsikken",)),
        ("Da PPR-leder blev valgt", ("PPR-leder",)),
        ("Maj Lund kom forbi", ("Maj Lund",)),
        ("Det, du sagde i mandags, hjalp", ("i mandags",)),
        ("Mødet den 3/4 og 12. marts kl. 14.30", ("den 3/4", "12. marts", "kl. 14.30")),
        ("I uge 42 gik det galt", ("uge 42",)),
        ("Ring til 12 34 56 78 eller a.b@c.dk", ("12 34 56 78", "a.b@c.dk")),
        ("Mette og Mette igen", ("Mette",)),
    ],
)
def test_what_tells_is_found_as_it_stands(text, found):
    assert find_hints(text, TELLING) == found


@pytest.mark.parametrize(
    "text",
    [
        "Når I kommer forbi og spørger, tør vi sige, hvad der er svært",
        "De korte møder om mandagen giver os ro resten af ugen",
        "Hver mandag ringer I tilbage",
        "I maj er der altid travlt",
        "En afdelingsleder har brug for tid",
        "Vi er 12 om det, og 3 kan ikke",
        "Spørg os om to ting, inden I lægger årshjulet",
        "Det er mettende at blive hørt",
        "",
    ],
)
def test_what_leaders_write_every_day_is_left_alone(text):
    assert find_hints(text, TELLING) == ()


def test_titles_that_many_hold_tell_of_nobody():
    assert "Afdelingsleder" not in TELLING
    assert "Skoleleder" in TELLING


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_any_text_and_any_names_are_looked_through(text, names):
    telling = list_telling([Known(name, name, name) for name in names])
    assert all(hint in text for hint in find_hints(text, telling))


def test_the_leaders_of_a_real_day_are_found_in_what_is_said_of_them():
    path = Path(__file__).parents[5] / "shared/data/themeday/ledere.csv"
    if not path.exists():
        pytest.skip("the reference data are not here")
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    names = [next(value for key, value in row.items() if "avn" in key) for row in rows]
    telling = list_telling(Known(name) for name in names)
    assert all(find_hints(f"Det var {name}s idé", telling) for name in names)
