"""For owners: how long each day is kept, and forgetting a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.keeping.calendar import find_dates, find_keeping
from pejl.keeping.forgetting import NotNow, forget_person
from pejl.keeping.forms import KeepingForm
from pejl.people.access import for_owners, get_organisation, noted
from pejl.people.models import NOBODY_AT


@require_GET
@for_owners
@noted("keeping")
def show_keeping(request: HttpRequest) -> HttpResponse:
    organisation = get_organisation(request)
    days = [(day, find_dates(day, find_keeping(day))) for day in organisation.days.all()]
    people = organisation.participants.exclude(email__endswith=f"@{NOBODY_AT}")
    context = {"days": days, "people": people.order_by("active", "name")}
    return render(request, "keeping/keeping.html", context)


@require_http_methods(["GET", "POST"])
@for_owners
def edit_keeping(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_object_or_404(get_organisation(request).days, id=day_id)
    keeping = find_keeping(day)
    before = (keeping.anonymise_after, keeping.delete_after)
    form = KeepingForm(request.POST or None, instance=keeping)
    if form.is_valid():
        form.save()
        after = (keeping.anonymise_after, keeping.delete_after)
        longer = any(new > old for new, old in zip(after, before, strict=True))
        said = f"{day.title}: {before[0]}/{before[1]} → {after[0]}/{after[1]}. {keeping.why}"
        act = Act.EXTENDED if longer else Act.CHANGED
        note(day.organisation, request.user, act, "keeping", said)
        messages.success(request, _("Saved."))
        return redirect("keeping")
    return render(request, "keeping/edit.html", {"day": day, "form": form})


@require_http_methods(["GET", "POST"])
@for_owners
def forget(request: HttpRequest, person_id: int) -> HttpResponse:
    """Asks before, since it cannot be undone."""
    organisation = get_organisation(request)
    people = organisation.participants.exclude(email__endswith=f"@{NOBODY_AT}")
    person = get_object_or_404(people, id=person_id)
    if request.method == "POST":
        try:
            forget_person(person)
        except NotNow:
            messages.warning(request, _("A day with this person is under way. Wait until it ends."))
        else:
            note(organisation, request.user, Act.ERASED, "person")
            messages.success(request, _("The person is forgotten. The results stand."))
        return redirect("keeping")
    context = {"person": person, "days": person.attendances.select_related("day")}
    return render(request, "keeping/forget.html", context)
