"""Certificates, and the keys that signed them."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.bitstrings import PLACES
from certificates.enums import CertificateStatus, Ladder, Standing
from certificates.numbering import in_groups, new_number
from certificates.validity import RENEWAL_OPENS, renewal_opens
from core.enums import Language
from core.local_text import Chosen, choose
from core.models import Place
from core.searching import Searched
from people.models import Organisation, Person

LANGUAGES_OF_PAPER = [*Language.choices, ("ta", "தமிழ்"), ("bn", "বাংলা")]


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def standing(self) -> "CertificateQuerySet":
        """Those neither replaced nor taken back; some may have lapsed."""
        return self.filter(status=CertificateStatus.ISSUED)

    def ended(self) -> "CertificateQuerySet":
        """Those replaced or taken back."""
        return self.exclude(status=CertificateStatus.ISSUED)

    def revoked(self) -> "CertificateQuerySet":
        """Those taken back."""
        return self.filter(status=CertificateStatus.REVOKED)

    def lapsing(self, today: date) -> "CertificateQuerySet":
        """Those that hold on ``today`` and can be renewed before they lapse."""
        last = today + RENEWAL_OPENS - timedelta(days=1)
        return self.standing().filter(valid_until__range=(today, last))

    def asked_to_be_ended(self) -> "CertificateQuerySet":
        """Those of which somebody who may not end them asks that they be."""
        return self.standing().filter(ending_requests__answered_at=None, ending_requests__isnull=False)

    def at(self, standing: str, today: date) -> "CertificateQuerySet":
        """Those that stand so on ``today``: the twin of :meth:`Certificate.standing_on`."""
        if standing == Standing.VALID:
            return self.standing().filter(Q(valid_until=None) | Q(valid_until__gte=today))
        if standing == Standing.LAPSED:
            return self.standing().filter(valid_until__lt=today)
        return self.filter(status=standing)


class Certificate(Searched):
    """That a person earned an award of an organisation, as it was printed.

    ``titles`` is {language: title of the award}; ``award_key`` and ``cohort_key`` say with the person which award it
    is, so that it is issued once. A programme and a cohort lie on higher floors and are named by their keys.
    ``place`` is where it was earned: for who looks after it, never shown. ``list_place`` is its bit in the status list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=11, unique=True, default=new_number, editable=False)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="certificates", verbose_name=_("person")
    )
    name = models.CharField(_("name on the certificate"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES_OF_PAPER, default=Language.ENGLISH)
    award_key = models.CharField(_("award"), max_length=60)
    titles = models.JSONField(_("title"))
    ladder = models.CharField(_("what it speaks for"), max_length=10, choices=Ladder.choices, default=Ladder.TRAINED)
    programme_key = models.UUIDField(_("programme"), null=True, blank=True)
    cohort_key = models.UUIDField(_("key of the cohort"), null=True, blank=True)
    cohort_name = models.CharField(_("cohort"), max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place"))
    issued_on = models.DateField(_("issued on"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    valid_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("issued by")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=CertificateStatus.choices, default=CertificateStatus.ISSUED
    )
    reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    list_place = models.PositiveIntegerField(unique=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "award_key", "cohort_key"],
                condition=Q(status=CertificateStatus.ISSUED, cohort_key__isnull=False),
                name="award_of_cohort_once_while_it_stands",
            ),
            models.UniqueConstraint(
                fields=["person", "award_key"],
                condition=Q(status=CertificateStatus.ISSUED, cohort_key=None),
                name="award_once_while_it_stands",
            ),
            models.CheckConstraint(
                name="certificate_lapses_after_it_is_issued",
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_in_groups}: {self.name}"

    def searched(self) -> list[str]:
        """The name on it, what it is of, and of which cohort."""
        return [self.name, *self.titles.values(), self.cohort_name]

    @property
    def number_in_groups(self) -> str:
        """The number as it is said."""
        return in_groups(self.number)

    @property
    def titled(self) -> Chosen[str]:
        """What it is of, in the reader's language where it is written in that."""
        return choose(self.titles)

    @property
    def titled_on_paper(self) -> Chosen[str]:
        """What it is of, in the language of the paper where it is written in that."""
        return choose(self.titles, self.language)

    @property
    def list_number(self) -> int:
        """Which status list holds its bit."""
        return self.list_place // PLACES

    @property
    def bit(self) -> int:
        """Which bit of the list is its own."""
        return self.list_place % PLACES

    @property
    def renewal_opens_on(self) -> date | None:
        """The first day on which it is renewed; None of what holds for ever, or was taken back or replaced."""
        holds = self.valid_until if self.status == CertificateStatus.ISSUED else None
        return renewal_opens(holds) if holds else None

    @property
    def is_to_be_renewed(self) -> bool:
        """Whether that day has come."""
        return self.renewal_opens_on is not None and self.renewal_opens_on <= timezone.localdate()

    def standing_on(self, today: date) -> Standing:
        """What it is worth on ``today``."""
        if self.status != CertificateStatus.ISSUED:
            return Standing(self.status)
        return Standing.LAPSED if self.valid_until and self.valid_until < today else Standing.VALID

    @property
    def standing(self) -> Standing:
        """What it is worth today."""
        return self.standing_on(timezone.localdate())


class EndingRequestQuerySet(models.QuerySet["EndingRequest"]):
    def open(self) -> "EndingRequestQuerySet":
        """Those that nobody has answered yet."""
        return self.filter(answered_at=None)


class EndingRequest(models.Model):
    """What somebody who may not end a certificate herself asks of who may: to take it back, or to put it right."""

    certificate = models.ForeignKey(
        Certificate, models.CASCADE, related_name="ending_requests", verbose_name=_("certificate")
    )
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    reason = models.CharField(_("what is wrong"), max_length=300)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.CharField(_("why it stays as it is"), max_length=300, blank=True)

    objects = EndingRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to end a certificate")
        verbose_name_plural = _("requests to end certificates")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(answered_at=None), name="ending_asked_once_until_answered"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    def trusted(self) -> "SigningKeyQuerySet":
        """Those whose signatures count: the present one and earlier ones, unless they were given up."""
        return self.filter(given_up_at=None)


class SigningKey(models.Model):
    """The public half of a key that signs certificates or has signed them; the private half is in no table.

    ``name`` is its thumbprint (RFC 7638), ``public`` its 32 bytes in base64url. Given up is one that others may have
    got: what it signed counts no more.
    """

    name = models.CharField(_("thumbprint"), max_length=43, unique=True)
    public = models.CharField(_("public key"), max_length=43)
    since = models.DateTimeField(_("in use since"), auto_now_add=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.name
