"""What can be taken out as spreadsheets: a day, and the next steps of an organisation."""

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.days.models import ThemeDay
from pejl.followup.syncing import sync_day
from pejl.mail.clock import now
from pejl.people.models import Organisation
from pejl.sheets import columns, rows
from pejl.sheets.sheet import Book, Sheet, Text

PROGRAMME = Sheet(
    gettext_lazy("programme"),
    gettext_lazy("Programme"),
    gettext_lazy("One row for each item of the day."),
    columns.PROGRAMME,
    rows.list_programme,
)
NUMBERS = Sheet(
    gettext_lazy("numbers"),
    gettext_lazy("Numbers"),
    gettext_lazy(
        "One row for each number that is shown, of the whole room and of each group. Groups so "
        "small that answers could be traced are never here."
    ),
    columns.NUMBERS,
    rows.list_numbers,
)
STEPS_FILE = gettext_lazy("next-steps")
STEPS_ABOUT = gettext_lazy("One row for each next step, with who has taken it on.")
STEPS = Sheet(
    STEPS_FILE, gettext_lazy("Next steps"), STEPS_ABOUT, columns.STEPS, rows.list_day_steps
)
AGREEMENT = Sheet(
    gettext_lazy("agreement"),
    gettext_lazy("Focus areas"),
    gettext_lazy("The agreement’s focus areas: one row for each goal, sign and indicator."),
    columns.AGREEMENT,
    rows.list_agreement,
)
PEOPLE = Sheet(
    gettext_lazy("participants"),
    gettext_lazy("Participants"),
    gettext_lazy("How many were invited and took part, by level and by area."),
    columns.PEOPLE,
    rows.list_people,
)
DAY_SHEETS = (PROGRAMME, NUMBERS, STEPS, AGREEMENT, PEOPLE)
ALL_STEPS = Sheet(STEPS_FILE, STEPS.title, STEPS_ABOUT, columns.STEPS, rows.list_all_steps)


class NotNow(Exception):
    """There is nothing true to take out; the message says why."""


def make_day_book(day: ThemeDay) -> Book[ThemeDay]:
    """Next steps as they stand at this moment. Raises NotNow for a rehearsal."""
    if day.rehearsing:
        raise NotNow(_("This is a rehearsal. End it first."))
    sync_day(day)
    facts: tuple[tuple[Text, str], ...] = (
        (gettext_lazy("Day"), day.title),
        (gettext_lazy("Date"), day.date.isoformat() if day.date else ""),
        (gettext_lazy("Place"), day.place),
        *say_facts(day.organisation),
    )
    title = _("%(day)s in figures") % {"day": day.title}
    return Book(day, title, day.organisation.name, facts, DAY_SHEETS)


def make_steps_book(organisation: Organisation) -> Book[Organisation]:
    title = _("Next steps: %(name)s") % {"name": organisation.name}
    return Book(organisation, title, organisation.name, (*say_facts(organisation),), (ALL_STEPS,))


def say_facts(organisation: Organisation) -> list[tuple[str, str]]:
    made = date_format(timezone.localtime(now()), "Y-m-d H:i")
    mark = get_format("DECIMAL_SEPARATOR")
    return [
        (_("Organisation"), organisation.name),
        (_("Taken out"), made),
        (
            _("How it is written"),
            _(
                "As CSV: UTF-8 with a byte order mark, semicolons between columns, “%(mark)s” "
                "before decimals, dates as year-month-day. A text that a spreadsheet would take "
                "for a formula (it begins with = + - @) has an apostrophe before it."
            )
            % {"mark": mark},
        ),
    ]
