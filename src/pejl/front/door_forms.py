import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pejl.days.models import ThemeDay
from pejl.front.models import Enquiry, FrontDoor

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SHORTEST_SLUG = 3
# What would look as if Pejl itself, or somebody else than the organisation, stood behind the page.
RESERVED = frozenset(
    {
        "pejl",
        "admin",
        "api",
        "login",
        "signin",
        "support",
        "hjaelp",
        "help",
        "sikkerhed",
        "security",
    }
    | {"om", "about", "tak", "kontakt", "contact", "privatliv", "privacy", "static", "www", "test"}
)


def describe_day(day: ThemeDay) -> dict[str, str]:
    """All that is told of a day: its title, its month, how many took part."""
    people = day.attendances.filter(joined_at__isnull=False).count()
    said = ngettext("%(n)d took part", "%(n)d took part", people) % {"n": people}
    when = day.date or (day.ended_at.date() if day.ended_at else None)
    return {
        "title": day.title,
        "month": date_format(when, "F Y") if when else "",
        "people": said if people else "",
    }


def say_day(day: ThemeDay) -> str:
    return " · ".join(part for part in describe_day(day).values() if part)


class DoorForm(forms.ModelForm[FrontDoor]):
    named = forms.MultipleChoiceField(
        label=_("Past days that may be named"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask those who held the day first. Only what stands here is shown."),
    )

    class Meta:
        model = FrontDoor
        fields = ("on", "slug", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "slug": _(
                "Small letters a to z, digits and hyphens. Links to an older one stop working."
            ),
            "text": _("Markdown: ## for a heading, - for a list, **bold**, [words](https://…)."),
        }

    def __init__(self, *args: Any, past: list[ThemeDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(day.pk), say_day(day)) for day in past]
        self.fields["named"].choices = choices  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if not SLUG.fullmatch(slug) or len(slug) < SHORTEST_SLUG:
            raise ValidationError(
                _("At least three small letters, digits or hyphens between them.")
            )
        if slug in RESERVED:
            raise ValidationError(_("That address is kept for Pejl itself. Choose another."))
        return slug

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("on") and not str(found.get("text", "")).strip():
            self.add_error("text", _("Write what you offer before the page is opened."))
        return found


class EnquiryForm(forms.ModelForm[Enquiry]):
    """`website` is for machines alone: people do not see it."""

    website = forms.CharField(required=False)

    class Meta:
        model = Enquiry
        fields = ("name", "email", "text")
        labels = {
            "name": _("Your name"),
            "email": _("Your e-mail"),
            "text": _("What would you like to talk about?"),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "text": forms.Textarea(attrs={"rows": 6}),
        }
