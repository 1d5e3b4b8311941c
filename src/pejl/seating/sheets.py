"""A sheet of paper for a table without a phone, and the page that its code opens."""

from collections.abc import Sequence

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from pejl.days.ground import describe_person
from pejl.days.models import Attendance, Group, Phone, SlotState
from pejl.days.nudges import name_log_topic, name_run_topic
from pejl.days.paper import enter_paper, list_writers, make_sheet, read_sheet
from pejl.days.tokens import hash_token, sign_topics
from pejl.live.wire import LARGEST_BODY
from pejl.people.access import Audience, open_to
from pejl.surfaces.answers import STATUS, read_submission
from pejl.surfaces.phone import describe_item
from pejl.surfaces.qr import make_address
from pejl.ui.error_page import find_chosen
from pejl.ui.theirs import know_language


def address_sheet(request: HttpRequest | None, group: Group) -> str:
    return make_address(request, reverse("sheet", args=[make_sheet(group)]))


@require_GET
@open_to(Audience.LINK)
def show_sheet(request: HttpRequest, token: str) -> HttpResponse:
    """First who enters it, of those at the table; then the item as on their phone."""
    group = read_sheet(token)
    if group is None:
        return render(request, "seating/sheet_void.html", status=404)
    know_language(group.slot.day.organisation.language)
    writers = list_writers(group)
    writer = pick_writer(writers, request.GET.get("who", ""))
    begun = group.slot.state != SlotState.PLANNED
    if writer is None or not begun:
        context = {"day": group.slot.day, "group": group, "writers": writers, "begun": begun}
        return render(request, "seating/sheet_who.html", {**context, "token": token})
    return render(request, "seating/sheet.html", describe_sheet(token, group, writer))


@require_GET
@open_to(Audience.LINK)
def show_sheet_now(request: HttpRequest, token: str) -> HttpResponse:
    group = read_sheet(token)
    writer = pick_writer(list_writers(group), request.GET.get("who", "")) if group else None
    if group is None or writer is None:
        return redirect("sheet", token=token)
    know_language(group.slot.day.organisation.language)
    return render(request, "surfaces/phone_now.html", describe_sheet(token, group, writer))


def pick_writer(writers: Sequence[Attendance], who: str) -> Attendance | None:
    return next((row for row in writers if row.public_id == who), None)


def describe_sheet(token: str, group: Group, writer: Attendance) -> dict[str, object]:
    """As an open item, whether it has closed or not."""
    slot, day = group.slot, group.slot.day
    slot.state = SlotState.OPEN
    answer = f"{reverse('sheet_answer', args=[token])}?who={writer.public_id}"
    phone = Phone(attendance=writer, token_hash=hash_token(answer))
    item = describe_item(slot, phone, answer)
    return {
        "day": day,
        "me": describe_person(writer),
        "admitted": True,
        "sheet_now": f"{reverse('sheet_now', args=[token])}?who={writer.public_id}",
        "stream": sign_topics([name_run_topic(day.id), name_log_topic(day.id)]),
        "now_mark": f"sheet-{slot.id}-{group.number}-{item['phase']}",
        **item,
        "left": None,
    }


@csrf_exempt  # who has the sheet's address may write: a foreign page has it not
@require_POST
@open_to(Audience.LINK)
def answer_sheet(request: HttpRequest, token: str) -> HttpResponse:
    """As the answer endpoint, for one who holds the table's sheet."""
    group = read_sheet(token)
    who = request.GET.get("who", "")
    writer = pick_writer(list_writers(group), who) if group else None
    if group is None or writer is None:
        return answer(request, token, who, "elsewhere")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        return answer(request, token, who, "large")
    language = find_chosen(request.COOKIES)
    submission = read_submission(request.body, hash_token(token), group.slot_id, language)
    if submission is None:
        return answer(request, token, who, "unknown")
    submission = msgspec.structs.replace(submission, key=submission.key[:64])
    verdict = enter_paper(group, writer, submission)
    return answer(request, token, who, verdict.code, verdict.message)


def answer(
    request: HttpRequest, token: str, who: str, code: str, message: str = ""
) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        reply = {"saved": not code, "code": code, "message": message}
        return JsonResponse(reply, status=STATUS[code])
    return redirect(f"{reverse('sheet', args=[token])}?who={who}")
