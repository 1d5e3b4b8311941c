"""The language of what an organisation's people write, for pages that are read in another."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import get_language

written: ContextVar[str] = ContextVar("written", default="")


class Ours(str):
    """What Pejl says where they have said nothing: it stays in the page's language."""

    __slots__ = ()


@contextmanager
def forget_language() -> Iterator[None]:
    """Within it no organisation is known, until `know_language` says whose the page is."""
    token = written.set("")
    try:
        yield
    finally:
        written.reset(token)


def know_language(language: str) -> None:
    written.set(language)


def find_foreign(text: object = "", language: str = "") -> str:
    """The language to mark `text` with; empty where the page speaks it too, or nobody's is known.
    `language` is said where the text may be another organisation's than the page is."""
    language = language or written.get()
    return "" if isinstance(text, Ours) or language == get_language() else language
