"""Opening a thread: once a lesson, with the mentor who has the least to do."""

from uuid import uuid4

import pytest

from core.models import AuditEntry
from mentoring.errors import NoMentorYet
from mentoring.models import LessonTalk
from mentoring.services import open_lesson_talk
from people.enums import Role
from people.models import RoleGrant
from people.services import end_role, grant_role
from talks.models import Thread, ThreadMember
from tests.factories import (
    CohortFactory,
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lesson_without_page,
    mentor_of,
)
from tests.factories import lessons_of as lessons_in

pytestmark = pytest.mark.django_db


def _ask(learner, cohort):
    """A talk about a lesson nobody has asked about."""
    return open_lesson_talk(learner, cohort=cohort, lesson_key=lesson_without_page().pk)


def _mentor_in(thread):
    return ThreadMember.objects.get(thread=thread, role="mentor").person


def test_a_learner_opens_one_thread_a_lesson_however_often_she_asks(talk):
    lesson_key = LessonTalk.objects.get().lesson_id
    again = open_lesson_talk(talk.learner, cohort=talk.cohort, lesson_key=lesson_key)
    assert again == talk.thread
    assert ThreadMember.objects.filter(thread=again).count() == 2
    assert AuditEntry.objects.filter(action="thread.opened").count() == 1


def test_another_lesson_and_another_learner_are_other_threads(talk):
    other_lesson = _ask(talk.learner, talk.cohort)
    lesson_key = LessonTalk.objects.get(learner=talk.learner, pk=talk.thread.context_key).lesson_id
    other_learner = open_lesson_talk(learner_in(talk.cohort), cohort=talk.cohort, lesson_key=lesson_key)
    assert len({talk.thread.pk, other_lesson.pk, other_learner.pk}) == 3


def test_the_mentor_with_the_fewest_threads_is_asked():
    cohort = CohortFactory()
    amina, bina, chitra = (mentor_of(cohort, name=name) for name in ("Amina", "Bina", "Chitra"))
    asked = [_mentor_in(_ask(learner_in(cohort), cohort)) for _ in range(6)]
    assert asked == [amina, bina, chitra, amina, bina, chitra]


def test_threads_of_another_cohort_count_as_work_too():
    cohort, elsewhere = CohortFactory(), CohortFactory()
    amina = mentor_of(cohort, name="Amina")
    grant_role(amina, role=Role.MENTOR, over=elsewhere, by=None)
    _ask(learner_in(elsewhere), elsewhere)
    bina = mentor_of(cohort, name="Bina")
    assert _mentor_in(_ask(learner_in(cohort), cohort)) == bina


def test_a_mentor_over_the_organisation_or_the_place_may_be_asked():
    cohort, elsewhere = CohortFactory(), CohortFactory()
    by_organisation, by_place = PersonFactory(), PersonFactory()
    grant_role(by_organisation, role=Role.MENTOR, over=cohort.organisation, by=None)
    grant_role(by_place, role=Role.MENTOR, over=elsewhere.place, by=None)
    assert _mentor_in(_ask(learner_in(cohort), cohort)) == by_organisation
    assert _mentor_in(_ask(learner_in(elsewhere), elsewhere)) == by_place


def test_without_a_mentor_nothing_is_opened():
    cohort = CohortFactory()
    mentor_of(CohortFactory())
    with pytest.raises(NoMentorYet):
        _ask(learner_in(cohort), cohort)
    assert not Thread.objects.exists()


def test_a_mentor_whose_role_ended_is_not_asked():
    cohort = CohortFactory()
    mentor = mentor_of(cohort)
    end_role(RoleGrant.objects.get(person=mentor), by=None)
    with pytest.raises(NoMentorYet):
        _ask(learner_in(cohort), cohort)


def test_a_mentor_whose_account_was_shut_is_not_asked():
    cohort = CohortFactory()
    mentor = mentor_of(cohort)
    mentor.user.is_active = False
    mentor.user.save()
    with pytest.raises(NoMentorYet):
        _ask(learner_in(cohort), cohort)


def test_nobody_is_her_own_mentor():
    cohort = CohortFactory()
    learner = learner_in(cohort)
    grant_role(learner, role=Role.MENTOR, over=cohort, by=None)
    with pytest.raises(NoMentorYet):
        _ask(learner, cohort)


def test_asking_from_a_lesson_leads_to_the_thread_and_asking_again_to_the_same(sign_in):
    course = course_with_lessons(1)
    cohort = cohort_on(course)
    client, lesson = sign_in(learner_in(cohort)), lessons_in(course)[0]
    mentor_of(cohort)
    first = client.post(f"/talks/ask/{lesson.translation_key}/")
    again = client.post(f"/talks/ask/{lesson.translation_key}/")
    assert first.url == again.url == f"/talks/{Thread.objects.get().pk}/"


def test_asking_where_there_is_no_mentor_leads_back_to_the_lesson_with_the_reason(sign_in):
    course = course_with_lessons(1)
    client, lesson = sign_in(learner_in(cohort_on(course))), lessons_in(course)[0]
    headers = {"referer": f"http://testserver{lesson.address}"}
    response = client.post(f"/talks/ask/{lesson.translation_key}/", headers=headers, follow=True)
    assert response.redirect_chain[0][0] == lesson.address
    assert [str(message) for message in response.context["messages"]] == [str(NoMentorYet())]
    assert not Thread.objects.exists()


def test_asking_about_a_lesson_that_is_not_hers_or_not_there_is_a_404(sign_in):
    lesson = lessons_in(course_with_lessons(1))[0]
    client = sign_in(learner_in(CohortFactory()))
    mentor_of(CohortFactory(course_key=lesson.translation_key))
    for key in (lesson.translation_key, uuid4()):
        assert client.post(f"/talks/ask/{key}/").status_code == 404
    assert not Thread.objects.exists()
