"""The mail server: reached, trusted, let in. Nothing is sent unless an address is given."""

import smtplib
import socket
import ssl
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from pejl.ui.finding import Finding, fault, note, well


def check_mail_server() -> Iterator[Finding]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield note(
            _("Mails are printed, not sent."),
            _("Name a mail server in PEJL_SMTP_URL, if they should be."),
        )
        return
    place = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    server = get_connection()
    try:
        server.open()  # greets, begins TLS and signs in, as for each mail
    except (OSError, smtplib.SMTPException) as error:
        yield fault(
            _("The mail server %(host)s:%(port)s cannot be used: ") % place + explain(error),
            _("See PEJL_SMTP_URL: host, port, user, password, and ?tls=starttls, ssl or none."),
        )
        return
    offered = server.connection.has_extn("starttls")
    server.close()
    yield well(_("The mail server %(host)s:%(port)s lets Pejl in.") % place)
    if not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL) and offered:
        yield note(
            _("Mails go to it in clear, though it offers STARTTLS."),
            _("Add ?tls=starttls to PEJL_SMTP_URL."),
        )
    if "@localhost" in settings.PEJL_MAIL_FROM:
        yield fault(
            _("Mails are from %(sender)s, which no one takes.")
            % {"sender": settings.PEJL_MAIL_FROM},
            _("Set PEJL_MAIL_FROM to an address that the mail server may send from."),
        )


def explain(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("it refuses the user or the password.")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _("it does not offer STARTTLS.")
    if isinstance(error, ssl.SSLError):
        return _("its certificate or its TLS is not right (%(why)s).") % {"why": error.reason}
    if isinstance(error, socket.gaierror):
        return _("there is no host of that name.")
    if isinstance(error, TimeoutError):
        return _("it does not answer.")
    return f"{getattr(error, 'strerror', None) or error}"


def check_sending(address: str) -> Iterator[Finding]:
    """Sends one mail there."""
    mail = EmailMessage("Pejl", _("Pejl can send mail."), settings.PEJL_MAIL_FROM, [address])
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        yield fault(_("The mail could not be sent: ") + explain(error), _("See the lines above."))
    else:
        yield well(_("A mail was handed over for %(address)s.") % {"address": address})
