"""The person somebody's data is about, the user who signs in, and what a user may do where."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from core.enums import Language
from core.models import LocallyNamed, Place
from core.prepared import Given, Prepared
from core.searching import Searched
from core.trees import TreeRow
from people.enums import ConsentMode, Gender, OrganisationKind, Purpose, Role, TokenScope


class User(AbstractUser):
    """An account. ``username`` is the member code of somebody who learns, a name for staff.

    ``phone`` is what one-time codes go to. Families share phones, so several users may have the same one.
    """

    phone = PhoneNumberField(_("phone"), blank=True, db_index=True)
    phone_verified_at = models.DateTimeField(_("phone verified"), null=True, blank=True)
    must_choose_pin = models.BooleanField(_("must choose a PIN of her own"), default=False, editable=False)

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"


class Organisation(LocallyNamed, TreeRow):
    """An organisation of the field, from a self-help group to a bank; a federation is the parent of its members."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="members")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    website = models.URLField(_("website"), blank=True)
    lokos_code = models.CharField(_("LokOS code"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]


class Person(Searched):
    """Somebody the programme knows, with or without an account.

    ``contact_phone`` may be a neighbour's: it is for calling, never for signing in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person")
    name = models.CharField(_("name"), max_length=120)
    gender = models.CharField(_("gender"), max_length=12, choices=Gender.choices, default=Gender.NOT_SAID)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("organisation")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    contact_phone = PhoneNumberField(_("contact phone"), blank=True)
    awaits_account = models.BooleanField(
        _("registered on paper, and no account was opened for her yet"), default=False, editable=False
    )
    created_at = models.DateTimeField(_("known since"), auto_now_add=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        indexes = [
            # Who may be meant by a row of a list: looked for row by row, among all who are known.
            models.Index(fields=["search_text"], name="people_by_name"),
            models.Index(fields=["contact_phone"], name="people_by_contact_phone"),
        ]

    def __str__(self) -> str:
        return self.name

    def searched(self) -> list[str]:
        """Her name."""
        return [self.name]

    @property
    def first_name(self) -> str:
        """What others in the cohort see of a name."""
        return self.name.split()[0] if self.name.split() else self.name

    @cached_property
    def current_grants(self) -> "list[RoleGrant]":
        """The roles she holds now. A person is fetched anew for each request and each socket frame."""
        return GRANTS_NOW.all(person=self.pk)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self) -> "RoleGrantQuerySet":
        return self.filter(ended_at=None)


class RoleGrant(models.Model):
    """A role a person holds over exactly one place, organisation or row of a registered kind of scope.

    The two trees are pointed to; anything else lives on a higher floor and is named by ``scope_kind`` and ``scope_key``
    (:mod:`people.scopes`). A grant is ended, never deleted.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    scope_kind = models.CharField(_("over what"), max_length=20, blank=True)
    scope_key = models.UUIDField(_("which of them"), null=True, blank=True, db_index=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("given by")
    )
    granted_at = models.DateTimeField(_("given"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints = [
            models.CheckConstraint(
                name="role_grant_over_exactly_one_scope",
                condition=(
                    Q(place__isnull=False, organisation=None, scope_kind="", scope_key=None)
                    | Q(place=None, organisation__isnull=False, scope_kind="", scope_key=None)
                    | (Q(place=None, organisation=None, scope_key__isnull=False) & ~Q(scope_kind=""))
                ),
            ),
            models.CheckConstraint(
                name="partner_is_of_an_organisation",
                condition=~Q(role=Role.PARTNER) | Q(organisation__isnull=False),
            ),
            *(
                models.UniqueConstraint(
                    fields=["person", "role", *over],
                    condition=Q(ended_at=None, **{f"{over[-1]}__isnull": False}),
                    name=f"role_over_{name}_once_while_it_holds",
                )
                for name, over in {
                    "place": ["place"],
                    "organisation": ["organisation"],
                    "kind": ["scope_kind", "scope_key"],
                }.items()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class NoticeVersion(models.Model):
    """One version of the privacy notice; ``texts`` is {language: {"title", "body"}}, body in plain paragraphs."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    texts = models.JSONField(_("texts"))
    published_at = models.DateTimeField(_("published"), default=timezone.now)

    class Meta:
        verbose_name = _("notice version")
        verbose_name_plural = _("notice versions")
        get_latest_by = "version"

    def __str__(self) -> str:
        return f"{self.version}"


class Consent(models.Model):
    """That a person agreed to one purpose, on the words of one notice; withdrawn by a date, never deleted.

    ``given_at`` is the day on the paper where she signed on paper.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    notice = models.ForeignKey(NoticeVersion, models.PROTECT, related_name="+", verbose_name=_("privacy notice"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    mode = models.CharField(_("how it was given"), max_length=10, choices=ConsentMode.choices, default=ConsentMode.TAP)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("taken by")
    )
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="consent_once_while_it_holds"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.purpose}"


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def standing(self) -> "AccessTokenQuerySet":
        """Those not taken back; some may have expired."""
        return self.filter(revoked_at=None)


class AccessToken(models.Model):
    """That a program may act for a person, in ``scopes``, until a day. The token itself is kept nowhere.

    ``digest`` is the SHA-256 of the token. It is long and random, so that no slower hash is needed to keep it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="access_tokens")
    name = models.CharField(_("program"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("what it may do"), default=list)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_on = models.DateField(_("last day"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"], condition=Q(revoked_at=None), name="token_name_once_while_it_holds"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_expired(self) -> bool:
        """Whether its last day is over."""
        return self.expires_on < timezone.localdate()

    def get_scopes_display(self) -> str:
        """What it may do, in words."""
        return "; ".join(str(TokenScope(scope).label) for scope in self.scopes if scope in TokenScope.values)


# Every page but a talk asks which roles its reader holds.
GRANTS_NOW: Prepared[RoleGrant] = Prepared(
    lambda: (
        RoleGrant.objects.current()
        .filter(person=Given("person", models.UUIDField()))
        .select_related("place", "organisation")
    )
)
