"""Asking an identity provider, whose address an owner has typed: never something on the inside."""

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


def is_address_allowed(url: str) -> bool:
    """By its scheme: https; http only on this machine, where `PEJL_SIGN_IN_INSIDE` is set."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    inside = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return parts.scheme == "http" and inside and settings.PEJL_SIGN_IN_INSIDE


def check_peer(found: socket.socket) -> socket.socket:
    """Whom one is really connected to, so that a name that changes its address fools nobody."""
    address = ipaddress.ip_address(found.getpeername()[0].partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    if not (settings.PEJL_SIGN_IN_INSIDE or (mapped or address).is_global):
        found.close()
        raise NotAllowed(f"{address} is not a public address")
    return found


class GuardedHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return check_peer(super()._new_conn())


class GuardedHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return check_peer(super()._new_conn())


class HTTPPool(HTTPConnectionPool):
    ConnectionCls = GuardedHTTP


class HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = GuardedHTTPS


class GuardedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": HTTPPool, "https": HTTPSPool}


class GuardedSession(requests.Session):
    """Follows no redirects and knows no proxies. Raises NotAllowed."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.mount("https://", GuardedAdapter())
        self.mount("http://", GuardedAdapter())

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        if not is_address_allowed(str(url)):
            raise NotAllowed(f"{url} is not https")
        kwargs.setdefault("timeout", TIMEOUT)
        kwargs["allow_redirects"] = False
        response = super().request(method, url, *args, **kwargs)
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
