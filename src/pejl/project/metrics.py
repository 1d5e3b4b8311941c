"""What a process counted of itself, in Prometheus' words. Nothing is by day or person."""

import platform
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import accumulate

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from pejl.days.log import Tallies, Writer
from pejl.live.hub import Hub
from pejl.live.tally import Histogram
from pejl.mail.jobs import list_jobs
from pejl.mail.models import Job, MailState, Message
from pejl.project.backup import BACKUP
from pejl.project.noting import Requests, requests
from pejl.project.queries import slow
from pejl.surfaces.answers import STATUS
from pejl.surfaces.events import Streams

KIND = b"text/plain; version=0.0.4; charset=utf-8"


@dataclass
class Parts:
    """What counts in this process."""

    hub: Hub
    writer: Writer
    streams: Streams


def write_metrics(parts: Parts, ready: Mapping[str, bool]) -> bytes:
    """All of them; what has to be read in the database only while it is there."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(OwnFigures(parts, ready))
    return generate_latest(registry)


@dataclass(eq=False)
class OwnFigures(Collector):
    parts: Parts
    ready: Mapping[str, bool]

    def collect(self) -> Iterator[Metric]:
        yield tell_build()
        yield from tell_readiness(self.ready)
        yield from tell_log(self.parts.writer.tallies)
        yield from tell_news(self.parts)
        yield from tell_requests(requests)
        yield count("pejl_slow_queries", "Queries over PEJL_SLOW_MS", ["at"], list_slow())
        free = shutil.disk_usage(settings.PEJL_FOLDER).free
        yield gauge("pejl_folder_free_bytes", "Room left where PEJL_FOLDER lies", [], [((), free)])
        if self.ready["database"]:
            yield from tell_mail()


Rows = Iterable[tuple[tuple[str, ...], float]]


def count(name: str, help_text: str, labels: list[str], rows: Rows) -> Metric:
    family = CounterMetricFamily(name, help_text, labels=labels)
    for values, figure in rows:
        family.add_metric(values, figure)
    return family


def gauge(name: str, help_text: str, labels: list[str], rows: Rows) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=labels)
    for values, figure in rows:
        family.add_metric(values, figure)
    return family


def spread(
    name: str, help_text: str, found: Mapping[tuple[str, ...], Histogram], *labels: str
) -> Metric:
    family = HistogramMetricFamily(name, help_text, labels=labels)
    for values, histogram in found.items():
        ends = [*map(str, map(float, histogram.bounds)), "+Inf"]
        steps = list(zip(ends, accumulate(list(histogram.counts)), strict=True))
        family.add_metric(values, steps, histogram.total)
    return family


def tell_build() -> Metric:
    names = ["version", "python", "django", "database"]
    values = (version("pejl"), platform.python_version(), django.__version__, connection.vendor)
    return gauge("pejl_build_info", "What runs here", names, [(values, 1)])


def tell_readiness(ready: Mapping[str, bool]) -> Iterator[Metric]:
    rows = [((part,), float(well)) for part, well in ready.items()]
    yield gauge("pejl_ready", "Whether it is there, as /readyz says", ["part"], rows)


def tell_log(tallies: Tallies) -> Iterator[Metric]:
    refused = {code: tallies.codes[code] for code in STATUS if code}
    outcomes = {"stored": tallies.stored, "repeated": tallies.repeated, **refused}
    rows = [((outcome,), times) for outcome, times in outcomes.items()]
    yield count("pejl_answers", "Answers from phones, by what became of them", ["outcome"], rows)
    yield spread("pejl_tick_seconds", "From an answer to its reply", {(): tallies.ticks})
    yield spread("pejl_commit_seconds", "Judging, storing and syncing a batch",
                 {(): tallies.commits})  # fmt: skip
    yield spread("pejl_commit_answers", "Answers in a batch", {(): tallies.sizes})


def tell_news(parts: Parts) -> Iterator[Metric]:
    yield gauge("pejl_streams", "Open event streams", [], [((), len(parts.streams))])
    yield count("pejl_streams_opened", "Event streams opened", [], [((), parts.streams.opened)])
    yield count("pejl_nudges", "News sent from this process", [], [((), parts.hub.nudged)])


def tell_requests(found: Requests) -> Iterator[Metric]:
    with found.lock:
        counts, times = list(found.counts.items()), list(found.seconds.items())
    rows = [((route, method, str(status)), asked) for (route, method, status), asked in counts]
    seconds: dict[tuple[str, ...], Histogram] = {(route,): spent for route, spent in times}
    labels = ["route", "method", "status"]
    yield count("pejl_requests", "Requests for pages, not under /a/", labels, rows)
    yield spread("pejl_request_seconds", "Until the page was made", seconds, "route")


def list_slow() -> Rows:
    return [((at,), times) for at, times in list(slow.items())]


def tell_mail() -> Iterator[Metric]:
    """Of all processes: read in the database."""
    now = timezone.now()
    states = dict(Message.objects.order_by().values_list("state").annotate(n=Count("id")))
    rows = [((state,), states.get(state, 0)) for state in MailState.values]
    yield gauge("pejl_mails", "Mails by state", ["state"], rows)
    due = Message.objects.filter(state=MailState.WAITING, not_before__lte=now)
    yield gauge("pejl_mails_due", "Mails that wait and may go", [], [((), due.count())])
    tasks = DBTaskResult.objects.ready().count()
    yield gauge("pejl_tasks_due", "Tasks that wait for the worker", [], [((), tasks)])
    ran = Job.objects.filter(name__in=[*list_jobs(), BACKUP], ran_at__isnull=False)
    times = [((name,), at.timestamp()) for name, at in ran.values_list("name", "ran_at") if at]
    yield gauge("pejl_job_ran_timestamp_seconds", "When a job ran last", ["job"], times)
