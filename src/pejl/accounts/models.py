from django.conf import settings
from django.db import models

from pejl.days.models import ThemeDay
from pejl.people.models import Organisation, Role


class Invitation(models.Model):
    """To an account in an organisation, or as a guest of one `day`; gone once it is accepted.
    `made_at` is part of its link, so that inviting again makes the older link stop working."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    day = models.ForeignKey(
        ThemeDay, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=12, choices=Role, default=Role.FACILITATOR)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(day=None),
                name="one_invitation_an_address",
            ),
            models.UniqueConstraint(fields=["day", "email"], name="one_invitation_a_day"),
        ]

    def __str__(self) -> str:
        return self.email


class SignInRules(models.Model):
    """What an organisation asks of its accounts' sign-in."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="sign_in_rules"
    )
    second_factor = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.second_factor}"


class ConnectionKind(models.TextChoices):
    OIDC = "openid_connect", "OpenID Connect"
    SAML = "saml", "SAML 2.0"


class Connection(models.Model):
    """An organisation's own sign-in. `key` stands in its addresses. `secret` is sealed. `roles` are
    pairs of a value of `claim` and the role that it gives; `scope` is the CVR number that a KOMBIT
    privilege must be given for. `tried_at`: when an owner last came through it as an owner; without
    that it cannot be `forced` on the accounts of its `domains`."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="connections"
    )
    key = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=ConnectionKind)
    name = models.CharField(max_length=80)
    url = models.URLField(max_length=500, blank=True)
    client_id = models.CharField(max_length=250, blank=True)
    secret = models.TextField(blank=True)
    metadata = models.TextField(blank=True)
    claim = models.CharField(max_length=200, blank=True)
    roles = models.JSONField(default=list)
    scope = models.CharField(max_length=20, blank=True)
    domains = models.JSONField(default=list)
    forced = models.BooleanField(default=False)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
