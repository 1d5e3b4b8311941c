"""What a feedback round says, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.feedback.rules import Config, Route
from pejl.activities.feedback.tallies import Result, Tally
from pejl.days.cells import join_names
from pejl.days.parts import count_needed
from pejl.days.places import Place
from pejl.days.replies import Answer


def name_place(place: Place) -> str:
    return join_names(place.names)


def name_source(config: Config, route: Route) -> str:
    return name_place(config.find_place(route.source))


def name_target(config: Config, route: Route) -> str:
    return name_place(config.find_place(route.target))


def say_path(path: str) -> str:
    return {
        "up": _("up the chain"),
        "down": _("down the chain"),
        "across": _("across areas"),
    }[path]


def put_prompt(prompt: str) -> str:
    return {
        "goal": _("Where are we going? What do we need from you to know it?"),
        "keep": _("What should you keep doing?"),
        "more": _("What would we like more of?"),
        "less": _("What would we like less of?"),
        "next": _("Next time: what do we hope that you do?"),
    }[prompt]


def give_example(prompt: str) -> str:
    return {
        "goal": _("For instance: say in one sentence what counts most this year."),
        "keep": _("For instance: when you come by and ask, we dare to say what is hard."),
        "more": _("For instance: that we hear it before the decision is made."),
        "less": _("For instance: mails with several things in one."),
        "next": _("For instance: ask us two things before you make the plan of the year."),
    }[prompt]


def explain_purpose(purpose: str) -> str:
    return {
        "appreciation": _("Appreciation: say what works, and what it means to you."),
        "coaching": _("Coaching: say what helps you, so that they can do more of it."),
        "evaluation": _("Evaluation: hold it against what was agreed, and say how far it is met."),
    }[purpose]


def say_group(config: Config, route: Route, *, named: bool) -> str:
    """In which group an answer will appear, as it stands beside where one writes it."""
    place = config.find_place(route.source)
    values = {"to": name_target(config, route), "group": name_place(place), "n": place.people}
    if named:
        return _("Read by: %(to)s. Shown with your name.") % values
    said = _("Read by: %(to)s. Shown only together: at least %(k)d from %(group)s, %(n)d people.")
    return said % (values | {"k": count_needed(place.people)})


def say_stance(stance: str) -> str:
    return {
        "heard": _("We have heard it"),
        "do": _("We do something"),
        "wont": _("We do not, because"),
    }[stance]


def say_answer(answer: Answer) -> str:
    said = say_stance(answer.stance)
    return f"{said}: {answer.text}" if answer.text else f"{said}."


def say_written(config: Config, result: Result, asked: int) -> str:
    """How many pieces of feedback there are, of how many asked for."""
    n = sum(one.wrote for one in result.tallies)
    said = ngettext("%(n)d piece of feedback", "%(n)d pieces of feedback", n) % {"n": n}
    return _("%(said)s of %(asked)d asked for, between %(n)d pairs of groups.") % {
        "said": said,
        "asked": asked,
        "n": len({frozenset((one.source, one.target)) for one in config.routes}),
    }


def say_answered(result: Result) -> str:
    read = [one for one in result.tallies if one.wrote]
    answered = sum(bool(one.answers) for one in read)
    return _("%(n)d of %(all)d groups have answered what they got.") % {
        "n": answered,
        "all": len(read),
    }


def say_mix(tallies: Iterable[Tally]) -> str:
    """How many wrote of each time; what people forget is said."""
    counted = [one.times for one in tallies if one.times]
    if not counted:
        return ""
    up, back, forward = (sum(times[at] for times in counted) for at in range(3))
    said = _("Feedback: %(back)d. Feed forward: %(forward)d.") % {"back": back, "forward": forward}
    return f"{_('Feed up: %(up)d.') % {'up': up}} {said}" if up else said


def say_status(tally: Tally, prompts: int, *, handed_out: bool) -> str:
    if not tally.wrote:
        return _("nothing written")
    if not handed_out:
        return _("not handed out yet")
    if tally.answers:
        return _("%(n)d of %(all)d answered") % {"n": len(tally.answers), "all": prompts}
    return _("read, not answered") if tally.heard else _("not read yet")


def say_helped(tally: Tally) -> str:
    if tally.helped is None:
        return ""
    yes, partly, no = tally.helped
    return _("It helped: %(yes)d yes, %(partly)d partly, %(no)d no.") % {
        "yes": yes,
        "partly": partly,
        "no": no,
    }
