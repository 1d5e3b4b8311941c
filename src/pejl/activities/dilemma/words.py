"""What is said of a dilemma: the phases, the levels of delegation, the movement. Neutral: no pole
is better, and nobody wins."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.dilemma.results import Mismatch, Result
from pejl.activities.dilemma.rules import Config, Dilemma
from pejl.analysis.compared import find_mean
from pejl.analysis.paired import SURE_BELOW, sign_test
from pejl.analysis.ratings import Rating
from pejl.ui.pictures.answers import say_number

NO_MOVE = 0.05


class Degree(NamedTuple):
    value: int
    name: str
    help: str


def list_degrees() -> list[Degree]:
    """The seven levels of delegation poker. J. Appelo, "Management 3.0" (2011), chapter 7."""
    said = [
        (_("Decide and tell"), _("The leader decides and says so.")),
        (_("Decide and explain"), _("The leader decides and says why, so that others will join.")),
        (_("Ask first"), _("The leader listens to the others, and then decides.")),
        (_("Agree together"), _("Both must be able to say yes.")),
        (_("Give advice"), _("The leader says what they think. The others decide.")),
        (_("Ask afterwards"), _("The others decide, and tell the leader how it went.")),
        (_("Leave it to them"), _("The others decide, and need not report.")),
    ]
    return [Degree(at, name, text) for at, (name, text) in enumerate(said, 1)]


def name_degree(mean: float) -> str:
    return list_degrees()[min(7, max(1, round(mean))) - 1].name


def name_phase(phase: str) -> str:
    return {
        "place": _("Place yourself"),
        "talk": _("Talk at the table"),
        "again": _("Place yourself again"),
        "keep": _("How we keep both"),
        "decide": _("Who decides what"),
    }[phase]


def explain_phase(phase: str) -> str:
    return {
        "place": _("Both poles are legitimate. Where do you lean in your daily work?"),
        "talk": _("Put the phone down. Listen for what the other pole looks after."),
        "again": _("Where do you stand now? Staying is as good as moving."),
        "keep": _("What keeps each pole alive, and what tells us that it tips?"),
        "decide": _("Choose in secret how far each decision is left to others."),
    }[phase]


def list_questions(dilemma: Dilemma) -> list[str]:
    return [
        _("When did you last stand in this? What did you do?"),
        _("What does “%(a)s” look after that we would miss?") % {"a": dilemma.a},
        _("What does “%(b)s” look after that we would miss?") % {"b": dilemma.b},
    ]


def name_field(about: str, pole: str) -> str:
    """Of a table's actions that keep a pole, or its warnings that the balance tips to it."""
    words = {
        "action": _("What keeps “%(pole)s” alive"),
        "warning": _("Signs of too much “%(pole)s”"),
    }
    return words[about] % {"pole": pole}


def say_both(dilemma: Dilemma) -> str:
    return _("We keep both “%(a)s” and “%(b)s”.") % {"a": dilemma.a, "b": dilemma.b}


def ask_room(dilemmas: Sequence[Dilemma]) -> list[str]:
    """What tables talk about, for the screen."""
    if len(dilemmas) == 1:
        return list_questions(dilemmas[0])
    return [
        _("When did you last stand in this? What did you do?"),
        _("What does each pole look after that we would miss?"),
    ]


def say_few(config: Config) -> str:
    """Why nothing is asked in secret; empty where it is."""
    if not config.few:
        return ""
    said = _("“%(level)s” are fewer than five, so what they chose could be shown to nobody.")
    return said % {"level": config.few[0]}


def say_aloud() -> str:
    return _("Nobody chooses on the phone. Talk about it together: how far is each left to others?")


def ask_apart() -> str:
    """Of a decision that both sides see differently."""
    return _("Talk about: what does each side need to meet the other? Make it a next step.")


def name_page(config: Config, page: str) -> str:
    kind, _dash, at = page.partition("-")
    if kind == "decided":
        return name_phase("decide")
    title = config.dilemmas[int(at)].title
    words = {
        "moved": _("%(title)s: the movement"),
        "kept": _("%(title)s: how we keep both"),
        "warned": _("%(title)s: early warnings"),
    }
    return words[kind] % {"title": title}


def say_movement(
    dilemma: Dilemma, at: int, label: str, result: Result, ways: Sequence[int] = ()
) -> str:
    """How far a group moved and to which pole, and whether that is more than chance. `ways`: how
    many moved towards a, stayed, and moved towards b, where that may be shown. Empty where a
    placing is missing."""
    before, after = result.find(at, "before"), result.find(at, "after")
    if before is None or after is None:
        return ""
    words = {"group": label}
    if is_edge(before) or is_edge(after):
        return _("“%(group)s”: nearly all stand at one pole, so no movement is measured.") % words
    steps = find_mean(after) - find_mean(before)
    if abs(steps) < NO_MOVE:
        return _("“%(group)s” stands where it stood.") % words
    words |= {"steps": say_number(abs(steps)), "pole": dilemma.b if steps > 0 else dilemma.a}
    said = _("“%(group)s” moved %(steps)s steps towards “%(pole)s”.") % words
    return f"{said} {say_ways(ways, towards_b=steps > 0)}"


def say_ways(ways: Sequence[int], *, towards_b: bool) -> str:
    """How many moved that way, and whether it is more than chance."""
    if not ways:
        return _("Too few placed themselves twice to say whether that is more than chance.")
    to_a, stayed, to_b = ways
    there, back = (to_b, to_a) if towards_b else (to_a, to_b)
    words = {"there": there, "back": back, "stayed": stayed}
    said = _("%(there)d moved that way, %(back)d the other, %(stayed)d stayed.") % words
    sure = there > back and sign_test(there, back) < SURE_BELOW
    chance = _("That is more than chance.") if sure else _("That may be chance.")
    return f"{said} {chance}"


def is_edge(answers: tuple[int, ...] | Rating) -> bool:
    return isinstance(answers, Rating) and answers.edge is not None


def say_mismatch(config: Config, found: Mismatch) -> str:
    (upper, high), (lower, low) = found.sides
    words = {
        "decision": config.decisions[found.decision],
        "upper": upper,
        "lower": lower,
        "high": name_degree(high).lower(),
        "low": name_degree(low).lower(),
    }
    if not found.differs:
        return _("%(decision)s: both sides see it much alike (%(high)s).") % words
    return _("%(decision)s: “%(upper)s” says “%(high)s”, “%(lower)s” says “%(low)s”.") % words
