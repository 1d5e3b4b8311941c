"""The settings of a case: which one, the minutes and prompts of each step, who moves on."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.casework.rules import Config
from pejl.days.contract import ConfigForm
from pejl.people.case import STEPS, CaseText
from pejl.people.case_words import name_step

PACES = [
    ("together", gettext_lazy("All tables move on together, from the console")),
    ("tables", gettext_lazy("Each table moves on by itself")),
]


class CaseworkForm(ConfigForm):
    choice = forms.ChoiceField(
        label=gettext_lazy("Case"),
        help_text=gettext_lazy("You can read them, and write your own, under “Cases” above."),
    )
    pace = forms.ChoiceField(label=gettext_lazy("The steps"), choices=PACES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in STEPS:
            name = name_step(step)
            self.fields[f"minutes_{step}"] = forms.IntegerField(
                label=_("%(step)s: minutes") % {"step": name}, min_value=1, max_value=120
            )
            self.fields[f"prompt_{step}"] = forms.CharField(
                label=_("%(step)s: what is asked") % {"step": name},
                required=False,
                max_length=160,
                help_text=_("Empty: what the case asks."),
            )

    def offer_cases(self, cases: Sequence[CaseText]) -> None:
        """One that was removed from the library is offered to who has chosen it already."""
        chosen = self.initial.get("choice") or (cases[0].key if cases else "")
        self.initial["choice"] = chosen
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (case.key, name_case(case)) for case in cases if not case.removed or case.key == chosen
        ]

    def to_config(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "choice": given["choice"],
            "minutes": [given[f"minutes_{step}"] for step in STEPS],
            "prompts": [given[f"prompt_{step}"] for step in STEPS],
            "pace": given["pace"],
        }

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        made = msgspec.convert(config, Config)
        prompts = (*made.prompts, *[""] * len(STEPS))
        initial: dict[str, Any] = {"choice": made.choice, "pace": made.pace}
        for step in STEPS:
            initial |= {f"minutes_{step}": made.minutes[step - 1]}
            initial |= {f"prompt_{step}": prompts[step - 1]}
        return initial


def name_case(case: CaseText) -> str:
    gone = _("%(title)s (removed from the library)") % {"title": case.title}
    return gone if case.removed else case.title
