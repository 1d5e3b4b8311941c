"""`pejl doctor` through a real proxy with TLS, as it should be and as it should not."""

import re
import socket
import ssl
import threading
from contextlib import suppress

import pytest
from tests.faults.ground import Ground

from pejl.mail.tests.conftest import make_certificate
from pejl.project.tests.test_doctor import examine, find


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"), days=90)


class Proxy:
    """TLS in front of a server: one request a connection. `passes` says whether the server hears by
    which name and how it was asked; `holds`, whether a reply is kept back until it is whole."""

    def __init__(self, certificate):
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.context.load_cert_chain(*certificate)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://localhost:{self.door.getsockname()[1]}"
        self.passes, self.holds, self.port = True, False, 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                line, _address = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self.pass_on, args=[line], daemon=True).start()

    def pass_on(self, line):
        with (
            suppress(OSError),
            self.context.wrap_socket(line, server_side=True) as client,
            socket.create_connection(("127.0.0.1", self.port)) as server,
        ):
            server.sendall(self.change(client.recv(65536)))
            kept = []
            while data := server.recv(65536):
                kept.append(data)
                if not self.holds:
                    client.sendall(kept.pop())
            client.sendall(b"".join(kept))

    def change(self, request):
        head = request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        head = re.sub(rb"\r\nConnection: keep-alive", b"", head, flags=re.IGNORECASE)
        if self.passes:
            added = b"\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 10.1.2.3\r\n"
            return head.replace(b"\r\n", added, 1)
        told = b"\r\nHost: 127.0.0.1:%d" % self.port
        return re.sub(rb"\r\nHost: [^\r]*", told, head, flags=re.IGNORECASE)


@pytest.fixture(scope="module")
def front(certificate, tmp_path_factory):
    """A server, and the proxy in front of it."""
    proxy = Proxy(certificate)
    trusted = {"SSL_CERT_FILE": str(certificate[0])}
    settings = {"PEJL_URL": proxy.url, "PEJL_WORKER": "0", **trusted}
    ground = Ground(tmp_path_factory.mktemp("fronted"), settings=settings)
    proxy.port = ground.port
    ground.start()
    ground.wait_until_ready()
    yield ground, proxy
    ground.kill()
    proxy.door.close()


def test_a_proxy_that_is_right(front):
    ground, proxy = front
    proxy.passes, proxy.holds = True, False
    found = examine(ground)
    assert not find(found, "address")
    told = find(found, "address", "well")
    for words in ("days more", "knows that it is called https://localhost", "at once"):
        assert words in told


def test_a_proxy_that_does_not_say_how_it_was_asked(front):
    ground, proxy = front
    proxy.passes, proxy.holds = False, False
    assert "believes that it is called http://127.0.0.1" in find(examine(ground), "address")


def test_a_proxy_that_holds_streams_back(front):
    ground, proxy = front
    proxy.passes, proxy.holds = True, True
    assert "holds the event stream back" in find(examine(ground), "address")


def test_a_certificate_that_nobody_trusts_and_another_key(front):
    ground, proxy = front
    proxy.passes, proxy.holds = True, False
    assert "certificate is not valid" in find(examine(ground, SSL_CERT_FILE=""), "address")
    found = examine(ground, PEJL_SECRET_KEY="another-key-of-one's-own-0123456789-abcdefgh")
    assert "another secret key" in find(found, "address")
