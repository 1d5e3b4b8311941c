"""allauth's forms in our words, and those of owners."""

from typing import Any

from allauth.account import forms as theirs
from allauth.account.fields import SetPasswordField
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pejl.accounts.connecting import find_connection
from pejl.accounts.mails import post_reset
from pejl.people.models import Role

REFUSED = _("The passkey was not taken. Try again, or choose another way.")
STRONG = _("At least 12 characters, and hard to guess. Four words will do.")


def mend(form: forms.BaseForm, **labels: Any) -> None:
    """Our labels, and no words within the fields: they are gone as soon as one types."""
    for name, label in labels.items():
        form.fields[name].label = label
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = STRONG if isinstance(field, SetPasswordField) else ""
        if name in ("login", "email"):
            field.widget.attrs["autocomplete"] = "username"


class SignInForm(theirs.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(self, login=_("E-mail"), password=_("Password"))

    def has_own_door(self) -> bool:
        """Whether the address's domain has a sign-in of its own, to be told beside what failed."""
        return find_connection(str(self.data.get("login", ""))) is not None


class ForgottenForm(theirs.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(self, email=_("Your e-mail"))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        post_reset.enqueue(self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


class NewPasswordForm(theirs.ResetPasswordKeyForm):  # type: ignore[misc]
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(self, password1=_("New password"))


class ChangePasswordForm(theirs.ChangePasswordForm):  # type: ignore[misc]
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(self, oldpassword=_("Your password now"), password1=_("New password"))


class ReauthenticateForm(theirs.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(self, password=_("Password"))


class CodeForm(base.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(self, code=_("The code"))


class CodeAgainForm(base.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(self, code=_("The code"))


class ActivateAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(self, code=_("The code"))


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mend(
            self,
            name=_("What do you call it?"),
            passwordless=_("Sign in with it alone, without a password"),
        )
        self.fields["passwordless"].initial = True
        self.initial["name"] = ""


class TakesPasskey:
    """Says of a passkey that it was not taken: allauth speaks of codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.fields["credential"].error_messages  # type: ignore[attr-defined]
        said |= {"required": REFUSED, "invalid": REFUSED}

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as fault:
            if fault.code != "incorrect_code":
                raise
            raise ValidationError(REFUSED) from fault


class PasskeyForm(TakesPasskey, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyAgainForm(TakesPasskey, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeySignInForm(TakesPasskey, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class PasswordForm(forms.Form):
    """For a new account, whose address is known."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=STRONG,
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email))
        return password


class GuestForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=200)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class InviteForm(GuestForm):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.FACILITATOR)
