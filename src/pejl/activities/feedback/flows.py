"""A round's routes as a room can take them in: between groups one by one, about persons put
together by the level of those whom they are about."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.feedback.paths import Route
from pejl.activities.feedback.rules import Config, count_asked
from pejl.activities.feedback.words import name_source, name_target, say_path
from pejl.ui.pictures.flow import Flow, draw_flows
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import Use


class Bundle(NamedTuple):
    """Routes shown as one: `path` as `Route.path`."""

    source: str
    target: str
    path: str
    asked: int
    keys: tuple[str, ...]


def list_bundles(config: Config) -> list[Bundle]:
    together: dict[tuple[str, str, str], list[Route]] = defaultdict(list)
    for route in config.routes:
        together[name_ends(config, route)].append(route)
    return [
        Bundle(source, target, routes[0].path, count_all(config, routes), list_keys(routes))
        for (source, target, _kind), routes in together.items()
    ]


def list_keys(routes: Iterable[Route]) -> tuple[str, ...]:
    return tuple(route.key for route in routes)


def count_all(config: Config, routes: Iterable[Route]) -> int:
    return sum(count_asked(config, route.key) for route in routes)


def name_ends(config: Config, route: Route) -> tuple[str, str, str]:
    """Source, target and kind, the same for all that are shown as one."""
    if route.kind == "picked" or config.find_place(route.target).kind != "person":
        return name_source(config, route), name_target(config, route), route.key
    level = config.chain.people[config.map.about[route.key][0]].level
    return name_givers(route.kind), config.chain.levels[level], route.kind


def name_givers(kind: str) -> str:
    return {
        "leader": _("Those they lead"),
        "leaders_leader": _("Those two steps below them"),
        "led": _("Their own leaders"),
        "peers": _("Colleagues with the same leader"),
    }[kind]


def draw_paths(config: Config, size: Use = "page") -> Picture | None:
    """Who is asked about whom, with how many; None where nobody is."""
    if not config.routes:
        return None
    bundles = list_bundles(config)
    flows = [Flow(one.source, one.target, say_path(one.path), one.asked) for one in bundles]
    return draw_flows(flows, size=size)
