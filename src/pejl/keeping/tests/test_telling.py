"""What a person gave, as that person reads it in Danish."""

import io
import re
from contextlib import suppress
from typing import Literal, get_args, get_origin

import msgspec
import pypdf
import pytest
from django.utils import translation

from pejl.days.log import store
from pejl.days.models import Attendance, Slot
from pejl.days.registry import find_activity, list_activities
from pejl.days.run import open_slot
from pejl.days.tests.making import make_answer, make_day
from pejl.days.tokens import make_phone
from pejl.documents.typst import render_pdf
from pejl.keeping.field_words import FIELDS, KINDS, UNTOLD, VALUES
from pejl.keeping.own_data import gather, write_document

DILEMMAS = [{"title": "Styring", "a": "Fælles retning", "b": "Lokalt råderum"}]
GIVEN = {
    "poll": (
        {"question": "Hvad vælger du?", "ask": "one", "options": ["Et grønt æble", "En pære"]},
        ("poll", "chosen", {"options": ["1"]}),
        ["Dit valg", "Spørgsmål", "Hvad vælger du?", "Svar", "En pære"],
    ),
    "prioritising": (
        {"source": "own", "items": [{"id": 4, "text": "Ro"}, {"id": 9, "text": "Sprog"}]},
        ("all", "points", {"given": ["", "5"]}),
        ["Dine point", "Sprog", "5"],
    ),
    "evaluation": (
        {},
        ("s2", "scaled", {"scale": "2", "value": "4"}),
        ["Din markering", "Udsagn", "Dagen var tiden værd.", "Markering", "4 af 5"],
    ),
    "dilemma": (
        {"dilemmas": DILEMMAS},
        ("before-0", "placed", {"dilemma": "0", "when": "before", "value": "3", "why": "Ro."}),
        [
            "Din placering",
            "Dilemma",
            "Styring (1: Fælles retning, 7: Lokalt råderum)",
            "Hvornår",
            "før samtalen",
            "Markering",
            "3 af 7",
            "Hvorfor",
            "Ro.",
        ],
    ),
    "statements": (
        {"own": ["Vi har tid nok."]},
        ("own-1", "vote", {"statement": "own-1", "stance": "pass"}),
        ["Din stemme", "Udsagn", "Vi har tid nok.", "Svar", "ingen holdning"],
    ),
    "discussion": (
        {"questions": ["Hvad nu?"]},
        ("q1-1", "note", {"text": "Vi ringer.", "phone": "a1"}),
        ["Din note", "Spørgsmål", "Hvad nu?", "Tekst", "Vi ringer."],
    ),
}


def give(activity):
    config, (item, kind, fields), read = GIVEN[activity]
    day = make_day(activity)
    slot = day.slots.get()
    slot.config = config
    slot.save()
    open_slot(day, slot, None)
    place = Attendance.objects.get(participant__name="Leder 17")
    slot = Slot.objects.get()
    if activity == "statements":
        item = fields["statement"] = slot.resolved["statements"][0]["key"]
    verdicts = store([make_answer(make_phone(place), slot, kind=kind, item=item, **fields)])
    assert verdicts[0].saved, verdicts
    return place.participant, fields, read


def read_pdf(person):
    with translation.override("da"):
        data = render_pdf(write_document(person))
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return squeeze("".join(page.extract_text() for page in pages))


def squeeze(text):
    return re.sub(r"[\s\xad\u200b]", "", text)


@pytest.mark.django_db
@pytest.mark.parametrize("activity", GIVEN)
def test_the_pdf_says_what_was_asked_and_what_one_answered(activity):
    person, fields, read = give(activity)
    told = read_pdf(person)
    at = 0
    for part in read:
        at = told.find(squeeze(part), at)
        assert at >= 0, (part, told)
    content = gather(person)["days"][0]["given"][0]["content"]
    assert set(fields) <= set(content), "the JSON keeps its names"
    for field in content:
        assert f"{field}:" not in told


def list_payloads():
    for activity in list_activities():
        for payload in get_args(activity.payload) or (activity.payload,):
            if payload.__struct_config__.tag and not getattr(payload, "console_only", False):
                yield activity.key, payload


def find_words(kind):
    """The values that a field of a few words may have, wherever they stand in its type."""
    if get_origin(kind) is Literal:
        return {one for one in get_args(kind) if one}
    pattern = next((getattr(one, "pattern", "") or "" for one in get_args(kind)[1:]), "")
    words = re.fullmatch(r"\^\(([a-z|]+)\)\??\$", pattern)
    return set(words[1].split("|")) if words else set()


def is_named(activity, field, word):
    """By the activity, whose words for what it asks itself do not depend on its settings."""
    with suppress(AttributeError, LookupError):
        return word.isdigit() or bool(find_activity(activity).names(None, field, word))
    return False


def test_everything_that_a_phone_may_send_has_words():
    """So that an activity to come does not show its fields' names."""
    lacking = []
    for activity, payload in list_payloads():
        lacking += [] if payload.__struct_config__.tag in KINDS else [(activity, payload)]
        for field in msgspec.structs.fields(payload):
            name = field.name
            if name not in UNTOLD:
                lacking += [] if name in FIELDS else [(activity, payload, name)]
                words = find_words(field.type) - set(VALUES.get(name, {}))
                lacking += [
                    (activity, name, one) for one in words if not is_named(activity, name, one)
                ]
    assert lacking == []
