"""What is said of a round in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.statements.finding import Found
from pejl.activities.statements.tallies import Lean, OpinionGroup, Tally


def name_side(side: str) -> str:
    return {
        "works": _("Works"),
        "in_the_way": _("In the way"),
        "needed": _("Needed"),
    }.get(side, "")


def name_lean(lean: Lean) -> str:
    return {
        Lean.ALMOST_ALL_AGREE: _("almost all agree"),
        Lean.MOST_AGREE: _("most agree"),
        Lean.DIVIDED: _("divided"),
        Lean.MOST_DISAGREE: _("most disagree"),
        Lean.ALMOST_ALL_DISAGREE: _("almost all disagree"),
    }[lean]


def say_tally(tally: Tally) -> str:
    """As “8 of 10 agree”; for few answers the lean alone."""
    if tally.agree is None or tally.disagree is None:
        return name_lean(tally.lean)
    if tally.lean.sign < 0:
        return _("%(n)d of 10 disagree") % {"n": tally.disagree}
    if tally.lean.sign > 0:
        return _("%(n)d of 10 agree") % {"n": tally.agree}
    return _("%(yes)d of 10 agree, %(no)d disagree") % {"yes": tally.agree, "no": tally.disagree}


def say_parts(found: Found) -> str:
    """Who leans which way: “Skoler: de fleste enige. …”"""
    return " ".join(f"{name}: {name_lean(lean)}." for name, lean in (*found.levels, *found.areas))


def say_sides(found: Found) -> str:
    """The groups on each side of a statement that divides; empty where only the room as a whole
    is divided."""
    groups = (*found.levels, *found.areas)
    yes = [name for name, lean in groups if lean.sign > 0]
    no = [name for name, lean in groups if lean.sign < 0]
    if not (yes and no):
        return ""
    return _("Agree: %(yes)s. Disagree: %(no)s.") % {"yes": ", ".join(yes), "no": ", ".join(no)}


def say_uniting(n: int) -> str:
    if not n:
        return _("No statement has most of every level and area with it.")
    return ngettext(
        "%(n)d statement has most of every level and area with it.",
        "%(n)d statements have most of every level and area with them.",
        n,
    ) % {"n": n}


def say_dividing(n: int) -> str:
    if not n:
        return _("No statement divides the room.")
    return ngettext("%(n)d statement divides the room.", "%(n)d statements divide the room.", n) % {
        "n": n
    }


def say_groups(groups: tuple[OpinionGroup, ...]) -> str:
    if not groups:
        return _("The room does not fall into groups: there is no pattern that would hold.")
    return _("The room votes in %(n)d patterns that hold.") % {"n": len(groups)}
