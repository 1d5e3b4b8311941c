"""Marks what people wrote with its language (WCAG 3.1.2), and nothing where the page speaks it.

It needs no load. Where an element holds nothing but their text, `<h1{% theirs %}>`; where ours
stands with it, the filter. <bdi> is the element for what others wrote, and no style is about it.
"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pejl.ui.theirs import find_foreign

register = template.Library()


@register.simple_tag(name="theirs")
def mark_element(text: object = "") -> SafeString | str:
    """As an attribute. `text` is said where it may be ours."""
    language = find_foreign(text)
    return format_html(' lang="{}"', language) if language else ""


@register.filter(name="theirs")
def mark_text(text: Any, language: str = "") -> Any:
    language = find_foreign(text, language)
    return format_html('<bdi lang="{}">{}</bdi>', language, text) if text and language else text
