from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.people.models import Organisation


class Act(models.TextChoices):
    SIGNED_IN = "signed_in", _("signed in")
    LOOKED = "looked", _("looked at")
    EXPORTED = "exported", _("took out")
    CHANGED = "changed", _("changed")
    LET_IN = "let_in", _("let in")
    SHUT_OUT = "shut_out", _("shut out")
    EXTENDED = "extended", _("keeps longer")
    ERASED = "erased", _("erased")
    CUT = "cut", _("cut off the oldest entries")


class Entry(models.Model):
    """One thing that an account did. Appended, never changed: `digest` covers all of it and the
    digest before (`chain.py`), so that a row that is changed, taken out or put in shows. `account`
    is what the account was called then. `about` and `subject` say what it was done to: a kind of
    page or thing, and which."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="audit_entries"
    )
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    account = models.CharField(max_length=254)
    act = models.CharField(max_length=12, choices=Act)
    about = models.CharField(max_length=40)
    subject = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_entry_a_number")
        ]
        indexes = [
            models.Index(fields=["organisation", "user", "act", "about", "at"], name="audit_lately")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.account} {self.act} {self.about} {self.subject}"
