from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.reflecting import rules, views
from pejl.activities.reflecting.forms import ReflectingForm
from pejl.activities.reflecting.naming import name_value
from pejl.activities.reflecting.report import report_reflecting
from pejl.days.contract import FEEDBACK, Activity, Refused, Routes, Trait

NAMES = ("reflekterende team", "reflecting team")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": rules.LONGEST},
        "unknown": _("The list has changed. Reload the page and write it again."),
    }[code]


def fits(_form: str, title: str) -> int:
    """By name, however people sit."""
    return 95 if any(name in title.casefold() for name in NAMES) else 0


ACTIVITY = Activity(
    key="reflecting",
    name=gettext_lazy("Reflecting team"),
    help=gettext_lazy(
        "One in the middle tells, three to six observe and speak in turn, the rest listen. The "
        "observers’ notes are handed out to the one in the middle alone."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_reflecting,
    names=name_value,
    form=ReflectingForm,
    fits=fits,
    resolve=rules.resolve,
    guide=rules.find_turn,
    routes=Routes(
        rules.find_route,
        rules.list_given,
        rules.list_got,
        rules.count_asked,
        rules.open_up,
        rules.may_send,
    ),
    traits=lambda _config, _form: (Trait.TOGETHER,),
    chapter=FEEDBACK,
    follows=True,
)
