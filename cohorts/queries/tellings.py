"""How people were reached who were told of a change of the plan, or invited, for who teaches the cohort."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from cohorts.models import Cohort, Invitation, InvitationSms, Telling
from cohorts.permissions import learners_known_to, tellings_shown_to
from notifications.enums import DeliveryState, Reached
from notifications.kinds import notice_kinds
from notifications.queries import Reach, reach_of
from notifications.reaching import Summary, summed
from people.models import Person
from people.permissions import people_not_named_to

TELLINGS_SHOWN = 6
# Telling a thousand people takes minutes. Who has no notice after a day is not in the portal any more.
BEING_TOLD = timedelta(days=1)
# Who needs to be told otherwise stands first.
_ORDER = (Reached.NO_WAY, Reached.FAILED, Reached.WAITING, Reached.SENT, Reached.READ)


@dataclass(frozen=True)
class TellingLine:
    """What was told, as its readers read it first, and how many it reached."""

    telling: Telling
    text: str
    summary: Summary


def tellings_of(viewer: Person, cohort: Cohort) -> list[TellingLine]:
    """The last of ``cohort`` that had a reader, in three queries however many people were told, and what it takes to
    say each kind once.
    """
    found = list(tellings_shown_to(viewer).filter(cohort=cohort, people__gt=0)[:TELLINGS_SHOWN])
    reach = reach_of([each.event for each in found]) if found else {}
    texts = _texts_of(viewer, found)
    return [_line(each, texts[each.pk], reach.get(each.event, ())) for each in found]


def telling_seen_by(viewer: Person, cohort: Cohort, telling_id: UUID) -> tuple[TellingLine, list[Reach], int]:
    """(the telling, how each was reached who is named to ``viewer``, of how many others nobody is named).

    Raises Telling.DoesNotExist.
    """
    telling = tellings_shown_to(viewer).get(cohort=cohort, pk=telling_id)
    reach = reach_of([telling.event]).get(telling.event, [])
    told = [each.person.pk for each in reach]
    unnamed = set(people_not_named_to(viewer).filter(pk__in=told).values_list("pk", flat=True))
    named = [each for each in reach if each.person.pk not in unnamed]
    named.sort(key=lambda each: (_ORDER.index(each.outcome), each.person.name))
    text = _texts_of(viewer, [telling])[telling.pk]
    return _line(telling, text, reach), named, len(reach) - len(named)


@dataclass(frozen=True)
class InvitationLine:
    """An invitation with its SMS, where one was asked for, and how those were reached whose number it is."""

    invitation: Invitation
    sms: InvitationSms | None
    reach: Sequence[Reach]

    @property
    def is_told(self) -> bool:
        """Whether something of it is known to have left, or to be read."""
        left = {Reached.SENT, Reached.READ} & {each.outcome for each in self.reach}
        return bool(left) or (self.sms is not None and self.sms.state == DeliveryState.SENT)


def invitation_lines(viewer: Person, invitations: Sequence[Invitation]) -> list[InvitationLine]:
    """``invitations``, each read with its SMS, as ``viewer`` sees them."""
    reach = reach_of_invitations(viewer, invitations)
    return [InvitationLine(each, getattr(each, "sms", None), reach.get(each.pk, [])) for each in invitations]


def reach_of_invitations(viewer: Person, invitations: Collection[Invitation]) -> dict[UUID, list[Reach]]:
    """{invitation: how those were reached whose phone it is}, of whom ``viewer`` knows already; three queries.

    Whether a number belongs to somebody in the portal is told to nobody who only typed it.
    """
    events = {event: each.pk for each in invitations for event in each.events}
    reach = reach_of(events) if events else {}
    met = {each.person.pk for found in reach.values() for each in found}
    known = set(learners_known_to(viewer).filter(pk__in=met).values_list("pk", flat=True)) if met else set()
    # By person: who was told again that it is open was told last of that.
    last: dict[UUID, dict[UUID, Reach]] = {}
    for event in sorted(reach, key=list(events).index):
        of_phone = last.setdefault(events[event], {})
        of_phone |= {each.person.pk: each for each in reach[event] if each.person.pk in known}
    return {key: list(found.values()) for key, found in last.items()}


def _texts_of(viewer: Person, tellings: Sequence[Telling]) -> dict[UUID, str]:
    """{telling: what it said, in the words of ``viewer``}: those of one kind are said together."""
    by_kind: dict[str, list[Telling]] = {}
    for each in tellings:
        by_kind.setdefault(each.kind, []).append(each)
    texts: dict[UUID, str] = {}
    for kind, of_kind in by_kind.items():
        said = notice_kinds.get(kind)(viewer, [each.told for each in of_kind])
        texts |= dict(zip((each.pk for each in of_kind), said, strict=True))
    return texts


def _line(telling: Telling, text: str, reach: Sequence[Reach]) -> TellingLine:
    is_new = telling.told_at > timezone.now() - BEING_TOLD
    pending = max(0, telling.people - len(reach)) if is_new else 0
    return TellingLine(telling, text, summed([each.outcome for each in reach], pending=pending))
