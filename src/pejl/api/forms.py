from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.accounts.fetching import Inside, check_name, is_address_allowed
from pejl.api.models import Event, Hook, Scope
from pejl.mail.clock import now

LASTS = ((30, gettext_lazy("a month")), (180, gettext_lazy("half a year")),
         (365, gettext_lazy("a year")), (730, gettext_lazy("two years")))  # fmt: skip
YEAR = 365


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What the key is for"),
        help_text=gettext_lazy("Such as the intranet, or the data warehouse."),
        max_length=80,
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may read"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long it works"), choices=LASTS, coerce=int, initial=YEAR
    )

    def find_end(self) -> datetime:
        return now() + timedelta(days=self.cleaned_data["days"])


class HookForm(forms.ModelForm[Hook]):
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Tell it when"),
        choices=Event.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    url = forms.URLField(
        label=gettext_lazy("The receiver’s address"),
        help_text=gettext_lazy("It begins with https:// and is on the internet."),
        max_length=500,
        assume_scheme="https",
    )

    class Meta:
        model = Hook
        fields = ("url", "events")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        inside, parts = settings.PEJL_HOOKS_INSIDE, urlsplit(url)
        if not is_address_allowed(url, inside=inside) or parts.username or parts.password:
            raise forms.ValidationError(
                _("The address must begin with https:// and hold no password.")
            )
        try:
            if not inside:
                check_name(parts.hostname or "")
        except Inside as fault:
            raise forms.ValidationError(_("The address must be on the internet.")) from fault
        return url
