from django.db import models

from pejl.days.models import ThemeDay
from pejl.people.models import Organisation


class Upload(models.Model):
    """A file that someone is about to take in, with what they have answered about it so far."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="uploads")
    filename = models.CharField(max_length=200)
    data = models.BinaryField()
    columns = models.JSONField(null=True)
    mends = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.filename


class Arrival(models.Model):
    """A day that was taken in from a file, whose digest it was."""

    day = models.OneToOneField(ThemeDay, on_delete=models.CASCADE, related_name="arrival")
    digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.day} · {self.at:%Y-%m-%d}"
