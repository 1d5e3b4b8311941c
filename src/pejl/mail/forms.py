from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.mail.models import QuietHours
from pejl.people.models import list_languages

CLOCK = {"type": "time"}


class QuietHoursForm(forms.ModelForm):  # type: ignore[type-arg]
    """With the language of mails, which is the organisation's."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of mails"), choices=list_languages, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = self.instance.organisation.language

    def save(self, commit: bool = True) -> QuietHours:  # noqa: FBT001, FBT002
        hours: QuietHours = super().save(commit)
        hours.organisation.language = self.cleaned_data["language"] or hours.organisation.language
        hours.organisation.save(update_fields=["language"])
        return hours

    class Meta:
        model = QuietHours
        fields = ["begin", "end", "weekends", "holidays", "zone"]
        widgets = {
            "begin": forms.TimeInput(attrs=CLOCK, format="%H:%M"),
            "end": forms.TimeInput(attrs=CLOCK, format="%H:%M"),
        }
        help_texts = {"zone": gettext_lazy("Such as Europe/Copenhagen. Empty: the server's own.")}

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("That time zone is not known. Try Europe/Copenhagen."))
        return zone
