"""The audit trail, for owners."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pejl.audit.chain import check_chain
from pejl.audit.models import Act, Entry
from pejl.audit.words import name_thing, say_subject
from pejl.people.access import for_owners, get_organisation

PAGE = 100


@require_GET
@for_owners
def show_entries(request: HttpRequest) -> HttpResponse:
    """The latest first; `act` shows only what was done in that way."""
    organisation = get_organisation(request)
    found = Entry.objects.filter(organisation=organisation)
    act = request.GET.get("act", "")
    if act in Act.values:
        found = found.filter(act=act)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, name_thing(one.about), say_subject(one.subject)) for one in page],
        "acts": Act.choices,
        "chosen": act,
        "chain": check_chain(organisation),
    }
    return render(request, "audit/entries.html", context)
