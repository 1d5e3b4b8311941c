"""Which words stand over which column, in Danish and English."""

import re
from typing import Final

from pejl.interchange.leader_fields import COLUMN_FIELDS, Field
from pejl.interchange.names import simplify

SURE: Final[dict[Field, str]] = {
    "name": "navn, fulde navn, fuldt navn, medarbejder, medarbejdernavn, medarbejderens navn, "
    "deltager, deltagernavn, name, full name, employee, employee name, participant",
    "first_name": "fornavn, fornavne, first name, firstname, given name, forename",
    "last_name": "efternavn, efternavne, last name, lastname, surname, family name",
    "email": "e mail, email, mail, mailadresse, mail adresse, e mailadresse, e mail adresse, "
    "emailadresse, arbejdsmail, e post, email address, e mail address, mail address, work email",
    "title": "stilling, stillingsbetegnelse, stillingsnavn, stillingstitel, titel, jobtitel, "
    "title, job title, jobtitle, position",
    "level": "niveau, ledelsesniveau, lederniveau, ledelseslag, ledelsesled, level, "
    "leadership level, management level",
    "area": "område, områder, fagområde, ledelsesområde, forvaltningsområde, area",
    "unit": "enhed, tjenestested, arbejdssted, arbejdsplads, institution, skole, "
    "organisationsenhed, unit, workplace, school, institution name",
    "leader": "nærmeste leder, nærmeste leders navn, nærmeste leders mail, "
    "nærmeste leders e mail, nærmeste leder e mail, nærmeste leder mail, nærmeste chef, "
    "leders mail, leders e mail, leder e mail, leder mail, refererer til, overordnet, reports to, "
    "manager, line manager, manager email, supervisor",
}
LIKELY: Final[dict[Field, str]] = {
    "name": "leder, person, ansat, leders navn, leader",
    "title": "funktion, rolle, job, role",
    "area": "afdeling, forvaltning, sektor, center, department, division, sector",
    "unit": "afdeling, sted, lokation, department, location, site",
    "leader": "leder, chef, leders navn, leder navn, boss, leader",
}
PARTS = re.compile(r"[/(),;:|]|\s-\s|\s(?:og|eller|and|or)\s", re.IGNORECASE)


def index_words(words: dict[Field, str]) -> dict[str, set[Field]]:
    fields: dict[str, set[Field]] = {}
    for field, line in words.items():
        for word in line.split(", "):
            fields.setdefault(simplify(word), set()).add(field)
    return fields


SURE_FIELDS: Final = index_words(SURE)
LIKELY_FIELDS: Final = index_words(LIKELY)


def rate_heading(text: str) -> dict[Field, int]:
    """The fields that a heading may mean: 4 sure, 3 likely, 2 and 1 the same of a part of it."""
    rated: dict[Field, int] = {}
    whole = simplify(text)
    for part in PARTS.split(text):
        word = simplify(part)
        rated |= {field: max(1, rated.get(field, 0)) for field in LIKELY_FIELDS.get(word, ())}
        rated |= dict.fromkeys(SURE_FIELDS.get(word, ()), 2)
    rated |= dict.fromkeys(LIKELY_FIELDS.get(whole, ()), 3)
    return rated | dict.fromkeys(SURE_FIELDS.get(whole, ()), 4)


def map_headings(cells: list[str]) -> dict[Field, int]:
    """Fields to column indexes: the surest heading first, each column and field once."""
    rated = [
        (-score, COLUMN_FIELDS.index(field), column)
        for column, cell in enumerate(cells)
        for field, score in rate_heading(cell).items()
    ]
    mapping: dict[Field, int] = {}
    for _score, position, column in sorted(rated):
        field = COLUMN_FIELDS[position]
        split = field == "name" and "first_name" in mapping
        if field not in mapping and column not in mapping.values() and not split:
            mapping[field] = column
    return mapping
