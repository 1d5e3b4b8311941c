from django.db import models

from pejl.days.models import ThemeDay

ANONYMISE_AFTER, DELETE_AFTER = 12, 36  # months
LONGEST = 120


class Keeping(models.Model):
    """How long a day is kept, in months after it was held; a day without a row has the defaults.
    `why` is the owner's reason for another time. `anonymised_at`: the names are gone since then."""

    day = models.OneToOneField(ThemeDay, on_delete=models.CASCADE, related_name="keeping")
    anonymise_after = models.PositiveSmallIntegerField(default=ANONYMISE_AFTER)
    delete_after = models.PositiveSmallIntegerField(default=DELETE_AFTER)
    why = models.CharField(max_length=200, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.day}: {self.anonymise_after}, {self.delete_after}"
