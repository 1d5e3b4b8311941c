from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pejl.activities.pause import rules, views
from pejl.days.contract import Activity, Refused, RoomView, Trait
from pejl.ui.blocks import Block

FORMS = ("pause", "break")
TITLES = ("pause", "frokost", "kaffe", "break", "lunch", "coffee")


def check(config: rules.Config, payload: rules.Nothing, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(_("It is a pause. There is nothing to answer now.")) from refusal


def fits(form: str, title: str) -> int:
    """A form that says so is certain; without a form the title may say it."""
    if form.strip().casefold() in FORMS:
        return 100
    return 60 if not form.strip() and title.strip().casefold() in TITLES else 0


def report_pause(_view: RoomView[rules.Config, rules.Result]) -> Sequence[Block]:
    return []


ACTIVITY = Activity(
    key="pause",
    name=pgettext_lazy("activity", "Pause"),
    help=gettext_lazy("Coffee, lunch, fresh air. Screen and phones show when we go on."),
    config=rules.Config,
    payload=rules.Nothing,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_pause,
    form=views.PauseForm,
    fits=fits,
    traits=lambda _config, _form: (Trait.FREE,),
    least=rules.keep_least,
    answers=False,
)
