"""What a reflecting team says, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.reflecting.rules import Config, Result, Turn
from pejl.ui.theirs import Ours

KINDS = ("noticed", "possible", "give")  # of the usual prompts; what a simulated phone answers by


def show_prompts(config: Config) -> tuple[str, ...]:
    """For a page, which has to know whose words they are."""
    return config.prompts or tuple(Ours(text) for text in put_prompts(config))


def put_prompts(config: Config) -> tuple[str, ...]:
    return config.prompts or (
        _("What did you notice?"),
        _("What may become possible?"),
        _("What would you like to give?"),
    )


def say_turn(config: Config, turn: Turn) -> str:
    """Whose turn it is. The one in the middle is not named: that is that person's to say."""
    if turn.number == 0:
        return _("The one in the middle tells.")
    if turn.number <= len(config.observers):
        name = config.observers[turn.number - 1].name
        return _("%(name)s speaks.") % {"name": name}
    return _("The one in the middle says what stays.")


def say_next(config: Config, turn: Turn) -> str:
    """What the facilitator's button does; empty when the round is at its end."""
    if turn.number < len(config.observers):
        name = config.observers[turn.number].name
        return _("Next turn: %(name)s") % {"name": name}
    if turn.number == len(config.observers):
        return _("Next turn: the one in the middle")
    return ""


def say_held(config: Config, result: Result) -> str:
    """What the room may know of the round."""
    n = len(config.observers)
    observers = ngettext("%(n)d observer", "%(n)d observers", n) % {"n": n}
    notes = ngettext("%(n)d note", "%(n)d notes", result.count) % {"n": result.count}
    said = _("A reflecting team was held: %(observers)s gave %(notes)s to the one in the middle.")
    return said % {"observers": observers, "notes": notes}


def say_middle(config: Config, result: Result) -> str:
    if not result.named or config.cast is None:
        return ""
    return _("%(name)s was in the middle.") % {"name": config.cast.middle.name}
