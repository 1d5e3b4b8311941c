"""What feedback written together says, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.joint.rules import Config, Route
from pejl.activities.joint.tallies import Result, Tally
from pejl.days.cells import join_names
from pejl.days.places import Place
from pejl.days.replies import Answer


def name_place(place: Place) -> str:
    if place.kind == "table":
        return _("Table %(numbers)s") % {"numbers": join_names(place.names)}
    return join_names(place.names)


def name_source(config: Config, route: Route) -> str:
    return name_place(config.find_place(route.source))


def name_target(config: Config, route: Route) -> str:
    return name_place(config.find_place(route.target))


def say_route(config: Config, key: str) -> str:
    """From whom, to whom. Raises LookupError for a route that there is not."""
    route = {one.key: one for one in config.routes}[key]
    ends = {"source": name_source(config, route), "target": name_target(config, route)}
    return _("from %(source)s to %(target)s") % ends


def put_prompt(prompt: str) -> str:
    return {
        "keep": _("What should you keep doing?"),
        "more": _("What would we like more of?"),
        "less": _("What would we like less of?"),
        "next": _("Next time: what do we hope that you do?"),
    }[prompt]


def give_example(prompt: str) -> str:
    return {
        "keep": _("For instance: when you come by and ask, we dare to say what is hard."),
        "more": _("For instance: that we hear it before the decision is made."),
        "less": _("For instance: mails with several things in one."),
        "next": _("For instance: ask us two things before you make the plan of the year."),
    }[prompt]


def say_rule(took: int, needed: int) -> str:
    """Who decides what is sent, as it stands on the phone."""
    if not took:
        return _(
            "What more than half of those who take part say yes to is sent: three at the least."
        )
    said = ngettext("%(n)d of you has taken part.", "%(n)d of you have taken part.", took)
    rule = _("What %(needed)d say yes to is sent.") % {"needed": needed}
    return f"{said % {'n': took}} {rule}"


def say_count(prompt: str, n: int, sent: int) -> str:
    """What there is under a prompt; that nobody has looked ahead is said."""
    if not n:
        forgotten = _("Nothing yet about next time. It is what people forget.")
        return forgotten if prompt == "next" else _("Nothing yet. Yours can be the first.")
    said = ngettext("%(n)d proposal", "%(n)d proposals", n) % {"n": n}
    if not sent:
        return f"{said}."
    chosen = ngettext("%(n)d is sent", "%(n)d are sent", sent) % {"n": sent}
    return f"{said}, {chosen}."


def say_yes(yes: int, needed: int) -> str:
    if yes >= needed:
        return _("Is sent: %(n)d have said yes.") % {"n": yes}
    return _("%(n)d of %(needed)d who have to say yes.") % {"n": yes, "needed": needed}


def say_stance(stance: str) -> str:
    return {
        "heard": _("We have heard it"),
        "do": _("We do something"),
        "wont": _("We do not, because"),
    }[stance]


def say_answer(answer: Answer) -> str:
    said = say_stance(answer.stance)
    return f"{said}: {answer.text}" if answer.text else f"{said}."


def say_how(how: str) -> str:
    return {"yes": _("Yes"), "partly": _("Partly"), "no": _("No")}[how]


def say_sent(config: Config, result: Result) -> str:
    """How much the groups have decided to send."""
    n = sum(len(one.sent) for one in result.tallies)
    writers = sum(bool(one.sent) for one in result.tallies)
    said = ngettext("%(n)d piece of feedback", "%(n)d pieces of feedback", n) % {"n": n}
    return _("%(said)s from %(writers)d of %(groups)d groups.") % {
        "said": said,
        "writers": writers,
        "groups": len(config.routes),
    }


def say_forward(config: Config, result: Result) -> str:
    """How much of it looks ahead, since people forget it."""
    if "next" not in config.prompts:
        return ""
    at = config.prompts.index("next")
    n = sum(one.prompt == at for tally in result.tallies for one in tally.sent)
    if not n:
        return _("None is about next time.")
    said = ngettext("%(n)d is about next time.", "%(n)d are about next time.", n)
    return said % {"n": n}


def say_status(tally: Tally, *, handed_out: bool) -> str:
    if not tally.sent:
        return _("nothing sent")
    if not handed_out:
        return _("not handed out yet")
    if tally.answers:
        themes = len({one.prompt for one in tally.sent})
        return _("%(n)d of %(all)d answered") % {"n": len(tally.answers), "all": themes}
    return _("read, not answered") if tally.heard else _("not read yet")


def say_helped(tally: Tally) -> str:
    if tally.helped is None:
        return ""
    yes, partly, no = tally.helped
    said = {"yes": yes, "partly": partly, "no": no}
    return _("It helped: %(yes)d yes, %(partly)d partly, %(no)d no.") % said
