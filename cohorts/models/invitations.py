"""Invitations into a cohort, made out to a phone."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from cohorts.enums import InvitationStatus
from cohorts.models.cohorts import Cohort
from cohorts.models.enrolments import Enrolment
from core.phones import takes_our_sms
from notifications.enums import DeliveryState, Reason

# The kinds of its notices: that she is invited, and that the cohort, planned until then, takes people by now.
INVITED, OPENED = "cohort_invited", "cohort_opened"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> "InvitationQuerySet":
        """Those that can still be accepted, but for the days of their cohorts."""
        return self.filter(status=InvitationStatus.OPEN)


class Invitation(models.Model):
    """That who signs in with ``phone`` may take part. Families share phones: ``name`` says whom of them it is for.

    She may have no account yet, so it is made out to a number and not to a person; ``enrolment`` is the stay of who
    accepted. ``answered_at`` is when she answered or it was taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="invitations", verbose_name=_("cohort"))
    phone = PhoneNumberField(_("phone"), db_index=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=InvitationStatus.choices, default=InvitationStatus.OPEN
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    enrolment = models.OneToOneField(Enrolment, models.CASCADE, null=True, blank=True, related_name="invitation")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "phone", "name"],
                condition=models.Q(status=InvitationStatus.OPEN),
                name="invited_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.phone)

    @property
    def takes_sms(self) -> bool:
        """Whether the portal sends SMS to its number at all."""
        return takes_our_sms(str(self.phone))

    @property
    def events(self) -> tuple[str, str]:
        """The events of its notices, in the order in which they are told."""
        return f"{INVITED}:{self.pk}", f"{OPENED}:{self.pk}"


class InvitationSms(models.Model):
    """That somebody asked to send an invitation by SMS, and what became of it, as of a delivery of notices."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="sms", verbose_name=_("invitation"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("how it stands"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    reason = models.CharField(_("why"), max_length=12, choices=Reason.choices, blank=True)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    cost = models.PositiveSmallIntegerField(_("parts of an SMS"), default=0)

    class Meta:
        verbose_name = _("SMS with an invitation")
        verbose_name_plural = _("SMS with invitations")

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.state}"

    @property
    def may_be_asked_again(self) -> bool:
        """Whether it did not leave: who asks once more is not paid for twice."""
        return self.state in {DeliveryState.FAILED, DeliveryState.STOPPED}
