"""The settings of a feedback round."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.feedback.rules import FEWEST_PROMPTS, MOST_PROMPTS, PROMPTS, Config
from pejl.days.contract import ConfigForm

BETWEEN = (
    ("levels", gettext_lazy("neighbouring levels of the chain")),
    ("areas", gettext_lazy("areas")),
    ("both", gettext_lazy("levels and areas")),
)
PURPOSES = (
    ("appreciation", gettext_lazy("appreciation")),
    ("coaching", gettext_lazy("coaching")),
    ("evaluation", gettext_lazy("evaluation")),
)
PROMPT_NAMES = (
    ("goal", gettext_lazy("where we are going (feed up)")),
    ("keep", gettext_lazy("keep doing")),
    ("more", gettext_lazy("more of")),
    ("less", gettext_lazy("less of")),
    ("next", gettext_lazy("next time (feed forward)")),
)


class FeedbackForm(ConfigForm):
    """Who is asked about whom follows from the chain."""

    between = forms.ChoiceField(label=gettext_lazy("Feedback between"), choices=BETWEEN)
    purpose = forms.ChoiceField(label=gettext_lazy("What it is for"), choices=PURPOSES)
    prompts = forms.MultipleChoiceField(
        label=gettext_lazy("What is asked"),
        choices=PROMPT_NAMES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Two to four. Feed forward is what people forget: keep it."),
    )

    def clean_prompts(self) -> list[str]:
        chosen = [one for one in PROMPTS if one in self.cleaned_data["prompts"]]
        if not FEWEST_PROMPTS <= len(chosen) <= MOST_PROMPTS:
            raise ValidationError(_("Choose two to four."))
        return chosen

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        plain = Config()
        return {
            "between": config.get("between", plain.between),
            "purpose": config.get("purpose", plain.purpose),
            "prompts": list(config.get("prompts", plain.prompts)),
        }
