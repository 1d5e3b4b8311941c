"""The organisation: its leaders, the chain as a picture, the development agreement."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.people.access import (
    CHOSEN,
    for_accounts,
    for_members,
    get_organisation,
    list_memberships,
    noted,
)
from pejl.people.agreement import (
    AgreementFault,
    describe_agreement,
    read_agreement_form,
    save_agreement,
)
from pejl.people.chain import list_chain
from pejl.people.models import NOBODY_AT, DevelopmentAgreement
from pejl.ui.pictures.chain import chain_outline, draw_chain


@require_POST
@for_accounts
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """For an account in several: which one the pages are about from now on."""
    chosen = request.POST.get("organisation", "")
    if chosen in {str(place.organisation_id) for place in list_memberships(request)}:
        request.session[CHOSEN] = int(chosen)
    return redirect("home")


@require_GET
@for_members
@noted("leaders")
def show_organisation(request: HttpRequest) -> HttpResponse:
    organisation = get_organisation(request)
    people, levels, areas = list_chain(organisation)
    context = {
        "people": organisation.participants.filter(active=True).select_related(
            "level", "area", "unit", "reports_to"
        ),
        "left": organisation.participants.filter(active=False)
        .exclude(email__endswith=f"@{NOBODY_AT}")
        .count(),
        "picture": draw_chain(people, levels, areas) if people else None,
        "outline": chain_outline(people) if people else (),
        "levels": levels,
        "areas": areas,
    }
    return render(request, "people/organisation.html", context)


@require_GET
@for_members
def show_agreement(request: HttpRequest) -> HttpResponse:
    agreements = get_organisation(request).agreements.prefetch_related(
        "focus_areas__signs", "focus_areas__indicators"
    )
    return render(request, "people/agreement.html", {"agreements": agreements})


@require_http_methods(["GET", "POST"])
@for_members
def edit_agreement(request: HttpRequest, agreement_id: int | None = None) -> HttpResponse:
    """One page for the whole agreement; `agreement_id` None makes a new one."""
    organisation = get_organisation(request)
    agreement = DevelopmentAgreement(organisation=organisation)
    if agreement_id is not None:
        agreement = get_object_or_404(organisation.agreements, id=agreement_id)
    draft = describe_agreement(agreement)
    if request.method == "POST":
        draft = read_agreement_form(request.POST)
        try:
            with transaction.atomic():
                save_agreement(agreement, draft)
        except AgreementFault as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, _("The agreement is saved."))
            return redirect("agreement")
    context = {"agreement": agreement, "draft": draft}
    return render(request, "people/edit_agreement.html", context)
