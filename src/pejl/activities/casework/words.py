"""The words of an item's steps: what they ask and what its fields are called."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.activities.casework.rules import (
    ADVICE,
    OPTIONS,
    ROLES,
    UNDERSTAND,
    US,
    Config,
)
from pejl.people import case_words
from pejl.people.case import STEPS, CaseText
from pejl.people.case_words import name_step


def put_prompt(config: Config, step: int) -> str:
    """What the item asks, or else the case."""
    own = config.prompts[step - 1] if step <= len(config.prompts) else ""
    return own or case_words.put_prompt(config.case or CaseText("", ""), step)


def name_place(config: Config, step: int, place: int) -> str:
    """What a field is called."""
    case = config.case
    if step == UNDERSTAND and case and case.questions:
        return case.questions[place - 1]
    if step == ROLES and case and case.roles:
        return case.roles[place - 1].name
    return {
        UNDERSTAND: _("What is at stake"),
        ROLES: _("The roles"),
        OPTIONS: _("Option %(n)d"),
        ADVICE: _("Advice %(n)d"),
        US: _("About us %(n)d"),
    }[step] % {"n": place}


def list_prompts(config: Config) -> Sequence[tuple[int, str, str, int]]:
    """Number, name, prompt and minutes of each step."""
    return [
        (step, name_step(step), put_prompt(config, step), config.minutes[step - 1])
        for step in STEPS
    ]
