"""A person's own link into what one has agreed: no account, and it runs out."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from pejl.mail.posting import make_address
from pejl.people.models import Participant

SALT = "pejl.followup"
LASTS = timedelta(days=120)


def make_link(person: Participant) -> str:
    return signing.dumps([person.id, person.email.lower()], salt=SALT)


def read_link(link: str) -> Participant | None:
    """None when it is not ours, has run out, or its person has left or has another address."""
    try:
        who, email = signing.loads(link, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    found = Participant.objects.select_related("organisation").filter(id=who, active=True)
    return found.filter(email__iexact=email).first()


def make_page_address(person: Participant, place: str = "") -> str:
    return make_address(reverse("my_page", args=[make_link(person)])) + place
