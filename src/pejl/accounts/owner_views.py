"""The owner's page: who has an account in the organisation."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.accounts.forms import InviteForm
from pejl.accounts.inviting import invite, make_link
from pejl.accounts.models import Invitation
from pejl.accounts.roles import LastOwner, change_role, list_members, remove_member
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
        else:
            invite(organisation, email, role, request.user)
            note_change(request, Act.LET_IN, f"{email}: {role}")
            messages.success(request, _("%(email)s is invited.") % {"email": email})
            return redirect("accounts")
    context = {
        "form": form,
        "members": list_members(organisation),
        "invitations": [describe(one) for one in organisation.invitations.all()],
        "roles": Role.choices,
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
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    organisation = get_organisation(request)
    invitation = get_object_or_404(organisation.invitations, id=invitation_id)
    invitation.delete()
    note_change(request, Act.SHUT_OUT, invitation.email)
    words = {"email": invitation.email}
    messages.success(request, _("The invitation of %(email)s is withdrawn.") % words)
    return redirect("accounts")
