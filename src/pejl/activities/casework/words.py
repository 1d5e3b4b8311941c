"""The words of the steps: what they are called and what they ask."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.activities.casework.rules import (
    ADVICE,
    OPTIONS,
    ROLES,
    STEPS,
    UNDERSTAND,
    US,
    Config,
)


def name_step(step: int) -> str:
    return {
        UNDERSTAND: _("Understand the case"),
        ROLES: _("See it from each role"),
        OPTIONS: _("Find options"),
        ADVICE: _("Give advice"),
        US: _("What it says about us"),
    }[step]


def put_prompt(config: Config, step: int) -> str:
    own = config.prompts[step - 1] if step <= len(config.prompts) else ""
    return own or put_usual_prompt(step)


def put_usual_prompt(step: int) -> str:
    return {
        UNDERSTAND: _("Read the case. What is at stake, before anybody solves anything?"),
        ROLES: _("Share out the roles. What matters most to each, and what do they fear?"),
        OPTIONS: _("Which ways are there? Also those that nobody has tried."),
        ADVICE: _("What do you advise? Something that somebody can begin on within a month."),
        US: _("Where do we know this from? What does the case say about how we lead together?"),
    }[step]


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
