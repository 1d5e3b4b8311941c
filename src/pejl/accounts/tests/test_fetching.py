"""What an owner types as a provider's address leads nowhere on the inside."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from pejl.accounts.fetching import NotAllowed, fetch


class Inside(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        type(self).asked += 1
        if self.path == "/on":
            self.send_response(302)
            self.send_header("Location", "/secret")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * (3_000_000 if self.path == "/large" else 3))

    def log_message(self, *_said):
        pass


@pytest.fixture
def inside():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Inside)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Inside.asked = 0
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_http_is_refused(inside, settings):
    settings.PEJL_SIGN_IN_INSIDE = False
    with pytest.raises(NotAllowed, match="https"):
        fetch(inside)
    assert not Inside.asked


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_so_is_an_address_on_the_inside_before_anything_is_said_to_it(inside, settings, host):
    settings.PEJL_SIGN_IN_INSIDE = False
    port = inside.rpartition(":")[2]
    with pytest.raises(requests.RequestException, match="not a public address"):
        fetch(f"https://{host}:{port}/")
    assert not Inside.asked


def test_one_that_leads_on_is_not_followed(inside, settings):
    settings.PEJL_SIGN_IN_INSIDE = True
    with pytest.raises(NotAllowed, match="leads on"):
        fetch(f"{inside}/on")
    assert Inside.asked == 1


def test_nor_is_too_much_read(inside, settings):
    settings.PEJL_SIGN_IN_INSIDE = True
    assert fetch(inside) == b"xxx"
    with pytest.raises(NotAllowed, match="too large"):
        fetch(f"{inside}/large")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://example.org/", "https://", "ftp://a"]
)
def test_other_kinds_of_address_are_refused_whatever_is_set(settings, url):
    settings.PEJL_SIGN_IN_INSIDE = True
    with pytest.raises(NotAllowed):
        fetch(url)
