"""The outbox, an organisation's quiet hours, and the page behind the link that stops mail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.mail.bouncing import mark_bounced, unmark_bounced
from pejl.mail.forms import QuietHoursForm
from pejl.mail.models import MailState, Message, QuietHours, Unsubscribed
from pejl.mail.sending import send_again
from pejl.mail.stopping import is_stopped, read_stop, start_mail, stop_mail
from pejl.mail.wording import describe
from pejl.people.access import Audience, for_members, get_organisation, noted, open_to
from pejl.people.models import Organisation
from pejl.people.speaking import speak

PAGE = 50


@require_GET
@for_members
@noted("mails")
def show_outbox(request: HttpRequest) -> HttpResponse:
    """The latest first; `state` shows only those of one state."""
    organisation = get_organisation(request)
    found = Message.objects.filter(organisation=organisation).order_by("-id")
    state = request.GET.get("state", "")
    if state in MailState.values:
        found = found.filter(state=state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [describe(message) for message in page],
        "states": MailState.choices,
        "chosen": state,
        "stopped": Unsubscribed.objects.filter(organisation=organisation).order_by("address"),
        "quiet": find_hours(organisation),
    }
    return render(request, "mail/outbox.html", context)


def find_hours(organisation: Organisation) -> QuietHours:
    known = QuietHours.objects.filter(organisation=organisation).first()
    return known or QuietHours(organisation=organisation)


@require_http_methods(["GET", "POST"])
@for_members
def edit_hours(request: HttpRequest) -> HttpResponse:
    hours = find_hours(get_organisation(request))
    form = QuietHoursForm(request.POST or None, instance=hours)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Mails that are queued from now on follow it."))
        return redirect("outbox")
    return render(request, "mail/hours.html", {"form": form})


def get_message(request: HttpRequest, message_id: int) -> Message:
    return get_object_or_404(Message, id=message_id, organisation=get_organisation(request))


@require_GET
@for_members
@noted("mail")
def show_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Its text, which may hold a personal link: not of a discreet one."""
    message = get_message(request, message_id)
    return render(request, "mail/message.html", {"line": describe(message)})


@require_POST
@for_members
def send_once_more(request: HttpRequest, message_id: int) -> HttpResponse:
    if send_again(get_message(request, message_id)):
        messages.success(request, _("The mail is sent again within a minute."))
    else:
        messages.warning(request, _("It is sent, or on its way. It is not sent again."))
    return redirect("outbox")


@require_POST
@for_members
def cancel_message(request: HttpRequest, message_id: int) -> HttpResponse:
    waiting = Message.objects.filter(state=MailState.WAITING)
    if waiting.filter(id=get_message(request, message_id).id).update(state=MailState.CANCELLED):
        messages.success(request, _("The mail is stopped."))
    else:
        messages.warning(request, _("It is no longer waiting, so it cannot be stopped."))
    return redirect("outbox")


@require_POST
@for_members
def mark_back(request: HttpRequest, message_id: int) -> HttpResponse:
    """It came back, or with `came` it came after all. Not of a discreet one: to whom it went would
    be shown."""
    message = get_object_or_404(
        Message, id=message_id, organisation=get_organisation(request), discreet=False
    )
    if "came" in request.POST:
        if unmark_bounced(message):
            messages.success(request, _("The mail counts as sent again."))
    elif mark_bounced(message):
        messages.success(
            request, _("It is noted that mails to %(to)s come back.") % {"to": message.address}
        )
    return redirect("outbox")


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the link is signed
@require_http_methods(["GET", "POST"])
@open_to(Audience.LINK)
def stop(request: HttpRequest, link: str) -> HttpResponse:
    """Asks before it stops, since mail scanners follow links; `start` begins again."""
    read = read_stop(link)
    organisation = Organisation.objects.filter(id=read[0]).first() if read else None
    if read is None or organisation is None:
        return render(request, "mail/stop.html", {"address": ""}, status=404)
    if request.method == "POST":
        (start_mail if "start" in request.POST else stop_mail)(*read)
    context = {"address": read[1], "organisation": organisation, "stopped": is_stopped(*read)}
    return speak(request, organisation, lambda: render(request, "mail/stop.html", context))
