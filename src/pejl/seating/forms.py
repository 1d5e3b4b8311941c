from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.days.grouping import find_kind
from pejl.days.models import Seating, Slot, ThemeDay
from pejl.days.registry import find_activity


class SeatingForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which groups an item has: one choice each."""

    class Meta:
        model = Slot
        fields = ["seating", "tables", "with_leader"]
        labels = {
            "seating": gettext_lazy("Groups"),
            "tables": gettext_lazy("Tables"),
            "with_leader": gettext_lazy("One may sit with one’s own leader"),
        }
        widgets = {"seating": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped = find_activity(self.instance.activity).grouped
        choices = [(one.value, one.label.capitalize()) for one in Seating]
        self.fields["seating"].choices = [  # type: ignore[attr-defined]
            one for one in choices if not grouped or one[0] != Seating.STAY
        ]
        self.fields["seating"].required = True
        self.initial["seating"] = find_kind(self.instance)
        self.fields["tables"].help_text = _("Empty: as the day, %(n)d.") % {
            "n": self.instance.day.tables
        }
        self.fields["tables"].min_value = 1  # type: ignore[attr-defined]
        self.fields["tables"].widget.attrs.update(min=1, max=99)

    def clean_tables(self) -> int | None:
        tables: int | None = self.cleaned_data["tables"]
        if tables is not None and not 1 <= tables <= 99:
            raise ValidationError(_("Write a number of tables from 1 to 99."))
        return tables


class RoomsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The tables' video rooms."""

    class Meta:
        model = ThemeDay
        fields = ["rooms"]
        labels = {"rooms": gettext_lazy("Links to video rooms")}
        help_texts = {
            "rooms": gettext_lazy(
                "One link a line, the first for table 1; an empty line for a table without. Or one "
                "link with {n} where the table’s number goes. Each table sees its own on the phone."
            )
        }
        widgets = {"rooms": forms.Textarea(attrs={"rows": 4})}

    def clean_rooms(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["rooms"].strip("\r\n").splitlines()]
        check = URLValidator(schemes=["https"])
        for number, line in enumerate(lines, start=1):
            try:
                if line:
                    check(line.replace("{n}", "1"))
            except ValidationError:
                raise ValidationError(
                    _("Line %(n)d is no link that begins with https://") % {"n": number}
                ) from None
        return "\n".join(lines)


class PresenceForm(forms.Form):
    """Who is there for how much of the day; one of these for each person, with a prefix."""

    absent = forms.BooleanField(required=False)
    comes_at = forms.TimeField(required=False)
    leaves_at = forms.TimeField(required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        comes, leaves = said.get("comes_at"), said.get("leaves_at")
        if isinstance(comes, time) and isinstance(leaves, time) and comes >= leaves:
            raise ValidationError(_("Leaves before coming."))
        return said
