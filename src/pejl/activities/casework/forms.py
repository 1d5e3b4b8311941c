"""The settings of a case: which one, the minutes and prompts of each step, who moves on."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.casework.cases import list_cases
from pejl.activities.casework.rules import MOST_PLACES, STEPS, Case, Config, Role
from pejl.activities.casework.words import name_step, put_usual_prompt
from pejl.days.contract import ConfigForm

OWN = "own"
PACES = [
    ("together", gettext_lazy("All tables move on together, from the console")),
    ("tables", gettext_lazy("Each table moves on by itself")),
]


class CaseworkForm(ConfigForm):
    case = forms.ChoiceField(label=gettext_lazy("Case"))
    title = forms.CharField(
        label=gettext_lazy("Your own case: its name"), required=False, max_length=80
    )
    text = forms.CharField(
        label=gettext_lazy("Your own case: the text"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("150 to 250 words are enough. An empty line parts the paragraphs."),
    )
    roles = forms.CharField(
        label=gettext_lazy("Your own case: the roles"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One a line, as “The mother: I want one name and one plan.”"),
    )
    questions = forms.CharField(
        label=gettext_lazy("Your own case: the questions"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line."),
    )
    pace = forms.ChoiceField(label=gettext_lazy("The steps"), choices=PACES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(case.title, case.title) for case in list_cases()]
        self.fields["case"].choices = [*titles, (OWN, _("Our own, written here"))]  # type: ignore[attr-defined]
        for step in STEPS:
            name = name_step(step)
            self.fields[f"minutes_{step}"] = forms.IntegerField(
                label=_("%(step)s: minutes") % {"step": name}, min_value=1, max_value=120
            )
            self.fields[f"prompt_{step}"] = forms.CharField(
                label=_("%(step)s: what is asked") % {"step": name},
                required=False,
                max_length=160,
                help_text=_("Empty: %(prompt)s") % {"prompt": put_usual_prompt(step)},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("case") == OWN:
            for name in ("title", "text"):
                if not given.get(name):
                    self.add_error(name, _("Write this for your own case."))
            for name in ("roles", "questions"):
                if len(list_lines(given.get(name, ""))) > MOST_PLACES:
                    self.add_error(name, _("Use %(n)d lines at most.") % {"n": MOST_PLACES})
        return given

    def to_config(self) -> dict[str, Any]:
        given = self.cleaned_data
        known = {case.title: case for case in list_cases()}
        case = known.get(given["case"]) or read_own(given)
        return {
            "case": msgspec.to_builtins(case),
            "minutes": [given[f"minutes_{step}"] for step in STEPS],
            "prompts": [given[f"prompt_{step}"] for step in STEPS],
            "pace": given["pace"],
        }

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        made = msgspec.convert(config, Config)
        prompts = (*made.prompts, *[""] * len(STEPS))
        initial: dict[str, Any] = {"pace": made.pace, **say_case(made.case)}
        for step in STEPS:
            initial |= {f"minutes_{step}": made.minutes[step - 1]}
            initial |= {f"prompt_{step}": prompts[step - 1]}
        return initial


def say_case(case: Case | None) -> dict[str, str]:
    if case is None or case in list_cases():
        return {"case": (case or list_cases()[0]).title}
    return {
        "case": OWN,
        "title": case.title,
        "text": case.text.strip(),
        "roles": "\n".join(f"{role.name}: {role.says}" for role in case.roles),
        "questions": "\n".join(case.questions),
    }


def read_own(given: Mapping[str, str]) -> Case:
    halves = [line.partition(":") for line in list_lines(given["roles"])]
    roles = tuple(Role(name.strip(), says.strip()) for name, _colon, says in halves)
    return Case(given["title"], given["text"], roles, tuple(list_lines(given["questions"])))


def list_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
