from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.days.models import PrivacyPromise, Slot, ThemeDay
from pejl.days.registry import AnyActivity
from pejl.people.models import Organisation


class DayForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ThemeDay
        fields = ["title", "date", "starts_at", "place", "tables", "agreement"]
        labels = {"agreement": _("Development agreement")}
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].queryset = organisation.agreements.all()  # type: ignore[attr-defined]
        self.fields["tables"].min_value = 1  # type: ignore[attr-defined]


class SlotForm(forms.ModelForm):  # type: ignore[type-arg]
    """What every item has; the activity's own settings stand in its own form beside it."""

    class Meta:
        model = Slot
        fields = ["title", "minutes", "text", "promise", "releases_at"]
        labels = {"promise": _("Privacy promise")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "promise": forms.RadioSelect,
            "releases_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }

    def __init__(self, *args: Any, activity: AnyActivity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, PrivacyPromise(key).label) for key in activity.promises]
        self.fields["promise"].choices = choices  # type: ignore[attr-defined]
        if len(choices) < 2 or self.instance.is_relied_on():
            del self.fields["promise"]
        if activity.routes is None:
            del self.fields["releases_at"]
