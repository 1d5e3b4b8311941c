"""POST /a/<slot>: the answer endpoint, by hand.

The body is a plain form (application/x-www-form-urlencoded): `kind`, `item`, `key` and the typed
fields; a name that ends in [] is a list. The phone's outbox sends the very same body as a form
without scripts would. The reply comes after the commit: JSON to the outbox, a redirect to a form.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any
from urllib.parse import unquote_plus

import msgspec
from django.http import parse_cookie
from django.utils import translation
from django.utils.translation import gettext as _

from pejl.days.judging import Submission, Verdict
from pejl.days.log import Writer
from pejl.days.tokens import TOKEN_COOKIE, hash_token
from pejl.live.limits import Bucket
from pejl.live.wire import Exchange
from pejl.surfaces.origin import is_foreign
from pejl.ui.error_page import AWAY_FOR, draw_error, find_chosen, find_language

MOST_FIELDS = 200
TELLING = (b"sec-fetch-site", b"origin", b"referer", b"host", b"cookie")
LONGEST_KEPT = 1000  # bytes of what a phone says of itself
UNKNOWN = Verdict("unknown")
SAVED = msgspec.json.encode({"saved": True, "code": "", "message": ""})
STATUS = {
    "": 200,
    "stranger": 403,
    "waiting": 403,
    "elsewhere": 403,
    "closed": 409,
    "paused": 409,
    "beside": 409,
    "withdrawn": 409,
    "unknown": 400,
    "wrong": 422,
    "large": 413,
    "often": 429,
    "down": 503,
    "foreign": 403,
}


@dataclass
class Answers:
    writer: Writer
    bucket: Bucket = field(default_factory=Bucket)

    def take(self, exchange: Exchange) -> None:
        """The reply is given when the verdict is there: after the commit."""
        headers = dict(exchange.headers)
        tell = partial(reply_json if wants_json(headers) else reply_form, exchange)
        submission = self.read(exchange, headers)
        if isinstance(submission, Verdict):
            self.writer.tallies.codes[submission.code] += 1
            tell(submission)
        else:
            self.writer.put(submission, tell)

    def read(self, exchange: Exchange, headers: dict[bytes, bytes]) -> Submission | Verdict:
        """A verdict for what is not even looked at."""
        number = exchange.path[3:]
        if exchange.method != b"POST" or not number.isascii() or not number.isdecimal():
            return UNKNOWN
        told = [headers.get(name, b"") for name in TELLING]
        short = sum(map(len, told)) < LONGEST_KEPT
        foreign, token, language = (known_sender if short else read_sender)(*told)
        if foreign:
            return Verdict("foreign")
        if not self.bucket.take(token):
            return Verdict("often")
        if exchange.large:
            return Verdict("large")
        slot_id = int(number[:18])
        return read_submission(bytes(exchange.body), token, slot_id, language) or UNKNOWN


def read_sender(
    site: bytes, origin: bytes, referer: bytes, host: bytes, cookie: bytes
) -> tuple[bool, str, str]:
    """Whether it comes from another site's page, the hash of the phone's token, and the language
    that was chosen on it (empty for none)."""
    foreign = is_foreign(*(one.decode("latin-1") for one in (site, origin, referer, host)))
    cookies = parse_cookie(cookie.decode("latin-1"))
    return foreign, hash_token(cookies.get(TOKEN_COOKIE, "")), find_chosen(cookies)


known_sender = lru_cache(20_000)(read_sender)  # a phone says the same of itself each time


def reply_json(exchange: Exchange, verdict: Verdict) -> None:
    if verdict.saved:
        exchange.reply(200, SAVED)
        return
    told = {"saved": False, "code": verdict.code, "message": verdict.message}
    exchange.reply(STATUS[verdict.code], msgspec.json.encode(told))


def reply_form(exchange: Exchange, verdict: Verdict) -> None:
    """To a form without scripts, which keeps nothing by itself."""
    if verdict.saved:
        exchange.reply(303, b"", (b"location", b"/p/"))
        return
    cookies = read_cookies(dict(exchange.headers))
    page = draw_refusal(verdict.code, verdict.message, find_language(cookies))
    again = [(b"retry-after", b"%d" % AWAY_FOR)] if verdict.code == "down" else []
    exchange.reply_page(STATUS[verdict.code], page, *again)


@lru_cache(64)
def draw_refusal(code: str, message: str, language: str) -> bytes:
    with translation.override(language):
        reason = explain_plainly(code) or message
    return draw_error("ui/not_stored.html", language, reason=reason).encode()


def explain_plainly(code: str) -> str:
    """Where there is no list of what waits, and nothing can be copied on the page; else nothing."""
    return {
        "closed": _("The item has been closed."),
        "paused": _("The item is paused. Send it again when it goes on."),
        "withdrawn": _("You are no longer asked this."),
        "large": _("It is too large. Make it shorter, and send it again."),
        "often": _("Many answers came at once from this phone. Wait a little, and send it again."),
        "down": _("Pejl is away for a moment. Send it again in a little while."),
        "foreign": _("It was sent from another page than ours."),
        "unknown": _("It could not be understood. Reload the page, and send it again."),
    }.get(code, "")


def read_submission(body: bytes, token: str, slot_id: int, language: str) -> Submission | None:
    """None for what is no form. `language`: as `find_chosen` says."""
    if body.count(b"&") >= MOST_FIELDS:
        return None
    try:
        pairs = list(read_pairs(body.decode("ascii")))
    except ValueError:
        return None
    plain: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        text = value
        if not value.isalnum():  # as few are: most are a number, a kind, a key
            text = value.replace("\x00", "").replace("\r\n", "\n").strip()
        if name.endswith("[]"):
            lists.setdefault(name[:-2], []).append(text)
        else:
            plain[name] = text
    kind, item, key = (plain.pop(name, "") for name in ("kind", "item", "key"))
    fields: dict[str, Any] = {**plain, **lists}
    return Submission(token, slot_id, kind, item, key, fields, language)


def read_pairs(text: str) -> Iterator[tuple[str, str]]:
    """As urllib's parse_qsl, in a third of the time. Raises ValueError for what is no UTF-8."""
    for pair in text.split("&"):
        if pair:
            name, _equals, value = pair.partition("=")
            yield decode_name(name), value if value.isalnum() else decode(value)


def decode(text: str) -> str:
    return unquote_plus(text, errors="strict")


decode_name = lru_cache(256)(decode)  # the names are few, and often `options%5B%5D`


def read_cookies(headers: dict[bytes, bytes]) -> dict[str, str]:
    return parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))


def wants_json(headers: dict[bytes, bytes]) -> bool:
    return b"application/json" in headers.get(b"accept", b"")
