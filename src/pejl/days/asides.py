"""What a payload is to the count of givers. Plain: no Django."""

from typing import Any


def is_blank(payload: Any) -> bool:
    return bool(getattr(payload, "blank", False))


def is_reply(payload: Any) -> bool:
    """Sent about what was handed out: nobody gives by it."""
    return bool(getattr(payload, "afterwards", False))


def is_aside(payload: Any) -> bool:
    """Said beforehand by one who gets: nobody gives by it either."""
    return bool(getattr(payload, "aside", False))


def bears_name(payload: Any) -> bool:
    """Given with one's name, whatever the promise."""
    return bool(getattr(payload, "with_name", False))
