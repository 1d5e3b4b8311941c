"""`pejl`, and other modules run as scripts, each in a process of its own that is forked from one
which has loaded the libraries.

Loading them is most of what it costs to start a command, and not what is tested.
`src/pejl/project/tests/test_health.py` and `tests/test_headless.py` start it as a user does.
"""

import multiprocessing
import os
import resource
import runpy
import subprocess
import sys
import tempfile

LIBRARIES = [
    "cryptography.hazmat.primitives.asymmetric.ec",
    "cryptography.x509",
    "django.contrib.staticfiles.storage",
    "django.core.management",
    "django.core.serializers.json",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.forms",
    "django.template.defaulttags",
    "django.test.signals",
    "django.urls",
    "fido2.server",
    "holidays",
    "httpx",
    "llvmlite.binding",
    "msgspec",
    "numba",
    "onelogin.saml2.auth",
    "prometheus_client",
    "psycopg",
    "redis",
    "requests",
    "scipy.special",
    "uvicorn.config",
    "whitenoise",
]
STARTER = multiprocessing.get_context("forkserver")
STARTER.set_forkserver_preload(LIBRARIES)


PEJL = "pejl.project.cli"


def act(module, words, environment, out, err, largest_file):
    for handle, place in ((1, out), (2, err)):
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, handle)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    if largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module, *words]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:  # as an interpreter does that ends by itself
        from django.db import connections

        connections.close_all()


class Script:
    """`python -m` module, with what `subprocess.Popen` has of it. `out` and `err` are files that
    are written on; `largest_file`, in bytes, as if the disk were full beyond that."""

    def __init__(self, module, *words, env, out=os.devnull, err="/dev/stderr", largest_file=0):
        told = (module, [*map(str, words)], env, str(out), str(err), largest_file)
        self.process = STARTER.Process(target=act, args=told, daemon=True)
        self.process.start()
        self.pid = self.process.pid
        self.kill, self.terminate = self.process.kill, self.process.terminate

    def send_signal(self, number):
        os.kill(self.pid, number)

    def poll(self):
        return self.process.exitcode

    def wait(self, timeout=None):
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired(self.process.name, timeout)
        return self.process.exitcode


def run(module, *words, env, timeout=120):
    """To its end, like `subprocess.run` with `capture_output`."""
    with tempfile.NamedTemporaryFile("r") as out, tempfile.NamedTemporaryFile("r") as err:
        code = Script(module, *words, env=env, out=out.name, err=err.name).wait(timeout)
        return subprocess.CompletedProcess([module, *words], code, out.read(), err.read())
