"""What cohorts lend to the floors below: access to courses, and what follows from facts about people."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.enums import ANSWER
from assessments.queries import attempt_answered
from cohorts.desk_cards import cards
from cohorts.imports import PEOPLE
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import cohorts_taught_by, course_access_by_cohort, results_shown_to
from cohorts.queries import course_plan, my_cohorts
from cohorts.services import end_training
from core.local_text import language_now
from courses.permissions import COURSE_ACCESS
from courses.queries import WAYS_IN, WayIn
from desk.cards import desk_cards
from desk.menu import MenuEntry, Roles, menu_entries
from exchange.kinds import IMPORT_KINDS
from jobs.services import subscribe
from notifications.kinds import Data, notice_kinds
from notifications.services import notify
from offline.kinds import PICTURE_BYTES, KeptPage, pages_of_today
from people.enums import TEACHING_ROLES, Purpose, Role
from people.models import Person, User
from people.queries import KEPT, Kept, person_of_key
from people.scopes import SCOPE_KINDS, ScopeKind
from people.signals import CONSENT_WITHDRAWN, PERSON_REGISTERED
from submissions.kinds import ways_to_carry, ways_to_help


def welcome(payload: dict[str, Any]) -> None:
    """Greet her once."""
    person = person_of_key(payload["person"])
    if person is not None:
        notify(person, kind="welcome", event="welcome", data={"name": person.first_name}, link=reverse("desk:home"))


def say_welcome(reader: Person, notices: list[Data]) -> list[str]:
    """Who is in no cohort yet is told of the code, everybody else of what she came for, whenever she got it."""
    roles = {grant.role for grant in reader.current_grants}
    if roles & set(TEACHING_ROLES):
        sentence = gettext("Welcome, %(name)s. Your desk shows your cohorts and what there is to do.")
    elif Role.MENTOR in roles:
        sentence = gettext("Welcome, %(name)s. The questions of your learners come to you under Talks.")
    elif Enrolment.objects.active().filter(person=reader).exists():
        sentence = gettext("Welcome, %(name)s. Go on with your lessons under “Learn”.")
    else:
        sentence = gettext("Welcome, %(name)s. Type your cohort code to begin, or look at the courses first.")
    return [sentence % data for data in notices]


def say_joined(reader: Person, notices: list[Data]) -> list[str]:
    """With the day of the first lesson where it was not open yet."""
    return [_joined(data) for data in notices]


def _joined(data: Data) -> str:
    if not data.get("opens_on"):
        return gettext("You have joined %(cohort)s. Your first lesson is open.") % data
    day = date_format(date.fromisoformat(data["opens_on"]))
    return gettext("You have joined %(cohort)s. Your first lesson opens on %(day)s.") % {**data, "day": day}


def end_training_without_consent(payload: dict[str, Any]) -> None:
    """Who no longer agrees that a learning record is kept takes part in no cohort."""
    person = person_of_key(payload["person"])
    if person is not None and payload["purpose"] == Purpose.TRAINING:
        end_training(person, at=datetime.fromisoformat(payload["at"]))


def pages_of_my_cohorts(user: User) -> Iterator[KeptPage]:
    """Her cohorts, and in each the lesson she goes on with and its questions."""
    person = user.person
    for cohort in my_cohorts(person):
        if cohort.is_over:
            continue
        yield KeptPage(reverse("cohorts:cohort", args=[cohort.pk]))
        plan = course_plan(cohort, person, course_access_by_cohort(person, cohort.course_key), language_now())
        if plan.next_lesson:
            yield KeptPage(plan.next_lesson.address, PICTURE_BYTES)
            yield KeptPage(reverse("assessments:start", args=[plan.next_lesson.key]))


def answers_of_learners(person: Person) -> Q:
    """The answers that came too late, in a course in which ``person`` is shown the results of who gave them.

    What a learner typed for herself stays hers.
    """
    stays = results_shown_to(person).filter(
        person=OuterRef("person"), cohort__course_key=OuterRef("quiz__lesson__course_key")
    )
    return Q(Exists(attempt_answered().filter(Exists(stays))), kind=ANSWER)


def learners_taught(person: Person) -> Q:
    """Those who take part now in a cohort that ``person`` teaches."""
    stays = Enrolment.objects.active().filter(cohort__in=cohorts_taught_by(person))
    return Q(pk__in=stays.values("person"))


def with_cohorts(roles: Roles) -> bool:
    """Who teaches or manages."""
    return bool(roles & set(TEACHING_ROLES))


ways_to_help.register("trainer", answers_of_learners)
ways_to_carry.register("trainer", learners_taught)
SCOPE_KINDS.register("cohort", ScopeKind(_("Cohort"), Cohort))
KEPT.register("enrolments", Kept(_("Your cohorts"), Enrolment))
COURSE_ACCESS.register("cohort", course_access_by_cohort)
WAYS_IN.register("cohort", WayIn(_("I have a cohort code"), "key-round", "cohorts:join"))
desk_cards.register("cohorts", cards)
pages_of_today.register("cohorts", pages_of_my_cohorts)
menu_entries.register(
    "cohorts", MenuEntry("users", _("Cohorts"), "cohorts:list", 15, short=_("Cohorts"), shown_to=with_cohorts)
)
notice_kinds.register("welcome", say_welcome)
notice_kinds.register("cohort_joined", say_joined)
subscribe(PERSON_REGISTERED, "cohorts.welcome", welcome)
subscribe(CONSENT_WITHDRAWN, "cohorts.end_training", end_training_without_consent)
IMPORT_KINDS.register("learners", PEOPLE)
