"""Rows of the file to drafts: mended, cleaned, filled up from what is stored, spelled alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pejl.interchange.leader_fields import LEADER_FIELDS, Field
from pejl.interchange.leader_types import KnownLeader
from pejl.interchange.leaders_columns import Columns, list_body
from pejl.interchange.names import clean, read_email, read_name, unify_spellings
from pejl.interchange.table_types import Table

Mends = Mapping[int, Mapping[str, str]]
SKIP = {"_row": "skip"}
NOBODY = frozenset({"ingen", "ingen leder", "none", "n/a", "na", "nobody"})


@dataclass(slots=True)
class Draft:
    """A row on its way to a Leader; `leader` is a name or an e-mail, as the file says it.

    `given` is the row's content before it was mended.
    """

    row: int
    name: str
    email: str
    title: str
    level: str
    area: str
    unit: str
    leader: str
    given: tuple[str, ...] = ()
    mended: bool = False

    def fields(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in LEADER_FIELDS)

    def content(self) -> tuple[str, ...]:
        """What makes two rows the same, however they are cased."""
        return tuple(text.casefold() for text in self.fields())


@dataclass(slots=True)
class Reading:
    """The drafts, and the e-mails of rows that a person chose to skip."""

    drafts: list[Draft] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)


def read_drafts(
    table: Table, columns: Columns, known: Mapping[str, KnownLeader], mends: Mends
) -> Reading:
    reading = Reading()
    headings = set(columns.other_headers)
    for row, cells in list_body(table, columns.header_row):
        mend = mends.get(row, {})
        draft = None if row in headings else read_draft(row, cells, columns.mapping, mend)
        if draft and mend.get("_row") == SKIP["_row"]:
            reading.skipped.add(draft.email)
        elif draft:
            fill_from_known(draft, columns.mapping, mend, known.get(draft.email))
            reading.drafts.append(draft)
    return reading


def read_draft(
    row: int, cells: list[str], mapping: Mapping[Field, int], mend: Mapping[str, str]
) -> Draft | None:
    """None for a row without text in any chosen column."""

    def get(name: Field) -> str:
        column = mapping.get(name, len(cells))
        return clean(cells[column]) if 0 <= column < len(cells) else ""

    texts = {name: get(name) for name in LEADER_FIELDS}
    texts["name"] = texts["name"] or join_name(get)
    if not any(texts.values()):
        return None
    draft = build_draft(row, texts)
    if not mend:
        return draft
    texts |= {name: clean(mend[name]) for name in LEADER_FIELDS if name in mend}
    mended = build_draft(row, texts)
    mended.given, mended.mended = draft.given, True
    return mended


def build_draft(row: int, texts: Mapping[Field, str]) -> Draft:
    draft = Draft(
        row=row,
        name=read_name(texts["name"]),
        email=read_email(texts["email"]),
        title=texts["title"],
        level=texts["level"],
        area=texts["area"],
        unit=texts["unit"],
        leader="" if texts["leader"].casefold() in NOBODY else texts["leader"],
    )
    draft.given = draft.content()
    return draft


def join_name(get: Callable[[Field], str]) -> str:
    return f"{get('first_name')} {get('last_name')}".strip()


def fill_from_known(
    draft: Draft, mapping: Mapping[Field, int], mend: Mapping[str, str], known: KnownLeader | None
) -> None:
    """A column that the file does not have changes nothing of what is stored."""
    if known is None:
        return
    for name in LEADER_FIELDS:
        if name not in mapping and name not in mend and not getattr(draft, name):
            setattr(draft, name, known.leader_email if name == "leader" else getattr(known, name))


def unify_drafts(drafts: list[Draft], known: Mapping[str, KnownLeader]) -> None:
    """The same level, area or unit gets the same spelling; what is stored decides if it can."""
    for name in ("level", "area", "unit"):
        settled = [getattr(leader, name) for leader in known.values()]
        texts = [getattr(draft, name) for draft in drafts]
        spelling = unify_spellings(texts, filter(None, settled))
        for draft in drafts:
            setattr(draft, name, spelling[getattr(draft, name)])
