"""Who missed a session is told once, in the evening, and only where nothing else stands of her."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.services import tell_missed
from jobs.services import run_due_jobs
from notifications.models import Notice
from notifications.queries import said
from people.services import withdraw_consent
from tests.attendance.meetings import mark, session_of
from tests.factories import trainer_of


@pytest.fixture
def evening():
    def _run() -> list[Notice]:
        tell_missed({})
        while run_due_jobs():
            pass
        return list(Notice.objects.filter(kind="session_missed"))

    return _run


def test_she_is_told_once_however_often_the_evening_comes(trainer, session, lakshmi, asha, evening):
    mark(session, lakshmi, "absent", by=trainer, reason="ill")
    mark(session, asha, "late", by=trainer)
    evening()
    (notice,) = evening()
    (line,) = said(lakshmi, [notice])
    assert notice.person == lakshmi
    assert "You were missed on" in line.text
    assert "ill" not in line.text.replace("will", "")


def test_what_was_put_right_before_the_evening_is_no_news(trainer, session, lakshmi, evening):
    wrong = mark(session, lakshmi, "absent", by=trainer)
    mark(session, lakshmi, "present", wrong.pk, by=trainer)
    assert evening() == []


def test_where_two_marks_differ_nobody_is_told(cohort, trainer, session, lakshmi, evening):
    mark(session, lakshmi, "absent", by=trainer)
    mark(session, lakshmi, "present", by=trainer_of(cohort))
    assert evening() == []


def test_who_is_marked_before_it_begins_is_told_when_it_has_begun(trainer, session, lakshmi, evening):
    session.starts_at = timezone.now() + timedelta(minutes=30)
    session.save()
    mark(session, lakshmi, "absent", by=trainer)
    assert evening() == []
    session.starts_at = timezone.now()
    session.save()
    assert len(evening()) == 1


def test_who_took_back_her_consent_is_told_nothing_where_two_marks_differ_either(
    cohort, trainer, session, lakshmi, evening
):
    mark(session, lakshmi, "absent", by=trainer)
    mark(session, lakshmi, "present", by=trainer_of(cohort))
    withdraw_consent(lakshmi, purpose="training", by=lakshmi.user)
    assert evening() == []


def test_a_session_of_long_ago_is_no_news(cohort, trainer, lakshmi, evening):
    mark(session_of(cohort, days=-15), lakshmi, "absent", by=trainer)
    assert evening() == []
