"""What storing the file would change, by e-mail."""

from collections.abc import Mapping, Sequence

from pejl.interchange.leader_types import Change, Changes, KnownLeader, Leader
from pejl.interchange.names import is_email

COMPARED = ("name", "title", "level", "area", "unit", "leader_email")


def compare_with_known(
    leaders: Sequence[Leader],
    known: Mapping[str, KnownLeader],
    open_fields: Mapping[int, set[str]],
    skipped: set[str],
) -> Changes:
    """`open_fields` are by row what is still to be answered: that is no change yet.

    Somebody on a skipped row is not missing.
    """
    changes = Changes([], [], [], [])
    present = set(skipped)
    for leader in leaders:
        before = known.get(leader.email)
        present.add(leader.email)
        if before is not None:
            note_change(changes, leader, before, open_fields.get(leader.row, set()))
        elif is_email(leader.email):
            changes.new.append(leader.email)
    changes.missing.extend(email for email in known if email not in present)
    return changes


def note_change(
    changes: Changes, leader: Leader, before: KnownLeader, still_open: set[str]
) -> None:
    fields = {
        name: (old, new)
        for name in COMPARED
        if (old := getattr(before, name)) != (new := getattr(leader, name))
        and name not in still_open
    }
    if fields:
        changes.changed.append(Change(leader.email, leader.name, fields))
    else:
        changes.unchanged.append(leader.email)
