"""Every address of ours; those of allauth that are not here are not to be reached."""

from allauth.account import views as theirs
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.views import login_cancelled
from django.urls import path, re_path
from django.views.generic import RedirectView

from pejl.accounts import connection_views, guest_views, own_views, owner_views
from pejl.accounts.models import ConnectionKind
from pejl.people.access import Audience, for_accounts, open_to

anyone, link = open_to(Audience.ANYONE), open_to(Audience.LINK)
own_second = own_views.for_own_second
to_sign_in = anyone(RedirectView.as_view(pattern_name="sign_in"))
sign_in, sign_out = anyone(theirs.login), own_views.sign_out
forgotten, forgotten_sent = anyone(theirs.password_reset), anyone(theirs.password_reset_done)
new_password, confirm = link(theirs.password_reset_from_key), link(theirs.confirm_email)
stop_app = own_second(own_views.if_made(totp.deactivate_totp))
show_codes = own_second(own_views.if_made(codes.view_recovery_codes))
signed_out_there = anyone(RedirectView.as_view(url="/signin/"))
stopped = anyone(login_cancelled)
# allauth asks for its own names; where we have an older one, both stand for the same.
entrance = [
    path("signin/", sign_in, name="sign_in"),
    path("signin/", sign_in, name="account_login"),
    path("signin/", sign_in, name="account_signup"),
    path("signout/", sign_out, name="sign_out"),
    path("signout/", sign_out, name="account_logout"),
    path("signin/inactive/", anyone(theirs.account_inactive), name="account_inactive"),
    path("signin/forgotten/", forgotten, name="account_reset_password"),
    path("signin/forgotten/sent/", forgotten_sent, name="account_reset_password_done"),
    re_path(
        r"^signin/new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        new_password,
        name="account_reset_password_from_key",
    ),
    path("signin/changed/", to_sign_in, name="account_reset_password_from_key_done"),
    path(
        "signin/confirm/",
        anyone(theirs.email_verification_sent),
        name="account_email_verification_sent",
    ),
    re_path(r"^signin/confirm/(?P<key>[-:\w]+)/$", confirm, name="account_confirm_email"),
    path("signin/second/", anyone(mfa.authenticate), name="mfa_authenticate"),
    path("signin/passkey/", anyone(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("invitation/<str:link>/", own_views.accept_invitation, name="accept_invitation"),
]
mine = [
    path("account/", own_views.show_account, name="account"),
    path("account/", own_views.show_account, name="mfa_index"),
    path("account/", own_views.show_account, name="mfa_list_webauthn"),
    path("account/again/code/", own_second(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/again/passkey/",
        own_second(own_views.PasskeyAgain.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/app/", own_second(totp.activate_totp), name="mfa_activate_totp"),
    path("account/app/stop/", stop_app, name="mfa_deactivate_totp"),
    path("account/codes/", show_codes, name="mfa_view_recovery_codes"),
    path(
        "account/codes/new/",
        own_second(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("account/passkeys/new/", own_second(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("account/passkeys/remove/", for_accounts(own_views.remove_passkey), name="remove_passkey"),
    path("account/elsewhere/", own_views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("account/password/", own_views.change_password, name="account_change_password"),
    path("account/again/", own_second(theirs.reauthenticate), name="account_reauthenticate"),
]
owners = [
    path("organisation/accounts/", owner_views.show_accounts, name="accounts"),
    path("organisation/accounts/<int:membership_id>/role/", owner_views.set_role, name="set_role"),
    path(
        "organisation/accounts/<int:membership_id>/remove/",
        owner_views.remove,
        name="remove_account",
    ),
    path(
        "organisation/accounts/second/",
        owner_views.require_second_factor,
        name="require_second_factor",
    ),
    path(
        "organisation/accounts/<int:membership_id>/lost/",
        owner_views.reset_second_factor,
        name="reset_second_factor",
    ),
    path(
        "organisation/accounts/<int:membership_id>/out/",
        owner_views.sign_out_everywhere,
        name="sign_out_everywhere",
    ),
    path(
        "organisation/invitations/<int:invitation_id>/withdraw/",
        owner_views.withdraw,
        name="withdraw_invitation",
    ),
]
guests = [
    path("days/<int:day_id>/guests/", guest_views.show_guests, name="guests"),
    path("days/<int:day_id>/guests/out/", guest_views.shut_out, name="shut_out_guest"),
]
own_sign_in = [
    path("signin/own/", connection_views.find_door, name="find_door"),
    path(
        "signin/own/<slug:provider_id>/",
        connection_views.sign_in_by_oidc,
        name="openid_connect_login",
    ),
    path(
        "signin/own/<slug:provider_id>/back/",
        connection_views.come_back_by_oidc,
        name="openid_connect_callback",
    ),
    path(
        "signin/saml/<slug:organization_slug>/",
        connection_views.sign_in_by_saml,
        name="saml_login",
    ),
    path(
        "signin/saml/<slug:organization_slug>/back/",
        connection_views.come_back_by_saml,
        name="saml_acs",
    ),
    path(
        "signin/saml/<slug:organization_slug>/done/",
        connection_views.finish_by_saml,
        name="saml_finish_acs",
    ),
    path("signin/saml/<slug:organization_slug>/out/", signed_out_there, name="saml_sls"),
    path(
        "signin/saml/<slug:organization_slug>/metadata/",
        connection_views.show_metadata,
        name="saml_metadata",
    ),
    path(
        "organisation/sign-in/new/saml/",
        connection_views.add_connection,
        {"kind": ConnectionKind.SAML},
        name="add_saml",
    ),
    path("signin/stopped/", stopped, name="socialaccount_login_cancelled"),
    path("organisation/sign-in/", connection_views.show_connections, name="connections"),
    path(
        "organisation/sign-in/new/oidc/",
        connection_views.add_connection,
        {"kind": ConnectionKind.OIDC},
        name="add_oidc",
    ),
    path(
        "organisation/sign-in/<int:connection_id>/",
        connection_views.edit_connection,
        name="edit_connection",
    ),
    path(
        "organisation/sign-in/<int:connection_id>/remove/",
        connection_views.remove_connection,
        name="remove_connection",
    ),
    path(
        "organisation/sign-in/<int:connection_id>/try/",
        connection_views.try_connection,
        name="try_connection",
    ),
]
urlpatterns = [*entrance, *mine, *owners, *guests, *own_sign_in]
