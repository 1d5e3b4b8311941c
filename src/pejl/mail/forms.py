from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.mail.models import QuietHours

CLOCK = {"type": "time"}


class QuietHoursForm(forms.ModelForm):  # type: ignore[type-arg]
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
