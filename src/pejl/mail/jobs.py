"""What is done by the clock. A room's `AppConfig.jobs` names functions of one time, each in a
transaction of its own with a lock: what they do may be done twice in a row without doing it twice
(mails have keys), but never side by side."""

import logging
from datetime import datetime

from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.utils.module_loading import import_string

from pejl.mail.clock import drive_clock
from pejl.mail.models import Job
from pejl.mail.sending import send_due

logger = logging.getLogger(__name__)


def list_jobs() -> list[str]:
    """In the order of INSTALLED_APPS."""
    return [name for app in apps.get_app_configs() for name in getattr(app, "jobs", ())]


def run_due(at: datetime) -> int:
    """Does all that is due by then, as if it were that time, and sends the mails; returns how many
    mails it handed over. A job that fails is logged and does not stop the others."""
    with drive_clock(at):
        for name in list_jobs():
            try:
                run_job(name, at)
            except Exception:
                logger.exception("%s failed", name)
        return send_due(at)


def run_job(name: str, at: datetime) -> None:
    Job.objects.get_or_create(name=name)
    with transaction.atomic():
        held = Job.objects.select_for_update().get(name=name)
        import_string(name)(at)
        held.ran_at = at
        held.save(update_fields=["ran_at"])


def prune_tasks(at: datetime) -> None:
    """Forgets tasks that were done more than two weeks ago."""
    call_command("prune_db_task_results", "--min-age-days", "14", verbosity=0)
