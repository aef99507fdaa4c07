"""Pictures of what learners made: who offers them, who sees them, and that they go when she says so."""

import os
from io import BytesIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cohorts.enums import WORK, WorkStatus
from cohorts.models import WorkPicture
from cohorts.permissions import takes_away, works_visible_to
from cohorts.queries.works import works_in, works_of_course
from cohorts.services import withdraw_learner
from cohorts.works import purge_files, refuse_work, show_work, take_work_away
from core.states import MoveIsNotYours, ReasonIsMissing
from notifications.models import Notice
from people.enums import Purpose
from people.services import give_consent, withdraw_consent
from submissions.models import Submission
from tests.factories import (
    PersonFactory,
    UserFactory,
    cohort_on,
    learner_in,
    mentor_of,
    ted,
    trainer_of,
    two_courses,
)
from tests.submissions.phone import hand_over
from tests.talks.photos import in_base64, photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


class Setting:
    """A cohort with its people, and one of another course beside it."""

    def __init__(self) -> None:
        self.course = two_courses(1)
        self.cohort = cohort_on(self.course, name="MOVE at Nadipura")
        self.asha = learner_in(self.cohort, name="Asha Pawar")
        self.salma = learner_in(self.cohort, name="Salma Khatoon")
        self.trainer, self.mentor = trainer_of(self.cohort), mentor_of(self.cohort)
        self.elsewhere = cohort_on(ted())
        self.outsider = learner_in(self.elsewhere)
        self.editor = UserFactory(staff=True)
        self.editor.user_permissions.add(Permission.objects.get(codename="change_workpicture"))
        give_consent(self.asha, purpose=Purpose.STORY, language="en", by=self.asha.user)

    def fields(self, **more: str) -> dict[str, str]:
        said = {"photo": in_base64(photo()), "seen": "A blue bag", "whose": str(self.asha.pk), "named": "Asha, 34"}
        return {**said, "agreed": "on", **more}


@pytest.fixture
def setting(db) -> Setting:
    return Setting()


@pytest.fixture
def offer(setting, sign_in):
    """What came of a picture that somebody hands in."""

    def hand_in(person=None, cohort=None, work_id=None, **fields):
        person = person or setting.trainer
        about = (cohort or setting.cohort).pk
        return hand_over(sign_in(person), person, WORK, about, setting.fields(**fields), id=work_id)

    return hand_in


@pytest.fixture
def work(offer) -> WorkPicture:
    assert offer()["state"] == "applied"
    return WorkPicture.objects.get()


def seen_by(user) -> int:
    return works_visible_to(user).count()


def address_of(work: WorkPicture) -> str:
    return reverse("cohorts:work-picture", args=[work.pk])


def test_what_a_trainer_offers_is_for_its_cohort_alone_until_an_editor_says_yes(setting, work):
    members = [setting.asha, setting.salma, setting.trainer, setting.mentor]
    assert [seen_by(each.user) for each in members] == [1, 1, 1, 1]
    assert [seen_by(setting.editor), seen_by(setting.outsider.user), seen_by(AnonymousUser())] == [1, 0, 0]
    assert works_of_course(setting.cohort.course_key) == []
    show_work(work, by=setting.editor)
    assert [seen_by(setting.outsider.user), seen_by(AnonymousUser())] == [1, 1]
    (shown,) = works_of_course(setting.cohort.course_key)
    assert (shown.seen, shown.maker, shown.width, shown.height) == ("A blue bag", "Asha, 34", 30, 40)
    assert works_of_course(setting.elsewhere.course_key) == []


def test_the_page_of_the_course_shows_it_with_its_words_and_size_and_fetches_it_late(setting, client, work):
    course = "/en/courses/move/"
    assert "What learners made" not in client.get(course).text
    show_work(work, by=setting.editor)
    page = client.get(course).text
    assert f'<img src="{address_of(work)}" alt="A blue bag" lang="en" width="30" height="40" loading="lazy">' in page
    assert "Asha, 34" in page


def test_the_file_is_small_upright_and_says_nothing_of_where_it_was_taken(setting, client, work):
    client.logout()
    assert client.get(address_of(work)).status_code == 404
    show_work(work, by=setting.editor)
    answer = client.get(address_of(work))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "image/webp", "no-cache")
    assert "sandbox" in answer["Content-Security-Policy"]
    drawn = Image.open(BytesIO(answer.getvalue()))
    assert (drawn.size, dict(drawn.getexif())) == ((30, 40), {})
    again = client.get(address_of(work), headers={"If-Modified-Since": answer["Last-Modified"]})
    assert again.status_code == 304


def test_a_large_photo_is_kept_as_wide_as_a_phone_shows_it(offer):
    assert offer(photo=in_base64(photo(3000, 1500)))["state"] == "applied"
    work = WorkPicture.objects.get()
    assert (work.width, work.height) == (480, 960)


def test_when_she_takes_back_her_agreement_nobody_sees_it_and_its_file_goes(
    setting, client, work, django_capture_on_commit_callbacks
):
    client.logout()
    show_work(work, by=setting.editor)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(setting.asha, purpose=Purpose.STORY, by=setting.asha.user)
        assert works_of_course(setting.cohort.course_key) == []  # before any job has run
        assert client.get(address_of(work)).status_code == 404
    assert not storages["private"].exists(work.file_name)
    give_consent(setting.asha, purpose=Purpose.STORY, language="en", by=setting.asha.user)
    assert seen_by(setting.editor) == 0


def test_a_picture_of_others_stays_when_she_takes_back_hers(setting, offer):
    offer(whose="group")
    withdraw_consent(setting.asha, purpose=Purpose.STORY, by=setting.asha.user)
    assert seen_by(setting.trainer.user) == 1


def test_who_offered_it_made_it_or_trains_takes_it_away_and_nobody_else(setting, work):
    def may(person):
        return WorkPicture.objects.filter(takes_away(person)).exists()

    people = [setting.asha, setting.trainer, setting.salma, setting.mentor, setting.outsider]
    assert [may(each) for each in people] == [True, True, False, False, False]


def test_a_picture_of_the_group_is_taken_away_by_any_of_the_group(
    setting, offer, sign_in, django_capture_on_commit_callbacks
):
    assert offer(whose="group")["state"] == "applied"
    work = WorkPicture.objects.get()
    show_work(work, by=setting.editor)
    address = reverse("cohorts:take-work-away", args=[setting.cohort.pk, work.pk])
    assert sign_in(setting.outsider).post(address).status_code == 404
    assert sign_in(setting.mentor).post(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(setting.salma).post(address).status_code == 302
    assert seen_by(AnonymousUser()) == seen_by(setting.editor) == 0
    assert not storages["private"].exists(work.file_name)
    assert sign_in(setting.salma).post(address).status_code == 404
    take_work_away(work, by=None)  # twice changes nothing


def test_a_trainer_offers_only_work_of_who_agreed(setting, offer):
    refused = offer(whose=str(setting.salma.pk))
    assert (refused["state"], refused["field"]) == ("refused", "whose")
    assert offer(whose=str(setting.outsider.pk))["state"] == "refused"
    assert offer(whose="")["field"] == "whose"
    assert WorkPicture.objects.count() == 0


def test_a_learner_offers_her_own_work_while_she_agrees_and_no_other(setting, offer):
    assert offer(setting.salma)["code"] == "story_not_agreed"
    assert offer(setting.asha, whose=str(setting.salma.pk))["state"] == "applied"
    assert WorkPicture.objects.get().learner == setting.asha


def test_who_does_not_learn_or_teach_there_offers_nothing_and_her_photo_is_not_opened(setting, offer, monkeypatch):
    monkeypatch.setattr("cohorts.forms.works.kept_picture", lambda *_, **__: pytest.fail("it was opened"))
    assert offer(setting.outsider)["code"] == offer(setting.mentor)["code"] == "not_yours"


@pytest.mark.parametrize(
    ("field", "typed"), [("photo", ""), ("photo", "%%%"), ("photo", in_base64(b"<html>")), ("seen", ""), ("agreed", "")]
)
def test_without_a_photo_its_words_or_her_yes_it_is_refused_beside_the_field(offer, field, typed):
    outcome = offer(**{field: typed})
    assert (outcome["state"], outcome["field"]) == ("refused", field)
    assert "photo" not in Submission.objects.get().fields or Submission.objects.get().fields["photo"] == ""


def test_what_comes_twice_is_one_also_when_she_has_left_meanwhile(setting, offer):
    work_id = uuid4()
    assert offer(setting.asha, work_id=work_id)["state"] == "applied"
    withdraw_learner(setting.asha.enrolments.get(), by=None)
    assert offer(setting.asha, work_id=work_id)["state"] == "duplicate"
    assert offer(setting.asha)["code"] == "not_yours"
    assert WorkPicture.objects.count() == 1


def test_the_same_id_in_another_cohort_is_another_picture_and_is_taken(setting, offer):
    work_id = uuid4()
    second = cohort_on(setting.course)
    learner_in(second)
    trainer_of(second)
    assert offer(work_id=work_id)["state"] == "applied"
    assert offer(cohort=second, work_id=work_id)["state"] == "refused"


def test_very_many_in_a_day_wait_for_tomorrow(offer, monkeypatch):
    monkeypatch.setattr("cohorts.works.MOST_A_DAY", 1)
    first = uuid4()
    assert offer(work_id=first)["state"] == "applied"
    assert offer()["code"] == "work_many_today"
    assert offer(work_id=first)["state"] == "duplicate"


def test_she_hears_that_her_work_was_offered_and_both_what_became_of_it(
    setting, offer, sign_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        offer()
    work = WorkPicture.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        refuse_work(work, reason="A face can be seen.", by=setting.editor)
    told = {(notice.person, notice.kind) for notice in Notice.objects.all()}
    assert told >= {
        (setting.asha, "work_offered"),
        (setting.asha, "work_decided"),
        (setting.trainer, "work_decided"),
    }
    page = sign_in(setting.asha).get(reverse("notifications:list")).text
    assert "has offered a picture of your work: “A blue bag”" in page
    assert "is not shown to everybody: A face can be seen." in page


def test_what_is_refused_is_seen_by_who_offered_and_made_it_and_can_still_be_shown(setting, work, sign_in):
    refuse_work(work, reason="A face can be seen.", by=setting.editor)
    assert [seen_by(each.user) for each in (setting.asha, setting.trainer, setting.salma)] == [1, 1, 0]
    assert "A face can be seen." in sign_in(setting.trainer).get(page_of(setting)).text
    show_work(work, by=setting.editor)
    assert (work.status, work.reason) == (WorkStatus.SHOWN, "")


def test_only_an_editor_decides_and_never_refuses_without_a_reason(setting, work):
    with pytest.raises(MoveIsNotYours):
        show_work(work, by=setting.trainer.user)
    with pytest.raises(ReasonIsMissing):
        refuse_work(work, reason=" ", by=setting.editor)


def test_a_cohort_without_pictures_teaches_how_to_make_one(setting, sign_in):
    page = sign_in(setting.trainer).get(page_of(setting)).text
    assert "Photograph the thing, in daylight, without faces." in page
    assert reverse("cohorts:offer-work", args=[setting.cohort.pk]) in page
    assert "Offer a picture" not in sign_in(setting.mentor).get(page_of(setting)).text


def test_who_has_not_agreed_is_led_to_where_she_can_and_finds_no_form(setting, sign_in):
    page = sign_in(setting.salma).get(reverse("cohorts:offer-work", args=[setting.cohort.pk])).text
    assert reverse("people:profile") in page
    assert "data-offer=" not in page


def test_without_scripts_the_form_takes_the_photo_and_shows_what_is_wrong(setting, sign_in):
    address = reverse("cohorts:offer-work", args=[setting.cohort.pk])
    client = sign_in(setting.trainer)
    typed = {**setting.fields(), "photo": SimpleUploadedFile("bag.jpg", photo(), "image/jpeg"), "id": uuid4()}
    wrong = client.post(address, {**typed, "photo": SimpleUploadedFile("bag.jpg", b"<html>"), "seen": "A red bag"})
    assert wrong.status_code == 422
    assert "This is not a picture" in wrong.text
    assert "A red bag" in wrong.text
    typed["photo"].seek(0)
    answer = client.post(address, typed)
    assert (answer.status_code, answer.url) == (302, page_of(setting))
    assert WorkPicture.objects.get().seen == "A blue bag"


def test_the_list_of_a_cohort_asks_the_database_as_often_for_many_as_for_one(setting, offer, django_assert_num_queries):
    offer()
    assert list(setting.trainer.current_grants) is not None  # read once for a request
    with django_assert_num_queries(1):
        assert len(works_in(setting.cohort, setting.trainer)) == 1
    for _number in range(4):
        offer()
    with django_assert_num_queries(1):
        assert len(works_in(setting.cohort, setting.trainer)) == 5


def test_the_daily_job_clears_files_without_a_picture_after_a_day(work, private_files):
    purge_files({})
    left = private_files / "works" / str(uuid4())
    left.write_bytes(b"left")
    purge_files({})
    assert left.exists()
    long_ago = timezone.now().timestamp() - 200_000
    os.utime(left, (long_ago, long_ago))
    purge_files({})
    assert not left.exists()
    assert storages["private"].exists(work.file_name)


def test_what_is_kept_about_her_names_her_pictures(setting, work, sign_in):
    assert "A blue bag" in sign_in(setting.asha).get("/people/me/kept/").text
    assert "A blue bag" in sign_in(setting.trainer).get("/people/me/kept/").text
    assert "A blue bag" not in sign_in(PersonFactory()).get("/people/me/kept/").text


class TestInTheAdmin:
    @pytest.fixture
    def admin(self, setting, work, sign_in):
        setting.editor.user_permissions.add(
            Permission.objects.get(codename="access_admin"), Permission.objects.get(codename="view_workpicture")
        )
        return sign_in(setting.editor)

    def address(self, work, name="edit"):
        return reverse(WorkPicture.snippet_viewset.get_url_name(name), args=[work.pk] if name == "edit" else [])

    def test_an_editor_finds_what_waits_and_shows_it(self, admin, work):
        assert "A blue bag" in admin.get(self.address(work, "list")).text
        assert address_of(work) in admin.get(self.address(work)).text
        assert admin.get(address_of(work)).status_code == 200
        assert admin.post(self.address(work), {"show": "yes"}).status_code == 302
        work.refresh_from_db()
        assert work.status == WorkStatus.SHOWN

    def test_she_says_why_not(self, admin, work):
        admin.post(self.address(work), {"reason": ""})
        work.refresh_from_db()
        assert work.status == WorkStatus.OFFERED
        admin.post(self.address(work), {"reason": "Two faces."})
        work.refresh_from_db()
        assert (work.status, work.reason) == (WorkStatus.REFUSED, "Two faces.")

    def test_without_the_right_to_it_nobody_judges(self, setting, admin, work):
        setting.editor.user_permissions.remove(Permission.objects.get(codename="change_workpicture"))
        assert admin.post(self.address(work), {"show": "yes"}).status_code in (302, 403, 404)
        work.refresh_from_db()
        assert work.status == WorkStatus.OFFERED


def page_of(setting: Setting) -> str:
    return reverse("cohorts:works", args=[setting.cohort.pk])
