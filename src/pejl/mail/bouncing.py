"""Mails that came back after the mail server had taken them: said by hand, or by what the server of
the receiver reported."""

from collections.abc import Iterable

from django.db.models import Max, Q

from pejl.mail.models import MailState, Message
from pejl.mail.reports import Bounce
from pejl.people.models import Organisation


def mark_bounced(message: Message, said: str = "") -> bool:
    """Whether it was sent, so that it can have come back."""
    sent = Message.objects.filter(id=message.id, state=MailState.SENT)
    return bool(sent.update(state=MailState.BOUNCED, error=said[:300]))


def unmark_bounced(message: Message) -> bool:
    """It came after all. Not for one that was refused when it was sent."""
    marked = Message.objects.filter(id=message.id, state=MailState.BOUNCED, sent_at__isnull=False)
    return bool(marked.update(state=MailState.SENT, error=""))


def take_in(bounces: Iterable[Bounce]) -> int:
    """Marks what was reported; returns how many mails it was news of."""
    found = [(find_message(bounce), bounce) for bounce in bounces]
    return sum(message is not None and mark_bounced(message, one.said) for message, one in found)


def find_message(bounce: Bounce) -> Message | None:
    """By its Message-ID, where the time in it is right too; without one the last mail that was sent
    to the address."""
    if bounce.id:
        message = Message.objects.filter(id=bounce.id).first()
        right = message and f"{message.created_at.timestamp():.0f}" == str(bounce.stamp)
        return message if right else None
    if not bounce.address:
        return None
    to = Message.objects.filter(address__iexact=bounce.address, sent_at__isnull=False)
    return to.order_by("-id").first()


def list_bounced(organisation: Organisation) -> set[str]:
    """The addresses, in small letters, whose last mail came back."""
    ours = Message.objects.filter(organisation=organisation).order_by()
    rows = ours.values_list("address").annotate(
        back=Max("id", filter=Q(state=MailState.BOUNCED)),
        came=Max("id", filter=Q(state=MailState.SENT)),
    )
    back = rows.filter(back__isnull=False)
    return {address.lower() for address, back, came in back if back > (came or 0)}
