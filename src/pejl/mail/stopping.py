"""Saying no to more mail, by the link that stands in each."""

from django.core import signing
from django.urls import reverse

from pejl.mail.clock import now
from pejl.mail.models import Message, Unsubscribed

SALT = "pejl.mail.stop"


def make_stop_path(message: Message) -> str:
    link = signing.dumps([message.organisation_id, message.address.lower()], salt=SALT)
    return reverse("stop_mail", args=[link])


def read_stop(link: str) -> tuple[int, str] | None:
    """The organisation's id and the address; None for a link that we did not make."""
    try:
        organisation, address = signing.loads(link, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return int(organisation), str(address)


def is_stopped(organisation: int, address: str) -> bool:
    return Unsubscribed.objects.filter(organisation=organisation, address=address).exists()


def stop_mail(organisation: int, address: str) -> None:
    Unsubscribed.objects.get_or_create(
        organisation_id=organisation, address=address, defaults={"at": now()}
    )


def start_mail(organisation: int, address: str) -> None:
    Unsubscribed.objects.filter(organisation=organisation, address=address).delete()
