"""The dilemmas that come along, in the language of whoever opens the item."""

from django.utils.translation import gettext as _

from pejl.activities.dilemma.rules import Dilemma


def list_ready() -> tuple[Dilemma, ...]:
    return (
        Dilemma(
            title=_("Professional freedom and common direction"),
            a=_("Professional freedom"),
            b=_("Common direction"),
            purpose=_("Children meet skilled adults who pull the same way."),
            a_good=_("Those closest to the child decide, and see what this child needs."),
            a_alone=_("It depends on the house and the person which help a child gets."),
            b_good=_("We know what to expect of one another, and learn from the same things."),
            b_alone=_("We do as the plan says, also where the child needs something else."),
        ),
        Dilemma(
            title=_("Nearness and specialisation"),
            a=_("Nearness"),
            b=_("Specialisation"),
            purpose=_("Children get the right help, where they live their lives."),
            a_good=_("Help comes early, from adults the child knows."),
            a_alone=_("We try ourselves for too long, and lack knowledge that others have."),
            b_good=_("The hardest is met by those who know most about it."),
            b_alone=_("The child is moved about, and the everyday learns nothing from it."),
        ),
    )


def list_decisions() -> tuple[str, ...]:
    return (_("Which methods a unit works with every day"),)
