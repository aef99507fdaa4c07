"""Making people, courses and cohorts for tests, in the words of the field."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import factory
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from assessments.models import Question, Quiz
from assignments.models import Assignment
from cohorts.models import Block, BlockLesson, Cohort, Enrolment
from cohorts.permissions import mentors_of
from core.enums import PlaceLevel
from core.models import Place
from courses.models import CourseIndexPage, CoursePage, Lesson, LessonPage, ModulePage
from media.models import LearningImage, LearningMedia
from mentoring.services import open_lesson_talk
from outreach.models import HomePage, StoryIndexPage
from people.enums import OrganisationKind, Purpose, Role
from people.models import AccessToken, Consent, NoticeVersion, Organisation, Person, User
from people.services import grant_role
from people.tokens import make_token
from talks.models import Thread
from tests.lesson_body import LESSON_BODY
from tests.remembered import remembered

PIN = "482719"


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    level = PlaceLevel.VILLAGE
    lgd_code = factory.Sequence(lambda number: 700000 + number)
    name = factory.Sequence(lambda number: f"Village {number}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Trust {number}")
    kind = OrganisationKind.CSO


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"M{number:06d}")

    class Params:
        staff = factory.Trait(is_staff=True, username=factory.Sequence(lambda number: f"staff{number}"))


class PersonFactory(factory.django.DjangoModelFactory):
    """Somebody with an account who agreed to be trained."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda number: f"Asha {number}")

    @factory.post_generation
    def consent(self: Person, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted is not False:
            Consent.objects.create(person=self, purpose=Purpose.TRAINING, notice=notice(), language="en")


class CohortFactory(factory.django.DjangoModelFactory):
    """A cohort that began a week ago and goes on for three months."""

    class Meta:
        model = Cohort

    name = factory.Sequence(lambda number: f"Cohort {number}")
    course_key = factory.LazyFunction(uuid4)
    organisation = factory.SubFactory(OrganisationFactory)
    place = factory.SubFactory(PlaceFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))

    class Params:
        over = factory.Trait(ends_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))


class AssignmentFactory(factory.django.DjangoModelFactory):
    """Field work that is out and due in a week; ``is_to_come`` after a block that ends in a month."""

    class Meta:
        model = Assignment

    cohort = factory.SubFactory(CohortFactory)
    title = factory.Sequence(lambda number: f"Baseline {number}")
    task = "Write down what came in and went out in a week."
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    takes = factory.LazyFunction(lambda: ["text", "photo", "voice", "file"])

    class Params:
        is_to_come = factory.Trait(
            block=factory.LazyAttribute(
                lambda assignment: Block.objects.create(
                    cohort=assignment.cohort,
                    number=9,
                    title="Block 9",
                    starts_on=timezone.localdate() + timedelta(days=27),
                    ends_on=timezone.localdate() + timedelta(days=30),
                )
            )
        )


def notice() -> NoticeVersion:
    """The privacy notice, version 1."""
    texts = {"en": {"title": "What we keep", "body": "Your name.\n\nYour answers."}}
    return NoticeVersion.objects.get_or_create(version=1, defaults={"texts": texts})[0]


def learner_in(cohort: Cohort, *, joined_days_ago: int = 7, **kwargs: Any) -> Person:
    """A person who joined ``cohort`` by its code and takes part, for so long that lessons may be late to her."""
    person = PersonFactory(**kwargs)
    joined_at = timezone.now() - timedelta(days=joined_days_ago)
    Enrolment.objects.create(cohort=cohort, person=person, enrolled_by=person.user, joined_at=joined_at)
    return person


def trainer_of(cohort: Cohort) -> Person:
    """A person who teaches ``cohort``."""
    person = PersonFactory(name="Rukmini Hegde")
    grant_role(person, role=Role.TRAINER, over=cohort, by=None)
    return person


def mentor_of(cohort: Cohort, name: str = "Fathima Beevi") -> Person:
    """A person who mentors ``cohort``."""
    person = PersonFactory(name=name)
    grant_role(person, role=Role.MENTOR, over=cohort, by=None)
    return person


def token_of(person: Person, *scopes: str, days: int = 30, name: str = "Our MIS") -> tuple[AccessToken, str]:
    """That a program may act for ``person`` in ``scopes``, and the token itself."""
    last_day = timezone.localdate() + timedelta(days=days)
    return make_token(person, name=name, scopes=scopes, expires_on=last_day, by=person.user)


@remembered
def front_page() -> HomePage:
    """The site with its four languages, the list of courses and of stories."""
    for language in ("en", "hi", "kn", "ml"):
        Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=HomePage(title="Home", slug="front", headline="Welcome", lede="To all"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    home.add_child(instance=CourseIndexPage(title="Courses", slug="courses"))
    home.add_child(instance=StoryIndexPage(title="Stories", slug="stories"))
    return home


@remembered
def course_with_lessons(number: int = 3, *, slug: str = "move") -> CoursePage:
    """A course of ``number`` lessons, two a module, in English with a Hindi translation of all."""
    home = HomePage.objects.filter(locale__language_code="en").first() or front_page()
    index = CourseIndexPage.objects.child_of(home).get()
    course = index.add_child(
        instance=CoursePage(
            title=slug.upper(),
            slug=slug,
            full_name="A course",
            summary="Markets first",
            who_for="You",
            duration="Three weeks",
            outcome_lines="Knows the market",
            introduction="<p>Markets first.</p>",
        )
    )
    for first in range(0, number, 2):
        module = course.add_child(
            instance=ModulePage(title=f"Module {first // 2 + 1}", slug=f"module-{first // 2 + 1}", summary="A line")
        )
        for place in range(first, min(first + 2, number)):
            module.add_child(
                instance=LessonPage(
                    title=f"Lesson {place + 1}",
                    slug=f"lesson-{place + 1}",
                    summary="A line",
                    outcome="Sets a goal",
                    body=LESSON_BODY,
                )
            )
    _translate(home, index, course)
    return course


@remembered
def two_courses(number: int) -> CoursePage:
    """MOVE with ``number`` lessons, and beside it TED with one: ``ted()``. Says the first."""
    move = course_with_lessons(number)
    course_with_lessons(1, slug="ted")
    return move


def ted() -> CoursePage:
    """The second of ``two_courses``."""
    return CoursePage.objects.get(slug="ted", locale__language_code="en")


def lessons_of(course: CoursePage) -> list[LessonPage]:
    """The lessons of ``course`` in order."""
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def cohort_on(course: CoursePage, *, opens_in_days: list[int] | None = None, **kwargs: Any) -> Cohort:
    """A cohort on ``course``; with ``opens_in_days`` one block a lesson, beginning that many days from today."""
    cohort = CohortFactory(course_key=course.translation_key, **kwargs)
    for number, (days, lesson) in enumerate(zip(opens_in_days or [], lessons_of(course), strict=False), start=1):
        day = timezone.localdate() + timedelta(days=days)
        block = Block.objects.create(cohort=cohort, number=number, title=f"Block {number}", starts_on=day, ends_on=day)
        BlockLesson.objects.create(block=block, lesson_id=lesson.translation_key)
    return cohort


def thread_in(cohort: Cohort, lesson: LessonPage, *, learner: Person | None = None) -> Thread:
    """A thread about ``lesson`` between a learner and the cohort's mentor, both made where there are none."""
    learner = learner or learner_in(cohort)
    if not mentors_of(cohort):
        mentor_of(cohort)
    return open_lesson_talk(learner, cohort=cohort, lesson_key=lesson.translation_key)


def lesson_without_page() -> Lesson:
    """A lesson where it does not matter in which course it stands."""
    return Lesson.objects.create(id=uuid4(), course_key=uuid4(), module_key=uuid4(), position=1, title="A lesson")


def questions_on(lesson: Lesson | LessonPage) -> Quiz:
    """A quiz of one question of each kind on ``lesson``."""
    key = lesson.pk if isinstance(lesson, Lesson) else lesson.translation_key
    for kind, text, answer in QUESTIONS:
        texts = {"en": {"explanation": "Because.", "options": {}, "targets": {}, "unit": "", **text}}
        Question.objects.create(lesson_id=key, kind=kind, texts=texts, answer=answer)
    return Quiz.objects.create(lesson_id=key)


QUESTIONS = [
    ("choice", {"prompt": "Which is a goal?", "options": {"a": "Earn more", "b": "₹3,000 by Diwali"}}, "b"),
    ("multiple", {"prompt": "What is a cost?", "options": {"a": "Rent", "b": "Drawings", "c": "Wages"}}, ["a", "c"]),
    ("numeric", {"prompt": "120 cups at ₹6, less ₹180?", "unit": "₹"}, {"value": "540", "tolerance_percent": 1}),
    ("order", {"prompt": "Serve a guest", "options": {"a": "Bill", "b": "Greet", "c": "Serve"}}, ["b", "c", "a"]),
    (
        "match",
        {"prompt": "Who wants what?", "options": {"a": "Hotel", "b": "Hostel"}, "targets": {"x": "5 kg", "y": "Jar"}},
        {"a": "x", "b": "y"},
    ),
]
RIGHT_ANSWERS = ["b", ["a", "c"], "540", ["b", "c", "a"], {"a": "x", "b": "y"}]


def _translate(home: HomePage, index: CourseIndexPage, course: CoursePage) -> None:
    hindi = Locale.objects.get(language_code="hi")
    pages = [home, index, course, *Page.objects.descendant_of(course).order_by("path").specific()]
    for page in pages:
        if not page.has_translation(hindi):
            page.copy_for_translation(hindi).save_revision().publish()


def library() -> Collection:
    """The root collection, where pictures and sound are kept; without migrations nobody has made it."""
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def with_media(lesson: LessonPage) -> None:
    """Give the lesson a spoken line and a picture in its body."""
    root = library()
    sound = LearningMedia.objects.create(
        title="Why", type="audio", file=ContentFile(b"ID3", name="why.mp3"), collection=root, transcript="Know it."
    )
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h40v30z"/></svg>'
    image = LearningImage.objects.create(
        title="Village", file=ImageFile(BytesIO(drawing), name="village.svg"), collection=root
    )
    why = {"text": "Know the market before you spend.", "audio": sound}
    lesson.body = [("why", why), ("picture", {"image": image, "alt": "A village", "caption": ""}), *LESSON_BODY[1:]]
    lesson.save_revision().publish()


def many_learners_in(cohort: Cohort, number: int) -> None:
    """Fill the cohort with ``number`` learners who have accounts, fast."""
    taken = User.objects.count()
    users = User.objects.bulk_create(User(username=f"M9{taken + place:05}", password="!") for place in range(number))
    people = Person.objects.bulk_create(Person(user=user, name=f"Asha {user.username}") for user in users)
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, person=person) for person in people)
