"""What is done by the clock: the worker, mails that wait, and when the last backup was made."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from pejl.mail.jobs import list_jobs
from pejl.mail.models import Job, MailState, Message
from pejl.project.backup import BACKUP
from pejl.ui.finding import Finding, fault, note, well

AWAY, OVERDUE, OLD = timedelta(minutes=3), timedelta(minutes=15), timedelta(days=2)


def check_zone() -> Iterator[Finding]:
    try:
        now = datetime.now(ZoneInfo(settings.TIME_ZONE))
    except (ZoneInfoNotFoundError, ValueError):
        yield fault(
            _("There is no time zone %(zone)s.") % {"zone": settings.TIME_ZONE},
            _("Set PEJL_TIME_ZONE as in Europe/Copenhagen."),
        )
        return
    told = {"time": f"{now:%H:%M}", "zone": settings.TIME_ZONE}
    yield well(_("It is %(time)s in %(zone)s. Compare with your own clock.") % told)


def check_work() -> Iterator[Finding]:
    try:
        yield check_worker()
        yield from check_outbox()
        yield check_backup()
    except Error:
        return  # told by the database's own check
    finally:
        connection.close()


def find_last(*names: str) -> datetime | None:
    rows = Job.objects.filter(name__in=names, ran_at__isnull=False).order_by("-ran_at")
    return rows.values_list("ran_at", flat=True).first()


def check_worker() -> Finding:
    last = find_last(*list_jobs())
    mend = _("Start the server without PEJL_WORKER=0, or run pejl work beside it.")
    if last is None:
        return note(_("What is due by the clock has never been done."), mend)
    if timezone.now() - last > AWAY:
        said = _("What is due by the clock was done last %(ago)s ago.") % {"ago": timesince(last)}
        return fault(said, mend)
    return well(_("What is due by the clock is done."))


def check_outbox() -> Iterator[Finding]:
    before = timezone.now() - OVERDUE
    waiting = Message.objects.filter(state=MailState.WAITING, not_before__lt=before).count()
    if waiting:
        yield fault(
            _("%(count)s mails wait that should have gone.") % {"count": waiting},
            _("See the mail server above, and the outbox."),
        )


def check_backup() -> Finding:
    last = find_last(BACKUP)
    mend = _("Run pejl backup each night; the guide has a line for crontab.")
    if last is None:
        return note(_("Pejl knows of no backup."), mend)
    said = _("The last backup is from %(ago)s ago.") % {"ago": timesince(last)}
    return note(said, mend) if timezone.now() - last > OLD else well(said)
