import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pejl.people.case_pictures import PictureFault
from pejl.people.logos import Logo, draw_logo
from pejl.people.models import Organisation
from pejl.ui.palette import Pair, find_nearest, list_faults

COLOUR = re.compile(r"#?([0-9a-f]{6})")
SHORT = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])")


class NameForm(forms.ModelForm[Organisation]):
    class Meta:
        model = Organisation
        fields = ("name",)
        labels = {"name": _("The organisation’s name")}
        help_texts = {"name": _("Stands on the screen, in mails and on the plan.")}


class LookForm(forms.Form):
    """Of a colour that was refused: `faults` are the places where it could not be read, `nearest`
    is the one that could be used instead."""

    colour = forms.CharField(
        label=_("Your colour"),
        required=False,
        max_length=20,
        help_text=_(
            "As your design guide writes it, such as #1E5C8A. Leave it empty for Pejl’s own."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
    )
    logo = forms.FileField(
        label=_("Your logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 10 MB. It stands on white."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    without = forms.BooleanField(label=_("Without a logo"), required=False)
    nearest = ""
    faults: list[str] = []

    def clean_colour(self) -> str:
        """As "#rrggbb"; empty for none."""
        text = str(self.cleaned_data["colour"]).strip().lower()
        if not text:
            return ""
        found, short = COLOUR.fullmatch(text), SHORT.fullmatch(text)
        if found is None and short is None:
            raise ValidationError(_("Write the colour as # and six letters or digits: #1E5C8A."))
        colour = f"#{found[1]}" if found else "#" + "".join(2 * one for one in short.groups())  # type: ignore[union-attr]
        if faults := list_faults(colour):
            self.nearest, self.faults = find_nearest(colour), [say_pair(pair) for pair in faults]
            raise ValidationError(say_faults(colour, faults))
        return colour

    def clean_logo(self) -> Logo | None:
        file: UploadedFile | None = self.cleaned_data["logo"]
        if file is None:
            return None
        try:
            return draw_logo(file.read())
        except PictureFault as fault:
            raise ValidationError(str(fault)) from fault

    def list_kept(self) -> dict[str, Any]:
        """What was understood, though something else was not."""
        return {name: self.cleaned_data[name] for name in self.cleaned_data}


def say_faults(colour: str, faults: list[Pair]) -> str:
    said = ngettext(
        "%(colour)s is too light in %(n)d place.", "%(colour)s is too light in %(n)d places.",
        len(faults),
    )  # fmt: skip
    return said % {"colour": colour, "n": len(faults)}


def say_pair(pair: Pair) -> str:
    words = {
        "what": pair.what,
        "found": number_format(pair.found, 2),
        "least": number_format(pair.least, 1),
    }
    return gettext("%(what)s: %(found)s to 1, and it takes %(least)s to 1.") % words
