"""/healthz and /readyz, for those who watch the server and for what stands in front of it.

They are answered beside Django's threads, so that they answer too when all of those wait.
"""

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from django.db import Error, transaction
from django.utils import timezone

from pejl.days.log import Writer
from pejl.live.aside import run_aside, wait_for
from pejl.live.hub import Hub
from pejl.mail.models import Job

PATIENCE = 3.0  # seconds
PROBE = "readyz"


@dataclass
class Readiness:
    """Whether all parts that the server needs are there."""

    hub: Hub
    writer: Writer
    probing: "Future[bool] | None" = None

    async def ask(self) -> dict[str, bool]:
        """Each part by name, so that one sees what is away. Within `PATIENCE` seconds."""
        database = await self.has_database()
        return {"database": database, "hub": self.hub.hears(), "log": self.writer.is_at_work()}

    async def has_database(self) -> bool:
        """Whether it took a write in time. While one hangs no other is begun."""
        if self.probing is None or self.probing.done():
            self.probing = run_aside(partial(can_write, keep=self.writer.failed), "readiness")
        try:
            return await wait_for(self.probing, PATIENCE)
        except TimeoutError:
            return False


def can_write(*, keep: bool) -> bool:
    """By a write that is rolled back; or is kept, since a full disk shows only then."""
    try:
        with transaction.atomic():
            if keep:
                Job.objects.update_or_create(name=PROBE, defaults={"ran_at": timezone.now()})
            else:
                Job.objects.filter(name=PROBE).update(ran_at=timezone.now())
                transaction.set_rollback(True)
    except Error:
        return False
    return True
