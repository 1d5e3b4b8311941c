from django.db import models

from pejl.days.models import Attendance, ThemeDay

LONGEST_LINE = 200


class PeerGroup(models.Model):
    """Three who meet. A date holds when all have said yes to it; `moves` counts how often it has
    changed, for their calendars."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="peer_groups")
    number = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    moves = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="one_peer_group_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.number}"


class PeerSeat(models.Model):
    """One of the three. `line` is for the three alone."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="seats")
    attendance = models.OneToOneField(
        Attendance, on_delete=models.CASCADE, related_name="peer_seat"
    )
    says_yes = models.BooleanField(default=False)
    line = models.CharField(max_length=LONGEST_LINE, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.attendance} · {self.group}"
