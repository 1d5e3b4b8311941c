"""A table of leaders to what it says: people, levels, areas, doubts, and what would change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from msgspec.structs import replace

from pejl.interchange.leader_chain import Chain, Directory, build_chain, list_nodes
from pejl.interchange.leader_changes import compare_with_known
from pejl.interchange.leader_checks import check_areas, check_draft
from pejl.interchange.leader_doubts import doubt_chain
from pejl.interchange.leader_duplicates import merge_duplicates
from pejl.interchange.leader_levels import order_levels, prepare_guess
from pejl.interchange.leader_rows import Draft, Mends, read_drafts, unify_drafts
from pejl.interchange.leader_types import Doubt, KnownLeader, Leader, Understanding
from pejl.interchange.leaders_columns import Columns, find_missing_columns, note_headings_again
from pejl.interchange.spelling_doubts import doubt_spellings
from pejl.interchange.table_types import Table


def understand_leaders(
    table: Table,
    columns: Columns,
    known: Sequence[KnownLeader] = (),
    mends: Mends | None = None,
) -> Understanding:
    """Nothing is stored. `mends` are a person's answers: {row: {field: value}}.

    A mend of "leader" is an e-mail, a name or "" (led by nobody); {"_row": "skip"} leaves a row
    out. The order of the rows decides nothing about who is found.
    """
    stored = {leader.email.lower(): lower_emails(leader) for leader in known if leader.email}
    reading = read_drafts(table, columns, stored, mends or {})
    unify_drafts(reading.drafts, stored)
    drafts, doubts = merge_duplicates(reading.drafts)
    directory = Directory(list_nodes(drafts, stored))
    chain = build_chain(directory)
    levels = order_levels(chain)
    doubts += doubt_table(drafts, columns)
    doubts += [Doubt(note.row, None, note.code, note.message) for note in table.notes]
    doubts += doubt_drafts(drafts, columns, stored)
    doubts += doubt_chain(chain, directory)
    doubts += doubt_levels(drafts, chain, levels, stored)
    doubts += check_areas(drafts, columns.mapping, list_leaders_areas(drafts, chain))
    leaders = [build_leader(draft, chain, i) for i, draft in enumerate(drafts)]
    changes = compare_with_known(leaders, stored, list_open_fields(doubts), reading.skipped)
    areas = list(dict.fromkeys(node.area for node in chain.nodes if node.area))
    return Understanding(leaders, sort_doubts(doubts), levels, areas, changes)


def accept_proposals(doubts: Iterable[Doubt]) -> dict[int, dict[str, str]]:
    """The mends that answer each open question with its proposal."""
    mends: dict[int, dict[str, str]] = {}
    for doubt in doubts:
        if doubt.needs_answer and doubt.proposal is not None and doubt.row is not None:
            mends.setdefault(doubt.row, {})[str(doubt.field)] = doubt.proposal
    return mends


def lower_emails(leader: KnownLeader) -> KnownLeader:
    return replace(leader, email=leader.email.lower(), leader_email=leader.leader_email.lower())


def doubt_table(drafts: list[Draft], columns: Columns) -> list[Doubt]:
    doubts = find_missing_columns(columns.mapping.keys())
    if not drafts and not doubts:
        text = _("There are no leaders under the headings.")
        doubts.append(Doubt(None, None, "no_rows", text, blocking=True))
    return [*doubts, *map(note_headings_again, columns.other_headers)]


def doubt_drafts(
    drafts: list[Draft], columns: Columns, known: Mapping[str, KnownLeader]
) -> list[Doubt]:
    names = Counter(leader.name.casefold() for leader in known.values())
    emails = {
        leader.name.casefold(): email
        for email, leader in known.items()
        if names[leader.name.casefold()] == 1
    }
    found = [doubt for draft in drafts for doubt in check_draft(draft, columns.mapping, emails)]
    return [*found, *doubt_spellings(drafts, known)]


def doubt_levels(
    drafts: list[Draft], chain: Chain, levels: list[str], known: Mapping[str, KnownLeader]
) -> list[Doubt]:
    guess = prepare_guess(chain, levels, [draft.title for draft in drafts])
    doubts = []
    for i, draft in enumerate(drafts):
        if not draft.level:
            stored = known[draft.email].level if draft.email in known else ""
            doubts.append(ask_level(draft.row, stored or guess.propose(i, draft.title)))
    return doubts


def ask_level(row: int, proposal: str | None) -> Doubt:
    if proposal is None:
        text = _("The level is missing. Which one is it?")
    else:
        text = _("The level is missing. Is it %(level)s?") % {"level": proposal}
    return Doubt(row, "level", "no_level", text, proposal, needs_answer=True)


def list_leaders_areas(drafts: list[Draft], chain: Chain) -> dict[int, str]:
    """By row the area of the nearest leader."""
    pairs = zip(drafts, chain.leaders, strict=False)
    return {draft.row: chain.nodes[i].area for draft, i in pairs if i is not None}


def build_leader(draft: Draft, chain: Chain, index: int) -> Leader:
    leader = chain.leaders[index]
    return Leader(
        row=draft.row,
        name=draft.name,
        email=draft.email,
        title=draft.title,
        level=draft.level,
        area=draft.area,
        unit=draft.unit,
        leader_email=chain.nodes[leader].email if leader is not None else "",
    )


def list_open_fields(doubts: Iterable[Doubt]) -> dict[int, set[str]]:
    fields: dict[int, set[str]] = {}
    for doubt in doubts:
        if doubt.needs_answer and doubt.row is not None:
            name = "leader_email" if doubt.field == "leader" else str(doubt.field)
            fields.setdefault(doubt.row, set()).add(name)
    return fields


def sort_doubts(doubts: Iterable[Doubt]) -> list[Doubt]:
    """What concerns the whole file first, then by row."""
    return sorted(doubts, key=lambda doubt: doubt.row or 0)
