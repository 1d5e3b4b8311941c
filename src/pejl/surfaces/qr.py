"""QR codes as images that a page may carry."""

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from pejl.days.models import Attendance, ThemeDay
from pejl.days.tokens import make_link


def draw_qr(address: str) -> str:
    """An SVG data URI for an <img>."""
    uri: str = segno.make(address, error="m").svg_data_uri(
        scale=8, border=2, dark="#1a1a1a", light="#ffffff"
    )
    return uri


def make_address(request: HttpRequest | None, path: str) -> str:
    """The address that people type or scan: PEJL_URL where it is set, else as one came here."""
    if settings.PEJL_URL:
        return f"{settings.PEJL_URL.rstrip('/')}{path}"
    return request.build_absolute_uri(path) if request else path


def address_day(request: HttpRequest | None, day: ThemeDay) -> str:
    return make_address(request, reverse("join_day", args=[day.code]))


def address_link(request: HttpRequest | None, attendance: Attendance) -> str:
    return make_address(request, reverse("link", args=[make_link(attendance)]))
