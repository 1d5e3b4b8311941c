"""allauth's SAML provider, which takes each assertion once."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.core.cache import cache
from django.http import HttpRequest
from onelogin.saml2.auth import OneLogin_Saml2_Auth

DAY = 24 * 3600


class OnceProvider(SAMLProvider):  # type: ignore[misc]
    def sociallogin_from_response(
        self, request: HttpRequest, response: OneLogin_Saml2_Auth
    ) -> SocialLogin:
        """The answer must be to a request of ours (allauth sees to that), and its assertion new: in
        a fresh envelope an old one would look like an answer."""
        key = f"saml:{self.app.provider_id}:{response.get_last_assertion_id()}"
        if not cache.add(key, 1, timeout=DAY):
            raise ImmediateHttpResponse(render_authentication_error(request, self))
        return super().sociallogin_from_response(request, response)


provider_classes: list[Any] = [OnceProvider]
