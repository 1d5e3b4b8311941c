"""All that takes in bytes from anyone: how it is called, what it may raise, what it takes in."""

import re
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import parse_qs, urlencode

import docx
import msgspec
import openpyxl
from PIL import Image
from tests.security.spoiling import make_zip
from tests.security.wiring import REQUESTS, hear

from pejl.accounts import inviting
from pejl.days import paper, tokens
from pejl.days.contract import Refused
from pejl.days.judging import read_payload
from pejl.days.registry import list_activities, propose_activity
from pejl.days.template import find_wording
from pejl.followup import links
from pejl.interchange import day_file
from pejl.interchange.agreement import read_agreement
from pejl.interchange.day_in import NAMES, read_day
from pejl.interchange.leader_files import read_leaders
from pejl.interchange.leaders import understand_leaders
from pejl.interchange.leaders_columns import propose_columns
from pejl.interchange.lines import OutlineError
from pejl.interchange.programme import read_programme
from pejl.interchange.table_types import TableError
from pejl.interchange.zips import Unsound, copy
from pejl.mail import stopping
from pejl.mail.reports import read_reports
from pejl.people.case_pictures import PictureFault, redraw
from pejl.people.logos import draw_logo
from pejl.project import archive
from pejl.surfaces.answers import read_submission

EXAMPLE = Path(day_file.__file__).parent / "example"
THEN = datetime(2026, 11, 26, tzinfo=UTC)


@dataclass(frozen=True)
class Parser:
    """`read` raises what is `known`, and nothing else; it takes in each of the `seeds`."""

    read: Callable[[bytes], object]
    known: tuple[type[Exception], ...]
    seeds: tuple[bytes, ...]


def read_any_leaders(data):
    table = read_leaders(data, "ledere.xlsx")
    return understand_leaders(table, propose_columns(table))


def read_any_agreement(data):
    return read_agreement(data, "aftale.docx")


def read_any_programme(data):
    return read_programme(data, "program.xlsx", propose_activity)


def read_whole_day(data):
    return read_day(BytesIO(data))


def read_backup(data):
    with TemporaryFile() as file:
        file.write(data)
        with archive.open_archive(file) as (opened, manifest):
            archive.take(opened, manifest, None)


def read_answer(data):
    """The first byte says which activity; the rest is the form."""
    activities = list_activities()
    activity = activities[data[0] % len(activities)] if data else activities[0]
    submission = read_submission(data[1:], "", 1, "")
    if submission is not None:
        config = msgspec.convert(find_wording(activity.key).config, activity.config)
        payload = read_payload(submission, config, activity)
        msgspec.json.encode(payload).decode().encode()  # as it is stored


def read_link(data):
    """As it stands in an address. None is ours, so no row is looked for."""
    text = data.decode("utf-8", "replace")
    readers = (
        tokens.read_link, paper.read_sheet, stopping.read_stop, links.read_link, inviting.read_link,
    )  # fmt: skip
    found = [read(text) for read in readers]
    found += [tokens.read_topics(one) for one in parse_qs(text).get("t", [text])]
    assert not any(found), text


def table_of(rows):
    book, sink = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(sink)
    return sink.getvalue()


def document_of(text):
    document, sink = docx.Document(), BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line.lstrip("# "), "Heading 1" if line.startswith("#") else None)
    document.add_table(2, 2).cell(0, 0).text = "Kl."
    document.save(sink)
    return sink.getvalue()


def list_pictures():
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        sink = BytesIO()
        Image.new("RGB", (40, 30), "red").save(sink, kind)
        yield sink.getvalue()


def list_logos():
    for kind in ("PNG", "WEBP", "GIF"):
        sink = BytesIO()
        Image.new("RGB", (120, 40), "navy").save(sink, kind)
        yield sink.getvalue()


def make_day():
    counts = {"days": 1}
    about = day_file.About(
        pejl="0.1.0", made_at=THEN, organisation="A", language="da", day="B", date=None,
        named=False, counts=counts,
    )  # fmt: skip
    lines = {f"{name}{day_file.LINES}": b'{"id":1,"title":"x"}\n' for name in NAMES}
    return day_file.pack_day(about, {day_file.README: b"x", **lines})


def make_backup():
    parts = {
        archive.DATABASES["sqlite"]: b"SQLite format 3\0" * 9,
        f"{archive.FILES}/a/b.jpg": b"x",
    }
    about = archive.About(
        pejl="0.1.0", made_at=THEN, database="sqlite", migrations=["days.0001_initial"], counts={}
    )
    entries = {name: copy(BytesIO(data), None) for name, data in parts.items()}
    manifest = archive.Manifest(format=archive.FORMAT, about=about, files=entries)
    return make_zip({**parts, archive.MANIFEST: msgspec.json.encode(manifest)})


ITEMS = ("", "1", "poll", "s1", "home", "quote", "guess-1")


def list_answers():
    """A form of each kind of payload that each activity has, with items such as they have."""
    for number, activity in enumerate(list_activities()):
        for kind in typing.get_args(activity.payload) or (activity.payload,):
            tag = kind.__struct_config__.tag
            fields = [put_value(one) for one in msgspec.structs.fields(kind)]
            for item in ITEMS:
                named = [("kind", tag), ("item", item or tag), ("key", "k"), *fields]
                yield bytes([number]) + urlencode(named).encode()


def put_value(field):
    """The first that its type knows, where it knows but a few."""
    told = msgspec.inspect.type_info(field.type)
    if isinstance(told, msgspec.inspect.Metadata):
        told = told.type
    if isinstance(told, msgspec.inspect.UnionType):
        told = told.types[0]
    if hasattr(told, "item_type") or hasattr(told, "item_types"):
        return f"{field.encode_name}[]", "1"
    if isinstance(told, msgspec.inspect.EnumType):
        return field.encode_name, next(iter(told.cls)).value
    if isinstance(told, msgspec.inspect.LiteralType):
        return field.encode_name, told.values[0]
    pattern = getattr(told, "pattern", None)
    return field.encode_name, re.split(r"[|)]", pattern.lstrip("^("))[0] if pattern else "1"


REPORT = b"""From: MAILER-DAEMON@mail.eksempel.dk
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: message/delivery-status

Final-Recipient: rfc822; tina@eksempel.dk
Action: failed
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--x
Content-Type: message/rfc822

Message-ID: <pejl-7-1764000000@pejl>

--x--
"""


TREE = """"root";"org";"sub org";"Ansvar";"Navn";"Telefon";"E-mail"
"Kommunen";"";"";"Personale: ansættelse";"Åse Bro";"";"aase@eksempel.invalid"
"Kommunen";"Skoler";"Havneskolen";"";"Bo Vig";"70102030";"bo@eksempel.invalid"
""".encode("cp1252")
UNITS = b"""{"data": {"org_units": {"objects": [
{"current": {"uuid": "a", "name": "Kommunen", "parent": null, "managers": []}},
{"current": {"uuid": "b", "name": "Skoler", "parent": {"uuid": "a"}, "managers": [{
"manager_type": {"name": "Chef"}, "responsibilities": [{"name": "Personale"}],
"person": [{"name": "Bo Vig", "addresses": [{"value": "bo@eksempel.invalid"}]}]}]}}]}}}
"""


def list_links():
    yield tokens.sign_topics(["x"])[:-1].encode()
    yield b"t=" + tokens.sign_topics(["x"])[:-1].encode()
    yield tokens.signing.Signer(salt="pejl.elsewhere").sign("abc.1").encode()


def list_parsers() -> dict[str, Parser]:
    """Django has to be set up."""
    leaders, agreement, programme = (
        (EXAMPLE / name).read_bytes()
        for name in ("ledere.csv", "udviklingsaftale.md", "program.md")
    )
    rows = [line.split(";") for line in leaders.decode("utf-8-sig").splitlines()[:12]]
    hours = [
        ["Kl.", "Minutter", "Titel", "Spor"],
        ["8:30", 15, "Velkomst", ""],
        ["9", 20, "A", "B"],
    ]
    return {
        "leaders": Parser(
            read_any_leaders, (TableError,), (leaders[:900], table_of(rows), TREE, UNITS)
        ),
        "agreement": Parser(
            read_any_agreement, (OutlineError,), (agreement, document_of(agreement.decode()))
        ),
        "programme": Parser(
            read_any_programme,
            (OutlineError,),
            (programme, document_of(programme.decode()), table_of(hours)),
        ),
        "day": Parser(read_whole_day, (Unsound,), (make_day(),)),
        "backup": Parser(read_backup, (Unsound,), (make_backup(),)),
        "picture": Parser(redraw, (PictureFault,), tuple(list_pictures())),
        "logo": Parser(draw_logo, (PictureFault,), tuple(list_logos())),
        "answer": Parser(read_answer, (msgspec.ValidationError, Refused), tuple(list_answers())),
        "wire": Parser(hear, (), REQUESTS),
        "link": Parser(read_link, (), tuple(list_links())),
        "report": Parser(read_reports, (), (REPORT, b"From x Thu Nov 26\n" + REPORT)),
    }
