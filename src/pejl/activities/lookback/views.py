"""What phone, console and screen show of what the last day left."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.lookback.rules import Config, count_left, order_left
from pejl.days.contract import Fragment, PhoneView, RoomView, Since
from pejl.days.since import draw_since, say_moved
from pejl.ui.screen_room import count_fitting, measure_room


def say_counts(since: Since) -> str:
    counts = count_left(since.left)
    if not counts.all:
        return _("“%(day)s” left no next steps.") % {"day": since.day}
    words = {"day": since.day, "n": counts.all, "done": counts.done, "open": counts.open}
    said = ngettext(
        "“%(day)s” left %(n)d next step: %(done)d done, %(open)d open.",
        "“%(day)s” left %(n)d next steps: %(done)d done, %(open)d open.",
        counts.all,
    )
    ended = _("%(n)d carried forward or closed.") % {"n": counts.ended}
    return f"{said % words} {ended}" if counts.ended else said % words


def draw_phone(view: PhoneView[Config, Any, Any]) -> Fragment:
    since = view.since
    left = order_left(since.left) if since else []
    context = {
        "since": since,
        "finding": say_counts(since) if since else "",
        "mine": [one for one in left if one.owner_id == view.me.id],
        "steps": left,
        "picture": draw_since(since, "phone") if since else None,
    }
    return Fragment("lookback/phone.html", context)


def draw_console(view: RoomView[Config, Any]) -> Fragment:
    since = view.since
    context = {
        "since": since,
        "finding": say_counts(since) if since else "",
        "moved": say_moved(since) if since and since.moved else "",
        "steps": order_left(since.left) if since else [],
    }
    return Fragment("lookback/console.html", context)


def draw_screen(view: RoomView[Config, Any]) -> Fragment:
    """First what became of what was promised; as its result, then and now."""
    since = view.since
    left = order_left(since.left) if since else []
    finding = say_counts(since) if since else ""
    texts = [f"{one.what} {one.owner} · {one.said} {one.word}" for one in left]
    fitting = count_fitting(texts, measure_room(view.title, finding))
    context = {
        "since": since,
        "finding": finding,
        "steps": left[:fitting],
        "more": len(left) - fitting,
        "picture": draw_since(since, "beside") if since else None,
    }
    return Fragment("lookback/screen.html", context)
