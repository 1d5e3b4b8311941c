"""What the server says of a request to `pejl doctor`, which shows that it has the same key."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from pejl.people.access import Audience, open_to

HEADER, SALT = "X-Pejl-Doctor", "pejl.doctor"


def make_mark() -> str:
    return signing.dumps("", salt=SALT)


@open_to(Audience.ANYONE)
@require_GET
def tell_request(request: HttpRequest) -> HttpResponse:
    """To whoever has the key: the address by which it was asked, as redirects would have it."""
    try:
        signing.loads(request.headers.get(HEADER, ""), salt=SALT, max_age=120)
    except signing.BadSignature as error:
        raise Http404 from error
    return JsonResponse({"url": request.build_absolute_uri("/")})
