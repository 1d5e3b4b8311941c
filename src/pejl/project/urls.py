from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from pejl.people.access import Audience, open_to
from pejl.project import entrance
from pejl.project.doctor.view import tell_request
from pejl.project.language import set_language
from pejl.project.outdated import lead_to_current

anyone = open_to(Audience.ANYONE)
HASHED = rf"^{settings.STATIC_URL.lstrip('/')}(?P<name>.+)\.[0-9a-f]{{12}}\.(?P<ending>\w+)$"

urlpatterns = [
    path("", anyone(RedirectView.as_view(pattern_name="home"))),
    path("setup/<str:link>/", entrance.set_up, name="set_up"),
    path("enter/<str:link>/", entrance.enter, name="enter"),
    path("doctor/", tell_request, name="doctor"),
    path("language/", set_language, name="set_language"),
    re_path(HASHED, lead_to_current, name="outdated"),
    path("", include("pejl.accounts.urls")),
    path("", include("pejl.people.urls")),
    path("", include("pejl.mail.urls")),
    path("", include("pejl.audit.urls")),
    path("", include("pejl.days.urls")),
    path("", include("pejl.front.urls")),
    path("", include("pejl.peers.urls")),
    path("", include("pejl.seating.urls")),
    path("", include("pejl.surfaces.urls")),
    path("", include("pejl.keeping.urls")),
    path("", include("pejl.followup.urls")),
    path("", include("pejl.interchange.urls")),
    path("", include("pejl.sheets.urls")),
    path("", include("pejl.calendars.urls")),
    path("", include("pejl.documents.urls")),
    path("", include("pejl.api.urls")),
]

handler400 = "pejl.project.errors.say_wrong"
handler403 = "pejl.project.errors.say_forbidden"
handler404 = "pejl.project.errors.say_missing"
handler500 = "pejl.project.errors.say_failed"
