from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pejl.keeping.models import LONGEST, Keeping


class KeepingForm(forms.ModelForm[Keeping]):
    class Meta:
        model = Keeping
        fields = ("anonymise_after", "delete_after", "why")
        labels = {
            "anonymise_after": _("Names go after (months)"),
            "delete_after": _("The day is deleted after (months)"),
            "why": _("Why"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("anonymise_after", "delete_after"):
            field = self.fields[name]
            field.min_value, field.max_value = 1, LONGEST  # type: ignore[attr-defined]
            field.widget.attrs |= {"min": 1, "max": LONGEST}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("anonymise_after"), found.get("delete_after")
        for name in ("anonymise_after", "delete_after"):
            if name in found and not 1 <= (found[name] or 0) <= LONGEST:
                self.add_error(name, _("Between 1 and 120 months."))
        if first and last and last < first:
            raise ValidationError(_("A day cannot be deleted before its names go."))
        longer = first and first > Keeping().anonymise_after
        longer = longer or (last and last > Keeping().delete_after)
        if longer and not found.get("why"):
            self.add_error("why", _("Say why it has to be kept longer than usual."))
        return found
