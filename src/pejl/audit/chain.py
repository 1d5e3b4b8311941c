"""The chain that shows tampering with the audit trail: each digest covers the last one."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from pejl.audit.models import Act, Entry
from pejl.people.models import Organisation

FIRST = "0" * 64


@dataclass(frozen=True)
class Soundness:
    """`entries` were read; `broken_at` is the number of the first that does not fit what is before
    it, or None. `head` is the last digest: written down elsewhere, it also shows whether the end
    was cut off."""

    entries: int
    broken_at: int | None
    head: str


def make_digest(entry: Entry, before: str) -> str:
    """SHA-256, in hex, of all that an entry says and of the digest before."""
    said = (
        before,
        entry.organisation_id,
        entry.number,
        entry.at.isoformat(timespec="seconds"),
        entry.account,
        entry.act,
        entry.about,
        entry.subject,
    )
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def check_chain(organisation: Organisation) -> Soundness:
    """Reads all of an organisation's entries. Entries may begin later than at 1 only with one that
    says where they were cut off."""
    before, expected, count = FIRST, 1, 0
    for entry in list_oldest_first(organisation):
        if count == 0 and entry.act == Act.CUT:
            before, expected = entry.subject, entry.number
        if entry.number != expected or entry.digest != make_digest(entry, before):
            return Soundness(count, entry.number, before)
        before, expected, count = entry.digest, expected + 1, count + 1
    return Soundness(count, None, before)


def list_oldest_first(organisation: Organisation) -> Iterator[Entry]:
    return Entry.objects.filter(organisation=organisation).order_by("number").iterator()
