"""For owners: what other systems may read, and what they are told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.accounts.own_views import get_user
from pejl.accounts.sealing import seal
from pejl.api.delivering import ROTATES, start_again, try_out
from pejl.api.forms import HookForm, TokenForm
from pejl.api.models import DeliveryState, Hook, Scope
from pejl.api.noticing import look_over
from pejl.api.operations import api
from pejl.api.reference import describe
from pejl.api.telling import make_secret
from pejl.api.tokens import make_token
from pejl.api.words import name_event, say_answer
from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.live.limits import Bucket
from pejl.mail.clock import now
from pejl.mail.posting import make_address
from pejl.people.access import Audience, for_owners, get_organisation, open_to

MOST_HOOKS = 10
SHOWN = 20
tries = Bucket(rate=0.2, burst=5)


def note_act(request: HttpRequest, act: Act, about: str, subject: str) -> None:
    note(get_organisation(request), request.user, act, about, subject)


@require_GET
@for_owners
def show_systems(request: HttpRequest) -> HttpResponse:
    organisation, at = get_organisation(request), now()
    names = dict(Scope.choices)
    tokens = [
        (one, [names[scope] for scope in one.scopes], one.expires_at <= at)
        for one in organisation.api_tokens.all()
    ]
    hooks = organisation.hooks.all()
    context = {"tokens": tokens, "hooks": hooks, "full": len(hooks) >= MOST_HOOKS}
    return render(request, "api/systems.html", context)


@require_http_methods(["GET", "POST"])
@for_owners
def add_token(request: HttpRequest) -> HttpResponse:
    """Shows the key itself once, in the answer to the form."""
    form = TokenForm(request.POST or None)
    if not form.is_valid():
        return render(request, "api/token.html", {"form": form})
    said = form.cleaned_data
    token, text = make_token(
        get_organisation(request), said["name"], said["scopes"], form.find_end(), get_user(request)
    )
    note_act(request, Act.LET_IN, "token", f"{token.name}: {', '.join(token.scopes)}")
    return render(request, "api/token_made.html", {"token": token, "text": text})


@require_POST
@for_owners
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    token = get_object_or_404(get_organisation(request).api_tokens, id=token_id)
    token.delete()
    note_act(request, Act.SHUT_OUT, "token", token.name)
    messages.success(request, _("The key “%(name)s” no longer works.") % {"name": token.name})
    return redirect("systems")


@require_http_methods(["GET", "POST"])
@for_owners
def add_hook(request: HttpRequest) -> HttpResponse:
    """It is told of what happens from now on. Shows the secret once."""
    organisation = get_organisation(request)
    form = HookForm(request.POST or None, instance=Hook(organisation=organisation, made_at=now()))
    if organisation.hooks.count() >= MOST_HOOKS:
        messages.error(request, _("There is room for no more receivers. Remove one first."))
        return redirect("systems")
    if not form.is_valid():
        return render(request, "api/hook_new.html", {"form": form})
    secret = make_secret()
    form.instance.secret, form.instance.known = seal(secret), look_over(organisation)
    hook = form.save()
    note_act(request, Act.LET_IN, "hook", hook.url)
    return render(request, "api/hook_made.html", {"hook": hook, "secret": secret})


def get_hook(request: HttpRequest, hook_id: int) -> Hook:
    return get_object_or_404(get_organisation(request).hooks, id=hook_id)


@require_http_methods(["GET", "POST"])
@for_owners
def edit_hook(request: HttpRequest, hook_id: int) -> HttpResponse:
    hook = get_hook(request, hook_id)
    form = HookForm(request.POST or None, instance=hook)
    if form.is_valid():
        hook.save(update_fields=["url", "events"])
        note_act(request, Act.CHANGED, "hook", f"{hook.url}: {', '.join(hook.events)}")
        messages.success(request, _("Saved."))
        return redirect("hook", hook.id)
    rows = hook.deliveries.all()[:SHOWN]
    deliveries = [(row, name_event(row.event), say_answer(row)) for row in rows]
    waiting = hook.deliveries.filter(state=DeliveryState.WAITING).count()
    context = {"form": form, "hook": hook, "deliveries": deliveries, "waiting": waiting}
    return render(request, "api/hook.html", context)


@require_POST
@for_owners
def try_hook(request: HttpRequest, hook_id: int) -> HttpResponse:
    hook = get_hook(request, hook_id)
    if not tries.take(str(hook.organisation_id)):
        messages.warning(request, _("That was many at once. Wait a moment."))
        return redirect("hook", hook.id)
    row = try_out(hook)
    if row.state == DeliveryState.DELIVERED:
        messages.success(request, _("The test has come. %(answer)s") % {"answer": say_answer(row)})
    else:
        said = {"answer": say_answer(row)}
        messages.error(request, _("The test did not come. %(answer)s") % said)
    return redirect("hook", hook.id)


@require_POST
@for_owners
def change_secret(request: HttpRequest, hook_id: int) -> HttpResponse:
    """The old one signs beside it for a day, so that the receiver has time to change."""
    hook, secret = get_hook(request, hook_id), make_secret()
    hook.old_secret, hook.old_until = hook.secret, now() + ROTATES
    hook.secret = seal(secret)
    hook.save(update_fields=["secret", "old_secret", "old_until"])
    note_act(request, Act.CHANGED, "hook", f"{hook.url}: secret")
    return render(request, "api/hook_made.html", {"hook": hook, "secret": secret, "again": True})


@require_POST
@for_owners
def start_hook(request: HttpRequest, hook_id: int) -> HttpResponse:
    hook = get_hook(request, hook_id)
    start_again(hook)
    note_act(request, Act.CHANGED, "hook", f"{hook.url}: started")
    messages.success(request, _("It is told again. What it missed is on its way."))
    return redirect("hook", hook.id)


@require_POST
@for_owners
def remove_hook(request: HttpRequest, hook_id: int) -> HttpResponse:
    hook = get_hook(request, hook_id)
    hook.delete()
    note_act(request, Act.SHUT_OUT, "hook", hook.url)
    messages.success(request, _("The receiver is told no more."))
    return redirect("systems")


@require_GET
@open_to(Audience.ANYONE)
def give_description(request: HttpRequest) -> HttpResponse:
    return JsonResponse(api.get_openapi_schema())


@require_GET
@open_to(Audience.ANYONE)
def show_reference(request: HttpRequest) -> HttpResponse:
    """The same, to read. Neither holds anything of anyone's."""
    context = {**describe(api.get_openapi_schema()), "base": make_address("/api/v1/")}
    return render(request, "api/reference.html", context)
