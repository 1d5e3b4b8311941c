"""Whose account is what in an organisation. There is always an owner."""

from django.contrib.auth.models import User
from django.db import transaction

from pejl.accounts.sessions import end_sessions
from pejl.days.models import Guest
from pejl.people.models import Membership, Organisation, Role


class LastOwner(Exception):
    """Nobody would be left who can let others in."""


def list_members(organisation: Organisation) -> list[Membership]:
    found = Membership.objects.filter(organisation=organisation).select_related("user")
    return list(found.order_by("user__email", "id"))


@transaction.atomic
def change_role(membership: Membership, role: Role) -> None:
    """Raises LastOwner."""
    if role != Role.OWNER:
        keep_an_owner(membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)


@transaction.atomic
def remove_member(membership: Membership) -> None:
    """And the account, when it is in no organisation and no day any more. Raises LastOwner."""
    keep_an_owner(membership)
    user = membership.user
    membership.delete()
    leave(user)


@transaction.atomic
def remove_guest(guest: Guest) -> None:
    """And the account, when it is nowhere else."""
    user = guest.user
    guest.delete()
    leave(user)


def leave(user: User) -> None:
    end_sessions(user)
    if not user.memberships.exists() and not Guest.objects.filter(user=user).exists():
        user.delete()


def keep_an_owner(membership: Membership) -> None:
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    owners = Membership.objects.filter(
        organisation=membership.organisation_id, role=Role.OWNER, user__is_active=True
    )
    if not owners.exclude(pk=membership.pk).exists():
        raise LastOwner
