"""Secrets that must be read again: encrypted in the database, by a key made from SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """It was sealed under another SECRET_KEY."""


def make_fernet() -> Fernet:
    derived = hashlib.sha256(b"pejl.sealing:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))


def seal(text: str) -> str:
    return make_fernet().encrypt(text.encode()).decode("ascii")


def is_readable(sealed: str) -> bool:
    try:
        unseal(sealed)
    except Unreadable:
        return False
    return True


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    try:
        return make_fernet().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as fault:
        raise Unreadable from fault
