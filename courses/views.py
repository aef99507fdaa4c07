"""A lesson, and what a learner does with it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.views import serve as wagtail_serve

from core.http import page_or_404
from core.local_text import language_now
from core.records import Outcome
from courses import queries
from courses.enums import JOINED, LESSON_END, LESSON_FORM, CourseState
from courses.errors import FormIsUnknown, LessonIsClosed
from courses.models import CourseIndexPage, CoursePage, LessonPage
from courses.paper import booklet, lesson_on_paper
from courses.permissions import course_access
from courses.queries.teaching import lesson_taught_by, module_taught_by, teaching_of
from courses.teaching_paper import cards_and_sheets
from people.http import PersonRequest, person_required
from people.permissions import person_of
from submissions.errors import NotYours
from submissions.services import from_page, take_from_page


@require_safe
def lesson_by_address(request: HttpRequest, address: str) -> HttpResponse:
    """The lesson at a Wagtail address, found in one query; any other page is Wagtail's to serve."""
    lesson = queries.lesson_at(language_now(), address)
    if lesson is None:
        return wagtail_serve(request, address)
    return lesson_detail(request, lesson)


@require_safe
def course_by_address(request: HttpRequest, address: str) -> HttpResponse:
    """The course at a Wagtail address, found in one query; a course an editor keeps private is Wagtail's to guard."""
    course = queries.course_at(language_now(), address)
    if course is None or queries.is_private(course):
        return wagtail_serve(request, address)
    return course_detail(request, course)


@require_safe
def words_by_address(request: HttpRequest, address: str) -> HttpResponse:
    """The words of the course at a Wagtail address; without any, what an editor put at this one."""
    language = language_now()
    course = queries.course_at(language, address)
    found = queries.words_of(course.translation_key, language) if course else []
    if course is None or not found or queries.is_private(course) or not queries.outline_at(course.path).published:
        return wagtail_serve(request, f"{address}words/")
    return render(request, "courses/course_words.html", {"page": course, "found": found})


def course_index(request: HttpRequest, page: CourseIndexPage) -> HttpResponse:
    """The courses that are for anybody, in the order of their editors."""
    return render(request, "courses/course_index.html", {"page": page, "cards": queries.cards_below(page)})


def course_detail(request: HttpRequest, course: CoursePage) -> HttpResponse:
    """What the course is about, and its modules with their lessons, for anybody."""
    outline = queries.outline_at(course.path)
    if not outline.published and not getattr(request, "is_preview", False):
        raise Http404
    lessons = outline.lessons
    person = person_of(request.user)
    access = course_access(request.user if request.user.is_authenticated else None, person, outline.key)
    learns = person is not None and access.is_learner
    if outline.state == CourseState.ARCHIVED and not access.reads:
        raise Http404
    context = {
        "page": course,
        "language": outline.language,
        "plan": queries.plan_of(outline, person, access)
        if person and learns
        else queries.plan_to_look_at(outline, opens_all=request.user.is_authenticated),
        "learns": learns,
        "can_be_kept": person is not None and access.reads,
        "lessons": lessons,
        "minutes": sum(lesson.minutes for lesson in lessons),
        "languages": queries.languages_of(outline.key, [lesson.key for lesson in lessons]),
        "next_start": queries.next_starts([outline.key]).get(outline.key) if outline.state in JOINED else None,
        "state": outline.state,
        "ways_in": queries.WAYS_IN if outline.state in JOINED else (),
        "works": queries.works_of(outline.key),
        "has_words": bool(queries.words_of(outline.key, language_now())),
    }
    return render(request, "courses/course_page.html", context)


@dataclass(frozen=True)
class Refused:
    """A form of the lesson that could not be kept: what was typed, and what is wrong with which field."""

    form_key: str
    typed: dict[str, str]
    field: str
    sentence: str


def lesson_detail(request: HttpRequest, lesson: LessonPage, *, refused: Refused | None = None) -> HttpResponse:
    """The lesson, or what opens it."""
    if not request.user.is_authenticated:
        return _lesson_to_try(request, lesson) or redirect_to_login(request.get_full_path())
    person = person_of(request.user)
    if person is None and not request.user.is_staff:
        return redirect("people:introduce")
    reading = queries.reading_of(request.user, lesson)
    if reading is None:
        return render(request, "courses/lesson_away.html", {"page": lesson}, status=404)
    if not reading.access.reads:
        return _lesson_to_try(request, lesson) or _lesson_needs_cohort(request, lesson, reading)
    if not reading.state.is_open:
        return render(request, "courses/lesson_locked.html", {"page": lesson, "reading": reading}, status=403)
    context = {
        "page": lesson,
        "person": person,
        "reading": reading,
        "forms": queries.filled_forms(person, lesson.translation_key) if _has_form(lesson) else {},
        "actions": queries.lesson_actions(lesson, reading) if person and reading.outline.takes_work else [],
        "refused": refused,
    }
    return render(request, "courses/lesson_page.html", context, status=422 if refused else 200)


def _lesson_to_try(request: HttpRequest, lesson: LessonPage) -> HttpResponse | None:
    """The lesson for who takes part in no cohort: to look at, with nothing kept. None where it is not to be tried."""
    outline = queries.outline_to_try(lesson)
    if outline is None:
        return None
    context = {
        "page": lesson,
        "outline": outline,
        "module": outline.module_of(lesson.translation_key),
        "others": len(outline.lessons) - 1,
        "ways_in": queries.WAYS_IN if outline.state in JOINED else (),
    }
    return render(request, "courses/lesson_to_try.html", context)


def _lesson_needs_cohort(request: HttpRequest, lesson: LessonPage, reading: queries.Reading) -> HttpResponse:
    ways_in = queries.WAYS_IN if reading.outline.state in JOINED else ()
    context = {"page": lesson, "reading": reading, "ways_in": ways_in}
    return render(request, "courses/lesson_needs_cohort.html", context, status=403)


@require_safe
def lesson_in_my_language(request: HttpRequest, lesson_key: UUID) -> HttpResponse:
    """On to the lesson of this key in the reader's language: the address other pages and messages use."""
    return redirect(page_or_404(queries.lesson_in, lesson_key, language_now()).address)


@require_safe
def teach_lesson(request: HttpRequest, lesson_key: UUID) -> HttpResponse:
    """What who teaches the lesson needs, and beside it the lesson as its learners see it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    lesson = page_or_404(queries.lesson_in, lesson_key, language_now())
    reading = queries.reading_of(request.user, lesson)
    if reading is None or not reading.access.reads_all:
        raise Http404
    context = {"page": lesson, "reading": reading, "teaching": teaching_of(lesson)}
    return render(request, "courses/teach_lesson.html", context)


@person_required
@require_safe
def print_cards(request: PersonRequest, lesson_key: UUID) -> HttpResponse:
    """The cards of a lesson to cut out, and its sheets to fill by hand."""
    lesson = page_or_404(lesson_taught_by, request.user, lesson_key, language_now())
    teaching = teaching_of(lesson)
    if not teaching.is_printed:
        raise Http404
    with translation.override(teaching.language):
        below = _("Cards and sheets for the trainer")
        paper = cards_and_sheets(lesson.title, teaching.parts, below=below, language=teaching.language)
    return HttpResponse(paper, content_type="application/pdf")


@person_required
@require_safe
def print_module(request: PersonRequest, module_key: UUID) -> HttpResponse:
    """The lessons of a module as a booklet, with a square for each that opens it on a phone."""
    module = page_or_404(module_taught_by, request.user, module_key, language_now())
    lessons = [
        (lesson, request.build_absolute_uri(reverse("courses:lesson", args=[lesson.translation_key])))
        for lesson in module.lessons
    ]
    with translation.override(module.language):
        paper = booklet(module.title, lessons, below=module.course, language=module.language)
    return HttpResponse(paper, content_type="application/pdf")


@person_required
@require_safe
def print_lesson(request: PersonRequest, lesson_id: int) -> HttpResponse:
    lesson = page_or_404(queries.lesson_read_by, request.user, lesson_id)
    outline = queries.outline_at(queries.course_path_of(lesson))
    module = outline.module_of(lesson.translation_key)
    below = f"{outline.title} · {module.title}" if module else outline.title
    with translation.override(lesson.content_language):
        paper = lesson_on_paper(lesson, below=below)
    return HttpResponse(paper, content_type="application/pdf")


@person_required
@require_POST
def finish_lesson(request: PersonRequest, lesson_key: UUID) -> HttpResponse:
    """She read it to the end; on to its questions or the next lesson."""
    outcome = _take(request, LESSON_END, str(lesson_key))
    return redirect((outcome.facts or {}).get("next") or reverse("courses:lesson", args=[lesson_key]))


@person_required
@require_http_methods(["GET", "POST"])
def save_form(request: PersonRequest, lesson_key: UUID, form_key: str) -> HttpResponse:
    """Keep what she typed into a form of the lesson, by its button; what cannot be kept stands as she typed it."""
    if request.method == "GET":  # what could not be kept is loaded again
        return lesson_in_my_language(request, lesson_key)
    outcome = _take(request, LESSON_FORM, f"{lesson_key}/{form_key}")
    if outcome.is_kept:
        return redirect(reverse("courses:lesson", args=[lesson_key]) + f"#form-{form_key}")
    refused = Refused(form_key, request.POST.dict(), outcome.field, str(outcome.sentence))
    return lesson_detail(request, queries.lesson_in(lesson_key, language_now()), refused=refused)


def _take(request: PersonRequest, kind: str, about: str) -> Outcome:
    """What came of a button of the lesson; a 404 where the lesson is not hers to read or has no such form."""
    outcome = take_from_page(request.person, from_page(kind, about, request.POST))
    if outcome.code in (NotYours.code, LessonIsClosed.code, FormIsUnknown.code):
        raise Http404
    return outcome


def _has_form(lesson: LessonPage) -> bool:
    return any(block["type"] == "form" for block in lesson.body.raw_data)
