"""Keys for other systems: made once, known by their hash, and good until they run out or are taken
back."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from pejl.api.models import Scope, Token
from pejl.days.tokens import hash_token
from pejl.mail.clock import now
from pejl.people.models import Organisation

PREFIX = "pejl_"  # so that a key that lies where it should not is known for what it is
USED_ONCE_IN = timedelta(minutes=1)


def make_token(
    organisation: Organisation, name: str, scopes: Collection[Scope], until: datetime, by: User
) -> tuple[Token, str]:
    """The token's row, and the token itself, which nobody can read again."""
    text = PREFIX + secrets.token_urlsafe(32)
    row = Token.objects.create(
        organisation=organisation,
        name=name,
        scopes=sorted(scopes),
        token_hash=hash_token(text),
        ending=text[-4:],
        made_by=by,
        made_at=now(),
        expires_at=until,
    )
    return row, text


def find_token(text: str) -> Token | None:
    """The row of a token that is good now. Notes that it was used, once a minute."""
    at = now()
    found = Token.objects.select_related("organisation").filter(token_hash=hash_token(text))
    row = found.filter(expires_at__gt=at).first()
    if row is not None and (row.used_at is None or at - row.used_at > USED_ONCE_IN):
        row.used_at = at
        row.save(update_fields=["used_at"])
    return row
