"""The words of a case's five steps: what they are called and what they ask."""

from django.utils.translation import gettext as _

from pejl.people.case import STEPS, CaseText
from pejl.ui.theirs import Ours

UNDERSTAND, ROLES, OPTIONS, ADVICE, US = STEPS


def name_step(step: int) -> str:
    return {
        UNDERSTAND: _("Understand the case"),
        ROLES: _("See it from each role"),
        OPTIONS: _("Find options"),
        ADVICE: _("Give advice"),
        US: _("What it says about us"),
    }[step]


def put_prompt(case: CaseText, step: int) -> str:
    """What the step asks of this case."""
    own = case.prompts[step - 1] if step <= len(case.prompts) else ""
    return own or Ours(put_usual_prompt(step))


def put_usual_prompt(step: int) -> str:
    return {
        UNDERSTAND: _("Read the case. What is at stake, before anybody solves anything?"),
        ROLES: _("Share out the roles. What matters most to each, and what do they fear?"),
        OPTIONS: _("Which ways are there? Also those that nobody has tried."),
        ADVICE: _("What do you advise? Something that somebody can begin on within a month."),
        US: _("Where do we know this from? What does the case say about how we lead together?"),
    }[step]
