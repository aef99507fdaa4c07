"""Questions as a table: what goes out comes in again as it was, and what is changed in it is changed in the bank."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from assessments import bank
from assessments.models import Question
from assessments.services import start_attempt
from courses.models import Lesson
from exchange.models import Import, ImportRow
from exchange.services import confirm, write
from tests.assessments.conftest import RIGHTS
from tests.assessments.test_question_editor import WRITTEN
from tests.factories import PersonFactory, UserFactory, course_with_lessons, lessons_of, questions_on

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/assessments/question/"
HINDI = {
    "prompt": "लक्ष्य कौन सा है?",
    "explanation": "क्योंकि",
    "options": {"a": "ज़्यादा कमाना", "b": "दिवाली तक"},
    "targets": {},
    "unit": "",
}


@pytest.fixture
def lesson() -> Lesson:
    return Lesson.objects.get(pk=lessons_of(course_with_lessons(2))[0].translation_key)


@pytest.fixture
def author(sign_in, editor):
    return sign_in(editor)


@pytest.fixture
def exported(author):
    """The list as a file: its bytes."""

    def _exported(query: str = "export=csv") -> bytes:
        return b"".join(author.get(f"{LIST}?{query}").streaming_content)

    return _exported


def write_it(*, chosen: bool = False) -> None:
    brought = confirm(Import.objects.latest("created_at"))
    brought.rows.update(chosen=chosen)
    write({"import": str(brought.pk)}, lambda done, of: None)


def rows_of_file(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def as_csv(rows: list[dict[str, str]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def new_row(**changes: str) -> dict[str, str]:
    row = {
        "Course": "MOVE",
        "Lesson": "Lesson 1",
        "Kind": "One is right",
        "Difficulty": "Hard",
        "Question": "Which is a cost?",
        "Why": "It is paid.",
        "Answer A": "Rent",
        "Answer B": "A cup",
        "Right answers, or the right number": "A",
    }
    return row | changes


def kept() -> list[tuple]:
    return list(Question.objects.order_by("pk").values_list("lesson", "kind", "difficulty", "texts", "answer"))


@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_what_went_out_untouched_is_the_same_for_every_kind(bring, exported, lesson, file):
    questions_on(lesson)
    before = kept()
    assert bring(exported(f"export={file}")) == [("same", "")] * 5
    write_it()
    assert kept() == before


@pytest.mark.parametrize("file", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["calculated", "truth", "mistake", "short", "blanks"])
def test_what_an_author_wrote_in_the_form_comes_back_from_a_table_as_it_went_out(
    bring, exported, author, lesson, kind, file
):
    about = {"kind": kind, "lesson": str(lesson.pk), "difficulty": "2", "prompt_en": "Which?", "explanation_en": "So."}
    assert author.post(f"{LIST}add/", about | WRITTEN[kind]).status_code == 302
    before = kept()
    content = exported(f"export={file}")
    assert bring(content) == [("same", "")]
    Question.objects.all().delete()
    if file == "csv":
        (row,) = rows_of_file(content)
        assert bring(as_csv([row | {"Key": ""}])) == [("new", "")]
        write_it()
        assert kept() == before


@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_the_questions_of_the_product_come_back_as_they_went_out(bring, exported, lesson, file, monkeypatch):
    monkeypatch.setattr(bank, "lesson_of_file", lambda course, name: lesson.pk)
    bank.load_questions()
    number = Question.objects.count()
    assert number > 100
    assert set(bring(exported(f"export={file}"))) == {("same", "")}
    assert ImportRow.objects.count() == number


@pytest.mark.parametrize("text", [
    "=SUM(A1) is what?", "+5 or -5?", "'Gross' means what?", "@ what price?", "One\ntwo", "₹ 1,00,000?", "12.50",
])  # fmt: skip
@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_a_text_comes_back_whatever_a_spreadsheet_makes_of_it(bring, exported, lesson, text, file):
    questions_on(lesson)
    for question in Question.objects.all():
        question.texts["en"] |= {"prompt": f"{text} {question.pk}", "explanation": text}
        question.save()
    assert bring(exported(f"export={file}")) == [("same", "")] * 5


def test_a_workbook_is_read_by_its_reader_as_text(exported, lesson):
    questions_on(lesson)
    sheet = load_workbook(io.BytesIO(exported("export=xlsx"))).active
    head = [cell.value for cell in sheet[1]]
    assert head[:6] == ["Key", "Course", "Lesson", "Kind", "Difficulty", "Question"]
    assert sheet.max_row == 6
    assert sheet.cell(4, head.index("Right answers, or the right number") + 1).value == "540"


def test_the_file_holds_what_the_list_is_narrowed_to(exported, lesson):
    questions_on(lesson)
    assert [row["Kind"] for row in rows_of_file(exported("export=csv&kind=match"))] == ["Match pairs"]


def test_what_was_changed_in_the_file_is_changed_in_the_bank_and_no_attempt_is_touched(bring, exported, lesson, editor):
    questions_on(lesson)
    attempt = start_attempt(PersonFactory(), lesson.pk)
    frozen = [question.frozen for question in attempt.questions.all()]
    rows = rows_of_file(exported())
    rows[0] |= {"Answer C": "To be rich", "Right answers, or the right number": "c", "Difficulty": "Hard"}
    rows[2] |= {"Right answers, or the right number": "₹ 1,540", "Unit": "rupees"}
    rows[4] |= {"Lesson": "Lesson 2"}
    assert bring(as_csv(rows)) == [
        ("changed", "difficulty option_c right"),
        ("same", ""),
        ("changed", "right unit"),
        ("same", ""),
        ("changed", "lesson"),
    ]
    assert "Before: 540" in ImportRow.objects.get(number=4).why["right"]
    write_it()
    choice, _, number, _, match = Question.objects.order_by("pk")
    assert (choice.texts["en"]["options"]["c"], choice.answer, choice.difficulty) == ("To be rich", "c", 3)
    assert (number.answer, number.texts["en"]["unit"]) == ({"value": "1540", "tolerance_percent": 1.0}, "rupees")
    assert match.lesson.title == "Lesson 2"
    assert [question.frozen for question in attempt.questions.all()] == frozen
    assert ModelLogEntry.objects.filter(object_id=str(choice.pk), action="wagtail.edit", user=editor).exists()
    assert set(bring(exported())) == {("same", "")}


def test_a_new_question_is_written_once_however_often_its_file_comes(bring, lesson):
    file = as_csv([new_row()])
    assert bring(file) == [("new", "")]
    write_it()
    question = Question.objects.get()
    assert (question.lesson, question.kind, question.difficulty, question.answer) == (lesson, "choice", 3, "a")
    assert bring(file) == [("same", "")]
    write_it()
    assert Question.objects.count() == 1


def test_the_same_words_again_in_a_lesson_may_be_there_already(bring, lesson):
    bring(as_csv([new_row()]))
    write_it()
    other = as_csv([new_row(Question="WHICH is a cost?", Why="Another reason.")])
    assert bring(other) == [("possible_duplicate", "prompt")]
    write_it()
    assert Question.objects.count() == 1
    bring(other)
    write_it(chosen=True)
    assert Question.objects.count() == 2
    assert bring(as_csv([new_row(Lesson="Lesson 2"), new_row(Lesson="Lesson 2", Why="Twice in a file")])) == [
        ("new", ""),
        ("refused", ""),
    ]


@pytest.mark.parametrize(("changes", "columns"), [
    ({"Key": "nobody"}, "key"),
    ({"Key": "#99999"}, "key"),
    ({"Lesson": "No such lesson"}, "lesson"),
    ({"Course": "TED"}, "lesson"),
    ({"Kind": "Guess"}, "kind"),
    ({"Question": " ", "Why": ""}, "prompt explanation"),
    ({"Difficulty": "Very", "Answer B": "rent"}, "difficulty option_b"),
    ({"Right answers, or the right number": ""}, "right"),
    ({"Right answers, or the right number": "A, B"}, "right"),
    ({"Right answers, or the right number": "C", "Lesson": "", "Question": "x" * 600}, "lesson prompt right"),
    ({"Kind": "A number", "Right answers, or the right number": "many", "Tolerance in percent": "50"},
     "right tolerance"),
    ({"Kind": "Match pairs"}, "partner_a partner_b"),
])  # fmt: skip
def test_what_is_wrong_in_a_row_is_said_of_each_cell(bring, lesson, changes, columns):
    row = {"Key": "", **new_row(**{"Tolerance in percent": "", **changes})}
    [(verdict, named)] = bring(as_csv([row]))
    assert verdict == "refused"
    assert set(named.split()) == set(columns.split())


def test_a_title_that_two_lessons_of_a_course_have_is_not_guessed_at(bring, exported, lesson):
    questions_on(lesson)
    Lesson.objects.update(title="Lesson 1")
    assert bring(as_csv([new_row()])) == [("refused", "lesson")]
    assert set(bring(exported())) == {("same", "")}


def test_a_row_names_the_lesson_whose_outcome_it_tests_and_none_where_it_is_its_own(bring, exported, lesson):
    questions_on(lesson)
    column = "Tests what this lesson teaches"
    rows = rows_of_file(exported())
    assert {row[column] for row in rows} == {""}
    rows[0][column] = "Lesson 2"
    assert bring(as_csv(rows))[:2] == [("changed", "objective"), ("same", "")]
    write_it()
    assert [each.objective and each.objective.title for each in Question.objects.order_by("pk")][:2] == [
        "Lesson 2",
        None,
    ]
    assert set(bring(exported())) == {("same", "")}
    assert bring(as_csv([rows[0] | {column: "No such lesson"}])) == [("refused", "objective")]
    bring(as_csv([rows[0] | {column: ""}]))
    write_it()
    assert not Question.objects.filter(objective__isnull=False).exists()


def test_another_language_stays_with_what_it_translates(bring, exported, lesson):
    questions_on(lesson)
    question = Question.objects.get(kind="choice")
    question.texts["hi"] = HINDI
    question.save()
    [row] = rows_of_file(exported("export=csv&kind=choice"))
    turned = row | {"Answer A": row["Answer B"], "Answer B": "Earn more", "Right answers, or the right number": "A"}
    assert bring(as_csv([turned])) == [("same", "")]
    assert bring(as_csv([turned | {"Why": "It has a day."}]))[0][0] == "changed"
    write_it()
    question.refresh_from_db()
    assert question.texts["hi"] == HINDI
    assert (question.texts["en"]["options"], question.answer) == ({"b": "₹3,000 by Diwali", "a": "Earn more"}, "b")


def test_a_row_says_where_a_translation_may_no_longer_fit(bring, exported, lesson):
    questions_on(lesson)
    question = Question.objects.get(kind="choice")
    question.texts["hi"] = HINDI
    question.save()
    [row] = rows_of_file(exported("export=csv&kind=choice"))
    bring(as_csv([row | {"Answer B": "₹3,000 by Holi"}]))
    assert "हिन्दी" in ImportRow.objects.latest("pk").why[""]
    write_it()
    question.refresh_from_db()
    assert (question.texts["hi"], question.answer) == (HINDI, "b")
    assert question.texts["en"]["options"]["b"] == "₹3,000 by Holi"
    bring(as_csv([row | {"Answer B": "₹3,000 by Holi", "Difficulty": "Hard"}]))
    assert ImportRow.objects.latest("pk").why == {"difficulty": "Before: Easy"}


def test_an_answer_more_in_a_question_with_translations_is_a_matter_for_the_form(bring, exported, lesson):
    questions_on(lesson)
    question = Question.objects.get(kind="choice")
    question.texts["hi"] = HINDI
    question.save()
    [row] = rows_of_file(exported("export=csv&kind=choice"))
    assert bring(as_csv([row | {"Answer C": "One more"}])) == [("refused", "option_c")]
    assert "हिन्दी" in ImportRow.objects.latest("pk").why["option_c"]


def test_an_answer_that_is_taken_out_goes_in_all_languages(bring, exported, lesson):
    questions_on(lesson)
    question = Question.objects.get(kind="choice")
    question.texts["en"]["options"]["c"], question.texts["hi"] = (
        "To be rich",
        HINDI | {"options": {**HINDI["options"], "c": "अमीर होना"}},
    )
    question.save()
    [row] = rows_of_file(exported("export=csv&kind=choice"))
    without = {"Answer A": row["Answer B"], "Answer B": row["Answer C"], "Answer C": ""}
    assert bring(as_csv([row | without | {"Right answers, or the right number": "A"}]))[0][0] == "changed"
    write_it()
    question.refresh_from_db()
    assert question.texts["hi"]["options"] == {"b": "दिवाली तक", "c": "अमीर होना"}
    assert question.answer == "b"


def test_a_column_that_the_file_has_not_is_left_as_it_is(bring, exported, lesson):
    questions_on(lesson)
    before = kept()
    rows = [
        {name: row[name] for name in ("Key", "Lesson", "Kind", "Question", "Why")} | {"Why": "Since."}
        for row in rows_of_file(exported())
    ]
    assert bring(as_csv(rows)) == [("changed", "explanation")] * 5
    write_it()
    assert [row[4] for row in kept()] == [row[4] for row in before]
    assert {row[3]["en"]["explanation"] for row in kept()} == {"Since."}


def test_a_row_costs_the_same_few_queries_however_many_there_are(
    bring, exported, lesson, django_assert_max_num_queries
):
    questions_on(lesson)
    rows = rows_of_file(exported())
    many = [row | {"Why": "Since."} for row in rows] + [new_row(Question=f"Number {n}?") for n in range(35)]
    with django_assert_max_num_queries(40 * 3 + 20):
        bring(as_csv(many))


def test_who_may_write_questions_finds_the_way_in_their_list_and_nobody_else_comes_in(author, sign_in, lesson):
    address = reverse("exchange:start", args=["questions"])
    page = author.get(LIST).text
    assert address in page
    assert "export=xlsx" in page
    assert "Answer F" in author.get(address).text
    for left_out in RIGHTS[:3]:
        colleague = UserFactory(staff=True)
        colleague.user_permissions.add(
            *Permission.objects.filter(codename__in=[each for each in RIGHTS if each != left_out])
        )
        client = sign_in(colleague)
        assert client.get(address).status_code == 404
        assert address not in client.get(LIST).text


def test_a_file_is_brought_in_from_the_page(author, lesson, django_capture_on_commit_callbacks):
    address = reverse("exchange:start", args=["questions"])
    with django_capture_on_commit_callbacks(execute=True):
        answer = author.post(address, {"file": SimpleUploadedFile("new.csv", as_csv([new_row()]))})
    with django_capture_on_commit_callbacks(execute=True):
        author.post(f"{answer['Location']}confirm/")
    assert Question.objects.get().texts["en"]["prompt"] == "Which is a cost?"
    assert LIST in author.get(answer["Location"]).text
