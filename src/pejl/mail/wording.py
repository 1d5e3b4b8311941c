"""What stands in the outbox about a mail: how it went, and what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejl.mail.models import MailState, Message
from pejl.mail.posting import NO_ADDRESS, UNSUBSCRIBED
from pejl.mail.sending import may_be_lost, may_be_repeated

TROUBLE = (MailState.FAILED, MailState.BOUNCED)


@dataclass(frozen=True)
class Line:
    """`again`: it may be sent once more; `stoppable`: it still waits; `returnable`: it was sent,
    and may be said to have come back; `returned`: that was said, and may be taken back."""

    message: Message
    to: str
    state: str
    tone: str
    todo: str
    again: bool
    stoppable: bool
    returnable: bool
    returned: bool


def describe(message: Message) -> Line:
    lost = may_be_lost(message)
    trouble = message.state in TROUBLE
    return Line(
        message,
        say_receiver(message),
        _("may have been sent") if lost else message.get_state_display(),
        "bad" if trouble or lost else "good" if message.state == MailState.SENT else "open",
        say_todo(message, lost=lost),
        may_be_repeated(message),
        message.state == MailState.WAITING,
        message.state == MailState.SENT and not message.discreet,
        message.state == MailState.BOUNCED and message.sent_at is not None and not message.discreet,
    )


def say_receiver(message: Message) -> str:
    """Not to whom, where that tells who has not given yet; but an address that fails is shown."""
    if message.discreet and message.state not in TROUBLE:
        return _("one of those asked")
    return f"{message.name} <{message.address}>"


def say_todo(message: Message, *, lost: bool) -> str:
    if lost:
        return _("The server stopped while it was sent. Ask whether it came, or send it again.")
    if message.error == UNSUBSCRIBED:
        return _("Wants no mail from you. Talk together instead.")
    if message.error == NO_ADDRESS:
        return _("The address is not an e-mail address. Mend it in the list of leaders.")
    if message.state == MailState.BOUNCED and message.access:
        return _("Check the address, and invite again.")
    if message.state == MailState.BOUNCED:
        return _("Check the address in the list of leaders, then send it again.")
    if message.state == MailState.FAILED:
        return _("Check the mail server's settings, then send it again.")
    if message.state == MailState.WAITING and message.tries:
        return _("The mail server did not take it. It is tried again by itself.")
    return ""
