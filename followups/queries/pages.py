"""What pages say of the follow-ups of one learner, and what they propose."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from attendance.queries import day_strips
from cohorts.enums import Condition
from cohorts.models import Enrolment
from cohorts.permissions import can_call, can_see_results, trains
from cohorts.queries import LearnerProgress, lesson_entries, lessons_on_plan, progress_of
from core.local_text import language_now
from courses.queries import LessonEntry
from followups.enums import Kind, Sign
from followups.permissions import can_write_to
from followups.queries.advice import NOTHING_TO_DO, Advice, advise, words_of
from followups.queries.done import history_of, lessons_asked_of, objectives_failed
from gradebook.queries import Unmet
from gradebook.services import short_lately
from people.models import Person


def facts_about(viewer: Person, stay: Enrolment, progress: LearnerProgress) -> dict[str, Any]:
    """What a page shows of the follow-ups of a learner: why, what to do, what was done; for who sees her results."""
    cohort, person = stay.cohort, stay.person
    lessons = {entry.key: entry for entry in lesson_entries(cohort, language_now())}
    done = history_of(stay, progress.seen_at)
    last = {person.pk: done[0]} if done else {}
    days = day_strips(cohort, [person.pk]).get(person.pk, ())
    hers = progress._replace(besides={**progress.besides, "days": days})
    short = short_lately(cohort, [person.pk])
    found = advise(cohort, [hers], short=short, last=last, lessons=lessons, trains=trains(viewer, cohort))
    return {
        "advice": found.get(person.pk, NOTHING_TO_DO),
        "done": done,
        "objectives": objectives_failed(viewer, stay, progress, lessons),
        "presses": presses(viewer, stay),
    }


def presses(viewer: Person, stay: Enrolment) -> list[tuple[Kind, str, str]]:
    """What ``viewer`` can do about the learner of ``stay``: (kind, what it is called, where it is done)."""
    has_account = bool(stay.person.user and stay.person.user.is_active)
    can_be_done = {
        Kind.CALL: True,
        Kind.MESSAGE: has_account and can_write_to(viewer, stay),
        Kind.LESSON: has_account and can_see_results(viewer, stay),
    }
    return [
        (kind, heading_of(viewer, stay, kind), reverse("followups:act", args=[stay.cohort_id, stay.person_id, kind]))
        for kind in Kind
        if can_be_done[kind]
    ]


def heading_of(viewer: Person, stay: Enrolment, kind: Kind) -> str:
    """What the page is called on which ``viewer`` does it, and each press that leads there."""
    return words_of(kind, speaks=not (can_call(viewer, stay.cohort) and stay.person.contact_phone))


def facts_for(viewer: Person, stay: Enrolment) -> dict[str, Any]:
    """The same, with the number to call and the lessons to ask for first; of who shares no results only the number."""
    phone = stay.person.contact_phone if can_call(viewer, stay.cohort) else ""
    if not can_see_results(viewer, stay):
        return {"advice": NOTHING_TO_DO, "done": [], "phone": phone, "wanted": []}
    keys = [entry.key for entry in lesson_entries(stay.cohort, language_now())]
    facts = facts_about(viewer, stay, progress_of(stay, keys, lessons_on_plan(stay.cohort)))
    return {**facts, "phone": phone, "wanted": _wanted(stay, facts["objectives"])}


def _wanted(stay: Enrolment, unmet: Sequence[Unmet]) -> list[UUID | None]:
    """The lessons to ask for first: that of the test where it alone is wanting, then what she cannot do yet."""
    programme, short = stay.cohort.programme, short_lately(stay.cohort, [stay.person_id]).one_step.get(stay.person_id)
    test = [programme.post_test_id] if programme and short and short.condition == Condition.POST_TEST else []
    return [*test, *(each.lesson.key for each in unmet)]


def lesson_to_propose(stay: Enrolment, lessons: Sequence[LessonEntry], wanted: Sequence[UUID | None]) -> UUID | None:
    """Of ``lessons`` the first that is wanted, else the first; none that she was asked to do already."""
    asked = {row.lesson_id for row in lessons_asked_of(stay.person)}
    keys = [entry.key for entry in lessons if entry.key not in asked]
    return next((key for key in wanted if key in keys), next(iter(keys), None))


def words_to_write(person: Person, advice: Advice) -> str:
    """What may be written because of the most urgent sign, in her language; to be changed."""
    with override(person.language):
        words = {
            Sign.SILENT: _("Namaste %(name)s, I have not seen you in the lessons for a while. What can I help with?"),
            Sign.ONE_SHORT: _("Namaste %(name)s, you are one step from your certificate. When can we do it together?"),
            Sign.MAKE_UP: _(
                "Namaste %(name)s, the days that are left are not enough for your certificate. When could you come to "
                "a make-up session?"
            ),
            Sign.FAILING: _("Namaste %(name)s, one lesson is hard going, I see. Shall we go through it together?"),
            Sign.LATE: _("Namaste %(name)s, some lessons are still waiting for you. What can I help with?"),
        }
        return words[advice.evidence[0].sign] % {"name": person.first_name} if advice.evidence else ""
