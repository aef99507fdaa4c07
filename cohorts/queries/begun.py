"""What learners began without a line, for who may help."""

from django.db.models import Q

from assessments.enums import ANSWER, ATTEMPT_END
from assessments.queries import lessons_to_begin
from cohorts.permissions import results_shown_to
from courses.models import Lesson
from people.models import Person
from submissions.models import Submission


def questions_begun_by_learners(person: Person) -> Q:
    """What learners began without a line and could not be begun when it came, with what is held with it.

    In a course in which ``person`` is shown their results.
    """
    if not person.current_grants:
        return Q(pk__in=[])
    stays = results_shown_to(person)
    begun = lessons_to_begin(Submission.objects.filter(person__in=stays.values("person")))
    courses = dict(Lesson.objects.filter(pk__in=begun.values()).values_list("pk", "course_key"))
    authors = {row.person_id for row in begun}
    shown = set(stays.filter(person__in=authors).values_list("person", "cohort__course_key")) if begun else set()
    rows = [row for row, lesson in begun.items() if (row.person_id, courses.get(lesson)) in shown]
    with_it = Q(kind__in=(ANSWER, ATTEMPT_END), about__in=[row.about for row in rows], person__in=authors)
    return Q(pk__in=[row.pk for row in rows]) | with_it
