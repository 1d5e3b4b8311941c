"""A mail server that wants a name, a password and a line that nobody can listen to."""

import ssl

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from pejl.mail.jobs import run_due
from pejl.mail.models import Message
from pejl.mail.tests.conftest import PostOffice, find_free_port, make_certificate
from pejl.mail.tests.test_sending import MONDAY, post_at
from pejl.project.settings import read_mail_server


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"), days=2)


class Locked(Controller):
    """Takes mail from who signs in over TLS, at once or by STARTTLS."""

    def __init__(self, office, certificate, *, at_once):
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.tls.load_cert_chain(*certificate)
        self.at_once = at_once
        port, context = find_free_port(), self.tls if at_once else None
        super().__init__(office, hostname="localhost", port=port, ssl_context=context)

    def factory(self):
        return SMTP(
            self.handler,
            authenticator=self.sign_in,
            auth_required=True,
            auth_require_tls=not self.at_once,  # it does not see the TLS that is around all
            tls_context=None if self.at_once else self.tls,
            require_starttls=not self.at_once,
        )

    def sign_in(self, server, session, envelope, mechanism, said):
        known = (said.login, said.password) == (b"pejl@eksempel.dk", b"hem/lig")
        return AuthResult(success=known, handled=False)


@pytest.fixture(params=["starttls", "ssl"])
def locked(request, certificate):
    office = PostOffice()
    controller = Locked(office, certificate, at_once=request.param == "ssl")
    controller.start()
    office.scheme = "smtps" if request.param == "ssl" else "smtp"
    office.port = controller.port
    yield office
    controller.stop()


def use(settings, monkeypatch, office, password="hem%2Flig"):
    url = f"{office.scheme}://pejl%40eksempel.dk:{password}@localhost:{office.port}"
    monkeypatch.setenv("PEJL_SMTP_URL", url)
    server = read_mail_server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = server.user, server.password
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = server.tls == "starttls", server.tls == "ssl"


@pytest.fixture
def message(organisation):
    return post_at(MONDAY, organisation)


def test_a_mail_goes_out_over_tls(message, locked, certificate, settings, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    use(settings, monkeypatch, locked)
    assert run_due(MONDAY) == 1
    assert Message.objects.get().state == "sent"
    assert len(locked.taken) == 1


def test_a_server_that_nobody_vouches_for_gets_nothing(message, locked, settings, monkeypatch):
    use(settings, monkeypatch, locked)
    run_due(MONDAY)
    waiting = Message.objects.get()
    assert (waiting.state, locked.taken) == ("waiting", [])
    assert "CERTIFICATE_VERIFY_FAILED" in waiting.error


def test_a_wrong_password_is_told(message, locked, certificate, settings, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    use(settings, monkeypatch, locked, password="forkert")
    run_due(MONDAY)
    waiting = Message.objects.get()
    assert (waiting.state, locked.taken) == ("waiting", [])
    assert "535" in waiting.error
