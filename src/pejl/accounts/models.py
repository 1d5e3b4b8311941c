from django.conf import settings
from django.db import models

from pejl.people.models import Organisation, Role


class Invitation(models.Model):
    """To an account in an organisation; gone once it is accepted. `made_at` is part of its link, so
    that inviting again makes the older link stop working."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
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
                fields=["organisation", "email"], name="one_invitation_an_address"
            )
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
