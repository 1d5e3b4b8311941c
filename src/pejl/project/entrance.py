"""Ways in for those who prepare and run days: the first account, sign-in, a link from the shell."""

from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

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
        widget=forms.PasswordInput,
        validators=[validate_password],
        help_text=_("At least 12 characters."),
    )


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
        user = create_account(form.cleaned_data["email"], form.cleaned_data["password"])
        organisation = Organisation.objects.create(name=form.cleaned_data["organisation"])
        Membership.objects.create(user=user, organisation=organisation, role=Role.OWNER)
        login(request, user)
        return redirect("home")
    return render(request, "project/set_up.html", {"form": form})


def create_account(email: str, password: str | None) -> User:
    model: type[User] = get_user_model()
    return model.objects.create_user(username=email.lower(), email=email.lower(), password=password)


@require_GET
@open_to(Audience.LINK)
def enter(request: HttpRequest, link: str) -> HttpResponse:
    """Signs in by a link made at the shell within the last day."""
    try:
        pk, mark = signing.loads(link, salt="pejl.entry", max_age=24 * 3600)
    except signing.BadSignature as fault:
        raise Http404 from fault
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or user.password[-12:] != mark:
        raise Http404
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(find_next(request))


def find_next(request: HttpRequest) -> str:
    """Where the link says one is going, if that is here; else the list of days."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if wanted and safe else "home"
