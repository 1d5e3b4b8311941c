"""Whom an organisation's own sign-in lets in, and as what.

It decides over accounts that are in its organisation and nowhere else: so an owner who sets up a
provider of one's own can reach nobody else's accounts, whatever address it says they have."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from pejl.accounts.claims import find_role
from pejl.accounts.making import create_account, find_account
from pejl.accounts.models import Connection
from pejl.accounts.roles import LastOwner, change_role
from pejl.days.models import Guest
from pejl.people.models import Membership, Organisation, Role


class NotLetIn(Exception):
    """`why`: no_role, no_email, other_domain, elsewhere, or closed."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def find_domain(email: str) -> str:
    return email.rpartition("@")[2].strip().lower()


def find_connection(email: str) -> Connection | None:
    """The first that says it has the address's domain; whether there is an account or not."""
    domain = find_domain(email)
    known = Connection.objects.order_by("-forced", "id")
    return next((one for one in known if domain in one.domains), None)


def is_forced(user: User) -> bool:
    """Whether the account has to come in by its organisation's own sign-in."""
    place = user.memberships.select_related("organisation").order_by("id").first()
    if place is None or is_elsewhere(user, place.organisation):
        return False
    return has_forced_domain(place.organisation, user.email)


def is_elsewhere(user: User, organisation: Organisation) -> bool:
    """Whether the account is in another organisation too, or a guest of a day there."""
    guest = Guest.objects.filter(user=user).exclude(day__organisation=organisation)
    return user.memberships.exclude(organisation=organisation).exists() or guest.exists()


def has_forced_domain(organisation: Organisation, email: str) -> bool:
    known = Connection.objects.filter(forced=True, organisation=organisation)
    return any(find_domain(email) in one.domains for one in known)


def read_role(connection: Connection, claims: Mapping[str, Any]) -> Role | None:
    return find_role(claims, connection.claim, connection.roles, connection.scope)


@transaction.atomic
def let_in(connection: Connection, known: User | None, email: str, role: Role | None) -> User:
    """The account, made where there is none, in the role that it has there now. `known`: the one
    that came by this sign-in before. Raises NotLetIn."""
    if role is None:
        raise NotLetIn("no_role")
    user = known or find_or_make(connection, email)
    if not user.is_active:
        raise NotLetIn("closed")
    place, made = Membership.objects.get_or_create(
        user=user, organisation=connection.organisation, defaults={"role": role}
    )
    if not made and place.role != role:
        with suppress(LastOwner):  # who stays an owner until there is another
            change_role(place, role)
    return user


def find_or_make(connection: Connection, email: str) -> User:
    if "@" not in email:
        raise NotLetIn("no_email")
    if connection.domains and find_domain(email) not in connection.domains:
        raise NotLetIn("other_domain")
    user = find_account(email)
    if user is None:
        return create_account(email, None, confirmed=True)
    inside = user.memberships.filter(organisation=connection.organisation)
    if not inside.exists() or is_elsewhere(user, connection.organisation):
        raise NotLetIn("elsewhere")
    return user
