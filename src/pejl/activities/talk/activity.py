from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.talk import rules, views
from pejl.activities.talk.numbers import list_numbers
from pejl.activities.talk.quoting import quote_question
from pejl.activities.talk.report import report_talk
from pejl.days.contract import Activity, Refused, Trait

FORMS = {"oplæg": 90, "talk": 90, "plenum": 40, "plenary": 40}
ALONE = ("individuelt", "individual")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "off": _("There are no questions by phone in this talk. Raise your hand instead."),
        "long": _("That is a little long. Use at most %(n)d letters.")
        % {"n": rules.LONGEST_QUESTION},
        "unknown": _("That could not be understood. Reload the page and try again."),
    }[code]


def fits(form: str, _title: str) -> int:
    return FORMS.get(form.strip().casefold(), 0)


def list_traits(_config: rules.Config, form: str) -> tuple[Trait, ...]:
    """Where each works alone, nobody is listening: a quiet time, for reading and answering."""
    return (Trait.FREE if form.strip().casefold() in ALONE else Trait.LISTENS,)


ACTIVITY = Activity(
    key="talk",
    name=gettext_lazy("Talk"),
    help=gettext_lazy("Key points from the front, and questions from the room with votes."),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_talk,
    numbers=list_numbers,
    quote=quote_question,
    form=views.TalkForm,
    fits=fits,
    traits=list_traits,
    promise="confidential",
    promises=("confidential", "anonymous", "named"),
    items=dict.fromkeys(("vote", "handled"), r"^(?P<entry>\d+)$"),
    live=True,
)
