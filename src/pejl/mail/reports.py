"""Reading delivery status notifications (RFC 3464): which mails came back. What comes in is from
anyone, so that nothing of it is trusted, and what cannot be read is passed over. Pure."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

LARGEST = 10_000_000  # bytes in all
LARGEST_ONE = 1_000_000
MOST_PARTS = 50
OURS = re.compile(r"<pejl-(\d{1,18})-(\d{1,12})@pejl>", re.ASCII)
ADDRESS = re.compile(r"[^\s<>,;]{1,200}@[^\s<>,;@]{1,200}")
BEGINS = re.compile(rb"^From [^\n]*\n", re.MULTILINE)  # a mail in an mbox


class Bounce(NamedTuple):
    """A mail that was given up. `id` and `stamp` are those of its Message-ID, zeros without one of
    ours; `address` is who should have had it; `said` is the server's reason."""

    id: int
    stamp: int
    address: str
    said: str


def read_reports(data: bytes) -> list[Bounce]:
    """From one mail, or an mbox of them; at most `LARGEST` bytes are read."""
    parts = BEGINS.split(data[:LARGEST])
    return [bounce for part in parts if part.strip() for bounce in read_report(part)]


def read_report(raw: bytes) -> list[Bounce]:
    """Those that one notification says were given up; none for any other mail."""
    if len(raw) > LARGEST_ONE:
        return []
    try:
        mail = message_from_bytes(raw)
        if mail.get_content_type() != "multipart/report":
            return []
        parts = list_parts(mail)
        id_, stamp = find_original(parts)
        return [Bounce(id_, stamp, *told) for told in list_failed(parts)]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []  # the parser gives up on some malformed mails in ways of its own


def list_parts(mail: Message) -> list[Message]:
    """Its parts in the first two layers: none of ours lies deeper."""
    outer = open_part(mail)
    inner = [part for one in outer for part in open_part(one)]
    return [*outer, *inner]


def open_part(part: Message) -> list[Message]:
    held = part.get_payload()
    parts = held if isinstance(held, list) else []
    return [one for one in parts if isinstance(one, Message)][:MOST_PARTS]


def find_original(parts: list[Message]) -> tuple[int, int]:
    """Our id and its time, as the mail that came back bears them."""
    for part in parts:
        texts = [str(part.get("Message-ID", ""))]
        if part.get_content_type() == "text/rfc822-headers":
            texts.append(str(part.get_payload()))
        if found := next(filter(None, map(OURS.search, texts)), None):
            return int(found[1]), int(found[2])
    return 0, 0


def list_failed(parts: list[Message]) -> Iterator[tuple[str, str]]:
    """The address and the reason of each receiver that was given up."""
    for part in parts:
        if str(part.get("Action", "")).strip().casefold() != "failed":
            continue
        named = str(part.get("Original-Recipient") or part.get("Final-Recipient") or "")
        address = ADDRESS.search(named.split(";", 1)[-1])
        said = str(part.get("Diagnostic-Code") or part.get("Status") or "")
        yield (address[0] if address else "", " ".join(said.split())[:280])
