"""The library of cases: what comes along and what the organisation has written, to read, write,
copy, remove and bring back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.people.access import for_members, get_organisation
from pejl.people.case import STEPS, CaseText
from pejl.people.case_forms import CaseForm
from pejl.people.case_library import (
    copy_case,
    find_case,
    find_own,
    list_coming_along,
    list_own,
)
from pejl.people.case_words import name_step, put_prompt
from pejl.people.models import Case


@require_GET
@for_members
def show_cases(request: HttpRequest) -> HttpResponse:
    own = list_own(get_organisation(request)).select_related("picture").defer("picture__data")
    context = {
        "own": [case for case in own if not case.removed],
        "removed": [case for case in own if case.removed],
        "along": list_coming_along(),
    }
    return render(request, "people/cases.html", context)


@require_GET
@for_members
def show_case(request: HttpRequest, key: str) -> HttpResponse:
    """The case as it is read, with all that the tables will be asked."""
    case = get_case(request, key)
    own = case.key.removeprefix("own-") if case.key.startswith("own-") else ""
    steps = [(name_step(step), put_prompt(case, step)) for step in STEPS]
    return render(request, "people/case.html", {"case": case, "own": own, "steps": steps})


def get_case(request: HttpRequest, key: str) -> CaseText:
    """404 for what is not in the organisation's library."""
    case = find_case(get_organisation(request), key)
    if case is None:
        raise Http404
    return case


@require_http_methods(["GET", "POST"])
@for_members
def edit_case(request: HttpRequest, case_id: int | None = None) -> HttpResponse:
    """`case_id` None makes a new one."""
    organisation = get_organisation(request)
    case = Case(organisation=organisation)
    if case_id is not None:
        case = find_own(organisation, case_id)
    form = CaseForm(request.POST or None, request.FILES or None, case=case)
    if form.is_valid():
        form.save()
        messages.success(
            request, _("The case is saved. Days that have opened it keep it as it was.")
        )
        return redirect("show_case", key=case.key)
    return render(request, "people/edit_case.html", {"form": form, "case": case})


@require_POST
@for_members
def add_copy(request: HttpRequest, key: str) -> HttpResponse:
    case = copy_case(get_organisation(request), get_case(request, key))
    messages.success(request, _("Here is your own copy. Make it fit your world."))
    return redirect("edit_case", case_id=case.pk)


@require_POST
@for_members
def remove_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Out of the library; items that have chosen it keep it. With "back" it comes back."""
    case = find_own(get_organisation(request), case_id)
    case.removed = "back" not in request.POST
    case.save(update_fields=["removed"])
    said = {"title": case.title}
    if case.removed:
        messages.success(request, _("“%(title)s” is removed. You can bring it back below.") % said)
    else:
        messages.success(request, _("“%(title)s” is back in the library.") % said)
    return redirect("cases")
