"""The public page, for all; and what its owners write there and read."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.days.models import ThemeDay
from pejl.front.door_forms import DoorForm, EnquiryForm, describe_day
from pejl.front.enquiring import Taken, renew_mark, say, take
from pejl.front.markdown import draw_markdown
from pejl.front.models import FrontDoor, NamedDay
from pejl.mail.posting import make_address
from pejl.people.access import Audience, for_owners, get_organisation, noted, open_to
from pejl.people.models import Organisation
from pejl.people.speaking import speak

PAGE = 25
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


@require_http_methods(["GET", "POST"])
@open_to(Audience.ANYONE)
def show_door(request: HttpRequest, slug: str) -> HttpResponse:
    door = get_object_or_404(FrontDoor.objects.select_related("organisation"), slug=slug, on=True)
    return speak(request, door.organisation, lambda: answer(request, door))


def answer(request: HttpRequest, door: FrontDoor) -> HttpResponse:
    form, fault, status = EnquiryForm(), "", 200
    mark = request.POST.get("mark", "")
    if request.method == "POST" and (form := EnquiryForm(request.POST)).is_valid():
        taken = take(door.organisation, form, mark, request.META.get("REMOTE_ADDR", ""))
        if taken is Taken.KEPT:
            return redirect(f"{request.path}?sent=1#sent")
        fault, status = say(taken), 429 if taken is Taken.MANY else 200
    context = describe_door(door) | {
        "form": form,
        "fault": fault,
        "mark": renew_mark(door.organisation, mark),
        "sent": "sent" in request.GET,
    }
    return render(request, "front/door.html", context, status=status)


def describe_door(door: FrontDoor) -> dict[str, Any]:
    days = ThemeDay.objects.filter(organisation=door.organisation_id, named__isnull=False)
    return {
        "organisation": door.organisation,
        "text": draw_markdown(door.text),
        "days": [describe_day(day) for day in days],
    }


@require_GET
@for_owners
def preview_door(request: HttpRequest) -> HttpResponse:
    """As it would be, also while it is closed."""
    door = find_door(get_organisation(request))
    context = describe_door(door) | {"form": EnquiryForm(), "preview": True}
    response = render(request, "front/door.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def find_door(organisation: Organisation) -> FrontDoor:
    """The kept one, or one with an address made of the name."""
    slug = slugify(organisation.name.translate(LETTERS))[:60].strip("-")
    found = FrontDoor.objects.filter(organisation=organisation).first()
    return found or FrontDoor(organisation=organisation, slug=slug)


@require_http_methods(["GET", "POST"])
@for_owners
def edit_door(request: HttpRequest) -> HttpResponse:
    organisation = get_organisation(request)
    door = find_door(organisation)
    past = list(organisation.days.filter(ended_at__isnull=False))
    named = [str(day) for day in list_named(organisation).values_list("day", flat=True)]
    form = DoorForm(request.POST or None, instance=door, past=past, initial={"named": named})
    if form.is_valid():
        with transaction.atomic():
            form.save()
            name_days(organisation, form.cleaned_data["named"])
            said = f"{door.slug}: {'on' if door.on else 'off'}"
            note(organisation, request.user, Act.CHANGED, "door", said)
        messages.success(request, _("Saved."))
        return redirect("door")
    kept = FrontDoor.objects.filter(organisation=organisation).first()
    context = {
        "form": form,
        "past": past,
        "kept": kept,
        "address": make_address(reverse("show_door", args=[kept.slug])) if kept else "",
    }
    return render(request, "front/edit_door.html", context)


def list_named(organisation: Organisation) -> "QuerySet[NamedDay]":
    return NamedDay.objects.filter(day__organisation=organisation)


def name_days(organisation: Organisation, wanted: list[str]) -> None:
    list_named(organisation).exclude(day__in=wanted).delete()
    named = [NamedDay(day_id=int(one)) for one in wanted]
    NamedDay.objects.bulk_create(named, ignore_conflicts=True)


@require_GET
@for_owners
@noted("enquiries")
def show_enquiries(request: HttpRequest) -> HttpResponse:
    rows = get_organisation(request).enquiries.all()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "front/enquiries.html", {"page": page})


@require_POST
@for_owners
def handle(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """Handled, or with `again` not handled after all."""
    enquiry = get_object_or_404(get_organisation(request).enquiries, id=enquiry_id)
    enquiry.handled = "again" not in request.POST
    enquiry.save(update_fields=["handled"])
    return redirect("enquiries")


@require_POST
@for_owners
def delete_enquiry(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    organisation = get_organisation(request)
    get_object_or_404(organisation.enquiries, id=enquiry_id).delete()
    note(organisation, request.user, Act.ERASED, "enquiries")
    messages.success(request, _("The enquiry is deleted."))
    return redirect("enquiries")
