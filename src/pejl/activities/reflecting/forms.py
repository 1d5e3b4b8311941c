"""The settings of a reflecting team."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.reflecting.rules import (
    FEWEST,
    LONGEST_PROMPT,
    MOST,
    MOST_MINUTES,
    MOST_PROMPTS,
    Config,
)
from pejl.days.contract import ConfigForm, Focus, Person


class ReflectingForm(ConfigForm):
    """People are chosen among those invited."""

    middle = forms.ChoiceField(
        label=gettext_lazy("In the middle"),
        required=False,
        help_text=gettext_lazy("Ask first. Choose before you open the item."),
    )
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Observers"),
        required=False,
        help_text=gettext_lazy(
            "Three to six. Choose none, and they are drawn: nobody who leads the one in the middle "
            "or is led by that person, and levels and areas mixed."
        ),
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many are drawn"), min_value=FEWEST, max_value=MOST
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for each observer"), min_value=1, max_value=MOST_MINUTES
    )
    prompts = forms.CharField(
        label=gettext_lazy("What the observers are asked"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line, four at most. Empty: the usual three."),
    )

    def offer(self, people: Sequence[Person], focus_areas: Sequence[Focus]) -> None:
        named = [(one.id, f"{one.name} · {one.title or one.level}") for one in people]
        self.fields["middle"].choices = [("", _("Nobody yet")), *named]  # type: ignore[attr-defined]
        self.fields["chosen"].choices = named  # type: ignore[attr-defined]

    def clean_prompts(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["prompts"].splitlines()]
        prompts = [line for line in lines if line]
        if len(prompts) > MOST_PROMPTS or any(len(line) > LONGEST_PROMPT for line in prompts):
            raise ValidationError(
                _("Four lines at most, of at most %(n)d letters.") % {"n": LONGEST_PROMPT}
            )
        return prompts

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen = said.get("chosen", [])
        if chosen and not FEWEST <= len(chosen) <= MOST:
            self.add_error("chosen", _("Choose three to six, or none."))
        if chosen and said.get("middle") in chosen:
            self.add_error("chosen", _("The one in the middle does not observe."))
        return said

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        plain = Config()
        return {
            "middle": config.get("middle", plain.middle),
            "chosen": list(config.get("chosen", plain.chosen)),
            "count": config.get("count", plain.count),
            "minutes": config.get("minutes", plain.minutes),
            "prompts": "\n".join(config.get("prompts", plain.prompts)),
        }
