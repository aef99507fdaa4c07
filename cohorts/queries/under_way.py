"""Who takes part in a course, in whichever cohort, and when its lessons open to each."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.utils import timezone

from cohorts.models import BlockLesson, Enrolment
from cohorts.permissions import first_days, learners_known_to
from courses.kinds import UnderWay
from courses.permissions import Timetable
from people.models import Person


def under_way(course_key: UUID, asked_by: int) -> list[UnderWay]:
    """Everybody who learns in the course, each once, by name where the user ``asked_by`` may know her; four queries."""
    stays = Enrolment.objects.active().filter(cohort__course_key=course_key).order_by("person_name", "pk")
    joined = list(stays.values_list("person_id", "cohort_id", "cohort__name", "joined_at"))
    opens_on: dict[UUID, dict[UUID, date]] = defaultdict(dict)
    days = BlockLesson.objects.filter(block__cohort__course_key=course_key)
    for cohort, lesson, day in days.values_list("block__cohort_id", "lesson_id", "block__starts_on"):
        opens_on[cohort][lesson] = day
    cohorts: dict[UUID, list[str]] = defaultdict(list)
    tables: dict[UUID, list[Timetable]] = defaultdict(list)
    for person, cohort, name, joined_at in joined:
        cohorts[person].append(name)
        tables[person].append(Timetable(timezone.localdate(joined_at), opens_on[cohort]))
    viewer = Person.objects.filter(user=asked_by).first()
    known = learners_known_to(viewer).filter(pk__in=cohorts) if viewer else Person.objects.none()
    names = dict(known.values_list("pk", "name"))
    return [
        UnderWay(person, ", ".join(cohorts[person]), first_days(theirs), names.get(person, ""))
        for person, theirs in tables.items()
    ]
