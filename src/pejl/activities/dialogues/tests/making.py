"""A room with two levels and two areas, and what may be shown of its dialogues."""

from pejl.activities.dialogues.rules import Config, Dialogue, ask
from pejl.activities.dialogues.tallies import summarise
from pejl.days.contract import Breakdown, Focus, Part, Person, Released
from pejl.days.entries import Entry
from pejl.days.places import Choice, Place

ME = Person("me", "Grete Holm", "Skoleleder", "Ledere", "Skoler", "Søskolen")
PLACES = (
    Place("l0", "level", ("Chefer", "Områdechefer"), 6),
    Place("l1", "level", ("Ledere",), 30),
    Place("a0", "area", ("Skoler",), 26),
    Place("a1", "area", ("<b>PPR</b>",), 10),
)
CHOICES = (
    Choice("l0-0", "level", "Chefer"),
    Choice("l1-2", "level", "Ledere"),
    Choice("a0-3", "area", "Skoler"),
    Choice("a1-4", "area", "<b>PPR</b>"),
    Choice("a0-5", "unit", "Søskolen", "Skoler"),
    Choice("a0-6", "unit", "Nordskolen", "Skoler"),
    Choice("a1-7", "unit", "Rådgivningen", "<b>PPR</b>"),
)
HOMES = {f"s{at}": ("l1", "a0") for at in range(20)} | {f"p{at}": ("l0", "a1") for at in range(10)}
CONFIG = Config(3, (Focus(31, 1, "<i>Nærhed</i>"), Focus(32, 2, "Sprog")), PLACES, CHOICES, HOMES)
WAITING = Released(None, reason="Vises, når punktet er lukket.", answered=3, invited=36)


def say(at, giver, whom, works=2, focus=31, better="", item="d1"):
    return Entry(at, giver, "dialogue", item, Dialogue(whom, focus, 5, works, better))


def say_all(letter, n, whom, works, better=""):
    return [say(at, f"{letter}{at}", whom, works, better=better) for at in range(n)]


# Schools find that the dialogue with PPR does not work, PPR that it does; schools name themselves
# and the top, which names nobody back.
SCHOOLS = say_all("s", 14, "a1-4", 2, "Faste <u>tider</u>")
PPR = say_all("p", 8, "a0-3", 4)
OWN = say_all("s", 6, "a0-5", 3)
UP = say_all("s", 12, "l0-0", 4)


def make_part(names, entries):
    return Part(", ".join(names), len(entries), summarise(CONFIG, entries), names)


SHOWN = Released(
    summarise(CONFIG, [*SCHOOLS, *PPR, *OWN, *UP]),
    apart={
        ask("a1"): Breakdown((), (make_part(("Skoler",), SCHOOLS),)),
        ask("a0"): Breakdown(
            (make_part(("Chefer", "Områdechefer", "Ledere"), PPR),),
            (make_part(("Skoler",), OWN), make_part(("<b>PPR</b>",), PPR)),
        ),
        ask("l0"): Breakdown((), (make_part(("Skoler",), UP),)),
    },
    answered=30, invited=36,
)  # fmt: skip
