from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import structs

from pejl.activities.dilemma import phone, results, rules, views
from pejl.activities.dilemma.forms import DilemmaForm
from pejl.activities.dilemma.naming import name_value
from pejl.activities.dilemma.numbers import list_numbers
from pejl.activities.dilemma.ready import list_decisions, list_ready
from pejl.activities.dilemma.report import report_dilemma
from pejl.activities.dilemma.views import list_mismatches
from pejl.activities.dilemma.words import name_phase, say_both, say_few, say_mismatch
from pejl.days.contract import (
    Activity,
    Figures,
    Ground,
    Moment,
    OutcomeDraft,
    Paired,
    Refused,
    Released,
    Trait,
)


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def admit(config: rules.Config, payload: rules.Payload, moment: Moment) -> None:
    if not moment.me.id:  # the facilitator's word moves the room on
        return
    try:
        rules.admit(config, payload, moment.guide, moment.me.level, moment.table)
    except Refused as refusal:
        raise Refused(explain_moment(config, refusal.message, moment.guide)) from refusal


def explain_moment(config: rules.Config, code: str, phase: str) -> str:
    words = {"phase": name_phase(phase), **dict(zip(("upper", "lower"), config.line, strict=False))}
    said = {
        "few": say_few(config),
        "phase": _("The room is at “%(phase)s” now, so your answer did not make it."),
        "line": _("Only “%(upper)s” and “%(lower)s” choose here who decides."),
        "table": _("You have no table yet. Ask the facilitator where to sit."),
    }
    return said[code] % words


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": rules.LONGEST},
        "unknown": _("The dilemma has changed. Reload the page and answer again."),
    }[code]


def resolve(config: rules.Config, ground: Ground) -> rules.Config:
    """Without any dilemma of its own, the item holds the ready-made ones."""
    if not config.dilemmas:
        decisions = config.decisions or list_decisions()
        config = structs.replace(config, dilemmas=list_ready(), decisions=decisions)
    return rules.resolve(config, ground)


def fits(_form: str, title: str) -> int:
    """By name, however people sit."""
    return 95 if "dilemma" in title.casefold() else 0


def draft_outcomes(
    config: rules.Config, released: Released[results.Result]
) -> Sequence[OutcomeDraft]:
    """What each pole needs; that both are kept, with the early warnings to ask for; and the
    decisions that both sides of the line see differently."""
    whole = released.whole
    if whole is None:
        return []
    keeping = [
        OutcomeDraft("need", say_both(dilemma), dilemma.focus or None, data)
        for at, dilemma in enumerate(config.dilemmas)
        if (data := results.describe(config, whole, at))["warnings"]
    ]
    apart = [
        OutcomeDraft("need", say_mismatch(config, found), None, {"type": "delegation"})
        for found in list_mismatches(config, released)
        if found.differs
    ]
    return [*results.draft_actions(config, whole), *keeping, *apart]


def list_about(config: rules.Config) -> set[int]:
    return {dilemma.focus for dilemma in config.dilemmas if dilemma.focus}


ACTIVITY = Activity(
    key="dilemma",
    name=gettext_lazy("Dilemma"),
    help=gettext_lazy(
        "Two legitimate poles: each places oneself, talks at a table, and places oneself again. "
        "Then how both are kept, and who decides what."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=results.summarise,
    phone=phone.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_dilemma,
    numbers=list_numbers,
    names=name_value,
    form=DilemmaForm,
    fits=fits,
    resolve=resolve,
    outcomes=draft_outcomes,
    guide=rules.find_phase,
    admit=admit,
    figures=Figures(
        results.read_values,
        results.coarsen,
        results.list_known,
        Paired(results.list_twice, results.find_way, results.Moved),
    ),
    traits=lambda _config, _form: (Trait.TOGETHER,),
    about=list_about,
    chapter=gettext_lazy("Dilemmas"),
    promise="confidential",
    promises=("confidential",),
    follows=True,
    grouped=True,
)
