"""The settings of feedback written together."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.joint.rules import FEWEST_PROMPTS, MOST_PROMPTS, PROMPTS, Config
from pejl.days.contract import ConfigForm

BETWEEN = (
    ("up", gettext_lazy("each level, to the level above")),
    ("down", gettext_lazy("each level, to the level below")),
    ("areas", gettext_lazy("each area, to the next area")),
    ("tables", gettext_lazy("each table, to the next table")),
)
PROMPT_NAMES = (
    ("keep", gettext_lazy("keep doing")),
    ("more", gettext_lazy("more of")),
    ("less", gettext_lazy("less of")),
    ("next", gettext_lazy("next time (feed forward)")),
)


class JointForm(ConfigForm):
    """Who is in which group follows from the chain, or from where people sit."""

    between = forms.ChoiceField(
        label=gettext_lazy("Who writes to whom"),
        choices=BETWEEN,
        help_text=gettext_lazy("Groups of under five are put together with their neighbours."),
    )
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
            "prompts": list(config.get("prompts", plain.prompts)),
        }
