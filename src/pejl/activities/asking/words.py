"""What feedback on request says, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.asking.rules import Ask, Config, Reply, Result, read_route


def name_path(path: str) -> str:
    return {
        "leader": _("Your leader"),
        "led": _("Those you lead"),
        "peers": _("Beside you, on your level"),
        "other_area": _("From another area"),
    }[path]


def say_route(config: Config, key: str) -> str:
    """From whom, to whom."""
    way = read_route(key)
    ends = {"source": config.find(way.giver).name, "target": config.find(way.asker).name}
    return _("from %(source)s to %(target)s") % ends


def name_purpose(purpose: str) -> str:
    return {
        "appreciation": _("appreciation"),
        "coaching": _("coaching"),
        "evaluation": _("evaluation"),
    }[purpose]


def explain_purpose(purpose: str) -> str:
    return {
        "appreciation": _("what works, and what it means to you"),
        "coaching": _("what helps, and what could be tried"),
        "evaluation": _("how far it is from what we agreed"),
    }[purpose]


def name_time(time: str) -> str:
    return {"up": _("feed up"), "back": _("feedback"), "forward": _("feed forward")}[time]


def explain_time(time: str) -> str:
    return {
        "up": _("where we are going"),
        "back": _("how it is going"),
        "forward": _("what to do next time"),
    }[time]


def give_example(purpose: str) -> str:
    """A request of that kind, as a leader would put it."""
    return {
        "appreciation": _("“What did you use from our meeting on transitions?”"),
        "coaching": _("“How can I open the meeting so that the coordinators say more?”"),
        "evaluation": _("“We agreed to answer within a week. How do you see us keep it?”"),
    }[purpose]


def say_wanted(ask: Ask) -> str:
    """The kind that is wanted, in one line; empty where none was chosen."""
    kinds = [f"{name_purpose(ask.purpose)}: {explain_purpose(ask.purpose)}"] if ask.purpose else []
    kinds += [f"{name_time(ask.time)}: {explain_time(ask.time)}"] if ask.time else []
    return _("Wanted: %(kinds)s.") % {"kinds": "; ".join(kinds)} if kinds else ""


def guide_answer(ask: Ask) -> str:
    """How to begin an answer of the kind wanted. Feed forward is asked for where nothing else is,
    since it is what people forget."""
    return {
        "up": _("Begin with: “What counts most to me is …”"),
        "back": _("Begin with: “When you …, it helps me to …”"),
        "forward": _("Begin with: “Next time you could …”"),
        "": _("Say one thing you saw, and one thing for next time."),
    }[ask.time]


def say_stance(stance: str) -> str:
    return {
        "heard": _("Thank you, I have heard"),
        "do": _("I do something"),
        "wont": _("I do not, because"),
    }[stance]


def say_reply(reply: Reply) -> str:
    said = say_stance(reply.stance)
    return f"{said}: {reply.text}" if reply.text else f"{said}."


def say_how(how: str) -> str:
    return {"yes": _("Yes"), "partly": _("Partly"), "no": _("No")}[how]


def say_counts(result: Result | None) -> str:
    """What the room may know: counts, and those only where enough stand behind."""
    if result is None:
        return ""
    if not result.asked:
        return _("Too few have asked to show how many.")
    n = result.asked
    said = [ngettext("%(n)d request was put.", "%(n)d requests were put.", n) % {"n": n}]
    if n := result.answered:
        said.append(ngettext("%(n)d was answered.", "%(n)d were answered.", n) % {"n": n})
    if n := result.declined:
        said.append(ngettext("%(n)d was declined.", "%(n)d were declined.", n) % {"n": n})
    return " ".join(said)
