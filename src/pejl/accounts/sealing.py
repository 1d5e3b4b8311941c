"""Secrets that must be read again: encrypted in the database, by a key made from SECRET_KEY. What
was sealed under an older one that is still named can be read."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """It was sealed under another SECRET_KEY."""


def make_fernets() -> MultiFernet:
    """The first one seals."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([make_fernet(key) for key in keys])


def make_fernet(key: str) -> Fernet:
    derived = hashlib.sha256(b"pejl.sealing:" + key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))


def seal(text: str) -> str:
    return make_fernets().encrypt(text.encode()).decode("ascii")


def is_readable(sealed: str) -> bool:
    try:
        unseal(sealed)
    except Unreadable:
        return False
    return True


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    try:
        return make_fernets().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as fault:
        raise Unreadable from fault
