"""Records from the field: what came of one, and the shape they share.

A record is made where there may be no network and an odd clock. It has an id of the device's own, so that handing it in
again changes nothing; it is never overwritten: a correction is another record that names the one it replaces.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal

Kept = TypeVar("Kept", bound="FieldRecord")
FURTHEST_FROM_OUR_CLOCK = timedelta(days=365)


class Hold(Refusal):
    """What came is kept as it came and does not count: somebody has to look at it."""

    code = "held"


class Standing(models.TextChoices):
    """What came of something handed in."""

    APPLIED = "applied", _("Received")
    DUPLICATE = "duplicate", _("Received before")
    HELD = "held", _("Kept apart")
    REFUSED = "refused", _("Not taken")


@dataclass(frozen=True)
class Outcome:
    """The answer to one record. ``field`` is where the trouble lies, ``facts`` what its kind has to say besides.

    Where the trouble lies in several fields, ``faults`` says of each what it is.
    """

    standing: Standing
    code: str = ""
    sentence: str | Promise = ""
    field: str = ""
    facts: Mapping[str, Any] | None = None
    faults: Mapping[str, str | Promise] | None = None

    @classmethod
    def applied(cls, facts: Mapping[str, Any] | None = None) -> Self:
        """It is kept and its effect is there."""
        return cls(Standing.APPLIED, facts=facts)

    @classmethod
    def duplicate(cls, facts: Mapping[str, Any] | None = None) -> Self:
        """It came before; nothing has changed."""
        return cls(Standing.DUPLICATE, facts=facts)

    @classmethod
    def held(cls, reason: Refusal) -> Self:
        """It is kept as it came and does not count."""
        return cls(Standing.HELD, reason.code, reason.message)

    @classmethod
    def refused(cls, code: str, sentence: str | Promise, field: str = "") -> Self:
        """It is not taken as it is; it can be mended."""
        return cls(Standing.REFUSED, code, sentence, field)

    @classmethod
    def of(cls, refusal: Refusal) -> Self:
        """What a refusal raised by a service comes to."""
        if isinstance(refusal, Hold):
            return cls.held(refusal)
        return cls(Standing.REFUSED, refusal.code, refusal.message, refusal.field, faults=refusal.faults)

    @property
    def is_kept(self) -> bool:
        """Whether it counts."""
        return self.standing in (Standing.APPLIED, Standing.DUPLICATE)

    def as_json(self) -> dict[str, Any]:
        """As every door says it."""
        said: dict[str, Any] = {"state": self.standing.value}
        if self.code:
            said |= {"code": self.code, "sentence": str(self.sentence)}
        if self.field:
            said["field"] = self.field
        if self.faults:
            said["faults"] = {name: str(sentence) for name, sentence in self.faults.items()}
        if self.facts:
            said["facts"] = dict(self.facts)
        return said


class Source(models.TextChoices):
    """How what is recorded came to be known."""

    SELF = "self", _("Said by herself")
    SEEN = "seen", _("Seen on the spot")
    BOOK = "book", _("Read from a book or bill")
    TOLD = "told", _("Told by somebody else")


class NoLongerStands(Refusal):
    """What is to be corrected was taken back, or corrected by another record meanwhile."""

    code = "no_longer_stands"
    message = _("This was changed meanwhile. Look at how it stands now, and correct that.")


class FieldRecordQuerySet(models.QuerySet[Any]):
    """What counts of the records, now and at an earlier moment."""

    def current(self) -> Self:
        """Those that stand now: not taken back, and not replaced by one that stands."""
        later = self.model._default_manager.filter(corrects=OuterRef("pk"), withdrawn_at=None)
        return self.filter(~Exists(later), withdrawn_at=None)

    def as_known_at(self, moment: datetime) -> Self:
        """Those that stood at ``moment``, by when they reached us: what came later is left out."""
        stood = Q(received_at__lte=moment) & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))
        later = self.model._default_manager.filter(stood, corrects=OuterRef("pk"))
        return self.filter(stood & ~Exists(later))


class FieldRecord(models.Model):
    """Something noted in the field. What it is about is its own model's to say.

    ``device_at`` is the clock of the device: kept, and trusted only where nothing better tells which came first.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    recorded_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    device_at = models.DateTimeField(_("noted on the device"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices, default=Source.SELF)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in place of")
    )
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = FieldRecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


@dataclass(frozen=True)
class Chain(Generic[Kept]):
    """A record as it stands ``now``, with those it was corrected from, the newest first."""

    now: Kept
    before: tuple[Kept, ...] = ()

    @property
    def first(self) -> UUID:
        """The key of the record as it was first written: it names the chain, however often that is corrected."""
        return (self.before[-1] if self.before else self.now).pk

    @property
    def keys(self) -> list[UUID]:
        """Of all that stands and has stood in it: what names an older one means the one that stands now."""
        return [self.now.pk, *(each.pk for each in self.before)]


def chains_of(records: "Iterable[Kept]") -> "list[Chain[Kept]]":
    """``records`` with their corrections as they stand now, in the order in which each was first written.

    All that were ever written about the same are to be given; what was taken back is in none.
    """
    known = {each.pk: each for each in records if not each.withdrawn_at}
    older = {key: known.get(_corrected(each)) for key, each in known.items()}
    corrected = {each.pk for each in older.values() if each}
    chains = []
    for each in known.values():
        if each.pk in corrected:
            continue
        before: list[Kept] = []
        earlier = older[each.pk]
        while earlier is not None:
            before.append(earlier)
            earlier = older[earlier.pk]
        chains.append(Chain(each, tuple(before)))
    order = list(known)
    return sorted(chains, key=lambda chain: order.index(chain.first))


def _corrected(record: Any) -> Any:
    return record.corrects_id


def usable_device_time(moment: datetime | None, now: datetime) -> datetime | None:
    """``moment`` as a device said it, or None where its clock is more than a year from ours or has no zone.

    A time near the edge of the calendar can be written to a database and not be read back.
    """
    if moment is None or moment.tzinfo is None:
        return None
    try:
        distance = abs(moment - now)
    except OverflowError:
        return None
    return moment if distance <= FURTHEST_FROM_OUR_CLOCK else None
