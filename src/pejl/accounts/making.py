"""Making an account."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import transaction


def create_account(email: str, password: str | None, *, confirmed: bool) -> User:
    """`confirmed`: that the address is theirs is known already. None as password: none works."""
    address = email.strip().lower()
    with transaction.atomic():
        user: User = User.objects.create_user(username=address, email=address, password=password)
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=confirmed)
    return user


def find_account(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()
