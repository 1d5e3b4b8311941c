"""The same e-mail on more than one row."""

from django.utils.translation import gettext as _

from pejl.interchange.leader_fields import FIELD_LABELS, LEADER_FIELDS
from pejl.interchange.leader_rows import SKIP, Draft
from pejl.interchange.leader_types import Doubt


def merge_duplicates(drafts: list[Draft]) -> tuple[list[Draft], list[Doubt]]:
    """One draft for each e-mail: the mended or fullest row, whatever the order of the rows.

    Rows that say nothing else are merged with a notice; another that does is a blocking doubt.
    Drafts without an e-mail are left alone.
    """
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.email or f"row {draft.row}", []).append(draft)
    kept: list[Draft] = []
    doubts: list[Doubt] = []
    for group in groups.values():
        chosen = max(group, key=rate_draft)
        kept.append(chosen)
        doubts += [compare_drafts(chosen, other) for other in group if other is not chosen]
    return sorted(kept, key=lambda draft: draft.row), doubts


def rate_draft(draft: Draft) -> tuple[bool, int, tuple[str, ...], tuple[str, ...], int]:
    filled = sum(map(bool, draft.fields()))
    return draft.mended, filled, draft.content(), draft.fields(), -draft.row


def compare_drafts(chosen: Draft, other: Draft) -> Doubt:
    differing = list_differing(chosen, other)
    if not differing:
        text = _("The same person is on row %(row)d. The two rows are taken as one.")
        return Doubt(other.row, None, "duplicate", text % {"row": chosen.row})
    text = _(
        "The e-mail %(email)s is on row %(row)d as well, but this row says otherwise about: "
        "%(fields)s. Skip one of the rows, or correct the e-mail."
    ) % {"email": chosen.email, "row": chosen.row, "fields": ", ".join(differing)}
    return Doubt(other.row, "_row", "conflict", text, SKIP["_row"], blocking=True)


def list_differing(chosen: Draft, other: Draft) -> list[str]:
    """What a mend of the one changed, the other need not say again."""
    if not other.mended and chosen.given == other.given:
        return []
    pairs = zip(LEADER_FIELDS, chosen.content(), other.content(), strict=True)
    return [str(FIELD_LABELS[name]) for name, mine, yours in pairs if yours not in ("", mine)]
