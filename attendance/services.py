"""Writing down who was there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from attendance.days import was_there
from attendance.enums import DIFFER, MISSED, Means, Presence, Shown
from attendance.errors import MarksHerself, SessionIsToCome
from attendance.marks import Made, Said, differ, standing
from attendance.models import Mark, Scan, SheetPhoto
from attendance.opening import is_open
from attendance.queries import (
    has_scanned,
    lock_session,
    missed_lately,
    people_of,
    people_with,
    stands_of,
    times_taken_back,
    was_taken,
)
from attendance.signals import ATTENDANCE_CHANGED
from cohorts.models import Session
from core.pictures import Picture
from core.records import Source
from core.services import keep_record, record_audit
from jobs.services import announce
from notifications.services import notify
from people.models import Person
from submissions.errors import IdIsTaken

# The job looks at what came since it ran last, with an hour to spare.
NEWS_WAIT = timedelta(hours=25)
# Who scans again within this time has pressed twice.
SAME_SCAN = timedelta(minutes=10)


@transaction.atomic
def mark_people(
    session: Session, said: Sequence[Said], *, by: Person, device_at: datetime | None = None, means: Means = Means.LIST
) -> list[Mark]:
    """Keep what ``by`` says of who was in ``session``: the marks that are new.

    Raises SessionIsToCome before its list is open, MarksHerself where ``by`` is on the list that she marks, and
    IdIsTaken where an id is known as something else.
    """
    if not is_open(session.starts_at, timezone.now()):
        raise SessionIsToCome
    if means == Means.LIST and any(each.person == by.pk for each in said):
        raise MarksHerself
    lock_session(session)
    was_held = was_taken(session)
    known = {mark.pk: mark for mark in Mark.objects.filter(session=session, person__in=[each.person for each in said])}
    meant = [_with_her_own(each, known, by) for each in said]
    new = [each for each in meant if not _is_known(each, known, by) and not _says_nothing(each, known)]
    fresh = [_mark(session, each, by=by, device_at=device_at, means=means) for each in new]
    Mark.objects.bulk_create(fresh)
    _work_out_standing([*known.values(), *fresh])
    if fresh:
        record_audit("attendance.marked", session, by=by.user, marks=len(fresh))
        # A list that is begun, or of which all is taken back, changes how many days are held for everybody.
        is_of_all = was_taken(session) != was_held
        touched = people_of(session) if is_of_all else {mark.person_id for mark in fresh}
        _announce(session, touched, fresh[0].pk)
        _tell_of_difference(session, [*known.values(), *fresh], fresh)
    return fresh


def mark_herself(session: Session, person: Person) -> Shown:
    """She has shown that she is there by the code on the trainer's screen: once however often she shows it.

    What a trainer has said of her stays, and that she has scanned is written down beside it; where that is that she is
    absent, somebody decides. Where her mark was taken back, she may show it again.
    """
    again = times_taken_back(session, person)
    key = uuid5(NAMESPACE_URL, f"attendance:{session.pk}:{person.pk}" + (f":{again}" if again else ""))
    if was_there(stands_of(session, person)):
        _note_scan(session, person)
        return Shown.ALREADY
    mark_people(session, [Said(key, person.pk, Presence.PRESENT)], by=person, means=Means.CODE)
    return Shown.PRESENT if was_there(stands_of(session, person)) else Shown.DIFFERS


@transaction.atomic
def _note_scan(session: Session, person: Person) -> None:
    """A second press is no second scan, nor is one after the mark that the code made."""
    lock_session(session)
    if not has_scanned(session, person, since=timezone.now() - SAME_SCAN):
        Scan.objects.create(session=session, person=person)


@transaction.atomic
def keep_sheet_photo(photo: SheetPhoto, picture: Picture, *, by: Person) -> bool:
    """Keep a photo of the signed list; False where its session has the same picture already.

    Raises IntegrityError where its id is known.
    """
    photo.digest = sha256(picture.content).hexdigest()
    lock_session(photo.session)
    if SheetPhoto.objects.current().filter(session=photo.session_id, digest=photo.digest).exclude(pk=photo.pk).exists():
        return False
    photo.recorded_by, photo.source = by, Source.BOOK
    photo.width, photo.height = picture.width, picture.height
    keep_record(photo, by=by.user)
    files = storages["private"]
    files.delete(photo.file_name)  # what a try that was cut off has left
    files.save(photo.file_name, ContentFile(picture.content))
    return True


@transaction.atomic
def take_off_sheet_photo(photo: SheetPhoto, *, by: Person) -> None:
    """It was the wrong one: no longer evidence of the session, and kept with who took it off and when; once."""
    standing = SheetPhoto.objects.filter(pk=photo.pk, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        record_audit("sheetphoto.taken_off", photo, by=by.user)


def tell_missed(payload: dict[str, Any]) -> None:
    """The daily job that tells, once for a session, who missed it: in the evening, when lists are put right."""
    for mark in missed_lately(timezone.now() - NEWS_WAIT):
        cohort = mark.session.block.cohort
        data = {"cohort": cohort.name, "day": timezone.localdate(mark.session.starts_at).isoformat()}
        link = reverse("attendance:mine", args=[cohort.pk])
        notify(mark.person, kind=MISSED, event=f"missed:{mark.session_id}", data=data, link=link)


def _with_her_own(said: Said, known: Mapping[UUID, Mark], by: Person) -> Said:
    if not said.at_once:
        return said
    own = {key for key, mark in known.items() if mark.person_id == said.person and mark.recorded_by_id == by.pk}
    return replace(said, over=said.over | own)


def _is_known(said: Said, known: Mapping[UUID, Mark], by: Person) -> bool:
    mark = known.get(said.id)
    if mark is None:
        return False
    as_kept = (mark.person_id, mark.presence, mark.reason, mark.recorded_by_id)
    if as_kept != (said.person, said.presence, said.reason, by.pk):
        raise IdIsTaken
    return True


def _says_nothing(said: Said, known: Mapping[UUID, Mark]) -> bool:
    """A page without scripts sends along what stood there when it was drawn.

    Where nothing stands, nothing is taken back.
    """
    stood = [known[each] for each in said.over if each in known and known[each].stands]
    is_same = all((mark.presence, mark.reason) == (said.presence, said.reason) for mark in stood)
    return said.at_once and (is_same if stood else said.presence == Presence.OPEN)


def _mark(session: Session, said: Said, *, by: Person, device_at: datetime | None, means: Means) -> Mark:
    return Mark(
        id=said.id,
        session=session,
        person_id=said.person,
        presence=said.presence,
        reason=said.reason,
        means=means,
        source=Source.SELF if said.person == by.pk else Source.SEEN,
        over=sorted(map(str, said.over)),
        recorded_by=by,
        device_at=device_at,
    )


def _work_out_standing(marks: Iterable[Mark]) -> None:
    """Of all marks of these people in one session: which of them nobody was made over."""
    of_all = list(marks)
    made = [Made(mark.pk, mark.presence, frozenset(map(UUID, mark.over))) for mark in of_all]
    stand = {each.id for each in standing(made)}
    changed = [mark for mark in of_all if mark.stands != (mark.pk in stand)]
    for mark in changed:
        mark.stands = mark.pk in stand
    Mark.objects.bulk_update(changed, ["stands"])


def _tell_of_difference(session: Session, marks: Iterable[Mark], fresh: Sequence[Mark]) -> None:
    """Who took attendance is told where one of the ``fresh`` marks differs from another that stands."""
    stand: defaultdict[UUID, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.stands and mark.person_id in {each.person_id for each in fresh}:
            stand[mark.person_id].append(mark)
    in_doubt = [mark for of_one in stand.values() if differ([mark.presence for mark in of_one]) for mark in of_one]
    makers = {mark.recorded_by_id for mark in in_doubt if mark.recorded_by_id != mark.person_id}
    if makers:
        cohort = session.block.cohort
        data = {"cohort": cohort.name, "day": timezone.localdate(session.starts_at).isoformat()}
        link, event = reverse("attendance:session", args=[session.pk]), f"differ:{session.pk}"
        notify(people_with(makers), kind=DIFFER, event=event, data=data, link=link, occasion=str(fresh[0].pk))


def _announce(session: Session, people: Iterable[UUID], occasion: UUID) -> None:
    """Once the session has begun: until then its day counts for nobody."""
    cohort, ahead = session.block.cohort_id, max(session.starts_at - timezone.now(), timedelta(0))
    for person in people:
        payload = {"cohort": str(cohort), "person": str(person)}
        announce(ATTENDANCE_CHANGED, key=f"{person}:{occasion}", payload=payload, delay=ahead)
