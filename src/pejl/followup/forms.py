from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.followup.models import Reading
from pejl.people.models import Indicator, Organisation, Participant


class OwnerForm(forms.Form):
    """Who is asked to take on what waits for an owner."""

    owner = forms.ModelChoiceField(Participant.objects.none(), label=_("Who is asked"))
    due = forms.DateField(
        label=_("By"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Participant.objects.filter(organisation=organisation, active=True)
        self.fields["owner"].queryset = known.exclude(email="").order_by("name")  # type: ignore[attr-defined]


class ReadingForm(forms.Form):
    """What an indicator is now. The same date again replaces the value."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), label=_("Indicator"))
    on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    value = forms.DecimalField(
        label=_("Value"), max_digits=12, decimal_places=2, localize=True,
        help_text=_("Only the number, such as 62 or 62,5."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Indicator.objects.filter(focus_area__agreement__organisation=organisation)
        self.fields["indicator"].queryset = known  # type: ignore[attr-defined]

    def keep(self) -> None:
        said = self.cleaned_data
        Reading.objects.update_or_create(
            indicator=said["indicator"], on=said["on"], defaults={"value": said["value"]}
        )
