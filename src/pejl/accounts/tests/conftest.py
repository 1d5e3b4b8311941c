import pytest
from django.core.cache import cache

from pejl.accounts.making import create_account
from pejl.accounts.tests.making import GOOD
from pejl.people.models import Organisation, Role


@pytest.fixture(autouse=True)
def _no_tries_yet(settings):
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # at once


@pytest.fixture
def organisation(db):
    return Organisation.objects.create(name="Center for Børn")


@pytest.fixture
def add_account(organisation):
    def add_account(email, role=Role.OWNER, password=GOOD, confirmed=True):
        user = create_account(email, password, confirmed=confirmed)
        organisation.memberships.create(user=user, role=role)
        return user

    return add_account


@pytest.fixture
def owner(add_account):
    return add_account("ida@eksempel.dk")


@pytest.fixture
def desk(client, owner):
    client.force_login(owner)
    return client
