"""The pages of work between blocks, for who does it and for who reviews it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assignments import lends, services
from assignments.enums import Verdict
from assignments.models import Assignment, AttachedFile, HandIn, Work
from cohorts.models import Block
from submissions.queries import needs_of, number_of_needs
from submissions.services import take
from tests.assignments.handing import current, handed, photo
from tests.factories import learner_in

pytestmark = pytest.mark.django_db


def test_without_scripts_her_trainer_comes_back_to_the_list(sign_in, asha, baseline, trainer):
    client = sign_in(trainer)
    page = client.get(f"/assignments/{baseline.pk}/learners/").text
    address = f"/assignments/{baseline.pk}/for/{asha.pk}/"
    assert address in page
    posted = {"id": str(uuid4()), "body": "", "photo": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")}
    answer = client.post(address, posted, follow=True)
    assert answer.redirect_chain[-1][0] == f"/assignments/{baseline.pk}/learners/"
    assert "It is handed in." in answer.text
    assert HandIn.objects.get().work.person == asha


def test_without_scripts_she_hands_in_by_the_button_once_however_often_she_presses(sign_in, asha, baseline):
    client, key = sign_in(asha), str(uuid4())
    for _ in range(2):
        posted = {"id": key, "body": "Done", "photo": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")}
        assert client.post(f"/assignments/{baseline.pk}/", posted).status_code == 302
    assert AttachedFile.objects.get().means == "photo"
    page = client.get(f"/assignments/{baseline.pk}/").text
    assert "What you handed in" in page
    assert "Waits for review" in page


def test_the_desk_asks_for_what_is_to_be_done_and_shows_who_teaches_how_much_waits(sign_in, asha, baseline, trainer):
    assert "Field work for you." in sign_in(asha).get("/desk/").text
    take(asha, handed(baseline, asha, body="Done"))
    assert "Field work for you." not in sign_in(asha).get("/desk/").text
    assert "1 piece of work waits for your review." in sign_in(trainer).get("/desk/").text
    services.review(current(Work.objects.get()), verdict=Verdict.RETURNED, comment="More", marks=None, by=trainer)
    assert "Returned with comments." in sign_in(asha).get("/desk/").text
    assert "waits for your review" not in sign_in(trainer).get("/desk/").text


def test_the_phone_keeps_the_list_and_what_is_to_be_handed_in(asha, baseline):
    assert [page.address for page in lends.pages_of_my_assignments(asha.user)] == [
        "/assignments/",
        f"/assignments/{baseline.pk}/",
    ]
    take(asha, handed(baseline, asha, body="Done"))
    assert list(lends.pages_of_my_assignments(asha.user)) == []


def test_a_file_that_is_too_large_is_said_to_be_so_with_the_text_still_there(sign_in, asha, baseline, monkeypatch):
    monkeypatch.setattr("assignments.forms.handing_in.LARGEST_FILE_BYTES", 100)
    posted = {"body": "My plan", "file": SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 100)}
    answer = sign_in(asha).post(f"/assignments/{baseline.pk}/", posted)
    assert answer.status_code == 422
    assert "larger than 8 MB" in answer.text
    assert "My plan" in answer.text


def test_the_pages_of_a_trainer_lead_from_setting_to_approving(sign_in, cohort, asha, trainer):
    client = sign_in(trainer)
    typed = {
        "form_id": str(uuid4()),
        "title": "Diagnostic",
        "task": "Ask five customers.",
        "due_on": "",
        "takes": ["text"],
        "counts": "on",
    }
    for _ in range(2):
        assert client.post(f"/assignments/of/{cohort.pk}/new/", typed).url == f"/assignments/of/{cohort.pk}/"
    assignment = cohort.assignments.get()
    assert f"/assignments/of/{cohort.pk}/" in client.get(f"/cohorts/{cohort.pk}/").text
    assert "Diagnostic" in client.get(f"/assignments/of/{cohort.pk}/").text
    take(asha, handed(assignment, asha, body="They want cloth"))
    work = Work.objects.get()
    assert "Asha Pawar" in client.get("/assignments/waiting/").text
    assert "Asha Pawar" in client.get(f"/assignments/{assignment.pk}/learners/?state=handed_in").text
    assert "Asha Pawar" not in client.get(f"/assignments/{assignment.pk}/learners/?state=open").text
    assert "They want cloth" in client.get(f"/assignments/works/{work.pk}/").text
    seen = {"version": str(current(work).pk), "comment": ""}
    assert client.post(f"/assignments/works/{work.pk}/", {**seen, "verdict": "returned"}).status_code == 422
    assert client.post(f"/assignments/works/{work.pk}/", {**seen, "verdict": "approved"}).status_code == 302
    assert client.post(f"/assignments/{assignment.pk}/change/", {**typed, "title": "Diagnostics"}).status_code == 302
    assert "Diagnostics" in sign_in(asha).get("/assignments/").text


def test_who_judged_an_older_version_is_shown_the_newer_and_judges_that(sign_in, asha, baseline, trainer):
    take(asha, handed(baseline, asha, body="First"))
    work, client = Work.objects.get(), sign_in(trainer)
    typed = {"version": str(current(work).pk), "comment": "Good", "marks": "8", "verdict": "approved"}
    take(asha, handed(baseline, asha, body="Second"))
    answer = client.post(f"/assignments/works/{work.pk}/", typed)
    assert answer.status_code == 422
    assert "newer version meanwhile" in answer.text
    assert f'value="{current(work).pk}"' in answer.text
    typed["version"] = str(current(work).pk)
    assert client.post(f"/assignments/works/{work.pk}/", typed).status_code == 302


@pytest.mark.parametrize("page", ["waiting", "learners", "cohort"])
def test_lists_ask_no_more_for_twenty_learners_than_for_two(
    sign_in, cohort, baseline, trainer, page, django_assert_max_num_queries
):
    client = sign_in(trainer)
    address = {
        "waiting": "/assignments/waiting/",
        "learners": f"/assignments/{baseline.pk}/learners/",
        "cohort": f"/assignments/of/{cohort.pk}/",
    }[page]
    for number in (2, 18):
        for _ in range(number):
            learner = learner_in(cohort)
            take(learner, handed(baseline, learner, body="Done"))
        client.get(address)
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200


SET = {"title": "Baseline", "task": "Ask your mother what she sells", "takes": ["text"], "form_id": str(uuid4())}


def day(ahead: int) -> str:
    return f"{timezone.localdate() + timedelta(days=ahead):%d-%m-%Y}"


def test_what_is_new_is_due_on_a_day_to_come(sign_in, cohort, trainer):
    address, client = f"/assignments/of/{cohort.pk}/new/", sign_in(trainer)
    began = timezone.localdate() - timedelta(days=3)
    begun = Block.objects.create(cohort=cohort, number=1, title="Markets", starts_on=began, ends_on=began)
    for sent, name in (({"due_on": day(-1)}, "due_on"), ({"due_block": str(begun.pk)}, "due_block")):
        answer = client.post(address, {**SET, **sent})
        assert answer.status_code == 422
        assert answer.context["form"].errors == {name: ["This day is over."]}
        assert "Ask your mother" in answer.text
    assert client.post(address, {**SET, "due_on": day(0)}).status_code == 302


def test_it_is_due_on_no_day_before_learners_see_it(sign_in, cohort, trainer):
    address, client = f"/assignments/of/{cohort.pk}/new/", sign_in(trainer)
    ends = timezone.localdate() + timedelta(days=6)
    block = Block.objects.create(cohort=cohort, number=1, title="Markets", starts_on=ends, ends_on=ends)
    answer = client.post(address, {**SET, "block": str(block.pk), "due_on": day(5)})
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["due_on"]
    assert said.startswith(f"Learners see it from {ends:%d-%m-%Y}.")
    assert client.post(address, {**SET, "block": str(block.pk), "due_on": day(6)}).status_code == 302
    # Its block was moved on since: what is changed of it else is kept.
    block.ends_on += timedelta(days=2)
    block.save()
    kept = Assignment.objects.get(block=block)
    sent = {**SET, "block": str(block.pk), "due_on": day(6), "title": "Baselines"}
    assert client.post(f"/assignments/{kept.pk}/change/", sent).status_code == 302
    assert client.post(f"/assignments/{kept.pk}/change/", {**sent, "due_on": day(7)}).status_code == 422


def test_what_is_changed_to_a_day_that_is_over_is_asked_about(sign_in, baseline, trainer):
    address, client = f"/assignments/{baseline.pk}/change/", sign_in(trainer)
    sent = {**SET, "due_on": day(-1)}
    answer = client.post(address, sent)
    assert answer.context["form"].errors == {"due_on": ["This day is over. If it is so, send it again."]}
    asked = {"asked": answer.context["form"]["asked"].value()}
    assert client.post(address, {**sent, **asked, "due_on": day(-2)}).status_code == 422  # it was asked about another
    assert client.post(address, {**sent, **asked}).status_code == 302
    assert client.post(address, {**sent, "title": "Baselines"}).status_code == 302  # it was over before
    baseline.refresh_from_db()
    assert (baseline.title, f"{baseline.due_on:%d-%m-%Y}") == ("Baselines", day(-1))


def test_what_was_not_taken_is_mended_in_its_form_with_what_was_typed(sign_in, asha, baseline, trainer):
    take(asha, handed(baseline, asha, body="What came in", photo="no photo"))
    (need,) = needs_of(asha)
    client = sign_in(asha)
    page = client.get(need.address, follow=True)
    assert page.context["form"]["body"].value() == "What came in"
    assert f'data-corrects="{need.submission.pk}"' in page.text
    assert "not a picture" in page.text
    posted = {"id": str(uuid4()), "body": "What came in", "photo": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")}
    client.post(page.redirect_chain[-1][0], posted)
    assert HandIn.objects.get().body == "What came in"
    assert number_of_needs(asha) == 0

    take(trainer, handed(baseline, learner_in(baseline.cohort), body="From paper", photo="no photo"))
    (need,) = needs_of(trainer)
    assert sign_in(trainer).get(need.address).context["form"]["body"].value() == "From paper"
