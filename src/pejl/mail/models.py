from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.people.models import Organisation


class MailState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")
    BOUNCED = "bounced", _("came back")
    CANCELLED = "cancelled", _("stopped")


class Message(models.Model):
    """One mail to one person. Its key says what it is for: the same is never mailed twice.

    `sending` is committed before the mail server is called. What stays there after a crash may have
    been sent, and is never sent again by itself. `discreet`: that it was sent to this person says
    something of what one did, so no page shows to whom. `access`: it lets its receiver in, so it
    goes at once, also to one who wants no other mail; no page shows its text, which is forgotten
    once it is sent. `error` is a code or what the server said.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="messages"
    )
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    key = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    discreet = models.BooleanField(default=False)
    access = models.BooleanField(default=False)
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_due")]

    def __str__(self) -> str:
        return f"{self.subject} · {self.address}"


class Unsubscribed(models.Model):
    """An address that wants no more mail from an organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="unsubscribed"
    )
    address = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "address"], name="one_stop_an_address")
        ]

    def __str__(self) -> str:
        return self.address


class QuietHours(models.Model):
    """When an organisation's mail waits."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="quiet_hours"
    )
    begin = models.TimeField(_("no mail from"), default=time(17))
    end = models.TimeField(_("until"), default=time(8))
    weekends = models.BooleanField(_("no mail at weekends"), default=True)
    holidays = models.BooleanField(_("no mail on Danish holidays"), default=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


class Job(models.Model):
    """Holds the lock on a job while it runs, so that two processes never run it side by side."""

    name = models.CharField(max_length=120, unique=True)
    ran_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
