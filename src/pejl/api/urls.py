from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from django.views.decorators.http import conditional_page

from pejl.api import pages
from pejl.api.operations import api, scopes
from pejl.api.problems import NOT_THERE, say_problem
from pejl.people.access import Audience, open_to


@open_to(Audience.ANYONE)
def say_nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    return say_problem(404, NOT_THERE)


def list_api() -> list[URLPattern]:
    """The API's addresses, each with whom it is for."""
    made = []
    for pattern in api.urls[0]:
        name = getattr(pattern, "name", None)
        view: Any = getattr(pattern, "callback", None)
        if name in scopes:
            view = open_to(Audience.TOKEN)(conditional_page(view))
            view.scope = scopes[name]
            made.append(path(str(pattern.pattern), view, name=name))
    return made


owners = [
    path("organisation/systems/", pages.show_systems, name="systems"),
    path("organisation/systems/keys/new/", pages.add_token, name="add_token"),
    path(
        "organisation/systems/keys/<int:token_id>/revoke/", pages.revoke_token, name="revoke_token"
    ),
    path("organisation/systems/hooks/new/", pages.add_hook, name="add_hook"),
    path("organisation/systems/hooks/<int:hook_id>/", pages.edit_hook, name="hook"),
    path("organisation/systems/hooks/<int:hook_id>/test/", pages.try_hook, name="try_hook"),
    path(
        "organisation/systems/hooks/<int:hook_id>/secret/",
        pages.change_secret,
        name="change_secret",
    ),
    path("organisation/systems/hooks/<int:hook_id>/start/", pages.start_hook, name="start_hook"),
    path("organisation/systems/hooks/<int:hook_id>/remove/", pages.remove_hook, name="remove_hook"),
]
urlpatterns = [
    *owners,
    path("api/", pages.show_reference, name="api_reference"),
    path("api/v1/openapi.json", conditional_page(pages.give_description), name="openapi"),
    path("api/v1/", include(list_api())),
    path("api/v1/<path:rest>", say_nothing_here, name="api_nothing"),
]
