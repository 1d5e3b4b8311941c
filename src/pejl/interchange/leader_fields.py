"""What is read about a leader: the fields, their names on screen, and how long they may be."""

from typing import Final, Literal

from django.utils.translation import gettext_lazy as _

Field = Literal[
    "name",
    "first_name",
    "last_name",
    "email",
    "title",
    "level",
    "area",
    "unit",
    "leader",
    "_row",
]
COLUMN_FIELDS: Final[tuple[Field, ...]] = (
    "name",
    "first_name",
    "last_name",
    "email",
    "title",
    "level",
    "area",
    "unit",
    "leader",
)
LEADER_FIELDS: Final[tuple[Field, ...]] = (
    "name",
    "email",
    "title",
    "level",
    "area",
    "unit",
    "leader",
)
FIELD_LABELS = {
    "name": _("name"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "email": _("e-mail"),
    "title": _("job title"),
    "level": _("level"),
    "area": _("area"),
    "unit": _("unit"),
    "leader": _("reports to"),
}
MAX_LENGTH = {"name": 120, "email": 200, "title": 120, "level": 80, "area": 80, "unit": 120}
