"""Places and the audit trail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import PlaceLevel
from core.local_text import SOURCE, choose
from core.searching import Searched
from core.trees import TreeRow


class LocallyNamed(Searched):
    """Something with a name in English and, where it is known, in other languages: ``{language: name}``.

    It prints itself in the reader's language, and is found by its name in any.
    """

    name = models.CharField(_("name"), max_length=200)
    local_names = models.JSONField(_("names in other languages"), default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in()

    def searched(self) -> list[str]:
        """Its name in every language."""
        return [self.name, *self.local_names.values()]

    def name_in(self, language: str | None = None) -> str:
        """The name in ``language`` (the reader's, where none is named), in English where there is none."""
        return choose({**self.local_names, SOURCE: self.name}, language).value


class PlaceQuerySet(models.QuerySet["Place"]):
    def within(self, place: "Place") -> "PlaceQuerySet":
        """``place`` itself and everything below it."""
        return self.filter(path__startswith=place.path)


class Place(LocallyNamed, TreeRow):
    """A place of the ladder state, district, block, gram panchayat, village.

    ``lgd_code`` is its Local Government Directory code, unique within its level: a gram panchayat and a village of one
    block may have the same.
    """

    level = models.CharField(_("level"), max_length=20, choices=PlaceLevel.choices)
    lgd_code = models.PositiveIntegerField(_("LGD code"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["level", "lgd_code"], name="place_lgd_code_once_a_level")]

    def searched(self) -> list[str]:
        """Its names, and its code."""
        return [*super().searched(), str(self.lgd_code)]

    def lies(self) -> str:
        """Its level and the places above it, by which two of one name are told apart."""
        above, step = [], self.parent
        while step is not None:
            above.append(str(step))
            step = step.parent
        return " · ".join([str(PlaceLevel(self.level).label), *above])


class AuditEntry(models.Model):
    """One line of what was done, by whom, to what. Holds no phone number, code or message text."""

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(_("what was done"), max_length=60)
    subject = models.CharField(_("to what"), max_length=80)
    detail = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [models.Index(fields=["action", "at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class SentForm(models.Model):
    """A form that made something, by the id it carried: sent again, it leads to what was made (core.services.once)."""

    form_id = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    led_to = models.CharField(_("led to"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        constraints = [models.UniqueConstraint(fields=["form_id", "by"], name="form_once_a_sender")]

    def __str__(self) -> str:
        return f"{self.form_id}"
