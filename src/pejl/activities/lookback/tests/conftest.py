import pytest


@pytest.fixture(autouse=True)
def _static_files_as_they_are(settings):
    """Templates link to static files; in tests nobody has collected them."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
