"""A rule of its own decides alike wherever a lesson is opened; an editor is shown what it changes before it holds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from courses.conditions import USUAL, Group, Leaf, Not
from courses.enums import LESSON_END, LESSON_FORM, LESSON_PLACE
from courses.errors import RuleGoesInACircle, RuleNeverHolds
from courses.models import Lesson, LessonPage, LessonRule
from courses.permissions import course_access
from courses.queries import can_read, course_to_keep, effect_of, outline_at, plan_of, reading_of
from courses.services import finish_lesson, save_rule
from people.enums import Role, TokenScope
from people.services import grant_role
from tests.cohorts.test_trainers_page import sit
from tests.factories import (
    PersonFactory,
    UserFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    many_learners_in,
    questions_on,
    token_of,
    trainer_of,
)
from tests.submissions.phone import hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons() -> list[LessonPage]:
    return lessons_of(course_with_lessons(4))


@pytest.fixture
def cohort(lessons):
    return cohort_on(lessons[0].get_parent().get_parent().specific)


@pytest.fixture
def learner(cohort):
    return learner_in(cohort)


def _found(page: str, lesson: LessonPage) -> str:
    """The line of the lesson among what was found."""
    return page.split(f'href="{lesson.address}"')[1].split("</li>")[0]


def done(lesson: LessonPage) -> Leaf:
    return Leaf("lesson", (("lesson", str(lesson.translation_key)),))


def graded(lesson: LessonPage, percent: int) -> Leaf:
    return Leaf("grade", (("lesson", str(lesson.translation_key)), ("percent", str(percent))))


def on_day(days: int) -> Leaf:
    return Leaf("day", (("day", (timezone.localdate() + timedelta(days=days)).isoformat()),))


def opens_by(lesson: LessonPage, rule) -> None:
    save_rule(Lesson.objects.get(pk=lesson.translation_key), rule, by=None)


@pytest.fixture
def everywhere(client, sign_in, learner, lessons):
    """Where a learner comes to a lesson, each with what it says of whether it is open to her."""
    _, plain = token_of(learner, TokenScope.COHORTS_READ)
    cohort = learner.enrolments.get().cohort_id
    course = lessons[0].get_parent().get_parent().specific

    def ask(lesson: LessonPage) -> dict[str, bool]:
        key = lesson.translation_key
        reader = sign_in(learner)
        outline = outline_at(course.path)
        plan = plan_of(outline, learner, course_access(learner.user, learner, outline.key))
        kept = course_to_keep(learner.user, str(course.translation_key))
        api = reader.get(f"/api/v1/cohorts/{cohort}", headers={"authorization": f"Bearer {plain}"}).json()
        told = {line["id"]: line for module in api["modules"] for line in module["lessons"]}
        form = hand_over(reader, learner, LESSON_FORM, f"{key}/goal-card", {"amount": "3,000"})
        place = hand_over(reader, learner, LESSON_PLACE, key, {"step": "2"})
        end = hand_over(reader, learner, LESSON_END, f"{key}", {}) if not can_read(learner.user, lesson) else None
        return {
            "page": reader.get(lesson.address).status_code == 200,
            "paper": reader.get(reverse("courses:print-lesson", args=[lesson.pk])).status_code == 200,
            "questions": reader.get(reverse("assessments:start", args=[key])).status_code == 200,
            "course": next(s.is_open for s in plan.states if s.key == key),
            "course page": f'href="{lesson.address}"' in reader.get(course.address).content.decode(),
            "kept": lesson.address in {page.address for page in kept.pages},
            "search": "What you can do now"
            not in _found(reader.get("/search/?q=" + lesson.title).content.decode(), lesson),
            "program": told[str(key)]["open"],
            "form": form["state"] == "applied",
            "place": place["state"] == "applied",
            "end": end is None or end["state"] == "applied",
        }

    return ask


@pytest.mark.parametrize("is_open", [False, True])
def test_one_rule_decides_wherever_the_lesson_is_opened(lessons, everywhere, is_open):
    for lesson in lessons:
        questions_on(lesson)
    opens_by(lessons[2], on_day(0 if is_open else 3))
    assert set(everywhere(lessons[2]).values()) == {is_open}


def test_a_rule_stands_in_the_place_of_the_usual_one_in_every_language(lessons, learner, sign_in):
    opens_by(lessons[3], on_day(-1))
    opens_by(lessons[1], on_day(2))
    finish_lesson(learner, lessons[0])
    hindi = LessonPage.objects.get(translation_key=lessons[3].translation_key, locale__language_code="hi")
    reader = sign_in(learner)
    assert reader.get(lessons[3].address).status_code == 200
    assert reader.get(hindi.address).status_code == 200
    assert reader.get(lessons[1].address).status_code == 403


def test_what_she_is_told_leads_to_a_lesson_that_is_open(lessons, learner, sign_in):
    opens_by(lessons[3], Group((done(lessons[2]), on_day(-1))))
    page = sign_in(learner).get(lessons[3].address).content.decode()
    assert f"What you can do now: Finish “{lessons[0].title}”." in page
    assert f'href="{lessons[0].address}"' in page
    assert f"Finish “{lessons[2].title}”." in page  # the whole rule, below


def test_a_good_mark_opens_it_and_a_pass_alone_does_not(lessons, learner):
    questions_on(lessons[0])
    opens_by(lessons[1], graded(lessons[0], 90))
    finish_lesson(learner, lessons[0])
    sit(learner, lessons[0], wrong=(1,))
    assert not can_read(learner.user, lessons[1])
    assert "Get at least 90% in the questions of" in reading_of(learner.user, lessons[1]).can_do
    sit(learner, lessons[0], wrong=())
    assert can_read(learner.user, lessons[1])


def test_a_role_opens_it(lessons, learner, cohort):
    opens_by(lessons[2], Leaf("role", (("role", Role.CBO_LEADER),)))
    assert not can_read(learner.user, lessons[2])
    assert "CBO leader" in reading_of(learner.user, lessons[2]).can_do
    grant_role(learner, role=Role.CBO_LEADER, over=cohort.place, by=None)
    assert can_read(learner.user, lessons[2])


def test_not_shuts_it_to_those_of_whom_it_holds(lessons, learner, cohort):
    opens_by(lessons[2], Not(Leaf("role", (("role", Role.CBO_LEADER),))))
    assert can_read(learner.user, lessons[2])
    grant_role(learner, role=Role.CBO_LEADER, over=cohort.place, by=None)
    assert "for other learners" in reading_of(learner.user, lessons[2]).can_do


def test_a_lesson_that_is_gone_is_waited_for_no_more(lessons, learner):
    opens_by(lessons[2], Group((done(lessons[1]), done(lessons[0]))))
    finish_lesson(learner, lessons[0])
    assert not can_read(learner.user, lessons[2])
    lessons[1].delete()
    assert can_read(learner.user, lessons[2])


def test_a_rule_of_which_nothing_is_left_is_the_usual_one(lessons, learner):
    opens_by(lessons[3], done(lessons[0]))
    lessons[0].unpublish()
    assert not can_read(learner.user, lessons[3])
    assert can_read(learner.user, lessons[1])


def test_lessons_that_would_wait_for_each_other_are_refused(lessons):
    opens_by(lessons[1], done(lessons[0]))
    with pytest.raises(RuleGoesInACircle):
        opens_by(lessons[0], done(lessons[3]))
    with pytest.raises(RuleNeverHolds):
        opens_by(lessons[3], Group((done(lessons[0]), Not(done(lessons[0])))))
    with pytest.raises(RuleNeverHolds):
        opens_by(lessons[3], Not(on_day(-1)))
    assert LessonRule.objects.count() == 1


def test_it_leaves_a_line_and_is_taken_back(lessons):
    opens_by(lessons[2], USUAL)
    opens_by(lessons[2], None)
    assert [line.detail for line in AuditEntry.objects.filter(action="lesson.rule_changed").order_by("pk")] == [
        {"conditions": 2},
        {"conditions": 0},
    ]
    assert not LessonRule.objects.exists()


def queries_of(press) -> int:
    with CaptureQueriesContext(connection) as captured:
        press()
    return len(captured)


def test_a_lesson_costs_one_query_more_for_a_lent_condition_and_none_for_its_own(lessons, learner, sign_in):
    reader = sign_in(learner)
    for lesson in lessons:
        questions_on(lesson)

    def asked() -> int:
        reader.get(lessons[0].address)
        return queries_of(lambda: reader.get(lessons[0].address))

    usual = asked()
    opens_by(lessons[2], Group((on_day(-1), done(lessons[0]))))
    assert asked() == usual
    for lesson in lessons[1:]:
        opens_by(lesson, graded(lessons[0], 80))
    assert asked() == usual + 1


# Who edits


@pytest.fixture
def editor():
    return PersonFactory(user=UserFactory(staff=True, is_superuser=True), name="Meera")


def rule_page(lesson: LessonPage) -> str:
    return reverse("lesson-rule", args=[lesson.pk])


def typed(way: str, *conditions: tuple[str, dict[str, str]]) -> dict[str, str]:
    """As the form of the admin sends it."""
    data = {"way": way, "conditions-count": str(len(conditions))}
    for place, (kind, said) in enumerate(conditions):
        name = f"conditions-{place}"
        data |= {f"{name}-deleted": "", f"{name}-order": str(place), f"{name}-type": kind, f"{name}-id": ""}
        data |= {f"{name}-value-{field}": value for field, value in said.items()}
    return data


def test_whom_a_rule_would_shut_out_is_shown_before_it_holds(lessons, cohort, editor, sign_in):
    asha, lakshmi, reached = (learner_in(cohort, name=name) for name in ("Asha", "Lakshmi", "Sunita"))
    grant_role(editor, role=Role.TRAINER, over=cohort, by=None)
    finish_lesson(reached, lessons[0])
    form = typed("all", ("lesson", {"lesson": str(lessons[2].translation_key)}))
    opens_by(lessons[2], on_day(-1))
    page = sign_in(editor)
    shown = page.post(rule_page(lessons[0]), form)
    content = shown.content.decode()
    assert "2 learners to whom it is open now would be shut out:" in content
    assert f"Asha ({cohort.name})" in content
    assert "Sunita" not in content
    assert "1 has done the lesson and keeps it open." in content
    assert LessonRule.objects.count() == 1
    saved = page.post(rule_page(lessons[0]), {**form, "seen": shown.context["mark"]})
    assert saved.status_code == 302
    assert LessonRule.objects.get(lesson=lessons[0].translation_key).tree == {
        "all": [{"kind": "lesson", "lesson": str(lessons[2].translation_key)}]
    }
    assert not can_read(asha.user, lessons[0])
    assert can_read(reached.user, lessons[0])
    assert not can_read(lakshmi.user, lessons[0])


def test_who_may_not_know_them_is_told_a_number(lessons, cohort, learner, editor):
    effect = effect_of(Lesson.objects.get(pk=lessons[0].translation_key), on_day(3), asked_by=editor.user)
    assert (len(effect.shut), effect.named, effect.unnamed, effect.learners) == (1, [], 1, 1)


def test_what_changed_in_the_meantime_is_shown_again(lessons, cohort, editor, sign_in):
    page, form = sign_in(editor), typed("all", ("day", {"day": str(timezone.localdate() + timedelta(days=2))}))
    seen = page.post(rule_page(lessons[0]), form).context["mark"]
    learner_in(cohort)
    again = page.post(rule_page(lessons[0]), {**form, "seen": seen})
    assert again.status_code == 200
    assert not LessonRule.objects.exists()


def test_groups_are_kept_as_they_were_chosen_and_shown_again(lessons, editor, sign_in):
    rule = Group((done(lessons[0]), Group((on_day(1), graded(lessons[0], 60)), is_any=True),
                  Not(Group((Leaf("role", (("role", "mentor"),)),), is_any=True))))  # fmt: skip
    opens_by(lessons[2], rule)
    page = sign_in(editor).get(rule_page(lessons[2]))
    form = page.context["form"]
    stream = form.initial["conditions"]
    assert form.initial["way"] == "all"
    assert [child.block_type for child in stream] == ["lesson", "any", "none"]
    assert stream[1].value[1].value["percent"] == "60"
    way_there = sign_in(editor).get(reverse("wagtailadmin_pages:edit", args=[lessons[2].pk])).content.decode()
    assert f'href="{rule_page(lessons[2])}"' in way_there


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (typed("all"), "Choose a condition"),
        (typed("any", ("day", {"day": "yesterday"})), ""),
        (typed("all", ("day", {"day": "2020-01-01"}), ("grade", {"lesson": "", "percent": "200"})), ""),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(lessons, editor, sign_in, form, sentence):
    page = sign_in(editor).post(rule_page(lessons[1]), form)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert page.context["form"].errors
    assert not LessonRule.objects.exists()


def test_what_can_never_open_is_said_on_the_page(lessons, editor, sign_in):
    form = typed("all", ("lesson", {"lesson": str(lessons[3].translation_key)}))
    page = sign_in(editor).post(rule_page(lessons[1]), form)
    assert "The lessons would wait for each other" in page.content.decode()


def test_only_who_publishes_the_lesson_says_when_it_opens(lessons, learner, sign_in):
    for user in (learner.user, UserFactory(staff=True)):
        assert sign_in(user).get(rule_page(lessons[1])).status_code == 403


def test_what_it_changes_is_found_in_as_many_queries_for_forty_learners_as_for_four(lessons, cohort, editor):
    lesson = Lesson.objects.get(pk=lessons[2].translation_key)
    rule = Group((graded(lessons[0], 80), done(lessons[1]), Leaf("role", (("role", "mentor"),))))

    def ask():
        return queries_of(lambda: effect_of(lesson, rule, asked_by=editor.user))

    many_learners_in(cohort, 4)
    ask()
    few = ask()
    many_learners_in(cohort, 36)
    trainer_of(cohort)
    assert ask() == few
