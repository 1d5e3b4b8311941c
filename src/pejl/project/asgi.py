"""One process: answers and event streams under /a/ by hand, Django as WSGI for the rest."""

import os
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from typing import Any

import django
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pejl.project.settings")
django.setup(set_prefix=False)

from pejl.days import composing  # noqa: E402 - Django has to be set up first
from pejl.days.checkpoint import Checkpointer  # noqa: E402
from pejl.days.log import Writer  # noqa: E402
from pejl.days.nudges import get_hub  # noqa: E402
from pejl.live.wire import Exchange, Protocol  # noqa: E402
from pejl.mail.worker import Worker  # noqa: E402
from pejl.project.errors import note_thread_fault, say_failed_by_hand  # noqa: E402
from pejl.project.health import Readiness  # noqa: E402
from pejl.project.metrics import Parts  # noqa: E402
from pejl.project.middleware import POLICY, list_headers  # noqa: E402
from pejl.project.turns import Turns  # noqa: E402
from pejl.project.watchers import Watchers  # noqa: E402
from pejl.surfaces.answers import Answers  # noqa: E402
from pejl.surfaces.events import Streams  # noqa: E402
from pejl.ui.pictures.render import warm_up  # noqa: E402

THREADS = 12
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Application:
    """`/a/events` and `/a/<slot>` by hand (see `pejl.live.wire`), what watchers ask beside Django,
    everything else by Django."""

    def __init__(self) -> None:
        self.hub = get_hub()
        self.writer = Writer()
        self.checkpointer = Checkpointer()
        self.answers = Answers(self.writer)
        self.streams = Streams(self.hub)
        self.worker = Worker()
        parts = Parts(self.hub, self.writer, self.streams)
        self.watchers = Watchers(Readiness(self.hub, self.writer), parts)
        pages: Any = WSGIMiddleware(get_wsgi_application(), workers=THREADS)  # type: ignore[arg-type]
        self.pages = Turns(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live(receive, send)
        elif not await self.watchers.answer(scope, send):
            await self.pages(scope, receive, send)

    def take(self, exchange: Exchange) -> None:
        """What is under /a/."""
        try:
            if exchange.path == "/a/events":
                self.streams.open(exchange)
            else:
                self.answers.take(exchange)
        except Exception:
            say_failed_by_hand(exchange)

    async def live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def start(self) -> None:
        threading.excepthook = note_thread_fault
        await self.hub.start()
        self.writer.start()
        self.checkpointer.start()
        self.streams.start()
        Protocol.lane = staticmethod(self.take)
        Exchange.all_headers = list_headers()
        Exchange.page_headers = [(b"content-security-policy", POLICY.encode())]
        warm_up()
        if settings.PEJL_WARM:
            # Loading it takes a second, which the first closing of an item should not wait for.
            threading.Thread(
                target=import_module, args=["pejl.analysis.best_release"], daemon=True
            ).start()
            composing.warm_up()
        if settings.PEJL_WORKER:
            self.worker.start()

    async def stop(self) -> None:
        self.worker.stop()
        self.streams.stop()
        self.writer.stop()
        self.checkpointer.stop()
        await self.hub.stop()


application = Application()
