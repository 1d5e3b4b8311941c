from base64 import b64encode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NOBODY_AT = "nobody.invalid"  # of those who stand where someone was forgotten (RFC 2606)


def list_languages() -> list[tuple[str, str]]:
    """Those of this installation."""
    return list(settings.LANGUAGES)


class Organisation(models.Model):
    """The customer: a municipality's centre, a school district, a company. Its `language` is that
    of what reaches people unasked, such as mails."""

    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language of mails"), max_length=12, choices=list_languages, default="da"
    )

    def __str__(self) -> str:
        return self.name


class Look(models.Model):
    """What an organisation wears: its colour ("#rrggbb"; empty: Pejl's own) and its logo, as a PNG
    for screens and paper and a small WebP for phones. `key` is the SHA-256 of the PNG. Not `live`:
    what its owners try, and nobody else sees."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="looks")
    live = models.BooleanField(default=False)
    colour = models.CharField(max_length=7, blank=True)
    logo = models.BinaryField(default=b"")
    small = models.BinaryField(default=b"")
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "live"], name="one_look_and_one_tried")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.colour} {self.key[:12]}"

    @property
    def small_src(self) -> str:
        """The phone's logo, within the page: a file of its own would be one more request."""
        return f"data:image/webp;base64,{b64encode(bytes(self.small)).decode()}"


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    FACILITATOR = "facilitator", _("facilitator")
    VIEWER = "viewer", _("viewer")


class Membership(models.Model):
    """An account's role in an organisation. Participants have links, not accounts."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.FACILITATOR)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_role_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.role}"


class Level(models.Model):
    """A layer of the chain; rank 1 is the top."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="levels")
    name = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_level_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_area_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """One school, one day-care centre."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_unit_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """A leader or coordinator of the chain. `active` is false for one who has left."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="participants"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=200)
    title = models.CharField(max_length=120, blank=True)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="participants")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="participants", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="participants", null=True, blank=True
    )
    reports_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="leads", null=True, blank=True
    )
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["level__rank", "area__rank", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"], name="one_participant_a_mail"
            ),
            models.CheckConstraint(
                condition=~Q(reports_to=models.F("id")), name="nobody_leads_oneself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DevelopmentAgreement(models.Model):
    """What the organisation has agreed to develop this year."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="agreements"
    )
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class FocusArea(models.Model):
    agreement = models.ForeignKey(
        DevelopmentAgreement, on_delete=models.CASCADE, related_name="focus_areas"
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    goal = models.TextField(blank=True)

    class Meta:
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return self.title


class Sign(models.Model):
    """How one sees that the goal of a focus area is met."""

    focus_area = models.ForeignKey(FocusArea, on_delete=models.CASCADE, related_name="signs")
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Indicator(models.Model):
    """How one measures that the goal is met; `now` and `target` as people write them ("62 %").
    `rank` is its place among the focus area's."""

    focus_area = models.ForeignKey(FocusArea, on_delete=models.CASCADE, related_name="indicators")
    text = models.CharField(max_length=500)
    now = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.text


class CasePicture(models.Model):
    """A picture of the organisation's, as a JPEG; `key` is the SHA-256 of its bytes. Never changed:
    days that have shown it keep it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="case_pictures"
    )
    key = models.CharField(max_length=64)
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_picture_a_key")
        ]

    def __str__(self) -> str:
        return self.key[:12]


class Case(models.Model):
    """A case of the organisation's own, as `CaseText` says it. `removed` ones are out of the
    library, but kept for the items that have chosen them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="cases")
    title = models.CharField(max_length=80)
    text = models.TextField()
    roles = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    prompts = models.JSONField(default=list)
    picture = models.ForeignKey(
        CasePicture, on_delete=models.RESTRICT, related_name="cases", null=True, blank=True
    )
    alt = models.CharField(max_length=300, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How the library and the items that choose it know it."""
        return f"own-{self.pk}"
