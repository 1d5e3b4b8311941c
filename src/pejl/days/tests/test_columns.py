"""Both columns: what the log promises on SQLite it promises on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def test_the_log_keeps_its_promises_on_postgresql(tmp_path):
    url = os.environ.get("PEJL_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("PEJL_TEST_POSTGRES_URL is not set: no PostgreSQL to test the storage on")
    files = [str(HERE / name) for name in ("test_log.py", "test_writer.py")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        env={**os.environ, "PEJL_DATABASE_URL": url, "PEJL_FOLDER": str(tmp_path)},
        cwd=HERE.parents[3], capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
