"""The public address, seen from outside through all that stands in front of the server."""

import socket
import ssl
from collections.abc import Generator, Iterator
from email.utils import parsedate_to_datetime
from time import time
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from pejl.days.tokens import sign_topics
from pejl.project.doctor.view import HEADER, make_mark
from pejl.ui.finding import Finding, fault, note, well

PATIENCE = 10.0  # seconds
HELD_BACK = 5.0  # seconds that the first bytes of a stream may take
HERE = ("localhost", "127.0.0.1", "::1")
FEW, FEWER = 21, 5  # days that a certificate is valid


def check_address() -> Iterator[Finding]:
    url = settings.PEJL_URL
    if not url:
        yield note(
            _("PEJL_URL is not set, so links and QR codes lead to this machine only."),
            _("Set it to the address that people use."),
        )
        return
    try:
        reply = httpx.get(urljoin(url, "/healthz"), timeout=PATIENCE)
        reply.raise_for_status()
        lives = reply.json() == {"process": True}
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        yield fault(
            _("%(url)s does not answer as Pejl: %(why)s") % {"url": url, "why": error},
            _("Is the server running, is PEJL_URL right, and does the proxy lead to it?"),
        )
        yield from check_certificate(url)
        return
    if not lives:
        yield fault(_("At %(url)s is something else than Pejl.") % {"url": url},
                    _("Is PEJL_URL right, and does the proxy lead to it?"))  # fmt: skip
        return
    yield well(_("%(url)s answers.") % {"url": url})
    yield from check_certificate(url)
    yield from check_date(reply)
    if (yield from check_key(url)):
        yield from check_headers(url)
        yield from check_stream(url)
    yield from check_figures(url)


def check_certificate(url: str) -> Iterator[Finding]:
    parts = urlsplit(url)
    if parts.scheme != "https":
        if parts.hostname not in HERE:
            yield fault(
                _("%(url)s is not encrypted.") % {"url": url},
                _("Put a proxy with TLS in front, and set PEJL_URL to https://…"),
            )
        return
    try:
        days = count_days(parts.hostname or "", parts.port or 443)
    except ssl.SSLCertVerificationError as error:
        yield fault(
            _("The certificate is not valid: %(why)s.") % {"why": error.verify_message},
            _("Get one for this very name, with the whole chain of those who signed it."),
        )
        return
    except OSError:
        return  # told before
    said = _("The certificate is valid for %(days)s days more.") % {"days": days}
    mend = _("Renew it, and see why that does not happen by itself.")
    yield fault(said, mend) if days < FEWER else note(said, mend) if days < FEW else well(said)


def count_days(host: str, port: int) -> int:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as line,
        context.wrap_socket(line, server_hostname=host) as tls,
    ):
        certificate: dict[str, Any] = tls.getpeercert() or {}
    return int((ssl.cert_time_to_seconds(certificate["notAfter"]) - time()) // 86400)


def check_date(reply: httpx.Response) -> Iterator[Finding]:
    if "date" in reply.headers:
        drift = parsedate_to_datetime(reply.headers["date"]).timestamp() - time()
        if abs(drift) > 5:
            yield fault(
                _("The clock there differs by %(seconds)s seconds.") % {"seconds": round(drift)},
                _("Let both machines set their clocks by the net (NTP)."),
            )


def ask_server(url: str) -> httpx.Response:
    return httpx.get(urljoin(url, "/doctor/"), headers={HEADER: make_mark()}, timeout=PATIENCE)


def check_key(url: str) -> Generator[Finding, None, bool]:
    """Whether the server answers those who have its key."""
    status = ask_server(url).status_code
    if status == 400:
        yield fault(
            _("The server refuses the name by which it is asked."),
            _("Let the proxy pass on the Host header; or name the host in PEJL_HOSTS."),
        )
    elif status != 200:
        yield fault(
            _("The server there has another secret key than this command."),
            _("Give this command the same PEJL_FOLDER and PEJL_SECRET_KEY as the server."),
        )
    return status == 200


def check_headers(url: str) -> Iterator[Finding]:
    """Whether the server knows by which address it was asked, and that it was by https."""
    seen = ask_server(url).json()["url"]
    if seen == urljoin(url, "/"):
        yield well(_("The server knows that it is called %(url)s.") % {"url": url})
    else:
        yield fault(
            _("The server believes that it is called %(seen)s, so signing in will fail.")
            % {"seen": seen},
            _("Let the proxy pass on Host, and X-Forwarded-Proto with https; and start the server "
              "with the same PEJL_URL."),
        )  # fmt: skip
    page = httpx.get(urljoin(url, "/signin/"), timeout=PATIENCE)
    cookies = page.headers.get_list("set-cookie")
    if url.startswith("https:") and not all("secure" in one.lower() for one in cookies):
        yield fault(_("Cookies are not kept to https."), _("Start the server with this PEJL_URL."))


def check_stream(url: str) -> Iterator[Finding]:
    """Whether the first news comes at once, though the stream goes on."""
    address = urljoin(url, "/a/events")
    patience = httpx.Timeout(PATIENCE, read=HELD_BACK)
    topics = {"t": sign_topics(["doctor"])}
    try:
        with httpx.stream("GET", address, params=topics, timeout=patience) as stream:
            chunks = stream.iter_raw()
            arrived = stream.status_code == 200 and bool(next(chunks, b""))
    except httpx.HTTPError:
        arrived = False
    if arrived:
        yield well(_("News reaches phones and screens at once."))
    else:
        yield fault(
            _("The proxy holds the event stream back, so phones and screens hear news late."),
            _("Turn buffering and compression off for /a/events; for nginx: proxy_buffering off."),
        )


def check_figures(url: str) -> Iterator[Finding]:
    if urlsplit(url).hostname in HERE:
        return
    if httpx.get(urljoin(url, "/metrics"), timeout=PATIENCE).status_code == 200:
        yield fault(
            _("Everybody can read the server's figures (/metrics)."),
            _("Set PEJL_METRICS_TOKEN, and let the proxy pass on X-Forwarded-For."),
        )
