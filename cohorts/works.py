"""Pictures of what learners made: offered from the field, judged by an editor, taken away by whose they are."""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.errors import ManyPicturesToday
from cohorts.models import WORKS_FOLDER, Cohort, WorkPicture
from cohorts.states import WORK
from content.editions import new_edition
from core.pictures import Picture
from core.services import keep_record, record_audit
from core.states import move
from notifications.services import notify
from people.models import Person, User

MOST_A_DAY = 20
DAY = timedelta(days=1)


@transaction.atomic
def offer_work(
    cohort: Cohort,
    *,
    work_id: UUID,
    learner: Person | None,
    picture: Picture,
    seen: str,
    named: str,
    device_at: datetime | None,
    by: Person,
) -> WorkPicture:
    """Keep a picture of the work of ``learner``, or of the group, for its cohort and for an editor to look at.

    She whose work it is hears of it where somebody else offered it. Raises IntegrityError where ``work_id`` is known.
    """
    work = WorkPicture(
        pk=work_id,
        cohort=cohort,
        learner=learner,
        seen=seen,
        named=named,
        width=picture.width,
        height=picture.height,
        device_at=device_at,
        recorded_by=by,
    )
    keep_record(work, by=by.user)
    files = storages["private"]
    files.delete(work.file_name)  # what a try that was cut off has left
    files.save(work.file_name, ContentFile(picture.content))
    if learner is not None and learner != by:
        said = {"name": by.first_name, "seen": seen}
        notify(learner, kind="work_offered", event=f"work-offered:{work.pk}", data=said, link=_page_of(work))
    return work


def refuse_too_many(person: Person, work_id: UUID) -> None:
    """Raises ManyPicturesToday where ``person`` has offered all of a day; what comes again is not one more."""
    offered = WorkPicture.objects.filter(recorded_by=person, received_at__gt=timezone.now() - DAY)
    if offered.exclude(pk=work_id).count() >= MOST_A_DAY:
        raise ManyPicturesToday


@transaction.atomic
def show_work(work: WorkPicture, *, by: User) -> None:
    """Let everybody see it on the page of the course. Raises MoveIsNotAllowed, MoveIsNotYours."""
    move(work, WORK, "show", by=by, values={"decided_at": timezone.now(), "reason": ""})
    _is_decided(work)


@transaction.atomic
def refuse_work(work: WorkPicture, *, reason: str, by: User) -> None:
    """Show it to nobody but who offered it and made it. Raises MoveIsNotAllowed, MoveIsNotYours, ReasonIsMissing."""
    move(work, WORK, "refuse", by=by, reason=reason, values={"decided_at": timezone.now()})
    _is_decided(work)


def _is_decided(work: WorkPicture) -> None:
    new_edition()
    told = {work.recorded_by_id: work.recorded_by}
    if work.learner is not None:
        told[work.learner.pk] = work.learner
    said = {"seen": work.seen, "reason": work.reason}
    day = work.decided_at.isoformat() if work.decided_at else ""
    notify(told.values(), kind="work_decided", event=f"work:{work.pk}", data=said, link=_page_of(work), occasion=day)


@transaction.atomic
def take_work_away(work: WorkPicture, *, by: User | None) -> None:
    """From now on nobody sees it, and its file goes with the commit; taken away twice changes nothing."""
    if not WorkPicture.objects.filter(pk=work.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        return
    record_audit("work.taken_away", work, by=by)
    new_edition()
    # Only when it is certain; where the process dies before, the daily job does it.
    transaction.on_commit(lambda: storages["private"].delete(work.file_name), robust=True)


def take_works_away(person: Person) -> None:
    """All pictures of the work of ``person``, who no longer agrees to be shown."""
    for work in WorkPicture.objects.filter(learner=person, withdrawn_at=None):
        take_work_away(work, by=None)


def purge_files(payload: dict[str, Any]) -> None:
    """The daily job that clears files of pictures that are not there: taken away, or never written to the end."""
    files = storages["private"]
    with contextlib.suppress(FileNotFoundError):
        names = files.listdir(WORKS_FOLDER)[1]
        standing = WorkPicture.objects.filter(pk__in=list(_ids(names)), withdrawn_at=None)
        for name in set(names) - {str(pk) for pk in standing.values_list("pk", flat=True)}:
            path = f"{WORKS_FOLDER}/{name}"
            if files.get_modified_time(path) < timezone.now() - DAY:
                files.delete(path)


def let_editors_judge_works() -> None:
    """Wagtail's own groups may edit pages from the start; pictures of work are the product's and come to it here."""
    rights = Permission.objects.filter(
        content_type__app_label="cohorts", codename__in=["change_workpicture", "view_workpicture"]
    )
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*rights)


def _page_of(work: WorkPicture) -> str:
    return reverse("cohorts:works", args=[work.cohort_id])


def _ids(names: list[str]) -> Iterator[UUID]:
    for name in names:
        with contextlib.suppress(ValueError):
            yield UUID(name)
