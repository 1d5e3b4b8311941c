"""The owner's page: who has an account in the organisation."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.accounts.connecting import has_forced_domain
from pejl.accounts.factors import list_factors, list_with_factor, require, reset
from pejl.accounts.forms import InviteForm
from pejl.accounts.inviting import invite, make_link
from pejl.accounts.models import Invitation, SignInRules
from pejl.accounts.own_views import get_user
from pejl.accounts.roles import LastOwner, change_role, list_members, remove_member
from pejl.accounts.sessions import end_sessions
from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.people.access import for_owners, get_organisation
from pejl.people.models import Membership, Role


@require_http_methods(["GET", "POST"])
@for_owners
def show_accounts(request: HttpRequest) -> HttpResponse:
    """All accounts and invitations; a post invites."""
    organisation = get_organisation(request)
    form = InviteForm(request.POST or None)
    if form.is_valid() and isinstance(request.user, User):
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        if organisation.memberships.filter(user__email__iexact=email).exists():
            form.add_error("email", _("That address has an account here already."))
        elif has_forced_domain(organisation, email):
            form.add_error("email", _("That address signs in as at work, and needs no invitation."))
        else:
            invite(organisation, email, role, request.user)
            note_change(request, Act.LET_IN, f"{email}: {role}")
            messages.success(request, _("%(email)s is invited.") % {"email": email})
            return redirect("accounts")
    context = {
        "form": form,
        "members": list_members(organisation),
        "invitations": [describe(one) for one in organisation.invitations.filter(day=None)],
        "roles": Role.choices,
        "second": list_with_factor(organisation),
        "required": SignInRules.objects.filter(
            organisation=organisation, second_factor=True
        ).exists(),
    }
    return render(request, "accounts/accounts.html", context)


def describe(invitation: Invitation) -> dict[str, object]:
    """With its link, to hand over by other means, where no mail server sends it."""
    link = "" if settings.PEJL_SENDS_MAIL else make_link(invitation, mailed=False)
    return {"invitation": invitation, "link": link}


def get_membership(request: HttpRequest, membership_id: int) -> Membership:
    return get_object_or_404(
        Membership.objects.select_related("user"),
        id=membership_id,
        organisation=get_organisation(request),
    )


def note_change(request: HttpRequest, act: Act, subject: str) -> None:
    user = request.user if isinstance(request.user, User) else None
    note(get_organisation(request), user, act, "account", subject)


@require_POST
@for_owners
def set_role(request: HttpRequest, membership_id: int) -> HttpResponse:
    membership = get_membership(request, membership_id)
    role = request.POST.get("role", "")
    if role not in Role.values:
        return redirect("accounts")
    try:
        change_role(membership, Role(role))
    except LastOwner:
        messages.error(request, _("There must be an owner. Make someone else owner first."))
    else:
        words = {"email": membership.user.email, "role": Role(role).label}
        note_change(request, Act.CHANGED, f"{membership.user.email}: {role}")
        messages.success(request, _("%(email)s is %(role)s now.") % words)
    return redirect("accounts")


@require_POST
@for_owners
def remove(request: HttpRequest, membership_id: int) -> HttpResponse:
    membership = get_membership(request, membership_id)
    email = membership.user.email
    try:
        remove_member(membership)
    except LastOwner:
        messages.error(request, _("There must be an owner. Make someone else owner first."))
    else:
        note_change(request, Act.SHUT_OUT, email)
        messages.success(request, _("%(email)s can no longer get in.") % {"email": email})
    return redirect("accounts")


@require_POST
@for_owners
def require_second_factor(request: HttpRequest) -> HttpResponse:
    wanted = "second_factor" in request.POST
    if wanted and not list_factors(get_user(request)).exists():
        messages.error(request, _("Make a second step for yourself first, under “My account”."))
        return redirect("accounts")
    require(get_organisation(request), wanted=wanted)
    note_change(request, Act.CHANGED, f"second_factor: {wanted}")
    messages.success(request, _("Saved. Those without a second step make one when they sign in."))
    return redirect("accounts")


@require_POST
@for_owners
def reset_second_factor(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Not of an account that is in other organisations, too: it is theirs as much."""
    user = get_membership(request, membership_id).user
    if user.memberships.count() > 1:
        messages.error(request, _("The account is in other organisations, too. Ask your operator."))
        return redirect("accounts")
    reset(user)
    note_change(request, Act.CHANGED, f"{user.email}: second_factor")
    words = {"email": user.email}
    messages.success(request, _("%(email)s signs in by the password alone, once.") % words)
    return redirect("accounts")


@require_POST
@for_owners
def sign_out_everywhere(request: HttpRequest, membership_id: int) -> HttpResponse:
    """For a computer that was lost. Signing in again is all it costs, so it may be done to an
    account that is in other organisations, too. One's own goes on here."""
    user = get_membership(request, membership_id).user
    own = request.session.session_key if user == request.user else None
    ended = end_sessions(user, but=own)
    note_change(request, Act.CHANGED, f"{user.email}: signed_out")
    if own is not None:
        said = _("You are signed out everywhere else.")
    elif ended:
        said = _("%(email)s is signed out everywhere.")
    else:
        said = _("%(email)s was signed in nowhere.")
    messages.success(request, said % {"email": user.email})
    return redirect("accounts")


@require_POST
@for_owners
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    organisation = get_organisation(request)
    invitation = get_object_or_404(organisation.invitations, id=invitation_id)
    invitation.delete()
    note_change(request, Act.SHUT_OUT, invitation.email)
    words = {"email": invitation.email}
    messages.success(request, _("The invitation of %(email)s is withdrawn.") % words)
    return redirect("accounts")
