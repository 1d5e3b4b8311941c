"""Asking an address that an owner has typed: never something on the inside."""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

TIMEOUT = 8
LARGEST = 2_000_000


class NotAllowed(requests.RequestException):
    """The address is on the inside, or not https, or it leads on to another one."""


class Inside(Exception):
    """An address that is not public. No kind of OSError, which urllib3 would take for a failed
    try."""


def is_address_allowed(url: str, *, inside: bool | None = None) -> bool:
    """By its scheme: https; http only on this machine, where the inside is allowed (None: as
    `PEJL_SIGN_IN_INSIDE` says)."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    inside = settings.PEJL_SIGN_IN_INSIDE if inside is None else inside
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return parts.scheme == "http" and here and bool(inside)


def is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    return (getattr(address, "ipv4_mapped", None) or address).is_global


def check_name(host: str) -> None:
    """Before anything is sent, so that nobody learns what answers on the inside. Raises Inside."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # connecting says why
    for one in found:
        if not is_public(str(one[4][0])):
            raise Inside(f"{one[4][0]} is not a public address")


def check_peer(found: socket.socket) -> socket.socket:
    """Whom one is really connected to, so that a name that changes its address fools nobody."""
    address = found.getpeername()[0]
    if not is_public(address):
        found.close()
        raise Inside(f"{address} is not a public address")
    return found


class GuardedHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        check_name(self.host)
        return check_peer(super()._new_conn())


class GuardedHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        check_name(self.host)
        return check_peer(super()._new_conn())


class HTTPPool(HTTPConnectionPool):
    ConnectionCls = GuardedHTTP


class HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = GuardedHTTPS


class GuardedAdapter(HTTPAdapter):
    """Connects to public addresses only."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": HTTPPool, "https": HTTPSPool}


class GuardedSession(requests.Session):
    """Follows no redirects and knows no proxies. `inside`: addresses on the inside are allowed
    (None: as `PEJL_SIGN_IN_INSIDE` says). Raises NotAllowed."""

    def __init__(self, *, inside: bool | None = None) -> None:
        super().__init__()
        self.trust_env = False
        self.inside = settings.PEJL_SIGN_IN_INSIDE if inside is None else inside
        if not self.inside:
            self.mount("https://", GuardedAdapter())
            self.mount("http://", GuardedAdapter())

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        if not is_address_allowed(str(url), inside=self.inside):
            raise NotAllowed(f"{url} is not https")
        kwargs.setdefault("timeout", TIMEOUT)
        kwargs["allow_redirects"] = False
        try:
            response = super().request(method, url, *args, **kwargs)
        except Inside as fault:
            raise NotAllowed(str(fault)) from fault
        if response.is_redirect:
            raise NotAllowed(f"{url} leads on to another address")
        return response


def fetch(url: str) -> bytes:
    """What lies at the address, up to some size. Raises requests.RequestException."""
    with GuardedSession() as session:
        response = session.get(url, stream=True)
        response.raise_for_status()
        data: bytes = response.raw.read(LARGEST + 1, decode_content=True)
    if len(data) > LARGEST:
        raise NotAllowed(f"{url} is too large")
    return data
