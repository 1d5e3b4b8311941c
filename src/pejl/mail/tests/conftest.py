import os
import shutil
import signal
import socket
import subprocess

import pytest
from aiosmtpd.controller import Controller

from pejl.people.models import Organisation


@pytest.fixture
def organisation(db):
    return Organisation.objects.create(name="Center for Børn")


def make_certificate(folder, days):
    """A fresh one for localhost that only those trust who are told to, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    files = folder / "certificate.pem", folder / "key.pem"
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        str(days),
        *name,
    ]
    command += ["-out", str(files[0]), "-keyout", str(files[1])]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return files


class PostOffice:
    """A real mail server: keeps what it takes, refuses some, and may kill the sender."""

    def __init__(self):
        self.taken = []
        self.kill_after_taking = 0
        self.refuse_data = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nobody"):
            return "550 No such user here"
        if address.startswith("later"):
            return "451 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuse_data:
            return self.refuse_data
        self.taken.append(envelope)
        if self.kill_after_taking:
            os.kill(self.kill_after_taking, signal.SIGKILL)
        return "250 Taken"


def find_free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def post_office(settings):
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=find_free_port())
    controller.start()
    office.port = controller.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    yield office
    controller.stop()
