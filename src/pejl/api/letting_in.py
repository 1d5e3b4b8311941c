"""Who may read what through the API: the organisation of the token, within the token's scopes."""

from django.http import HttpRequest
from django.utils import translation
from ninja.errors import AuthorizationError, Throttled
from ninja.security import HttpBearer

from pejl.api import models
from pejl.api.models import Scope
from pejl.api.tokens import find_token
from pejl.audit.models import Act
from pejl.audit.noting import note_once
from pejl.days.tokens import hash_token
from pejl.live.limits import Bucket
from pejl.people.access import Desk, get_organisation, let_in
from pejl.people.models import Role

requests = Bucket(rate=5, burst=60)


class Token(HttpBearer):
    """Lets in who has a token with this scope (None: any), at a desk that may only read. What is
    said is in the organisation's language."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> models.Token | None:
        if not requests.take(hash_token(token)[:16]):
            raise Throttled(wait=None)
        found = find_token(token)
        if found is None:
            return None
        if self.scope is not None and self.scope not in found.scopes:
            raise AuthorizationError(message=f"This token may not read {self.scope.value}.")
        translation.activate(found.organisation.language)
        let_in(request, Desk(found.organisation, Role.VIEWER))
        return found


def note_taken(request: HttpRequest, about: str, subject: str = "") -> None:
    """In the audit trail, once an hour: named data went out by this token."""
    token: models.Token = request.auth  # type: ignore[attr-defined]
    account = f"API: {token.name} (…{token.ending})"
    note_once(get_organisation(request), None, Act.EXPORTED, about, subject, account=account)
