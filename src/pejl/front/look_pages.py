"""For owners: the organisation's name, logo and colour, tried before they are worn."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.front.look_forms import LookForm, NameForm
from pejl.mail.posting import make_address
from pejl.people.access import for_owners, get_organisation
from pejl.people.look import Worn
from pejl.people.models import Look, Organisation

SURFACES = ("phone", "console", "screen")


@require_http_methods(["GET", "POST"])
@for_owners
def edit_look(request: HttpRequest) -> HttpResponse:
    """A post is tried: shown to owners beside the form, and to nobody else."""
    organisation = get_organisation(request)
    look = find_tried(organisation)
    form = LookForm(initial={"colour": look.colour})
    if request.method == "POST":
        form = LookForm(request.POST, request.FILES)
        good = form.is_valid()
        keep_tried(look, form.list_kept())
        if good:
            return redirect("look")
    context = {
        "form": form,
        "name_form": NameForm(instance=organisation),
        "tried": Worn(look, organisation.name) if look.pk else None,
        "live": organisation.looks.filter(live=True).exists(),
    }
    return render(request, "front/look.html", context)


def find_tried(organisation: Organisation) -> Look:
    """What is tried; else, not kept yet, what is worn."""
    found = organisation.looks.order_by("live").first()
    if found is None:
        return Look(organisation=organisation)
    if found.live:
        found.pk, found.live = None, False
        found._state.adding = True
    return found


def keep_tried(look: Look, wanted: dict[str, Any]) -> None:
    if "colour" in wanted:
        look.colour = wanted["colour"]
    if wanted.get("without"):
        look.logo, look.small, look.width, look.height, look.key = b"", b"", 0, 0, ""
    if logo := wanted.get("logo"):
        look.logo, look.small, look.key = logo.png, logo.small, logo.key
        look.width, look.height = logo.width, logo.height
    look.save()


@require_POST
@for_owners
def wear_look(request: HttpRequest) -> HttpResponse:
    """What is tried is worn from now on."""
    organisation = get_organisation(request)
    with transaction.atomic():
        tried = organisation.looks.filter(live=False).first()
        if tried is not None:
            organisation.looks.filter(live=True).delete()
            tried.live = True
            tried.save(update_fields=["live"])
            said = f"{tried.colour or '–'} {tried.key[:12] or '–'}"
            note(organisation, request.user, Act.CHANGED, "look", said)
            messages.success(request, _("Your look is in use."))
    return redirect("look")


@require_POST
@for_owners
def drop_look(request: HttpRequest) -> HttpResponse:
    """What is tried is put away; with `all`, Pejl's own look comes back too."""
    organisation = get_organisation(request)
    organisation.looks.filter(live=False).delete()
    if "all" in request.POST and organisation.looks.all().delete()[0]:
        note(organisation, request.user, Act.CHANGED, "look", "–")
        messages.success(request, _("Pejl’s own look is back."))
    return redirect("look")


@require_POST
@for_owners
def rename(request: HttpRequest) -> HttpResponse:
    organisation = get_organisation(request)
    form = NameForm(request.POST, instance=organisation)
    if form.is_valid():
        form.save()
        note(organisation, request.user, Act.CHANGED, "look", organisation.name)
        messages.success(request, _("The name is saved."))
        return redirect("look")
    organisation.refresh_from_db()
    look = find_tried(organisation)
    context = {
        "form": LookForm(initial={"colour": look.colour}),
        "name_form": form,
        "tried": Worn(look, organisation.name) if look.pk else None,
        "live": organisation.looks.filter(live=True).exists(),
    }
    return render(request, "front/look.html", context)


@require_GET
@for_owners
def show_look(request: HttpRequest, surface: str) -> HttpResponse:
    """A surface in what is tried; 404 where nothing is."""
    organisation = get_organisation(request)
    tried = organisation.looks.filter(live=False).first()
    if tried is None:
        raise Http404
    context = {
        "look": Worn(tried, organisation.name),
        "day": {"title": _("Theme day on feedback"), "code": "K7QM3P"},
        "me": {"name": _("A participant")},
        "short_address": make_address(reverse("join")).split("://")[-1],
    }
    return render(request, f"front/try_{surface}.html", context)
