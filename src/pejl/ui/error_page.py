"""Pages that say what went wrong and what to do, drawn without a request or a database."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

AWAY_FOR = 10  # seconds until one may try again


def find_language(cookies: Mapping[str, str]) -> str:
    """The one that was chosen by the switch, else Danish."""
    return find_chosen(cookies) or settings.LANGUAGE_CODE


def find_chosen(cookies: Mapping[str, str]) -> str:
    """The language that was chosen by the switch; empty for none."""
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def draw_error(template: str, language: str, **context: Any) -> str:
    with translation.override(language):
        return render_to_string(template, context)
