"""What is said of tables that write notes, alike in all activities where they do."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.days.contract import PhoneView
from pejl.days.notes import list_writers
from pejl.ui.blocks import Block, Bullets, Paragraph


def say_notes(n: int, tables: Collection[int], groups: int) -> str:
    """How many notes there are, from how many of the tables, in one sentence; `tables` are those
    that have written, 0 for who has none."""
    if not n:
        return _("No notes yet.")
    written = len(set(tables) - {0})
    said = ngettext("%(n)d note", "%(n)d notes", n) % {"n": n}
    facts = {"notes": said, "written": written, "tables": max(groups, written)}
    return _("%(notes)s from %(written)d of %(tables)d tables.") % facts


def say_note(text: str, table: int, mark: str = "") -> str:
    """A note with its table's number, and what else marks it."""
    numbered = _("table %(n)d") % {"n": table} if table else ""
    said = " · ".join(part for part in (numbered, mark) if part)
    return f"{text} ({said})" if said else text


def list_notes(notes: Sequence[str]) -> Block:
    """For the plan."""
    return (
        Bullets(tuple(notes), theirs=True)
        if notes
        else Paragraph(_("No table wrote a note on this."))
    )


def name_writer(view: PhoneView[Any, Any, Any], giver: str, who: str) -> str:
    """The name of one who writes for the table."""
    members = view.group.members if view.group else ()
    return {person.id: person.name for person in members}.get(giver, who)


def tell_pens(view: PhoneView[Any, Any, Any]) -> dict[str, Any]:
    """Who writes for the table, for `days/_pens.html` and `days/_note_field.html`: the names of the
    others, whether one does oneself, and whether one was the first."""
    pens = list_writers(view.ours)
    return {
        "writers": [
            name_writer(view, one.giver, one.who) for one in pens if one.giver != view.me.id
        ],
        "writes": view.state != "closed" and any(one.giver == view.me.id for one in pens),
        "first": bool(pens) and pens[0].giver == view.me.id,
    }
