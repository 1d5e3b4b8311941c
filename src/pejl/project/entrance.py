"""Ways in for those who prepare and run days: the first account, sign-in, a link from the shell."""

from django import forms
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from pejl.accounts.forms import STRONG
from pejl.accounts.making import create_account
from pejl.accounts.own_views import BACKEND
from pejl.people.access import Audience, open_to
from pejl.people.models import Membership, Organisation, Role


def needs_setup() -> bool:
    return not Membership.objects.exists()


def make_setup_link() -> str:
    return signing.dumps("set up", salt="pejl.setup")


def make_entry_link(user: User) -> str:
    """A link that signs the account in, for one who stands at the server's own shell."""
    return signing.dumps([user.pk, user.password[-12:]], salt="pejl.entry")


class SetupForm(forms.Form):
    organisation = forms.CharField(label=_("The organisation's name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=STRONG,
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        email = self.cleaned_data.get("email", "")
        name = self.cleaned_data.get("organisation", "")
        validate_password(password, User(email=email, last_name=name))
        return password


@require_http_methods(["GET", "POST"])
@open_to(Audience.LINK)
def set_up(request: HttpRequest, link: str) -> HttpResponse:
    """The first organisation and its owner; only while there is none."""
    try:
        signing.loads(link, salt="pejl.setup", max_age=24 * 3600)
    except signing.BadSignature as fault:
        raise Http404 from fault
    if not needs_setup():
        return redirect("sign_in")
    form = SetupForm(request.POST or None)
    if form.is_valid():
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        user = create_account(email, password, confirmed=False)
        organisation = Organisation.objects.create(name=form.cleaned_data["organisation"])
        Membership.objects.create(user=user, organisation=organisation, role=Role.OWNER)
        login(request, user, backend=BACKEND)
        return redirect("home")
    return render(request, "project/set_up.html", {"form": form})


@require_GET
@open_to(Audience.LINK)
def enter(request: HttpRequest, link: str) -> HttpResponse:
    """Signs in by a link made at the shell within the last day."""
    try:
        pk, mark = signing.loads(link, salt="pejl.entry", max_age=24 * 3600)
    except signing.BadSignature as fault:
        raise Http404 from fault
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not constant_time_compare(user.password[-12:], mark):
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect(find_next(request))


def find_next(request: HttpRequest) -> str:
    """Where the link says one is going, if that is here; else the list of days."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if wanted and safe else "home"
