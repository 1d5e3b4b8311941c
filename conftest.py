"""For all tests: pages are drawn in Danish, and none fails because a machine happens to be slow."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as profiles

profiles.register_profile("pejl", deadline=None, suppress_health_check=[HealthCheck.too_slow])
profiles.load_profile("pejl")


@pytest.fixture(autouse=True)
def _static_files_as_they_are(settings):
    """Templates link to static files; in tests nobody has collected them."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def _in_danish():
    with translation.override("da"):
        yield


@pytest.fixture
def sign_in(client):
    """`sign_in(organisation)` gives a client signed in as its facilitator."""

    def sign_in(organisation):
        from django.contrib.auth import get_user_model

        user = get_user_model().objects.create_user("anna", password="x")
        organisation.memberships.create(user=user, role="facilitator")
        client.force_login(user)
        return client

    return sign_in
