import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_danish():
    """Not here: doubts are read as they are written in the code, in English."""
    with translation.override("en"):
        yield
