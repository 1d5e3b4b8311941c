from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.days.models import ThemeDay
from pejl.people.models import Organisation


class FrontDoor(models.Model):
    """An organisation's public page, at an address of its own; `text` is Markdown. Not `on`: there
    is no such page."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="front_door"
    )
    on = models.BooleanField(_("The page is open to all"), default=False)
    slug = models.SlugField(_("The page’s address"), max_length=60, unique=True)
    text = models.TextField(_("What you offer"), max_length=5000, blank=True)

    def __str__(self) -> str:
        return self.slug


class NamedDay(models.Model):
    """A past day that may be named on the public page. Without a row it may not."""

    day = models.OneToOneField(ThemeDay, on_delete=models.CASCADE, related_name="named")

    def __str__(self) -> str:
        return str(self.day)


class Enquiry(models.Model):
    """What someone wrote on the public page. `mark` is that of the form it was written in, so that
    a form sent twice is kept once."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="enquiries"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=200)
    text = models.TextField(max_length=3000)
    at = models.DateTimeField()
    handled = models.BooleanField(default=False)
    mark = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["handled", "-at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} · {self.at:%Y-%m-%d}"
