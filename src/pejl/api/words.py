"""What the owner's pages say of messages that did not come through."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pejl.api.models import Delivery, Event
from pejl.api.telling import TEST

FAULTS = {
    "address": gettext_noop("The address is not on the internet, or it leads on to another one."),
    "certificate": gettext_noop("The receiver’s certificate is not valid."),
    "time": gettext_noop("The receiver did not answer in time."),
    "connection": gettext_noop("The receiver could not be reached."),
    "secret": gettext_noop("The secret cannot be read any more. Make a new one."),
}


def say_answer(row: Delivery) -> str:
    """What the receiver answered, or why it did not; empty before it was tried."""
    if row.error in FAULTS:
        return _(FAULTS[row.error])
    if row.status is None:
        return ""
    return _("The receiver answered %(status)d.") % {"status": row.status}


def name_event(event: str) -> str:
    return _("a test") if event == TEST else str(Event(event).label)
