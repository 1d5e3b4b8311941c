"""Anonymous for good: what is done at closing so that nobody can find out who gave what, not even
with the whole database in hand."""

import secrets
from collections import defaultdict, deque
from collections.abc import Sequence

from django.db import connection, transaction

from pejl.days.models import CONSOLE, Contribution, Slot
from pejl.days.registry import find_activity
from pejl.days.renaming import Renaming, rename_text
from pejl.people.row_ids import ENTRY, SEEN

BATCH = 500


def forget_givers(slot: Slot) -> None:
    """Destroys the secret that the handles are made from, and the order of arrival: all is written
    anew in random order, under new ids, with one time for all. Of what one giver sent in the same
    place, later ones stay later, since they replace the earlier.

    When the transaction has ended the database is asked to wipe what it keeps of the old rows.
    """
    slot.secret = ""
    given = Contribution.objects.filter(slot=slot).exclude(giver=CONSOLE)
    rows = list(given.order_by("id"))
    given.delete()
    opened = slot.opened_at.replace(minute=0, second=0, microsecond=0) if slot.opened_at else None
    fresh = shuffle(rows)
    before = [row.pk for row in fresh]
    for row in fresh:
        row.pk, row._state.adding = None, True
        row.created_at = opened or row.created_at
    Contribution.objects.bulk_create(fresh, batch_size=BATCH)
    rename_entries(slot, dict(zip(before, (row.pk for row in fresh), strict=True)))
    transaction.on_commit(wipe_remains)


def rename_entries(slot: Slot, numbers: dict[int, int]) -> None:
    """What is about another contribution (a vote on a question) finds it under its new number."""
    activity = find_activity(slot.activity)
    names = Renaming({"contributions": numbers}, only={ENTRY, SEEN})
    changed = []
    for row in Contribution.objects.filter(slot=slot):
        item = names.name(row.item, activity.items.get(row.kind, ""))
        payload = rename_text(names, row.payload, activity.payload)
        if (item, payload) != (row.item, row.payload):
            row.item, row.payload = item, payload
            changed.append(row)
    Contribution.objects.bulk_update(changed, ["item", "payload"], batch_size=BATCH)


def shuffle(rows: Sequence[Contribution]) -> list[Contribution]:
    """At random, but for what shares a giver, kind and item."""
    waiting: dict[tuple[str, str, str], deque[Contribution]] = defaultdict(deque)
    for row in rows:
        waiting[row.giver, row.kind, row.item].append(row)
    mixed = list(rows)
    secrets.SystemRandom().shuffle(mixed)
    return [waiting[row.giver, row.kind, row.item].popleft() for row in mixed]


def wipe_remains() -> None:
    """SQLite overwrites what is deleted (`secure_delete`), but keeps old pages in its log file
    until that is emptied; PostgreSQL keeps old rows until they are vacuumed."""
    command = {
        "sqlite": "PRAGMA wal_checkpoint(TRUNCATE)",
        "postgresql": "VACUUM days_contribution, days_slot",
    }.get(connection.vendor)
    if command and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(command)
