"""Who missed a session is told once, in the evening, and only where nothing else stands of her."""

import pytest

from attendance.services import tell_missed
from jobs.services import run_due_jobs
from notifications.models import Notice
from notifications.queries import said
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


def test_a_session_of_long_ago_is_no_news(cohort, trainer, lakshmi, evening):
    mark(session_of(cohort, days=-15), lakshmi, "absent", by=trainer)
    assert evening() == []
