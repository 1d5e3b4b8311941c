"""What a feedback round says, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.feedback.guessing import Compared
from pejl.activities.feedback.paths import Route
from pejl.activities.feedback.reach import Reach
from pejl.activities.feedback.rules import TIMES, Config, Guess, Wish, list_ways
from pejl.activities.feedback.tallies import Result, Tally
from pejl.analysis.ratings import Rating
from pejl.days.cells import join_names
from pejl.days.parts import count_needed
from pejl.days.places import Place
from pejl.days.replies import Answer
from pejl.ui.pictures.answers import say_mean, say_number
from pejl.ui.theirs import Ours


def name_place(place: Place) -> str:
    """As it stands in a sentence: a group by its names, people by who leads them."""
    names = join_names(place.names)
    said = {
        "led": _("those who have %(name)s as leader"),
        "below": _("those who have %(name)s as their leader’s leader"),
        "peers": _("colleagues of %(name)s with the same leader"),
        "room": _("the whole room"),
    }.get(place.kind, "%(name)s")
    return said % {"name": names}


def name_source(config: Config, route: Route) -> str:
    return name_place(config.find_place(route.source))


def name_target(config: Config, route: Route) -> str:
    return name_place(config.find_place(route.target))


def say_route(config: Config, key: str) -> str:
    """From whom, to whom. Raises LookupError for a route that there is not."""
    route = config.map.routes[key]
    ends = {"source": name_source(config, route), "target": name_target(config, route)}
    return _("from %(source)s to %(target)s") % ends


def name_path(kind: str) -> str:
    """A kind of path, as the facilitator chooses it."""
    return {
        "levels": _("neighbouring levels of the chain, both ways"),
        "areas": _("areas, about each other"),
        "top": _("the whole room, about the top level"),
        "leader": _("each about the own leader"),
        "leaders_leader": _("each about the leader’s leader"),
        "led": _("leaders about those they lead"),
        "peers": _("colleagues with the same leader"),
        "picked": _("the pairs picked below"),
    }[kind]


def say_path(path: str) -> str:
    return {
        "up": _("up the chain"),
        "down": _("down the chain"),
        "across": _("across"),
        "both": _("up and down the chain"),
    }[path]


def show_prompt(config: Config, prompt: str) -> str:
    """For a page, which has to know whose words they are."""
    text = put_prompt(config, prompt)
    return text if prompt == "own" else Ours(text)


def put_prompt(config: Config, prompt: str) -> str:
    return {
        "goal": _("Where are we going? What do we need from you to know it?"),
        "keep": _("What should you keep doing?"),
        "more": _("What would we like more of?"),
        "less": _("What would we like less of?"),
        "when": _("When you …, it helps us to …"),
        "next": _("Next time: what do we hope that you do?"),
        "own": config.own,
        "scale": config.scale,
    }[prompt]


def give_example(prompt: str) -> str:
    return {
        "goal": _("For instance: say in one sentence what counts most this year."),
        "keep": _("For instance: when you come by and ask, we dare to say what is hard."),
        "more": _("For instance: that we hear it before the decision is made."),
        "less": _("For instance: mails with several things in one."),
        "when": _("For instance: when you ask before you decide, it helps us to stand behind it."),
        "next": _("For instance: ask us two things before you make the plan of the year."),
        "own": _("One concrete thing is worth more than three general ones."),
        "scale": _("Say with a sentence what would move it one step up."),
    }[prompt]


def say_time(prompt: str) -> str:
    """When in time a prompt looks, with what people forget said."""
    return {
        "up": _("Feed up: where are we going?"),
        "back": _("Feedback: how is it going?"),
        "forward": _("Feed forward: what next? It is what people forget, and what can be used."),
    }[TIMES[prompt]]


def explain_time(time: str) -> str:
    return {
        "up": _("where we are going (feed up)"),
        "back": _("how it is going (feedback)"),
        "forward": _("what next (feed forward)"),
    }[time]


def say_way(way: str) -> str:
    return {
        "": _("Together with the others, without my name"),
        "named": _("With my name"),
        "dialogue": _("I would rather take it in a dialogue: only say so, with my name"),
    }[way]


def name_purpose(purpose: str) -> str:
    return {
        "appreciation": _("appreciation"),
        "coaching": _("coaching"),
        "evaluation": _("evaluation"),
    }[purpose]


def say_wish(wish: Wish) -> str:
    """A receiver's wish in one line."""
    kinds = [name_purpose(wish.purpose)] if wish.purpose else []
    kinds += [explain_time(wish.time)] if wish.time else []
    said = ", ".join(kinds)
    return ": ".join(filter(None, [said, wish.text]))


def explain_purpose(purpose: str) -> str:
    return {
        "appreciation": _("Appreciation: say what works, and what it means to you."),
        "coaching": _("Coaching: say what helps you, so that they can do more of it."),
        "evaluation": _("Evaluation: hold it against what was agreed, and say how far it is met."),
    }[purpose]


def say_group(config: Config, route: Route) -> str:
    """In which group an answer will appear, as it stands beside where one writes it."""
    place = config.find_place(route.source)
    values = {"to": name_target(config, route), "group": name_place(place), "n": place.people}
    if config.promise == "named":
        return _("Read by: %(to)s. Shown with your name.") % values
    if "" in list_ways(config, route):
        said = _(
            "Read by: %(to)s. Shown only together: at least %(k)d from %(group)s, %(n)d people."
        )
        return said % (values | {"k": count_needed(place.people)})
    if config.promise == "anonymous":
        return _("You are too few to be anonymous towards %(to)s. Take it in a dialogue.") % values
    return (
        _("You are so few towards %(to)s that we cannot promise that nobody guesses who wrote.")
        % values
    )


def say_rating(scale: str, rating: Rating) -> str:
    """The marks on a scale from 1 to 5."""
    values = {"scale": scale, "mean": say_mean(rating), "n": rating.n}
    return _("%(scale)s %(mean)s of 5 on average, %(n)d answers.") % values


def say_compared(config: Config, guess: Guess, compared: Compared) -> list[str]:
    """What one guessed beside what came, in sentences for that one alone."""
    said = []
    if compared.gap is not None:
        values = {"guess": guess.mark, "gap": say_number(abs(compared.gap))}
        said.append(
            _("You guessed %(guess)s: %(gap)s above what came.") % values
            if compared.gap > 0
            else _("You guessed %(guess)s: %(gap)s below what came.") % values
            if compared.gap < 0
            else _("You guessed %(guess)s, and that is what came.") % values
        )
    if compared.right is not None:
        most = join_names([f"“{put_prompt(config, config.prompts[at])}”" for at in compared.most])
        said.append(
            _("Most wrote to %(most)s, as you guessed.") % {"most": most}
            if compared.right
            else _("Most wrote to %(most)s. You guessed something else.") % {"most": most}
        )
    return said


def say_stance(stance: str) -> str:
    return {
        "heard": _("We have heard it"),
        "do": _("We do something"),
        "wont": _("We do not, because"),
    }[stance]


def say_answer(answer: Answer) -> str:
    said = say_stance(answer.stance)
    return f"{said}: {answer.text}" if answer.text else f"{said}."


def say_about(answer: Answer) -> str:
    """An answer with the theme that it is about, where it is about one."""
    said = say_answer(answer)
    return f"“{answer.label}” · {said}" if answer.label else said


def say_written(result: Result, asked: int) -> str:
    """How many pieces of feedback there are, of how many asked for."""
    n = sum(one.wrote for one in result.tallies)
    said = ngettext("%(n)d piece of feedback", "%(n)d pieces of feedback", n) % {"n": n}
    return _("%(said)s of %(asked)d asked for.") % {"said": said, "asked": asked}


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


def say_reach(reach: Reach) -> str:
    """How far feedback went beyond one's own, beside what chance would give."""
    values = {"index": say_number(reach.index, 2), "expected": say_number(reach.expected, 2)}
    if reach.kind == "level":
        said = _("Across levels: E–I index %(index)s; at random it would be %(expected)s.")
    else:
        said = _("Across areas: E–I index %(index)s; at random it would be %(expected)s.")
    return said % values


def explain_reach() -> str:
    return _(
        "The E–I index is 1 when all feedback goes to others than one’s own, −1 when all stays "
        "within."
    )


def say_status(tally: Tally, prompts: int, *, handed_out: bool) -> str:
    if not tally.wrote:
        return _("nothing written")
    if not handed_out:
        return _("not handed out yet")
    if tally.answers:
        return _("%(n)d of %(all)d answered") % {
            "n": len({one.prompt for one in tally.answers}),
            "all": prompts,
        }
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
