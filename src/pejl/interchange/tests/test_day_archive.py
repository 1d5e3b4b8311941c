"""A whole day out and in again: the same day, new links; and files that were made to do harm."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from pejl.audit.models import Entry
from pejl.days import run
from pejl.days.gate import make_release
from pejl.days.models import Attendance, Contribution, Group, Slot, ThemeDay
from pejl.days.registry import list_activities
from pejl.days.tests.making import answer_all, close, make_day, make_organisation, make_tokens
from pejl.followup.models import CheckIn, NextStep
from pejl.interchange.day_file import unpack_day
from pejl.interchange.day_in import NAMES, read_day, take_in
from pejl.interchange.day_out import NotTakenOut, holds_confidences, take_out
from pejl.interchange.day_tables import LATER, TABLES
from pejl.interchange.models import Arrival
from pejl.interchange.zips import Unsound
from pejl.peers.models import PeerGroup
from pejl.people.logos import draw_logo
from pejl.people.models import Organisation, Participant
from pejl.people.row_ids import FOCUS

pytestmark = pytest.mark.django_db


def make_held_day(promise="confidential"):
    """A poll that has been answered and closed, and one that has not begun."""
    day = make_day("poll", "poll")
    slot = day.slots.first()
    slot.promise = promise
    slot.save()
    run.open_slot(day, slot, None)
    slot.refresh_from_db()
    tokens = make_tokens(day)
    answer_all(slot, tokens[:30], 0)
    answer_all(slot, tokens[30:], 1)
    close(slot)
    return ThemeDay.objects.get(id=day.id)


def bring(data, organisation=None, **told):
    place = organisation or Organisation.objects.create(name="Et andet sted")
    return take_in(read_day(BytesIO(data)), place, **told)


def tell(day):
    return [
        repr(make_release(slot)) for slot in day.slots.select_related("day").order_by("position")
    ]


@pytest.mark.parametrize("promise", ["named", "confidential", "anonymous"])
def test_the_day_is_the_same_elsewhere(promise):
    day = make_held_day(promise)
    taken = bring(take_out(day))
    assert tell(taken.day) == tell(day)
    assert taken.day.code != day.code
    assert taken.day.screen_key != day.screen_key
    ours, theirs = (set(one.attendances.values_list("public_id")) for one in (day, taken.day))
    assert len(ours) == len(theirs)
    assert not ours & theirs
    assert not taken.day.attendances.filter(phones__isnull=False).exists()


def test_no_secret_and_no_link_goes_along():
    day = make_held_day()
    data = take_out(day)
    with ZipFile(BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    hashes = Attendance.objects.filter(day=day).values_list("phones__token_hash", flat=True)
    for secret in [day.code, day.screen_key, *hashes]:
        assert secret.encode() not in whole
    assert b"secret" not in whole


def test_anonymous_answers_are_bound_to_nobody_in_the_file():
    day = make_held_day("anonymous")
    lines = read_day(BytesIO(take_out(day))).lines
    people = {line["public_id"] for line in lines["attendances"]}
    assert len(lines["contributions"]) == 50
    for line in lines["contributions"]:
        assert line["attendance"] is None
        assert line["giver"] not in people
        assert line["created_at"][14:19] == "00:00"


def test_an_open_anonymous_item_keeps_the_day_here():
    day = make_day("poll")
    day.slots.update(promise="anonymous")
    run.open_slot(day, day.slots.get(), None)
    with pytest.raises(NotTakenOut, match="Punkt 1"):
        take_out(day)


def test_a_rehearsal_keeps_the_day_here():
    day = make_day("poll")
    ThemeDay.objects.filter(id=day.id).update(rehearsing=True)
    with pytest.raises(NotTakenOut, match="rehearsal"):
        take_out(day)


def test_what_was_taken_in_before_is_taken_in_once():
    data = take_out(make_held_day())
    first = bring(data)
    place = first.day.organisation
    assert bring(data, place).known
    assert place.days.count() == 1
    copy = bring(data, place, again=True)
    assert not copy.known
    assert place.days.count() == 2
    assert place.participants.count() == 50
    assert tell(copy.day) == tell(first.day)


def test_people_who_are_here_already_stay_as_they_are():
    data = take_out(make_held_day())
    place = make_organisation()
    Participant.objects.filter(organisation=place, name="Leder 07").update(name="Lea Holm")
    taken = bring(data, place)
    assert (taken.held, place.participants.count()) == (50, 50)
    assert taken.day.attendances.filter(participant__name="Lea Holm").count() == 1


def test_a_day_without_changes_is_the_same_file_but_for_when_it_was_made():
    day = make_held_day()
    one, other = (read_day(BytesIO(take_out(day))) for _ in range(2))
    assert one.digest == other.digest


# What stays here: phones, who else is let in, what can be undone, how long it is kept here, leave
# to name it in public; and the mark of having come so.
LEFT_OUT = {"Phone", "Guest", "Step", "SeatingChange", "Arrival", "Keeping", "Invitation"}
LEFT_OUT |= {"NamedDay"}
STAYS = {"organisation", "partners"}  # said otherwise


def test_all_that_belongs_to_a_day_goes_along_or_is_known_to_stay():
    taken = {table.model for table in TABLES}
    held = {ThemeDay, Slot, Attendance, Group, NextStep, CheckIn, PeerGroup, Contribution}
    forgotten = {
        one.related_model.__name__
        for model in held
        for one in model._meta.related_objects
        if one.related_model not in taken and not one.many_to_many
    }
    assert forgotten <= LEFT_OUT
    for table in TABLES:
        links = {one.name for one in table.model._meta.fields if one.is_relation}
        assert links - STAYS == {*table.links, *LATER.get(table.name, {})}, table.name


# What the organisation wears


def paint(kind="PNG", size=(300, 100), colour="#7a1f3d"):
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def wear(organisation, colour="#7a1f3d", live=True):
    logo = draw_logo(paint())
    return organisation.looks.create(
        live=live, colour=colour, logo=logo.png, small=logo.small, key=logo.key,
        width=logo.width, height=logo.height,
    )  # fmt: skip


def tell_look(organisation):
    look = organisation.looks.get(live=True)
    return look.colour, bytes(look.logo), bytes(look.small), look.key, look.width, look.height


def test_the_look_goes_along_to_an_organisation_that_is_new():
    day = make_held_day()
    wear(day.organisation)
    organisation = bring(take_out(day), owned=True).day.organisation
    assert tell_look(organisation) == tell_look(day.organisation)


def test_what_is_only_tried_stays():
    day = make_held_day()
    wear(day.organisation, live=False)
    data = take_out(day)
    assert not read_day(BytesIO(data)).look
    assert not bring(data, owned=True).day.organisation.looks.exists()


@pytest.mark.parametrize("has", ["a look", "a look that is tried", "a day", "another owner"])
def test_what_an_organisation_has_is_never_changed(has):
    day = make_held_day()
    wear(day.organisation)
    place = Organisation.objects.create(name="Et andet sted")
    if "look" in has:
        wear(place, "#0b5394", live="tried" not in has)
    if has == "a day":
        ThemeDay.objects.create(organisation=place, title="Før")
    bring(take_out(day), place, owned=has != "another owner")
    assert [one.colour for one in place.looks.all()] == (["#0b5394"] if "look" in has else [])


def test_a_day_is_known_again_though_the_look_is_another():
    day = make_held_day()
    first = bring(take_out(day), owned=True)
    wear(day.organisation)
    assert bring(take_out(day), first.day.organisation, owned=True).known


HARMFUL_LOOKS = {
    "no picture": {"look.png": b"<script>alert(1)</script>"},
    "a drawing": {"look.png": b"<svg xmlns='http://www.w3.org/2000/svg'/>"},
    "white on white": {"look.png": paint(colour="#ffffff")},
    "narrow": {"look.png": paint(size=(300, 8))},
    "no colour": {"look.json": b'{"colour":"red;}body{display:none"}'},
    "a number": {"look.json": b'{"colour":7}'},
    "more": {"look.json": b'{"colour":"","css":"x"}'},
    "no JSON": {"look.json": b"\xff"},
}


@pytest.mark.parametrize("harm", HARMFUL_LOOKS)
def test_a_look_that_could_not_be_uploaded_is_refused_and_nothing_is_stored(harm):
    day = make_held_day()
    wear(day.organisation)
    data = rewrite(take_out(day), parts=HARMFUL_LOOKS[harm])
    place = Organisation.objects.create(name="Et andet sted")
    before = count_all()
    with pytest.raises(Unsound, match="look"):
        bring(data, place, owned=True)
    assert count_all() == before


def test_a_logo_is_drawn_anew_and_a_colour_that_is_too_light_is_not_worn():
    day = make_held_day()
    wear(day.organisation)
    hidden = paint("JPEG", (2000, 900)) + b"<?php evil ?>"
    parts = {"look.png": hidden, "look.json": b'{"colour":"#ffee88"}'}
    colour, logo, _small, _key, width, height = tell_look(
        bring(rewrite(take_out(day), parts=parts), owned=True).day.organisation
    )
    assert colour == ""
    assert logo.startswith(b"\x89PNG")
    assert b"evil" not in logo
    assert width <= 720
    assert height <= 240


@pytest.mark.parametrize(("role", "worn"), [("facilitator", 0), ("owner", 1)])
def test_only_owners_bring_a_look_by_browser(sign_in, role, worn):
    day = make_held_day("named")
    wear(day.organisation)
    file = BytesIO(take_out(day))
    file.name = "dag.zip"
    place = Organisation.objects.create(name="Et andet sted")
    client = sign_in(place)
    place.memberships.update(role=role)
    client.post("/days/import/", {"file": file})
    assert (place.days.count(), place.looks.count()) == (1, worn)
    assert Entry.objects.filter(organisation=place, about="look").count() == worn


# Files made to do harm


def rewrite(data, change=None, *, parts=None, **manifest):
    """The same file with other parts, and a manifest that is right about them."""
    from pejl.interchange.day_file import Manifest, pack_day

    with ZipFile(BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    about = msgspec.json.decode(found.pop("manifest.json"), type=Manifest).about
    for name, text in (change or {}).items():
        lines = [json.loads(line) for line in found[f"{name}.jsonl"].splitlines()]
        text(lines)
        found[f"{name}.jsonl"] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return pack_day(about, {**found, **(parts or {})})


def put(name, value, at=0):
    def change(lines):
        lines[at][name] = value

    return change


HARMS = {
    "no level": ({"people": put("level", 999_999)}, r"people\.jsonl.*line 1: level"),
    "another's level": ({"people": put("level", -1)}, "level"),
    "text for a number": ({"slots": put("minutes", "15")}, r"slots\.jsonl.*minutes: str"),
    "a number too large": ({"slots": put("minutes", 10**12)}, "minutes"),
    "a number below 0": ({"slots": put("position", -5)}, "position"),
    "true for a number": ({"slots": put("position", True)}, "position: bool"),
    "unknown activity": ({"slots": put("activity", "hacking")}, "activity: 'hacking'"),
    "unknown promise": ({"slots": put("promise", "nothing")}, "promise"),
    "unknown field": ({"slots": put("secret", "x")}, "secret: unknown"),
    "config of another": ({"slots": put("config", {"options": 7})}, "slots"),
    "config that is text": ({"slots": put("config", "{}")}, "config"),
    "payload of another": (
        {"contributions": put("payload", {"kind": "chosen", "options": "all"})},
        r"contributions\.jsonl",
    ),
    "no payload": ({"contributions": lambda lines: lines[0].pop("payload")}, "contributions"),
    "an answer to no item": ({"contributions": put("slot", 999_999)}, "slot"),
    "two of one id": ({"levels": put("id", 1, at=0), "areas": lambda lines: lines.append(
        dict(lines[0]))}, r"(areas|levels)\.jsonl"),
    "an id that is no number": ({"levels": put("id", "1 OR 1=1")}, "id"),
    "a huge id": ({"levels": put("id", 10**30)}, "id"),
    "a time that is none": ({"slots": put("opened_at", "yesterday")}, "opened_at"),
    "nul": ({"days": put("title", "a\x00b")}, "title"),
    "too long": ({"days": put("title", "a" * 161)}, "title: too long"),
    "two days": ({"days": lambda lines: lines.append({**lines[0], "id": 5})}, "one day"),
    "no day": ({"days": list.clear}, "one day"),
    "current of nowhere": ({"days": put("current", 77_777)}, "current"),
    "public id": ({"attendances": put("public_id", "me")}, "without an id"),
    "the same public id": ({"attendances": lambda lines: lines[0].update(
        public_id=lines[1]["public_id"])}, "cannot be stored"),
    "one who leads oneself": ({"people": lambda lines: lines[0].update(
        reports_to=lines[0]["id"])}, "cannot be stored"),
    "plan": ({"shown": put("plan", {"levels": 3})}, "plan"),
    "allotted": ({"days": put("allotted", {"1": "x"})}, "allotted"),
    "deep": ({"days": put("change", json.loads("[" * 400 + "]" * 400))}, "change"),
}  # fmt: skip


def count_all():
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names() if "_" in name]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
        return counts


@pytest.mark.parametrize("harm", HARMS)
def test_a_wrong_part_is_named_and_nothing_is_stored(harm):
    change, said = HARMS[harm]
    data = rewrite(take_out(make_held_day()), change)
    place = Organisation.objects.create(name="Et andet sted")
    before = count_all()
    with pytest.raises(Unsound, match=said):
        bring(data, place)
    assert count_all() == before


def pack(parts, kinds=()):
    sink = BytesIO()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = dict(kinds).get(name, 0o600 << 16)
            archive.writestr(info, data)
    return sink.getvalue()


def take_apart(data):
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_manifest(parts, **changed):
    manifest = json.loads(parts["manifest.json"])
    return {**parts, "manifest.json": json.dumps({**manifest, **changed}).encode()}


def test_zips_that_are_no_days_are_refused():
    day = take_out(make_held_day())
    parts, manifest = take_apart(day), json.loads(take_apart(day)["manifest.json"])
    files = manifest["files"]
    bomb = {"sha256": "0" * 64, "size": 10**12}
    hostile = {
        "no zip": b"PK not at all",
        "nothing": b"",
        "no manifest": pack({name: data for name, data in parts.items() if "mani" not in name}),
        "format": pack(with_manifest(parts, format=2)),
        "a part too many": pack({**parts, "levels2.jsonl": b""}),
        "a part missing": pack({n: data for n, data in parts.items() if n != "slots.jsonl"}),
        "a wrong hash": pack({**parts, "slots.jsonl": parts["slots.jsonl"].replace(b"15", b"16")}),
        "a wrong size": pack(with_manifest(parts, files={**files, "slots.jsonl": bomb})),
        "a link": pack(parts, {"slots.jsonl": 0o120777 << 16}.items()),
        "names elsewhere": rewrite(day, parts={"../../etc/cron.d/x": b"x"}),
        "a path": rewrite(day, parts={"pictures/../../x.jpg": b"x"}),
        "a bomb": rewrite(day, parts={"told.jsonl": b" " * (80 << 20)}),
        "deep lines": rewrite(day, parts={"told.jsonl": b'{"a":' * 99999}),
        "no line": rewrite(day, parts={"told.jsonl": b"[1]\n"}),
        "no UTF-8": rewrite(day, parts={"told.jsonl": b'{"a":"\xff"}\n'}),
    }
    for data in hostile.values():
        with pytest.raises(Unsound):
            read_day(BytesIO(data))


def test_a_picture_that_is_none_is_refused():
    key = "a" * 64
    row = {"id": 1, "key": key, "width": 10, "height": 10}
    parts = {"pictures.jsonl": json.dumps(row).encode(), f"pictures/{key}.jpg": b"<script>"}
    with pytest.raises(Unsound, match="no picture"):
        bring(rewrite(take_out(make_held_day()), parts=parts))


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data())
def test_no_byte_can_change_unseen(data):
    if not hasattr(test_no_byte_can_change_unseen, "whole"):
        with translation.override("da"):
            test_no_byte_can_change_unseen.whole = take_out(make_held_day())
    whole = test_no_byte_can_change_unseen.whole
    right = unpack_day(BytesIO(whole), NAMES)
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    flipped = bytes([whole[at] ^ data.draw(st.integers(1, 255))])
    broken = whole[:at] if cut else whole[:at] + flipped + whole[at + 1 :]
    try:
        found = read_day(BytesIO(broken))
    except Unsound:
        return
    assert (found.lines, found.pictures, found.digest) == (
        right.lines,
        right.pictures,
        right.digest,
    )


# The pages


def test_what_was_answered_in_confidence_leaves_by_nobodys_browser(sign_in):
    day = make_held_day()
    assert holds_confidences(day)
    client = sign_in(day.organisation)
    page = client.get(f"/days/{day.id}/archive/")
    assert f"pejl export-day {day.code}" in page.content.decode()
    assert client.get(f"/days/{day.id}/day.zip").headers["Location"] == f"/days/{day.id}/archive/"


def test_a_day_goes_out_and_in_by_browser(sign_in):
    day = make_held_day("named")
    client = sign_in(day.organisation)
    data = client.get(f"/days/{day.id}/day.zip").content
    file = BytesIO(data)
    file.name = "dag.zip"
    done = client.post("/days/import/", {"file": file}, follow=True)
    assert "Dagen er her" in done.content.decode()
    assert Entry.objects.filter(about="archive", act="exported").count() == 1
    new = ThemeDay.objects.order_by("id").last()
    assert tell(new) == tell(day)
    assert new.silent
    client.post(f"/days/{new.id}/mails/")
    new.refresh_from_db()
    assert not new.silent
    broken = BytesIO(data[:-9])
    broken.name = "dag.zip"
    refused = client.post("/days/import/", {"file": broken})
    assert "Intet er gemt" in refused.content.decode()


def test_viewers_and_strangers_take_nothing(sign_in):
    day = make_held_day("named")
    client = sign_in(day.organisation)
    day.organisation.memberships.update(role="viewer")
    assert client.get(f"/days/{day.id}/day.zip").status_code == 403
    assert client.post("/days/import/").status_code == 403
    assert Client().get(f"/days/{day.id}/day.zip").status_code == 302
    day.organisation.memberships.update(role="owner", organisation=make_organisation())
    assert client.get(f"/days/{day.id}/day.zip").status_code == 404
    assert not Arrival.objects.exists()


# Numbers that name rows

# Numbers in configs and payloads that name no row; a new one is written here, or gets a type of
# `people.row_ids`.
PLAIN = {
    "Answer.prompt", "Answer.theme", "Approved.chosen", "Chosen.decision", "Chosen.options",
    "Chosen.value", "Config.at_once", "Config.capacity", "Config.cost", "Config.count",
    "Config.enough", "Config.minutes", "Config.most", "Config.most_needs", "Config.most_notes",
    "Config.most_on_one", "Config.most_statements", "Config.pairs", "Config.points",
    "Config.ranked", "Config.steps", "Dialogue.important", "Dialogue.works", "Dilemma.number",
    "Focus.number", "FocusArea.number", "FocusChoice.number", "Guess.mark", "Guessed.value",
    "Item.cost", "Item.id", "Item.number", "Material.id", "Moved.at", "Moved.number",
    "Note.prompt", "PictureText.height", "PictureText.width", "Place.people", "Placed.dilemma",
    "Placed.value", "Points.given", "Preferred.first", "Preferred.one", "Preferred.other",
    "Priced.capacity", "Priced.costs", "Proposed.prompt", "Ranked.places", "Rated.effect",
    "Rated.effort", "Rated.of", "Said.mark", "Scaled.scale", "Scaled.value", "Someone.area",
    "Someone.leader", "Someone.level", "Someone.unit", "Stand.version", "Turn.at", "Turn.number",
    "Turned.page", "Went.number",
}  # fmt: skip


def list_numbers(kind, name=""):
    """The fields that hold unmarked numbers."""
    found = kind
    if isinstance(found, msgspec.inspect.Metadata):
        marked = "row" in (found.extra or {})
        if not marked:
            yield from list_numbers(found.type, name)
    elif isinstance(found, msgspec.inspect.IntType):
        yield name
    elif isinstance(found, (msgspec.inspect.StructType, msgspec.inspect.DataclassType)):
        for one in found.fields:
            yield from list_numbers(one.type, f"{found.cls.__name__}.{one.name}")
    else:
        for attribute in ("item_type", "value_type"):
            if hasattr(found, attribute):
                yield from list_numbers(getattr(found, attribute), name)
        for one in (*getattr(found, "types", ()), *getattr(found, "item_types", ())):
            yield from list_numbers(one, name)


def test_every_number_is_known_to_name_a_row_or_none():
    kinds = [kind for one in list_activities() for kind in (one.config, one.payload)]
    found = {name for kind in kinds for name in list_numbers(msgspec.inspect.type_info(kind))}
    assert found <= PLAIN, found - PLAIN
    assert FOCUS == "focus"


def test_contributions_keep_their_order():
    day = make_held_day()
    taken = bring(take_out(day))
    for one in (day, taken.day):
        assert Slot.objects.filter(day=one).count() == 2
    ours, theirs = (
        list(
            Contribution.objects.filter(slot__day=one).order_by("id").values_list("key", "payload")
        )
        for one in (day, taken.day)
    )
    assert ours == theirs
