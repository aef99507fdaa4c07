"""Places and the audit trail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import PlaceLevel


class PlaceQuerySet(models.QuerySet["Place"]):
    """Filters over the place tree."""

    def within(self, place: "Place") -> "PlaceQuerySet":
        """``place`` itself and everything below it."""
        return self.filter(path__startswith=place.path)


class Place(models.Model):
    """A place of the ladder state, district, block, gram panchayat, village.

    ``lgd_code`` is its Local Government Directory code, unique within its level. ``path`` is the codes from the
    state down, each followed by a slash, so that "everything in this district" is one prefix.
    """

    level = models.CharField(_("level"), max_length=20, choices=PlaceLevel.choices)
    lgd_code = models.PositiveIntegerField(_("LGD code"))
    name = models.CharField(_("name"), max_length=120)
    local_names = models.JSONField(_("names in other languages"), default=dict, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=120, editable=False, unique=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["level", "lgd_code"], name="place_lgd_code_once_a_level")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        parent_path = self.parent.path if self.parent else ""
        self.path = f"{parent_path}{self.lgd_code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on

    def name_in(self, language: str) -> str:
        """The name in ``language``, in English where there is none."""
        return str(self.local_names.get(language) or self.name)


class AuditEntry(models.Model):
    """One line of what was done, by whom, to what. Holds no phone number, code or message text."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [models.Index(fields=["action", "at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
