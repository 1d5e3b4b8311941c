"""Taking in what is written on the public page, and keeping machines out without asking people
anything: a field that only machines fill in, a form that is no younger than it takes to write, and
a limit to how much comes from one place and to one organisation."""

import secrets
from enum import Enum

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from pejl.front.door_forms import EnquiryForm
from pejl.front.models import Enquiry
from pejl.live.limits import Bucket
from pejl.mail.clock import now
from pejl.mail.posting import Address, make_address, post
from pejl.people.models import Organisation, Role

SALT = "pejl.front"
SOONEST, LATEST = 3, 24 * 3600  # seconds from the form's being shown to its being sent
FROM_ONE = Bucket(rate=1 / 300, burst=5)
TO_ONE = Bucket(rate=1 / 60, burst=30)


class Taken(Enum):
    KEPT = "kept"
    SOON = "soon"  # too quick for a person
    OLD = "old"  # shown too long ago, or not by us
    MANY = "many"


def make_mark(organisation: Organisation) -> str:
    """What a form that is shown now carries."""
    return signing.dumps([organisation.pk, secrets.token_urlsafe(12)], salt=SALT)


def read_mark(organisation: Organisation, mark: str) -> str | Taken:
    """The form's own part of its mark, or why it is not taken."""
    try:
        owner, own = signing.loads(mark, salt=SALT, max_age=LATEST)
    except signing.BadSignature:
        return Taken.OLD
    if owner != organisation.pk:
        return Taken.OLD
    try:
        signing.loads(mark, salt=SALT, max_age=SOONEST)
    except signing.SignatureExpired:
        return str(own)
    return Taken.SOON


def renew_mark(organisation: Organisation, mark: str) -> str:
    """The one that the form came with, so that nobody waits again, where that will do."""
    old = read_mark(organisation, mark) is Taken.OLD
    return make_mark(organisation) if old else mark


def take(organisation: Organisation, form: EnquiryForm, mark: str, address: str) -> Taken:
    """Keeps a filled form, once, and tells the owners. What a machine filled in is said to be kept,
    too, so that it learns nothing."""
    own = read_mark(organisation, mark)
    if isinstance(own, Taken):
        return own
    if form.cleaned_data["website"]:
        return Taken.KEPT
    if not (FROM_ONE.take(f"{organisation.pk} {address}") and TO_ONE.take(str(organisation.pk))):
        return Taken.MANY
    with transaction.atomic():
        said = {name: form.cleaned_data[name] for name in ("name", "email", "text")}
        fields = {"organisation": organisation, "at": now(), **said}
        enquiry, fresh = Enquiry.objects.get_or_create(mark=own, defaults=fields)
        if fresh:
            tell_owners(enquiry)
    return Taken.KEPT


def tell_owners(enquiry: Enquiry) -> None:
    """That there is something to read, and where; not what it says, or by whom."""
    organisation = enquiry.organisation
    link = make_address(reverse("enquiries"))
    with override(organisation.language):
        subject = _("Someone has written to you on your public page")
        body = _("Hello\n\nSomeone has written to you. Read it here:\n%(link)s\n") % {"link": link}
        for place in organisation.memberships.filter(role=Role.OWNER).select_related("user"):
            to = Address(place.user.get_full_name() or place.user.email, place.user.email)
            post(organisation, to, subject, body, f"enquiry:{enquiry.pk}:{place.user.pk}")


def say(taken: Taken) -> str:
    """What to do, for one whose words are still in the form."""
    return {
        Taken.SOON: _("That was quick. Read it through, and send it once more."),
        Taken.OLD: _("The page has been open for long. Send it once more."),
        Taken.MANY: _("Much has come from here. Wait five minutes, and send it once more."),
    }.get(taken, "")
