"""What cohorts lend to the floors below: access to courses, pictures of work, what follows from facts about people."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.enums import ANSWER
from assessments.kinds import GROUPS_OF_LEARNERS
from assessments.queries import attempt_answered
from certificates.kinds import COHORTS_LOOKED_AFTER, RULES_OF_AWARDS
from cohorts.desk_cards import cards
from cohorts.enums import WORK
from cohorts.errors import StoryNotAgreed
from cohorts.forms import WorkForm, photo_without_notes
from cohorts.imports import PEOPLE
from cohorts.kinds import CohortLink, LearnerSign, cohort_links, learner_signs
from cohorts.models import CalendarFeed, Cohort, Enrolment, HandOver, Invitation, InvitationSms, Telling, WorkPicture
from cohorts.notices import OUTSIDE, SAID, SAID_OUTSIDE, WHERE_IT_LEADS
from cohorts.permissions import (
    can_teach,
    cohorts_learnt_in,
    cohorts_offering_with,
    cohorts_taught_by,
    cohorts_visible_to,
    course_access_by_cohort,
    learned_in_and_reached_by,
    learners_taught_by,
    reads_course_by_cohort,
    results_shown_to,
)
from cohorts.queries import (
    course_plan,
    fails_somewhere,
    lessons_met_next,
    my_cohorts,
    next_starts_of,
    questions_begun_by_learners,
    rule_of_award,
    under_way,
)
from cohorts.queries.works import works_of_course
from cohorts.services import (
    end_training,
    follow_all_dates,
    follow_name,
    hand_over_today,
    note_done,
    note_seen,
    purge_invitations,
    purge_tellings,
    send_invitation_sms,
    tell_of_tomorrow,
)
from cohorts.works import offer_work, purge_files, refuse_too_many, take_works_away
from content.editions import new_edition
from core.local_text import language_now
from courses.kinds import FOLLOWERS, LEARNERS, FollowsLearning
from courses.permissions import COURSE_ACCESS, COURSE_READERS
from courses.queries import NEXT_STARTS, WAYS_IN, WORKS, WayIn, lesson_to_keep
from desk.cards import desk_cards
from desk.menu import MenuEntry, Roles, menu_entries
from exchange.kinds import IMPORT_KINDS
from jobs.enums import Lane
from jobs.schedules import Daily
from jobs.services import register_job, register_schedule, subscribe
from notifications.kinds import notice_kinds, said_otherwise_outside, said_outside, said_where_it_leads
from notifications.services import notify
from offline.kinds import KeptPage, pages_of_today, private_files
from people.enums import TEACHING_ROLES, Purpose
from people.kinds import against_roles
from people.models import Person, RoleGrant, User
from people.permissions import has_agreed
from people.queries import KEPT, Kept, person_of_key
from people.scopes import SCOPE_KINDS, ScopeKind
from people.signals import CONSENT_WITHDRAWN, PERSON_REGISTERED, PERSON_RENAMED
from submissions.errors import IdIsTaken, NotYours
from submissions.kinds import Handed, Kind, keys_about, submission_kinds, ways_to_carry, ways_to_help


def welcome(payload: dict[str, Any]) -> None:
    """Greet her once."""
    person = person_of_key(payload["person"])
    if person is not None:
        notify(person, kind="welcome", event="welcome", data={"name": person.first_name}, link=reverse("desk:home"))


def list_by_new_name(payload: dict[str, Any]) -> None:
    """Let her stand in lists by it."""
    person = person_of_key(payload["person"])
    if person is not None:
        follow_name(person)


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
            yield lesson_to_keep(cohort.course_key, plan.next_lesson.key, plan.next_lesson.address)
            yield KeptPage(reverse("assessments:start", args=[plan.next_lesson.key]))


def lessons_of_my_day(user: User) -> Iterator[KeptPage]:
    """What she needs to teach in the sessions of today and tomorrow, or in the next one."""
    for course, lesson in lessons_met_next(cohorts_taught_by(user.person)):
        yield lesson_to_keep(course, lesson, reverse("courses:teach-lesson", args=[lesson]))


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
    return Q(pk__in=learners_taught_by(person).values("pk"))


def take_works_away_without_consent(payload: dict[str, Any]) -> None:
    """No file is handed out from the moment she took it back; here the files go, and kept pages are made anew."""
    person = person_of_key(payload["person"])
    if person is not None and payload["purpose"] == Purpose.STORY:
        take_works_away(person)
        new_edition()


def work_form(person: Person, handed: Handed) -> WorkForm:
    """About a cohort. What came before she left it is known when it comes again.

    Raises NotYours, StoryNotAgreed where a learner may not be shown, ManyPicturesToday.
    """
    cohort = handed.row_about(cohorts_offering_with(person, handed.id))
    if cohort is None:
        raise NotYours
    if not can_teach(person, cohort) and not has_agreed(person, Purpose.STORY):
        raise StoryNotAgreed
    refuse_too_many(person, handed.id)
    return WorkForm(handed.fields, cohort=cohort, person=person)


def keep_work(person: Person, handed: Handed, form: WorkForm) -> None:
    """Its cohort sees it from now on, an editor is asked."""
    said = {name: form.cleaned_data[name] for name in ("learner", "seen", "named")}
    picture = form.cleaned_data["photo"]
    offer_work(form.cohort, work_id=handed.id, picture=picture, device_at=handed.device_at, by=person, **said)


def known_work(work: WorkPicture, handed: Handed) -> dict[str, Any]:
    """Nothing more than that it is known, where it was offered in the same cohort."""
    if str(work.cohort_id) != handed.about:
        raise IdIsTaken
    return {}


def cohorts_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """Those the reader sees."""
    keys = keys_about(abouts)
    names = dict(cohorts_visible_to(reader).filter(pk__in=keys.values()).values_list("pk", "name"))
    return {about: names[key] for about, key in keys.items() if key in names}


def what_is_seen(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """What the picture shows."""
    return {each.id: [each.fields.get("seen", "")] for each in handed}


def with_cohorts(roles: Roles) -> bool:
    """Who teaches or manages."""
    return bool(roles & set(TEACHING_ROLES))


ways_to_help.register("trainer", answers_of_learners)
ways_to_help.register("trainer-of-begun", questions_begun_by_learners)
ways_to_carry.register("trainer", learners_taught)
learner_signs.register("failing", LearnerSign(_("Fails questions"), lambda cohort: fails_somewhere()))
SCOPE_KINDS.register("cohort", ScopeKind(_("Cohort"), Cohort))
COHORTS_NAMED = 3
SHOWN_OF_A_WORK = ("cohort", "seen", "named", "status", "received_at", "withdrawn_at")
KEPT.register("works", Kept(_("Pictures of your work"), WorkPicture, "learner", shown=SHOWN_OF_A_WORK))
KEPT.register("works-offered", Kept(_("Pictures you offered"), WorkPicture, "recorded_by", shown=SHOWN_OF_A_WORK))
KEPT.register("enrolments", Kept(_("Your cohorts"), Enrolment, hidden=("person_name", "came_from")))
FOLLOWERS.register("summaries", FollowsLearning(note_seen, note_done))
KEPT.register(
    "invitations",
    Kept(
        _("Invitations you took"),
        Invitation,
        "enrolment__person",
        shown=("cohort", "phone", "name", "invited_at", "answered_at"),
    ),
)
KEPT.register(
    "invitations-given",
    Kept(_("Invitations you sent"), Invitation, "invited_by", shown=("cohort", "status", "invited_at")),
)
KEPT.register(
    "tellings", Kept(_("Changes of a plan that you told"), Telling, "told_by", shown=("cohort", "told_at", "people"))
)
KEPT.register(
    "invitation-sms",
    Kept(
        _("SMS that came to you with an invitation"),
        InvitationSms,
        "invitation__enrolment__person",
        shown=("state", "left_at"),
    ),
)
KEPT.register(
    "invitation-sms-asked",
    Kept(_("SMS with invitations that you asked for"), InvitationSms, "asked_by", shown=("state", "left_at")),
)
KEPT.register("cohorts-taken-over", Kept(_("Cohorts you took over"), HandOver, "taken_by"))
KEPT.register("cohorts-handed-over", Kept(_("Cohorts you handed over"), HandOver, "given_by"))
KEPT.register("calendar_feed", Kept(_("Your calendar on the phone"), CalendarFeed, hidden=("token",)))
COURSE_ACCESS.register("cohort", course_access_by_cohort)
GROUPS_OF_LEARNERS.register("cohort", cohorts_learnt_in)
AT_TESTS = CohortLink("clock", _("Time and tries at tests"), "cohorts:allowances", to_teachers=True)
cohort_links.register("time-at-tests", AT_TESTS)
COURSE_READERS.register("cohort", reads_course_by_cohort)
LEARNERS.register("cohort", under_way)
WAYS_IN.register("cohort", WayIn(_("I have a cohort code"), "key-round", "cohorts:join"))
NEXT_STARTS.register("cohorts", next_starts_of)
WORKS.register("cohorts", works_of_course)
desk_cards.register("cohorts", cards)
pages_of_today.register("cohorts", pages_of_my_cohorts)
pages_of_today.register("lessons-to-teach", lessons_of_my_day)
menu_entries.register(
    "cohorts", MenuEntry("users", _("Cohorts"), "cohorts:list", 15, short=_("Cohorts"), shown_to=with_cohorts)
)
register_schedule("cohorts.tell_of_tomorrow", tell_of_tomorrow, Daily(time(17)))
register_schedule("cohorts.hand_over", hand_over_today, Daily(time(0, 10)))
register_schedule("cohorts.follow_dates", follow_all_dates, Daily(time(0, 20)))
for kind, say in SAID.items():
    notice_kinds.register(kind, say)
for kind, why in OUTSIDE.items():
    said_outside.register(kind, why)
for kind, say in SAID_OUTSIDE.items():
    said_otherwise_outside.register(kind, say)
for kind, by_what in WHERE_IT_LEADS.items():
    said_where_it_leads.register(kind, by_what)
subscribe(PERSON_REGISTERED, "cohorts.welcome", welcome)
subscribe(PERSON_RENAMED, "cohorts.list_by_new_name", list_by_new_name)
subscribe(CONSENT_WITHDRAWN, "cohorts.end_training", end_training_without_consent)
subscribe(CONSENT_WITHDRAWN, "cohorts.take_works_away", take_works_away_without_consent)
register_job("cohorts.invitation_sms", send_invitation_sms, lane=Lane.MAIL)
register_schedule("cohorts.purge_works", purge_files, Daily(time(3, 50)))
register_schedule("cohorts.purge_invitations", purge_invitations, Daily(time(3, 45)))
register_schedule("cohorts.purge_tellings", purge_tellings, Daily(time(3, 40)))
private_files.register("works", "/cohorts/works/")
IMPORT_KINDS.register("learners", PEOPLE)
COHORTS_LOOKED_AFTER.register("cohorts", lambda person: cohorts_taught_by(person).order_by().values("pk"))
RULES_OF_AWARDS.register("cohorts", rule_of_award)
submission_kinds.register(
    WORK,
    Kind(
        label=_("Picture of work"),
        form=work_form,
        apply=keep_work,
        address=lambda about: reverse("cohorts:works", args=[about]),
        record=WorkPicture,
        facts=known_work,
        titles=cohorts_named,
        words=what_is_seen,
        files={"photo": photo_without_notes},
    ),
)


def she_learns_there(grant: RoleGrant) -> str:
    """Nobody learns where she keeps the lists: in which of the cohorts she does."""
    names = ", ".join(learned_in_and_reached_by(grant).values_list("name", flat=True)[:COHORTS_NAMED])
    sentence = gettext("She learns in %(cohorts)s, or asked to. Take her out there first, or choose somebody else.")
    return sentence % {"cohorts": names} if names else ""


against_roles.register("cohorts", she_learns_there)
