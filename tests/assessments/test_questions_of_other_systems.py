"""Files of other systems are checked question by question, and come into the bank as a table does."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.imports import as_table
from assessments.models import Question
from assessments.queries import questions_of_bank
from core.errors import Refusal
from core.models import AuditEntry
from courses.models import Lesson
from exchange.models import Import, ImportRow
from exchange.services import check, take_file
from tests.assessments.test_questions_in_tables import LIST, as_csv, new_row, write_it
from tests.factories import course_with_lessons, lessons_of, questions_on

pytestmark = pytest.mark.django_db
GOOD = "Is rent a cost? {T####It is paid.}\n\n"


@pytest.fixture
def lesson() -> Lesson:
    return Lesson.objects.get(pk=lessons_of(course_with_lessons(2))[0].translation_key)


@pytest.fixture
def author(sign_in, editor):
    return sign_in(editor)


def rows() -> list[ImportRow]:
    return list(Import.objects.latest("created_at").rows.all())


def test_a_question_comes_into_the_lesson_that_the_import_is_about_and_once_however_often(bring, lesson):
    assert bring(GOOD.encode(), "new.gift", str(lesson.pk)) == [("new", "")]
    write_it()
    question = Question.objects.get()
    assert (question.lesson, question.kind, question.answer) == (lesson, "truth", "a")
    assert bring(GOOD.encode(), "new.gift", str(lesson.pk)) == [("same", "")]


@pytest.mark.parametrize(("category", "named"), [
    ("$course$/top/MOVE/Lesson 2", "Lesson 2"),
    ("lesson 2", "Lesson 2"),
    ("$course$/top/Unheard of", "Lesson 1"),
    ("", "Lesson 1"),
])  # fmt: skip
def test_a_category_names_a_lesson_and_else_it_is_the_one_of_the_import(bring, lesson, category, named):
    bring(f"$CATEGORY: {category}\n\n{GOOD}".encode(), "new.txt", str(lesson.pk))
    write_it()
    assert Question.objects.get().lesson.title == named


def test_without_a_lesson_nothing_is_guessed(bring, lesson):
    assert bring(GOOD.encode(), "new.gift") == [("refused", "lesson")]
    assert bring(f"$CATEGORY: Unheard of\n\n{GOOD}".encode(), "new.gift") == [("refused", "lesson")]
    assert rows()[0].cells["lesson"] == "Unheard of"


def test_of_lessons_of_one_title_the_category_says_by_the_course(bring, lesson):
    course_with_lessons(1, slug="ted")
    assert bring(f"$CATEGORY: Lesson 1\n\n{GOOD}".encode(), "new.gift") == [("refused", "lesson")]
    assert bring(f"$CATEGORY: TED/Lesson 1\n\n{GOOD}".encode(), "new.gift") == [("new", "")]
    assert rows()[0].cells["course"] == "TED"


def test_what_cannot_be_held_is_refused_at_its_line_and_the_rest_is_written_when_it_is_confirmed(bring, lesson):
    file = f"{GOOD}Tell of your market. {{}}\n\nAbout how much? {{#3:2}}\n\nHow much? {{#540}}"
    assert bring(file.encode(), "new.gift", str(lesson.pk)) == [
        ("new", ""),
        ("refused", ""),
        ("refused", "tolerance"),
        ("new", "explanation"),
    ]
    assert [row.number for row in rows()] == [1, 3, 5, 7]
    assert "in sentences" in rows()[1].why[""]
    assert not Question.objects.exists()
    write_it()
    assert set(Question.objects.values_list("kind", flat=True)) == {"truth", "numeric"}
    assert [row.written for row in rows()] == [True, False, False, True]


def test_what_was_refused_for_its_form_stays_so_when_it_is_checked_again(bring, lesson, editor):
    bring(b"Tell. {}", "new.gift", str(lesson.pk))
    brought = Import.objects.get()
    brought.stage = "checking"
    brought.save()
    check({"import": str(brought.pk)}, lambda done, of: None)
    assert [row.verdict for row in rows()] == ["refused"]
    assert rows()[0].why[""]


def test_a_file_is_told_by_what_stands_in_it_and_a_table_stays_a_table(bring, lesson):
    assert bring(as_csv([new_row(Question="What is {x}?")])) == [("new", "")]
    without = {column: text for column, text in new_row().items() if column not in ("Course", "Lesson")}
    assert bring(as_csv([without]), about=str(lesson.pk)) == [("new", "")]
    with pytest.raises(Refusal):
        bring(as_csv([without]))
    with pytest.raises(Refusal):
        bring(b"only words", "new.txt", str(lesson.pk))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_any_of_the_usual_encodings(bring, lesson, encoding):
    bring("Was it Renée? {T####Yes}".encode(encoding), "new.gift", str(lesson.pk))
    assert rows()[0].cells["prompt"] == "Was it Renée?"


def test_half_a_file_of_bad_questions_is_counted_in_few_queries(bring, lesson, django_assert_max_num_queries):
    good = "".join(f"How much is {n} and 1? {{#{n + 1}####So.}}\n\n" for n in range(95))
    with django_assert_max_num_queries(95 * 2 + 40):
        verdicts = bring((good + "Tell. {}\n\n" * 5).encode(), "new.gift", str(lesson.pk))
    assert (verdicts.count(("new", "")), verdicts.count(("refused", ""))) == (95, 5)


def test_the_way_in_begins_at_a_lesson_and_says_which(author, lesson):
    page = author.get(f"{LIST}?lesson={lesson.pk}").text
    address = f"{reverse('exchange:start', args=['questions'])}?about={lesson.pk}"
    assert address in page
    begin = author.get(address).text
    assert "Lesson 1" in begin
    assert ".gift" in begin
    assert author.get(address.replace(str(lesson.pk), "nowhere")).status_code == 404


def test_a_file_of_another_system_is_brought_in_from_the_page(author, lesson, django_capture_on_commit_callbacks):
    address = f"{reverse('exchange:start', args=['questions'])}?about={lesson.pk}"
    with django_capture_on_commit_callbacks(execute=True):
        answer = author.post(address, {"file": SimpleUploadedFile("new.gift", f"{GOOD}Tell. {{}}".encode())})
    page = author.get(answer["Location"]).text
    assert "This is answered in sentences" in page
    with django_capture_on_commit_callbacks(execute=True):
        author.post(f"{answer['Location']}confirm/")
    assert Question.objects.get().texts["en"]["prompt"] == "Is rent a cost?"


def exported(author, form: str) -> str:
    return b"".join(author.get(f"{LIST}?export={form}").streaming_content).decode()


def test_the_list_goes_out_as_gift_and_comes_in_again(author, bring, lesson):
    questions_on(lesson)
    file = exported(author, "gift")
    assert file.count("// Left out") == 1  # steps to put in order
    assert "place in this form of file: ₹" in file
    Question.objects.exclude(kind="order").delete()
    assert [verdict for verdict, _columns in bring(file.encode(), "again.gift.txt")] == ["new"] * 4
    write_it()
    assert set(Question.objects.values_list("lesson__title", flat=True)) == {"Lesson 1"}


def test_the_list_goes_out_as_moodle_xml_and_comes_in_again_whole(author, bring, lesson):
    questions_on(lesson)
    before = [row[1:] for row in as_table(questions_of_bank())[1]]
    file = exported(author, "moodle-xml")
    Question.objects.all().delete()
    assert [verdict for verdict, _columns in bring(file.encode(), "again.xml")] == ["new"] * 5
    write_it()
    assert [row[1:] for row in as_table(questions_of_bank())[1]] == before
    assert bring(file.encode(), "again.xml") == [("same", "")] * 5


def test_xml_that_cannot_be_read_is_said_on_the_page_of_the_import(author, lesson, django_capture_on_commit_callbacks):
    address = f"{reverse('exchange:start', args=['questions'])}?about={lesson.pk}"
    with django_capture_on_commit_callbacks(execute=True):
        answer = author.post(address, {"file": SimpleUploadedFile("new.xml", b"<!DOCTYPE q><quiz/>")})
    assert "which may hide anything" in author.get(answer["Location"]).text


def test_a_text_that_is_longer_than_a_cell_may_be_refuses_its_question_alone(bring, lesson):
    file = f"{GOOD}Why? {{T####{'Because. ' * 300}}}\n\n"
    assert bring(file.encode(), "new.gift", str(lesson.pk)) == [("new", ""), ("refused", "explanation")]
    assert len(rows()[1].cells["explanation"]) <= 200


@pytest.fixture
def reviewer(sign_in, editor):
    editor.user_permissions.add(Permission.objects.get(codename="review_question"))
    return sign_in(editor)


@pytest.mark.parametrize(("way", "state"), [("in_use", "in_use"), ("in_review", "in_review"), ("", "in_review")])
def test_who_may_take_questions_into_use_says_of_a_file_whether_it_is_reviewed_first(
    reviewer, editor, lesson, way, state, django_capture_on_commit_callbacks
):
    address = f"{reverse('exchange:start', args=['questions'])}?about={lesson.pk}"
    ways = reviewer.get(address).context["form"]["way"]
    assert (ways.initial, [name for name, _label in ways.field.choices]) == ("in_review", ["in_review", "in_use"])
    with django_capture_on_commit_callbacks(execute=True):
        reviewer.post(address, {"file": SimpleUploadedFile("new.gift", GOOD.encode()), "way": way})
    write_it()
    question = Question.objects.get()
    assert (question.state, question.author) == (state, editor)


def test_what_anybody_else_brings_in_goes_to_review_whatever_is_sent(author, lesson, editor):
    address = f"{reverse('exchange:start', args=['questions'])}?about={lesson.pk}"
    assert "in_use" not in author.get(address).text
    sent = author.post(address, {"file": SimpleUploadedFile("new.gift", GOOD.encode()), "way": "in_use"})
    assert "way" in sent.context["form"].errors
    # as one whose right was taken back since she chose the file
    file = {"file_name": "new.gift", "content": GOOD.encode()}
    brought = take_file("questions", about=str(lesson.pk), by=editor, way="in_use", **file)
    check({"import": str(brought.pk)}, lambda done, of: None)
    write_it()
    assert Question.objects.get().state == "in_review"


def test_questions_on_one_line_are_told_apart(bring, lesson):
    essay = "<question type='essay'/>"
    assert bring(f"<quiz>{essay * 3}</quiz>".encode(), "new.xml", str(lesson.pk)) == [("refused", "")] * 3
    assert [row.number for row in rows()] == [1, 2, 3]


def test_the_list_goes_out_as_aiken_with_what_it_can_hold(author, bring, lesson):
    questions_on(lesson)
    page = author.get(f"{LIST}?export=aiken&kind=&q=").text
    assert "4 questions of this list are not in the file" in page
    assert "Serve a guest" in page
    assert "?export=aiken&amp;kind=&amp;q=&amp;anyway=1" in page
    file = exported(author, "aiken&anyway=1")
    assert file == "Which is a goal?\nA. Earn more\nB. ₹3,000 by Diwali\nANSWER: B\n\n"
    assert bring(file.encode(), "again.txt", str(lesson.pk)) == [("same", "")]


@pytest.mark.parametrize("form", ["gift", "moodle-xml"])
def test_what_went_out_and_comes_back_unchanged_is_there_already_and_what_changed_may_be(author, bring, lesson, form):
    questions_on(lesson)
    ending = {"gift": "gift", "moodle-xml": "xml"}[form]
    Question.objects.update(difficulty=2, objective=lesson)
    file = exported(author, form)
    there = bring(file.encode(), f"again.{ending}", str(lesson.pk))
    assert {verdict for verdict, _column in there} == {"same"}
    assert len(there) == {"gift": 4, "moodle-xml": 5}[form]
    other = bring(file.replace("Drawings", "Our drawings").encode(), f"again.{ending}", str(lesson.pk))
    assert [verdict for verdict, _column in other].count("possible_duplicate") == 1


def test_a_bad_question_of_aiken_is_refused_and_the_next_is_read(bring, lesson):
    asked = "Which?\nA) Rent\nB) Wages\nANSWER: B\n\nNo answers\nANSWER: A\n\n"
    file = f"{asked}True?\nA. True\nB. False\nANSWER: B\n\nLeft over"
    assert [verdict for verdict, _columns in bring(file.encode(), "new.txt", str(lesson.pk))] == [
        "new", "refused", "new", "refused",
    ]  # fmt: skip
    assert [row.number for row in rows()] == [1, 6, 9, 14]
    assert rows()[2].cells["kind"] == "True or false"


def test_who_took_the_questions_along_in_another_form_is_kept(author, editor, lesson):
    exported(author, "gift")
    assert AuditEntry.objects.filter(action="list.exported", detail__format="gift.txt").exists()
