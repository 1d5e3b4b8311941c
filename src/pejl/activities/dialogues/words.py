"""What is said of the dialogues in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.dialogues.finding import Found, Pair
from pejl.activities.dialogues.rules import Config
from pejl.activities.dialogues.tallies import Result, Tie
from pejl.analysis.dialogues import Sight
from pejl.days.cells import join_names
from pejl.days.places import Place
from pejl.ui.pictures.answers import say_mean


def name_place(place: Place) -> str:
    return join_names(place.names)


def name_pair(pair: Pair) -> str:
    if pair.inside:
        return _("Within %(name)s") % {"name": name_place(pair.one)}
    return f"{name_place(pair.one)} – {name_place(pair.other)}"


def say_pairs(found: Found) -> str:
    """How many dialogues there are to see, and how many of them from both ends."""
    n = len(found.pairs)
    if not n:
        return _("Too few have named the same dialogues to show who talks with whom.")
    said = ngettext(
        "%(n)d dialogue can be shown, %(both)d from both ends.",
        "%(n)d dialogues can be shown, %(both)d from both ends.",
        n,
    )
    return said % {"n": n, "both": n - len(found.one_end)}


def say_reciprocity(result: Result | None) -> str:
    if result is None or result.reciprocity is None:
        return ""
    return _("Reciprocity: about %(share)d %%") % {"share": round(100 * result.reciprocity)}


def define_reciprocity() -> str:
    return _(
        "For each two groups we compare how large a part of each names the other. 100 % would be "
        "that both always name each other as often, 0 % that nobody is named back. All answers "
        "count, also those that cannot be shown by themselves."
    )


def say_broken(n: int) -> str:
    if not n:
        return _("No dialogue that can be shown is both important and not working.")
    return ngettext(
        "%(n)d dialogue is important and does not work.",
        "%(n)d dialogues are important and do not work.",
        n,
    ) % {"n": n}


def say_apart(n: int) -> str:
    if not n:
        return _("Where both ends can be shown, they see the dialogue much the same.")
    return ngettext(
        "%(n)d dialogue is seen differently from its two ends.",
        "%(n)d dialogues are seen differently from their two ends.",
        n,
    ) % {"n": n}


def say_tie(tie: Tie | None) -> str:
    """What one end says; why nothing, where it does not."""
    if tie is None:
        return _("cannot be shown from here")
    return _("importance %(important)s, works %(works)s") % {
        "important": say_mean(tie.important),
        "works": say_mean(tie.works),
    }


def say_share(tie: Tie, place: Place) -> str:
    return _("named by %(n)d of %(all)d") % {"n": tie.n, "all": max(place.people, tie.n)}


def say_end(tie: Tie | None, place: Place) -> str:
    return f"{say_tie(tie)} ({say_share(tie, place)})" if tie else say_tie(tie)


def say_sight(sight: Sight) -> str:
    return {
        Sight.ALIKE: _("They see it much the same"),
        Sight.APART: _("They see it differently"),
        Sight.ONE_END: _("Can be shown from one end only"),
    }[sight]


def say_works(pair: Pair) -> str:
    """How well it works by each end, in few words: “Skoler: virker 2,1 · PPR: virker 3,9”."""
    ends = ((pair.one, pair.there), (pair.other, pair.back))
    return " · ".join(
        _("%(name)s: works %(works)s") % {"name": name_place(place), "works": say_mean(tie.works)}
        for place, tie in ends
        if tie
    )


def propose(config: Config, pair: Pair) -> str:
    """Who should invite whom to talk about what."""
    area = config.find_focus(pair.focus)
    about = _("about “%(title)s”") % {"title": area.title} if area else _("about what they need")
    ends = [name_place(pair.one), name_place(pair.other)]
    if pair.inside:
        words = {"name": ends[0], "about": about}
        return _("“%(name)s” set time aside to talk %(about)s.") % words
    host, guest = ends if pair.inviter == 0 else ends[::-1]
    words = {"host": host, "guest": guest, "about": about}
    return _("“%(host)s” invite “%(guest)s” to talk %(about)s.") % words


def explain_proposals() -> str:
    return _(
        "Whoever has said that a dialogue does not work should not have to take the first step as "
        "well: the other end invites."
    )
