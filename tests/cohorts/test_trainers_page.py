"""The trainer's page: who has done what, and which questions went wrong most."""

import re
from functools import partial

import pytest
from django.urls import reverse

from assessments.models import Attempt
from assessments.queries import hardest_questions
from assessments.services import start_attempt, submit_attempt
from cohorts import queries
from cohorts.models import Cohort
from core.models import AuditEntry
from courses.models import LessonPage
from courses.services import finish_lesson, keep_place
from people.enums import Purpose, Role
from people.models import Person
from people.services import give_consent, grant_role, withdraw_consent
from tests.assessments.answering import answer_all, post_answer
from tests.factories import (
    RIGHT_ANSWERS,
    CohortFactory,
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    questions_on,
    trainer_of,
)

SHOWN = ("Lessons read", "Questions passed", "Last in a lesson")

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons(lessons):
    """The first has questions."""
    questions_on(lessons[0])
    return lessons


def learners(cohort: Cohort) -> str:
    return reverse("cohorts:learners", args=[cohort.pk])


def sit(person: Person, lesson, *, wrong: tuple[int, ...] = ()) -> Attempt:
    """An attempt handed in with wrong choices at these positions."""
    bad = {1: "a", 2: ["b"], 3: "1", 4: ["a", "b", "c"], 5: {"a": "y", "b": "x"}}
    attempt = start_attempt(person, lesson.translation_key)
    given = [bad[place] if place in wrong else right for place, right in enumerate(RIGHT_ANSWERS, start=1)]
    answer_all(attempt, given)
    return submit_attempt(attempt.pk)


def rows_of(page: str) -> dict[str, list[str]]:
    """{learner: her cells as a reader sees them}."""
    rows = re.findall(r"<th scope=\"row\".*?>(.*?)</th>(.*?)</tr>", page, re.DOTALL)
    return {seen(name): [cell_of(cells, label) for label in SHOWN] for name, cells in rows}


def cell_of(cells: str, label: str) -> str:
    """The words of the cell under this heading."""
    found = re.search(rf'<td role="cell" data-label="{re.escape(label)}".*?>(.*?)</td>', cells, re.DOTALL)
    assert found, label
    return seen(found[1])


def seen(markup: str) -> str:
    """The words of ``markup`` without its tags."""
    return " ".join(re.sub("<[^>]+>", " ", markup).split())


@pytest.fixture
def one_says_enough(monkeypatch):
    monkeypatch.setattr("assessments.queries.figures.LEAST_ANSWERS", 1)


def test_each_learner_stands_with_what_she_read_and_passed(cohort, lessons, sign_in):
    busy = learner_in(cohort, name="Asha Pawar")
    learner_in(cohort, name="Salma Khatoon")
    halfway = learner_in(cohort, name="Mary Thomas")
    for lesson in lessons[:2]:
        finish_lesson(busy, lesson)
    sit(busy, lessons[0])
    keep_place(halfway, lessons[0], step=3)
    sit(halfway, lessons[0], wrong=(1, 2, 3))
    page = sign_in(trainer_of(cohort)).get(learners(cohort)).content.decode()
    rows = rows_of(page)
    assert list(rows) == ["Asha Pawar", "Mary Thomas", "Salma Khatoon"]
    assert rows["Asha Pawar"][0].endswith("2 / 3")
    assert rows["Asha Pawar"][1] == "1"
    assert rows["Mary Thomas"][0].endswith("0 / 3")
    assert rows["Mary Thomas"][1] == "0"
    assert rows["Mary Thomas"][2] != "Not yet"
    assert rows["Salma Khatoon"][1:3] == ["0", "Not yet"]


def test_what_she_did_in_another_course_is_not_counted(cohort, lessons, sign_in):
    learner = learner_in(cohort, name="Asha Pawar")
    course = course_with_lessons(1, slug="ted")
    other = lessons_of(course)[0]
    cohort_on(course).enrolments.create(person=learner)
    questions_on(other)
    finish_lesson(learner, other)
    sit(learner, other, wrong=(1,))
    page = sign_in(trainer_of(cohort)).get(learners(cohort)).content.decode()
    assert rows_of(page)["Asha Pawar"][1:3] == ["0", "Not yet"]
    assert "Here will stand what to take up again" in page


@pytest.mark.usefixtures("one_says_enough")
def test_what_went_wrong_is_said_to_be_of_those_whose_results_the_reader_may_see(cohort, lessons, sign_in):
    sharing, other = (learner_in(cohort) for _ in range(2))
    give_consent(sharing, purpose=Purpose.SHARING, language="en", by=sharing.user)
    for person in (sharing, other):
        sit(person, lessons[0], wrong=(1,))
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    for who, number in ((manager, "1 learner"), (trainer_of(cohort), "2 learners")):
        assert f"Of what was handed in; you may see the results of {number}." in sign_in(who).get(learners(cohort)).text


@pytest.mark.usefixtures("one_says_enough")
def test_questions_and_lessons_are_marked_with_the_language_they_are_in(cohort, lessons, sign_in):
    asha = learner_in(cohort)
    attempt = sit(asha, lessons[0], wrong=(1,))
    post_answer(sign_in(asha), attempt, 1, q1="b")
    LessonPage.objects.filter(locale__language_code="hi").update(content_language="en")
    client = sign_in(trainer_of(cohort))
    client.cookies["django_language"] = "hi"
    page = client.get(learners(cohort)).text
    assert '<p lang="en">Which is a goal?</p>' in page
    assert '<span lang="en">Lesson 1</span>' in page
    page = client.get(reverse("cohorts:learner", args=[cohort.pk, asha.pk])).text
    assert '<div lang="en"><p>Which is a goal?</p>' in page
    assert '<p class="lesson-row__title" lang="en">Lesson 1</p>' in page


def test_who_withdrew_and_who_is_in_another_cohort_is_not_listed(cohort, sign_in):
    learner_in(cohort, name="Gone Away").enrolments.update(status="withdrawn")
    learner_in(CohortFactory(course_key=cohort.course_key), name="Next Door")
    page = sign_in(trainer_of(cohort)).get(learners(cohort)).content.decode()
    assert "Gone Away" not in page
    assert "Next Door" not in page
    assert cohort.code in page


def test_what_went_wrong_most_comes_first_with_its_count(cohort, lessons, sign_in):
    for wrong in [(1, 4), (1, 4), (1,)]:
        sit(learner_in(cohort), lessons[0], wrong=wrong)
    sit(learner_in(CohortFactory(course_key=cohort.course_key)), lessons[0], wrong=(3,))
    page = sign_in(trainer_of(cohort)).get(learners(cohort)).content.decode()
    hardest = page[page.index("What went wrong most") :]
    assert hardest.index("Which is a goal?") < hardest.index("Serve a guest")
    assert "3 of 3 not right" in hardest
    assert "2 of 3 not right" in hardest
    assert "120 cups" not in hardest


def test_of_who_answered_often_the_last_try_counts_once_and_nothing_that_was_left_blank(cohort, lessons):
    people = [learner_in(cohort) for _number in range(3)]
    for _try in range(3):
        sit(people[0], lessons[0], wrong=(1, 2))
    for _try in range(2):
        submit_attempt(start_attempt(people[1], lessons[0].translation_key).pk)
    found = partial(hardest_questions, [each.pk for each in people], [lessons[0].translation_key], "en")
    assert found() == []
    sit(people[1], lessons[0], wrong=(1,))
    sit(people[2], lessons[0], wrong=(1,))
    sit(people[2], lessons[0], wrong=(3,))
    first, *_others = found()
    assert (first.prompt, first.wrong, first.answered) == ("Which is a goal?", 2, 3)


@pytest.mark.usefixtures("one_says_enough")
def test_who_takes_her_consent_back_is_counted_no_more_also_where_another_gives_hers(cohort, lessons, sign_in):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    first, second = learner_in(cohort), learner_in(cohort)
    sit(first, lessons[0], wrong=(1,))
    sit(second, lessons[0], wrong=(4,))
    give_consent(first, purpose=Purpose.SHARING, language="en", by=first.user)
    client = sign_in(manager)
    assert "Which is a goal?" in client.get(learners(cohort)).content.decode()
    withdraw_consent(first, purpose=Purpose.SHARING, by=first.user)
    give_consent(second, purpose=Purpose.SHARING, language="en", by=second.user)
    page = client.get(learners(cohort)).content.decode()
    assert "Which is a goal?" not in page
    assert "Serve a guest" in page


@pytest.mark.usefixtures("one_says_enough")
def test_an_answer_that_is_right_in_part_counts_as_not_right(cohort, lessons):
    learner = learner_in(cohort)
    attempt = start_attempt(learner, lessons[0].translation_key)
    answer_all(attempt, ["b", ["a"], "540", ["b", "c", "a"], {"a": "x", "b": "y"}])
    submit_attempt(attempt.pk)
    (worst,) = hardest_questions([learner.pk], [lessons[0].translation_key], "en")
    assert (worst.prompt, worst.answered, worst.wrong, worst.percent_wrong) == ("What is a cost?", 1, 1, 100)


@pytest.mark.usefixtures("one_says_enough")
def test_neither_a_question_left_out_nor_an_open_attempt_counts(cohort, lessons):
    done, left_out, still_at_it = (learner_in(cohort) for _ in range(3))
    sit(done, lessons[0], wrong=(1, 2, 3, 4, 5))
    submit_attempt(start_attempt(left_out, lessons[0].translation_key).pk)
    answer_all(start_attempt(still_at_it, lessons[0].translation_key), ["a"])
    people = [done.pk, left_out.pk, still_at_it.pk]
    worst = hardest_questions(people, [lessons[0].translation_key], "en")
    assert [(question.answered, question.wrong) for question in worst] == [(1, 1)] * 5


def test_the_largest_share_comes_first_and_what_fewer_than_three_answered_is_left_out(cohort, lessons, sign_in):
    questions_on(lessons[1])
    people = [learner_in(cohort) for _ in range(3)]
    for person in people:
        sit(person, lessons[0], wrong=(1, 2, 3) if person in people[:2] else (4,))
    sit(people[0], lessons[1], wrong=(1, 2, 3, 4))
    worst = hardest_questions([p.pk for p in people], [lesson.translation_key for lesson in lessons], "en")
    assert [(question.percent_wrong, question.answered) for question in worst] == [(67, 3)] * 3 + [(33, 3)]
    page = sign_in(trainer_of(cohort)).get(learners(cohort)).text
    assert "The largest share of wrong answers comes first." in page
    assert "once 3 learners have answered it" in page


@pytest.mark.usefixtures("one_says_enough")
def test_only_the_newest_tests_are_looked_at(cohort, lessons, monkeypatch):
    monkeypatch.setattr("assessments.queries.figures.TESTS_LOOKED_AT", 2)
    people = [learner_in(cohort) for _ in range(3)]
    for person, wrong in zip(people, [(1,), (2,), (2,)], strict=True):
        sit(person, lessons[0], wrong=wrong)
    (worst,) = hardest_questions([p.pk for p in people], [lessons[0].translation_key], "en")
    assert (worst.prompt, worst.answered, worst.wrong) == ("What is a cost?", 2, 2)


def test_who_teaches_the_cohort_by_any_grant_sees_the_page(cohort, sign_in):
    scopes = [cohort, cohort.organisation, cohort.place]
    for role in (Role.TRAINER, Role.PROGRAMME_MANAGER):
        for scope in scopes:
            person = PersonFactory()
            grant_role(person, role=role, over=scope, by=None)
            assert sign_in(person).get(learners(cohort)).status_code == 200


def test_nobody_else_sees_it(cohort, sign_in):
    others = [learner_in(cohort), mentor_of(cohort), trainer_of(CohortFactory()), PersonFactory()]
    assert [sign_in(person).get(learners(cohort)).status_code for person in others] == [404] * 4


def test_forty_stand_on_a_page(cohort, sign_in):
    for number in range(41):
        learner_in(cohort, name=f"Asha {number:02}")
    client = sign_in(trainer_of(cohort))
    assert len(rows_of(client.get(learners(cohort)).content.decode())) == 40
    assert list(rows_of(client.get(learners(cohort), {"page": 2}).content.decode())) == ["Asha 40"]
    assert client.get(learners(cohort), {"page": "no"}).status_code == 200


def test_the_list_is_taken_along_whole_as_it_was_searched_and_sorted(cohort, sign_in):
    for number in range(45):
        learner_in(cohort, name=f"Asha {number:02}")
    learner_in(cohort, name="=Salma Khatoon")
    trainer = sign_in(trainer_of(cohort))
    file = b"".join(trainer.get(learners(cohort), {"file": "csv"}).streaming_content).decode()
    assert "'=Salma Khatoon" in file
    assert file.count("Asha ") == 45
    assert "Rukmini Hegde" in file.splitlines()[-1]
    searched = b"".join(trainer.get(learners(cohort), {"file": "csv", "q": "04", "sort": "-name"}).streaming_content)
    assert searched.decode().count("Asha ") == 1
    assert trainer.get(learners(cohort), {"file": "xlsx"})["Content-Disposition"].endswith('.xlsx"')
    line, *others = AuditEntry.objects.filter(action="list.exported")
    assert (line.subject, len(others)) == (f"cohorts.cohort:{cohort.pk}", 2)
    assert line.detail == {"list": "cohorts:learners", "format": "csv"}


def test_the_list_is_searched_and_says_so_when_nobody_is_like_that(cohort, sign_in):
    learner_in(cohort, name="सलमा ख़ातून")
    trainer = sign_in(trainer_of(cohort))
    assert "सलमा" in trainer.get(learners(cohort), {"q": "सलमा"}).content.decode()
    page = trainer.get(learners(cohort), {"q": "Usha"}).content.decode()
    assert "Nothing in this list is like that." in page


def test_a_learner_is_found_by_her_whole_member_code_and_by_no_part_of_it(cohort, sign_in):
    asha = learner_in(cohort, name="Asha Pawar")
    learner_in(cohort, name="Salma Khatoon")
    next_door = learner_in(CohortFactory(course_key=cohort.course_key), name="Next Door")
    trainer = sign_in(trainer_of(cohort))
    code = asha.user.username

    def found(typed):
        return [row[0].value for row in trainer.get(learners(cohort), {"q": typed}).context["list"].rows]

    for typed in (code, f" {code.lower()} ", f"{code[:4]} {code[4:]}"):
        assert found(typed) == ["Asha Pawar"]
    assert found(code[:-1]) == []
    assert found(next_door.user.username) == []


def test_signs_alone_find_nobody(cohort, sign_in):
    learner_in(cohort, name="Asha Pawar")
    page = sign_in(trainer_of(cohort)).get(learners(cohort), {"q": "';--"}).text
    assert "Nothing in this list is like that." in page
    assert "Asha Pawar" not in page


@pytest.mark.parametrize("by", ["read", "passed", "seen"])
def test_the_list_is_sorted_by_who_is_behind(cohort, lessons, sign_in, by):
    behind, ahead = learner_in(cohort, name="Zarina"), learner_in(cohort, name="Asha")
    finish_lesson(ahead, lessons[0])
    sit(ahead, lessons[0], wrong=())
    client = sign_in(trainer_of(cohort))

    def names(sort):
        page = client.get(learners(cohort), {"sort": sort})
        return [row[0].value for row in page.context["list"].rows]

    assert names(by) == [behind.name, ahead.name]
    assert names(f"-{by}") == [ahead.name, behind.name]


def test_the_list_is_named_apart_from_the_cohort_where_both_are_kept_on_a_phone(sign_in):
    cohort = CohortFactory()
    page = sign_in(trainer_of(cohort)).get(learners(cohort)).text
    assert f"<title>Who has done what – {cohort.name} – " in page


def test_a_lesson_taken_away_is_counted_no_more_at_once(cohort, lessons, sign_in):
    finish_lesson(learner_in(cohort), lessons[0])
    client = sign_in(trainer_of(cohort))
    assert "1.0 of 3" in client.get(learners(cohort)).text
    lessons[2].unpublish()
    assert "1.0 of 2" in client.get(learners(cohort)).text


@pytest.mark.usefixtures("one_says_enough")
def test_a_lesson_called_otherwise_is_called_so_at_once_beside_what_went_wrong(cohort, lessons, sign_in):
    sit(learner_in(cohort), lessons[0], wrong=(1,))
    client = sign_in(trainer_of(cohort))
    assert lessons[0].title in after_the_list(client.get(learners(cohort)).text)
    lessons[0].title = "Aims and wishes"
    lessons[0].save_revision().publish()
    assert "Aims and wishes" in after_the_list(client.get(learners(cohort)).text)


def after_the_list(page: str) -> str:
    return page[page.index("What went wrong most") :]


def test_who_trains_them_finds_the_same_by_the_query_written_once(cohort):
    for number in range(5):
        learner_in(cohort, name=f"Asha {number // 2}")
    learner_in(cohort, name="Gone Away").enrolments.update(status="withdrawn")
    learner_in(CohortFactory(course_key=cohort.course_key), name="Asha Next Door")
    found = list(queries.learners_for(trainer_of(cohort), cohort))
    whole = queries.learners_trained_in(cohort, len(found))
    for start, stop in [(0, 2), (2, 4), (4, 40), (0, 2)]:
        part, same = whole[start:stop], found[start:stop]
        assert part == same
        assert [(stay.person.name, stay.joined_at, stay.is_shown) for stay in part] == [
            (stay.person.name, stay.joined_at, True) for stay in same
        ]
