from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.people.models import Organisation


class Scope(models.TextChoices):
    """What a token may read."""

    DAYS = "days:read", _("days and their programmes")
    RESULTS = "results:read", _("released results")
    STEPS = "steps:read", _("next steps, with the names of those who own them")


class Token(models.Model):
    """A key that another system reads with. Only its hash is kept; `ending` are its last letters,
    to know it by."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Event(models.TextChoices):
    """What a hook may be told."""

    DAY_OPENED = "day.opened", _("a day has begun")
    DAY_CLOSED = "day.closed", _("a day has ended")
    RESULT_RELEASED = "result.released", _("a result can be read")
    STEP_AGREED = "step.agreed", _("a next step is agreed on")
    STEP_UPDATED = "step.updated", _("a next step has changed")
    STEP_DONE = "step.done", _("a next step is done")
    STEP_REMOVED = "step.removed", _("a next step is no longer there")


class Hook(models.Model):
    """An address that is told when something happens. `secret` signs what is sent, and is sealed;
    `old_secret` signs beside it until `old_until`. `known` is how all was when it was last looked
    at (`pejl.api.changes`). `failing_since`: no try has gone well since then. `stopped_at`: given
    up, until an owner starts it again."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="hooks")
    url = models.URLField(max_length=500)
    events = models.JSONField(default=list)
    secret = models.TextField()
    old_secret = models.TextField(blank=True)
    old_until = models.DateTimeField(null=True, blank=True)
    known = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.url


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("not delivered")


class Delivery(models.Model):
    """One message to one hook, stored before it is sent. Who sends it moves `not_before` ahead
    first: after a crash it is sent again from then, so it comes at least once. `key` is the same at
    each try."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=40, unique=True)
    event = models.CharField(max_length=20)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "not_before"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.event} · {self.key}"
