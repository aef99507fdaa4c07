"""Every write about follow-ups: a call that is noted, a message, a lesson to do."""

from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from cohorts.models import Enrolment
from cohorts.permissions import trainers_of
from core.services import record_audit
from followups.enums import FOLLOW_UP, LESSON_ASKED, Kind, MemberRole
from followups.errors import AskedAlready, HasNoAccount, LessonIsNotOpen
from followups.models import FollowUp
from followups.queries import first_message_to, has_trainer, lessons_asked_of, lessons_to_ask
from notifications.services import notify
from people.models import Person
from people.queries import lock_person
from talks.models import Thread
from talks.services import add_member, open_thread, send_message


@transaction.atomic
def note_call(stay: Enrolment, *, reached: bool, note: str, because: str, by: Person) -> FollowUp:
    """Write down that ``by`` called the learner of ``stay``."""
    return _keep(stay, FollowUp(kind=Kind.CALL, reached=reached, note=note), because=because, by=by)


@transaction.atomic
def write_to(stay: Enrolment, body: str, *, because: str, by: Person) -> FollowUp:
    """Send ``body`` to the learner of ``stay``, in her talk with who trains her, opened now where there is none.

    Raises HasNoAccount, and what :func:`talks.services.send_message` raises.
    """
    _refuse_without_account(stay)
    lock_person(stay.person)
    first, key = first_message_to(stay), uuid4()
    members = {stay.person: MemberRole.LEARNER, by: MemberRole.TRAINER}
    thread = open_thread(FOLLOW_UP, first.pk if first else key, members=members, by=by.user)
    follow_up = _keep(stay, FollowUp(pk=key, kind=Kind.MESSAGE, thread=thread), because=because, by=by)
    send_message(thread.pk, author=by, message_id=uuid4(), body=body)
    return follow_up


@transaction.atomic
def ask_to_do(stay: Enrolment, lesson: UUID, *, because: str, by: Person) -> FollowUp:
    """Ask the learner of ``stay`` to do a lesson: she is told, and it stands on her desk until it is done.

    Raises HasNoAccount, LessonIsNotOpen, AskedAlready.
    """
    _refuse_without_account(stay)
    lock_person(stay.person)
    if lesson not in {entry.key for entry in lessons_to_ask(stay)}:
        raise LessonIsNotOpen
    if lesson in {row.lesson_id for row in lessons_asked_of(stay.person)}:
        raise AskedAlready
    follow_up = _keep(stay, FollowUp(kind=Kind.LESSON, lesson_id=lesson), because=because, by=by)
    data = {"name": by.name, "lesson": str(lesson)}
    link = reverse("courses:lesson", args=[lesson])
    notify(stay.person, kind=LESSON_ASKED, event=f"follow-up:{follow_up.pk}", data=data, link=link)
    return follow_up


def let_a_trainer_in(thread: Thread) -> None:
    """Who wrote may teach the cohort no more: then another trainer of it reads the answer."""
    if has_trainer(thread):
        return
    about = FollowUp.objects.select_related("cohort").get(pk=thread.context_key)
    trainer = trainers_of(about.cohort).order_by("name", "pk").first()
    if trainer is not None:
        add_member(thread, trainer, role=MemberRole.TRAINER)


def _keep(stay: Enrolment, follow_up: FollowUp, *, because: str, by: Person) -> FollowUp:
    follow_up.cohort_id, follow_up.learner_id = stay.cohort_id, stay.person_id
    follow_up.because, follow_up.by = because, by
    follow_up.save(force_insert=True)
    record_audit("learner.followed_up", stay, by=by.user, kind=str(follow_up.kind))
    return follow_up


def _refuse_without_account(stay: Enrolment) -> None:
    user = stay.person.user
    if user is None or not user.is_active:
        raise HasNoAccount
