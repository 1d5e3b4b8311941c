from django.conf import settings
from django.db import models
from django.db.models import Q

from pejl.people.models import Participant


class Feed(models.Model):
    """The address at which somebody's calendar reads: an account's, or that of a leader with a
    personal link. Only the hash of its secret part is kept. It holds as long as that person has
    the mail address that it was made under."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="feed"
    )
    person = models.OneToOneField(
        Participant, on_delete=models.CASCADE, null=True, related_name="feed"
    )
    key_hash = models.CharField(max_length=64, unique=True)
    address = models.EmailField(max_length=254, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) ^ Q(person__isnull=True), name="a_feed_is_of_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user or self.person}"


class FeedEvent(models.Model):
    """What a feed has told of an event: a digest of it, and how often that has changed. Nothing of
    what it said is kept but its date, so that it can be called off once it is gone."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="events")
    uid = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    day = models.DateField()
    cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "uid"], name="one_event_a_uid_and_feed")
        ]

    def __str__(self) -> str:
        return f"{self.feed} · {self.day}"
