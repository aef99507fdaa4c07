"""Moving a course from one state to another."""

from typing import Any
from uuid import UUID

from django.db import transaction

from content.editions import new_edition
from core.states import move
from courses.enums import CourseState
from courses.errors import PeopleLearnInIt
from courses.models import CourseStanding
from courses.queries import learners_of_course
from courses.states import COURSE


@transaction.atomic
def move_course(course_key: UUID, name: str, *, by: Any) -> CourseStanding:
    """Do the move ``name`` with a course. Raises PeopleLearnInIt of a draft, and what ``core.states.move`` raises."""
    standing = CourseStanding.objects.get_or_create(course_key=course_key)[0]
    if COURSE.named(name).target == CourseState.DRAFT and learners_of_course(course_key, asked_by=by):
        raise PeopleLearnInIt
    move(standing, COURSE, name, by=by)
    new_edition()
    return standing
