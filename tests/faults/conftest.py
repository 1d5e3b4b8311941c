import shutil

import pytest
from tests.faults.ground import Ground


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    """A day that is made once, with its question open."""
    made = Ground(tmp_path_factory.mktemp("ground"))
    made.furnish()
    return made


@pytest.fixture
def ground(furnished, tmp_path):
    """A copy of it for this test, and its server ended afterwards."""
    shutil.copytree(furnished.folder, tmp_path, dirs_exist_ok=True)
    made = Ground(tmp_path, stage=furnished.stage)
    yield made
    if made.process is not None:
        made.kill()
