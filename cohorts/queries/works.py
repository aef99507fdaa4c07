"""Pictures of work, for the page of a course, of a cohort, and for whoever may see one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, QuerySet, UUIDField
from django.urls import reverse

from cohorts.enums import WorkStatus
from cohorts.models import Cohort, WorkPicture
from cohorts.permissions import takes_away, works_open_to_all, works_shown_to, works_that_stand
from core.prepared import Given, Prepared
from courses.queries import Work
from people.models import Person

MOST_ON_A_COURSE = 6
MOST_ON_A_COHORT = 3


@dataclass(frozen=True)
class CohortWork:
    """A picture on the pages of its cohort: with how far it has come, and whether the reader may take it away."""

    key: UUID
    work: Work
    status: str
    label: str
    reason: str
    may_be_taken_away: bool

    @property
    def is_shown(self) -> bool:
        """To everybody."""
        return self.status == WorkStatus.SHOWN


def works_of_course(course_key: UUID) -> list[Work]:
    """The newest that everybody may see, in one query."""
    return [_as_work(each) for each in _OF_COURSE.all(course=course_key)]


def _of_course() -> QuerySet[WorkPicture]:
    found = works_open_to_all().filter(cohort__course_key=Given("course", UUIDField()))
    return found.select_related("cohort").order_by("-decided_at")[:MOST_ON_A_COURSE]


_OF_COURSE: Prepared[WorkPicture] = Prepared(_of_course)


def newest_works_in(cohort: Cohort) -> list[Work]:
    """The newest of a cohort for who sees its page, in one query: what was refused stands on the page of all alone."""
    return [_as_work(each) for each in _NEWEST.all(cohort=cohort.pk)]


def _newest() -> QuerySet[WorkPicture]:
    found = works_that_stand().not_refused().filter(cohort=Given("cohort", UUIDField()))
    return found.select_related("cohort").order_by("-received_at", "pk")[:MOST_ON_A_COHORT]


_NEWEST: Prepared[WorkPicture] = Prepared(_newest)


def works_in(cohort: Cohort, person: Person) -> list[CohortWork]:
    """The pictures of the cohort that ``person`` may see, the newest first, in one query."""
    may = ExpressionWrapper(takes_away(person), output_field=BooleanField())
    found = works_shown_to(person).filter(cohort=cohort).annotate(may_be_taken_away=may)
    return list(_in_cohort(found.select_related("cohort").order_by("-received_at", "pk")))


def _in_cohort(works: Iterable[WorkPicture]) -> Iterable[CohortWork]:
    for each in works:
        may: bool = each.may_be_taken_away  # type: ignore[attr-defined]  # annotated
        yield CohortWork(each.pk, _as_work(each), each.status, each.get_status_display(), each.reason, may)


def _as_work(each: WorkPicture) -> Work:
    address = reverse("cohorts:work-picture", args=[each.pk])
    return Work(address, each.width, each.height, each.seen, each.named, each.cohort.language)
