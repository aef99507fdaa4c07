"""The demonstration: invented people, organisations and places, and what they have done so far.

Everything is done through the same services that the pages use, so that the demonstration shows the product and
nothing else.
"""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from assessments.services import question_to_answer, save_answer, start_attempt, submit_attempt
from certificates.services import Award, issue, revoke
from cohorts.models import Cohort, Programme
from cohorts.planning import BlockPlan
from cohorts.services import create_cohort, join_cohort
from core.enums import Language, PlaceLevel
from core.models import Place
from courses.models import CoursePage
from courses.queries import lesson_in, outline_at
from courses.services import finish_lesson
from followups.services import note_call
from mentoring.services import open_lesson_talk
from people.enums import Gender, OrganisationKind, Purpose, Role
from people.models import Organisation, Person, User
from people.services import grant_role, register_person
from portal.demo_attendance import take_attendance
from portal.demo_field_work import do_field_work
from portal.demo_groups import load_groups
from portal.demo_partner import load_partner
from portal.demo_programmes import load_holidays, move_programme, plan_team_cohort, team_programme
from talks.services import send_message

SINCE_THE_FIRST_DAY = timedelta(days=21)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as. ``code`` is a member code, or an e-mail for staff; ``pin`` a PIN or a password."""

    title: str
    name: str
    code: str
    pin: str
    language: str = Language.ENGLISH


LEARNER = DemoPerson("Learner", "Asha Pawar", "M100001", "482719")
TRAINER = DemoPerson("Trainer", "Rukmini Hegde", "M200001", "593027")
MENTOR = DemoPerson("Mentor", "Fathima Beevi", "M300001", "718305")
MANAGER = DemoPerson("Programme manager", "Joseph Kurian", "M400001", "836142")
PARTNER = DemoPerson("Partner", "Nagaratna Shetty", "M500001", "274906")
EDITOR = DemoPerson("Editor (Wagtail admin)", "Meera Das", "editor@portal.example", "turmeric-and-indigo-27")
SIGN_INS = (LEARNER, TRAINER, MENTOR, MANAGER, PARTNER, EDITOR)

OTHER_LEARNERS = (
    DemoPerson("Learner", "Salma Khatoon", "M100002", "640281", Language.HINDI),
    DemoPerson("Learner", "Lakshmi Gowda", "M100003", "752916", Language.KANNADA),
    DemoPerson("Learner", "Mary Thomas", "M100004", "381640", Language.MALAYALAM),
    DemoPerson("Learner", "Sunita Oraon", "M100005", "927405", Language.HINDI),
    DemoPerson("Learner", "Kaveri Naik", "M100006", "518273", Language.KANNADA),
    DemoPerson("Learner", "Devaki Nair", "M100007", "460938", Language.MALAYALAM),
)
NEWCOMER = DemoPerson("Learner who has not joined a cohort", "Gita Munda", "M100008", "295071")
# She trains the cohorts of the partner; nobody signs in as her.
TRAINER_OF_PARTNER = DemoPerson("Trainer of the partner", "Savitri Bhat", "M200002", "")
CENTRE = "Centre of Excellence (invented)"
COHORT_CODE = "MVNADE"
TED_CODE = "TEDNAD"


@transaction.atomic
def load_demo() -> bool:
    """Load the demonstration once; False where it is there already."""
    if User.objects.filter(username=LEARNER.code).exists():
        return False
    village = _places()
    trust = Organisation.objects.create(name="Nadi Teera Trust (invented)", kind=OrganisationKind.CSO, place=village)
    editor = _editor()
    centre = Organisation.objects.create(name=CENTRE, kind=OrganisationKind.COE, place=_state(village))
    people = {person.code: _person(person, village) for person in (*SIGN_INS[:4], *OTHER_LEARNERS, NEWCOMER)}
    load_holidays([_state(village)])
    programme = move_programme(centre)
    move = _cohort("MOVE at Nadipura", "move", COHORT_CODE, trust, village, programme)
    plan_team_cohort(team_programme(centre), trust, village)
    ted = _cohort("TED for consultants, Nadipura block", "ted", TED_CODE, trust, village)
    grant_role(people[TRAINER.code], role=Role.TRAINER, over=trust, by=editor)
    grant_role(people[MANAGER.code], role=Role.PROGRAMME_MANAGER, over=_state(village), by=editor)
    for cohort in (move, ted):
        grant_role(people[MENTOR.code], role=Role.MENTOR, over=cohort, by=editor)
    for demo in (LEARNER, *OTHER_LEARNERS):
        _join(people[demo.code], move.code)
    _join(people[LEARNER.code], ted.code)
    _learn(move, [people[demo.code] for demo in OTHER_LEARNERS])
    for cohort, learners in ((move, (LEARNER, *OTHER_LEARNERS)), (ted, (LEARNER,))):
        take_attendance(cohort, [people[demo.code] for demo in learners], by=people[TRAINER.code])
    do_field_work(move, people[TRAINER.code], [people[demo.code] for demo in (LEARNER, *OTHER_LEARNERS)])
    _call(move, people[OTHER_LEARNERS[-1].code], by=people[TRAINER.code])
    load_groups(move, [people[demo.code] for demo in OTHER_LEARNERS[:3]], by=people[TRAINER.code].user)
    kere = Place.objects.get(level=PlaceLevel.VILLAGE, lgd_code=990203)
    load_partner(_person(PARTNER, kere), _person(TRAINER_OF_PARTNER, kere), move=programme, place=kere)
    _talk(move, people[OTHER_LEARNERS[0].code], people[MENTOR.code])
    _certify(trust, [people[demo.code] for demo in (LEARNER, *OTHER_LEARNERS[1:4])], by=people[MANAGER.code].user)
    return True


def _certify(trust: Organisation, people: list[Person], *, by: Any) -> None:
    """Of an earlier training, each in the language of whose it is; one was taken back."""
    titles = {
        "en": "Keeping the books of a small business",
        "hi": "छोटे व्यवसाय का हिसाब-किताब रखना",
        "kn": "ಸಣ್ಣ ವ್ಯಾಪಾರದ ಲೆಕ್ಕ ಇಡುವುದು",
        "ml": "ചെറുസംരംഭത്തിന്റെ കണക്കെഴുത്ത്",
    }
    award = Award(
        "bookkeeping", titles, trust, valid_months=24, cohort_name="Bookkeeping (invented)", place=trust.place
    )
    issued = [issue(person, award=award, by=by) for person in people]
    revoke(issued[-1], reason="Issued to the wrong person (invented)", by=by)


def _places() -> Place:
    """A village of an invented district of Karnataka, and some others to choose from; their LGD codes are not real."""
    karnataka = Place.objects.get(level=PlaceLevel.STATE, lgd_code=29)
    kerala = Place.objects.get(level=PlaceLevel.STATE, lgd_code=32)
    village = _branch(karnataka, 990100, ("Nadi", "Nadipura", "Hosahalli", "Nadipura village"))
    _branch(karnataka, 990200, ("Malnad", "Banashri", "Kereooru", "Kere village"))
    _branch(kerala, 990300, ("Puzhayoram", "Thodupalam", "Aattinkara", "Aattinkara village"))
    return village


def _branch(state: Place, code: int, names: tuple[str, ...]) -> Place:
    place = state
    levels = list(PlaceLevel)[1:]
    for step, (level, name) in enumerate(zip(levels, names, strict=True)):
        place, _ = Place.objects.get_or_create(
            level=level, lgd_code=code + step, defaults={"name": f"{name} (invented)", "parent": place}
        )
    return place


def _state(place: Place) -> Place:
    return _state(place.parent) if place.parent else place


def _editor() -> User:
    editor = User.objects.create_user(username="editor", email=EDITOR.code, password=EDITOR.pin, is_staff=True)
    editor.first_name, editor.last_name = EDITOR.name.split()
    editor.save()
    editor.groups.add(Group.objects.get(name="Editors"), Group.objects.get(name="Moderators"))
    return editor


def _person(demo: DemoPerson, village: Place) -> Person:
    user = User.objects.create_user(username=demo.code, password=demo.pin or None)
    return register_person(
        user=user,
        name=demo.name,
        place=village,
        language=demo.language,
        gender=Gender.MAN if demo is MANAGER else Gender.WOMAN,
        purposes=[Purpose.TRAINING, Purpose.SHARING],
        notice_language=demo.language,
        by=user,
    )


def _cohort(
    name: str, course: str, code: str, organisation: Organisation, place: Place, programme: Programme | None = None
) -> Cohort:
    """A cohort three weeks old: two blocks have begun, the rest follow every 18 days."""
    first = timezone.localdate() - SINCE_THE_FIRST_DAY
    return create_cohort(
        name=name,
        programme=programme,
        course=CoursePage.objects.get(slug=course, locale__language_code="en"),
        organisation=organisation,
        place=place,
        language=Language.ENGLISH,
        starts_on=first,
        ends_on=first + timedelta(days=150),
        capacity=30,
        plan=BlockPlan(3, 18, begins_at=time(10, 30), venue="Panchayat hall, Nadipura (invented)"),
        by=None,
        code=code,
    )


def _join(person: Person, code: str) -> None:
    assert person.user is not None  # noqa: S101  (made with one above)
    enrolment = join_cohort(person, code, by=person.user)
    enrolment.joined_at -= SINCE_THE_FIRST_DAY
    enrolment.save(update_fields=["joined_at"])


def _call(cohort: Cohort, learner: Person, *, by: Person) -> None:
    """The trainer called who is away more often than others, and wrote down what she heard."""
    stay = cohort.enrolments.get(person=learner)
    note_call(stay, reached=True, note="Her child was ill. She comes to the next session.", because="", by=by)


def _learn(cohort: Cohort, learners: list[Person]) -> None:
    """Each has read a little more than the one before her, and answered as people do: not all of it right."""
    page = CoursePage.objects.get(translation_key=cohort.course_key, locale__language_code="en")
    modules = outline_at(page.path).modules
    keys = [lesson.key for module in modules for lesson in module.lessons]
    for number, person in enumerate(learners):
        for key in keys[: number + 1]:
            finish_lesson(person, lesson_in(key, "en"))
            answer_questions(person, key, wrong=1 + number % 2 if key == keys[number] else 0)


def answer_questions(person: Person, lesson_key: UUID, *, wrong: int) -> None:
    """An attempt of ``person`` at the questions of a lesson, handed in with the first ``wrong`` of them mistaken."""
    attempt = start_attempt(person, lesson_key)
    for question in attempt.questions.all():
        answer = _mistake(question.frozen) if question.position <= wrong else _right(question.frozen)
        answer_id = uuid5(NAMESPACE_URL, f"demo-answer:{question.pk}")
        with transaction.atomic():
            locked = question_to_answer(person, attempt.pk, question.position)
            save_answer(locked, by=person, answer_id=answer_id, given=answer)
    submit_attempt(attempt.pk)


def _right(frozen: dict[str, Any]) -> Any:
    answer = frozen["answer"]
    if frozen["kind"] == QuestionKind.NUMERIC:
        return answer["value"]
    if frozen["kind"] == QuestionKind.SHORT:
        return answer["en"][0]
    if frozen["kind"] == QuestionKind.BLANKS:
        return {letter: forms["en"][0] for letter, forms in answer["blanks"].items()}
    return answer


def _mistake(frozen: dict[str, Any]) -> Any:
    options = sorted(frozen["texts"]["en"]["options"])
    if frozen["kind"] in ONE_IS_CHOSEN:
        return next(option for option in options if option != frozen["answer"])
    if frozen["kind"] == QuestionKind.MULTIPLE:
        return [option for option in options if option not in frozen["answer"]]
    if frozen["kind"] == QuestionKind.ORDER:
        return list(reversed(frozen["answer"]))
    if frozen["kind"] == QuestionKind.MATCH:
        targets = list(frozen["answer"].values())
        return dict(zip(frozen["answer"], targets[1:] + targets[:1], strict=True))
    if frozen["kind"] == QuestionKind.BLANKS:
        return dict.fromkeys(frozen["answer"]["blanks"], "1")
    return "1"


def _talk(cohort: Cohort, learner: Person, mentor: Person) -> None:
    page = CoursePage.objects.get(translation_key=cohort.course_key, locale__language_code="en")
    modules = outline_at(page.path).modules
    thread = open_lesson_talk(learner, cohort=cohort, lesson_key=modules[0].lessons[0].key)
    lines = (
        (learner, "नमस्ते दीदी, मेरा लक्ष्य ₹3,000 महीना है। क्या यह ज़्यादा है?"),
        (mentor, "नमस्ते सलमा। पिछले महीने कितना कमाया था? उससे शुरू करते हैं।"),
    )
    for number, (author, body) in enumerate(lines):
        message_id = uuid5(NAMESPACE_URL, f"demo-message:{thread.pk}:{number}")
        send_message(thread.pk, author=author, message_id=message_id, body=body, seen=number)
