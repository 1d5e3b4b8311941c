"""The library's pictures, for those who may see them: the organisation's accounts, and the phones
and screens of a day that shows them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from pejl.days.models import ThemeDay
from pejl.days.pictures import list_pictures
from pejl.days.tokens import TOKEN_COOKIE, find_phone
from pejl.people.access import Audience, find_desk, open_to
from pejl.people.case_library import find_picture
from pejl.people.models import CasePicture

FOR_GOOD = "private, max-age=31536000, immutable"  # the address holds the picture's own hash


@require_GET
@open_to(Audience.MEMBERS, Audience.PHONE)
def show_picture(request: HttpRequest, key: str) -> HttpResponse:
    """For accounts and phones. 404 for all others, as for what there is not."""
    desk = find_desk(request)
    found = find_picture(desk.organisation, key) if desk else None
    if found is None:
        phone = find_phone(request.COOKIES.get(TOKEN_COOKIE, ""))
        if phone is None or not phone.admitted:
            raise Http404
        found = find_shown(phone.attendance.day, key)
    return send_picture(found)


@require_GET
@open_to(Audience.LINK)
def show_screen_picture(request: HttpRequest, key: str, picture: str) -> HttpResponse:
    day = get_object_or_404(ThemeDay.objects.select_related("organisation"), screen_key=key)
    return send_picture(find_shown(day, picture))


def find_shown(day: ThemeDay, key: str) -> CasePicture:
    """404 for one that no item of the day shows."""
    found = find_picture(day.organisation, key) if key in list_pictures(day) else None
    if found is None:
        raise Http404
    return found


def send_picture(picture: CasePicture) -> HttpResponse:
    response = HttpResponse(bytes(picture.data), content_type="image/jpeg")
    response["Cache-Control"] = FOR_GOOD
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
