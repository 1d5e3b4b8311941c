from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from pejl.api import letting_in
from pejl.api.models import Scope
from pejl.api.tokens import make_token


@pytest.fixture(autouse=True)
def _full_buckets():
    letting_in.requests.levels.clear()


@pytest.fixture
def give_key(db):
    """`give_key(organisation, *scopes)` gives a key of that organisation's: all scopes if none is
    said."""

    def give_key(organisation, *scopes, lasts=timedelta(days=1)):
        user, _new = User.objects.get_or_create(username="ejer")
        until = timezone.now() + lasts
        return make_token(organisation, "Intranet", scopes or list(Scope), until, user)[1]

    return give_key


@pytest.fixture
def ask(client, give_key):
    """`ask(organisation, path)` reads it with a key of that organisation's."""
    keys = {}

    def ask(organisation, path, *scopes, **headers):
        held = (organisation.id, scopes)
        if held not in keys:
            keys[held] = give_key(organisation, *scopes)
        said = {"Authorization": f"Bearer {keys[held]}", **headers}
        return client.get(f"/api/v1/{path}", headers=said)

    return ask
