"""What a person sees by the own link: what one owns, supports, owes an answer, has been told."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pejl.followup.answering import LONGEST, accept_step, answer_check_in, promise_support
from pejl.followup.links import read_link
from pejl.followup.models import CheckIn, NextStep, StepState, Told
from pejl.followup.states import ANSWERS, OPEN, State, WrongMove
from pejl.mail.bouncing import list_bounced
from pejl.mail.clock import now
from pejl.people.access import Audience, open_to
from pejl.people.models import Participant
from pejl.people.speaking import speak

HELP_TAKES = timedelta(days=7)
Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, str, Participant, Rest], HttpResponse]


def for_person(page: Page[Rest]) -> Callable[Concatenate[HttpRequest, str, Rest], HttpResponse]:
    """Hands the page the person whose link it is, in the language that mails have until another
    was chosen; a link that no longer works says so."""

    @wraps(page)
    def answer(
        request: HttpRequest, link: str, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        me = read_link(link)
        if me is None:
            return render(request, "followup/expired.html", status=404)
        response = speak(request, me.organisation, lambda: page(request, link, me, *args, **kwargs))
        response["Cache-Control"] = "no-store"
        return response

    return open_to(Audience.LINK)(answer)  # type: ignore[return-value]


@require_GET
@for_person
def show_my_page(request: HttpRequest, link: str, me: Participant) -> HttpResponse:
    return draw_page(request, link, me)


def draw_page(
    request: HttpRequest, link: str, me: Participant, fault: str = "", status: int = 200
) -> HttpResponse:
    owed = list_owed(me)
    context = {
        "me": me,
        "link": link,
        "fault": fault,
        "longest": LONGEST,
        "answers": [(one.value, StepState(one.value).label) for one in ANSWERS],
        "owed": owed,
        "proposed": find_steps(Q(owner=me, state=StepState.PROPOSED)),
        "awaited": find_steps(Q(supporter=me, supported=False, state__in=OPEN)),
        "owned": find_steps(Q(owner=me)),
        "supported": find_steps(Q(supporter=me)),
        "shared": find_steps(Q(partners=me)),
        "told": Told.objects.filter(person=me).select_related("check_in__step__owner"),
        "helped": list_helped(me),
        "unreached": me.email.lower() in list_bounced(me.organisation),
        "saved": "saved" in request.GET,
    }
    return render(request, "followup/mine.html", context, status=status)


def find_steps(mine: Q) -> list[NextStep]:
    found = NextStep.objects.filter(mine).select_related("owner", "supporter", "focus_area")
    return list(found.order_by("-day__date", "due", "id").prefetch_related("check_ins"))


def list_owed(me: Participant) -> list[CheckIn]:
    """The check-ins that have come and wait for an answer: the latest of each step."""
    found = CheckIn.objects.filter(
        step__owner=me, answer="", due__lte=timezone.localdate(now()), step__state__in=OPEN
    )
    latest = {row.step_id: row for row in found.select_related("step__supporter").order_by("due")}
    return list(latest.values())


def list_helped(me: Participant) -> list[CheckIn]:
    """Where help was promised, had time to come, and one has not said yet whether it helped: a week
    after it was asked for, or at the next check-in."""
    later = CheckIn.objects.filter(
        step=OuterRef("step"), due__gt=OuterRef("due"), due__lte=timezone.localdate(now())
    )
    come = Q(answered_at__lte=now() - HELP_TAKES) | Exists(later)
    stuck = CheckIn.objects.filter(
        come, answer=StepState.STUCK, step__supporter__isnull=False, step__supported=True
    )
    mine = Q(step__owner=me, helped_owner=None) | Q(step__supporter=me, helped_supporter=None)
    return list(stuck.filter(mine).select_related("step__owner", "step__supporter"))


@require_POST
@for_person
def answer(request: HttpRequest, link: str, me: Participant, check_in_id: int) -> HttpResponse:
    check_in = get_object_or_404(
        CheckIn.objects.select_related("step__day__organisation", "step__owner", "step__supporter"),
        id=check_in_id,
        step__owner=me,
    )
    chosen, line = request.POST.get("answer", ""), request.POST.get("line", "").strip()
    if chosen not in ANSWERS:
        return draw_page(request, link, me, _("Choose one of the four answers."), 400)
    if chosen == State.STUCK and not line:
        return draw_page(request, link, me, _("Say in a line what you ask for."), 400)
    try:
        answer_check_in(check_in, State(chosen), line, request.POST.getlist("warned"))
    except WrongMove:
        return draw_page(request, link, me, _("This next step has been ended already."), 409)
    return redirect_saved(link)


@require_POST
@for_person
def accept(request: HttpRequest, link: str, me: Participant, step_id: int) -> HttpResponse:
    """Yes or no to what one was asked on the day to own or to support."""
    step = get_object_or_404(NextStep.objects.filter(Q(owner=me) | Q(supporter=me)), id=step_id)
    said, line = request.POST.get("said", ""), request.POST.get("line", "").strip()
    if said not in ("yes", "no"):
        raise Http404
    if request.POST.get("as") == "supporter" and step.supporter_id == me.id:
        promise_support(step, line, yes=said == "yes")
        return redirect_saved(link)
    if step.owner_id != me.id:
        raise Http404
    if said == "no" and not line:
        return draw_page(request, link, me, _("Say in a few words why not."), 400)
    try:
        accept_step(step, line, yes=said == "yes")
    except WrongMove:
        return draw_page(request, link, me, _("This next step has been answered already."), 409)
    return redirect_saved(link)


def redirect_saved(link: str) -> HttpResponse:
    response = redirect("my_page", link)
    response["Location"] += "?saved"
    return response


@require_POST
@for_person
def say_helped(request: HttpRequest, link: str, me: Participant, check_in_id: int) -> HttpResponse:
    """Owner and supporter each say whether the help helped."""
    check_in = get_object_or_404(CheckIn, id=check_in_id, answer=StepState.STUCK)
    said = {"yes": True, "no": False}.get(request.POST.get("helped", ""))
    step = check_in.step
    if said is None or me.id not in (step.owner_id, step.supporter_id):
        raise Http404
    name = "helped_owner" if me.id == step.owner_id else "helped_supporter"
    setattr(check_in, name, said)
    check_in.save(update_fields=[name])
    return redirect_saved(link)
