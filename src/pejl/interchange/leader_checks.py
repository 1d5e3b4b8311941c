"""What one can doubt about a row by itself."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from pejl.interchange.leader_fields import FIELD_LABELS, MAX_LENGTH, Field
from pejl.interchange.leader_rows import Draft
from pejl.interchange.leader_types import Doubt
from pejl.interchange.names import (
    guess_name,
    is_email,
    looks_like_formula,
    looks_like_markup,
    mend_email,
    strip_markup,
)

TEXT_FIELDS: tuple[Field, ...] = ("name", "title", "level", "area", "unit")
Mapped = Mapping[Field, int]


def check_draft(draft: Draft, mapped: Mapped, emails_by_name: Mapping[str, str]) -> list[Doubt]:
    """`emails_by_name` are the stored e-mails of names that only one person has."""
    found = [*check_name(draft, mapped), *check_email(draft, mapped, emails_by_name)]
    for name in TEXT_FIELDS:
        found += check_text(draft.row, name, getattr(draft, name), draft.email)
    return found


def check_name(draft: Draft, mapped: Mapped) -> list[Doubt]:
    if not {"name", "first_name", "last_name"} & mapped.keys() and not draft.name:
        return []
    if not draft.name:
        text = _("The name is missing.")
        return [Doubt(draft.row, "name", "no_name", text, guess_name(draft.email), blocking=True)]
    odd = any(char.isdigit() or char == "@" for char in draft.name)
    if odd or not any(char.isalpha() for char in draft.name):
        text = _("“%(name)s” does not look like a name.") % {"name": draft.name}
        return [Doubt(draft.row, "name", "odd_name", text, guess_name(draft.email))]
    return []


def check_email(draft: Draft, mapped: Mapped, emails_by_name: Mapping[str, str]) -> list[Doubt]:
    if not draft.email:
        if "email" not in mapped:
            return []
        text = _("The e-mail is missing.")
        stored = emails_by_name.get(draft.name.casefold())
        return [Doubt(draft.row, "email", "no_email", text, stored, blocking=True)]
    if len(draft.email) > MAX_LENGTH["email"] or not is_email(draft.email):
        text = _("“%(email)s” is not an e-mail address.") % {"email": draft.email}
        proposal = mend_email(draft.email)
        return [Doubt(draft.row, "email", "bad_email", text, proposal, blocking=True)]
    return []


def check_text(row: int, name: Field, text: str, email: str) -> list[Doubt]:
    values = {"field": FIELD_LABELS[name], "text": text}
    found = []
    if len(text) > MAX_LENGTH[name]:
        values |= {"count": len(text), "limit": MAX_LENGTH[name]}
        message = _("The %(field)s has %(count)d characters; there is room for %(limit)d.")
        cut = text[: MAX_LENGTH[name]].rstrip()
        found.append(Doubt(row, name, "too_long", message % values, cut, blocking=True))
    if looks_like_formula(text):
        message = _("“%(text)s” looks like a formula. It is kept as text.") % values
        found.append(Doubt(row, name, "formula", message, guess(name, email)))
    if looks_like_markup(text):
        message = _("“%(text)s” looks like code from a web page. It is kept as text.") % values
        proposal = strip_markup(text) or guess(name, email)
        found.append(Doubt(row, name, "markup", message, proposal))
    return found


def guess(name: Field, email: str) -> str | None:
    return guess_name(email) if name == "name" else None


def check_areas(
    drafts: list[Draft], mapped: Mapped, leaders_areas: Mapping[int, str]
) -> list[Doubt]:
    """A missing area, proposed from the own unit, else from the nearest leader."""
    if "area" not in mapped:
        return []
    by_unit = {draft.unit: draft.area for draft in drafts if draft.unit and draft.area}
    text = _("The area is missing.")
    found = []
    for draft in drafts:
        if not draft.area:
            proposal = by_unit.get(draft.unit) or leaders_areas.get(draft.row) or None
            found.append(Doubt(draft.row, "area", "no_area", text, proposal))
    return found
