"""Consent is given and taken back with one press, and taking it back counts."""

from pathlib import Path

import pytest

from cohorts.enums import EnrolmentStatus
from cohorts.errors import TrainingNotAgreed
from cohorts.services import join_cohort
from core.enums import Language
from people.errors import TrainingConsentMissing
from people.models import Consent, NoticeVersion, Person
from people.permissions import has_agreed
from people.queries import current_notice
from people.services import load_notice, register_person, withdraw_consent
from tests.factories import CohortFactory, PersonFactory, PlaceFactory, UserFactory, learner_in

TRAINING, STORY = "/people/me/consent/training/", "/people/me/consent/story/"


@pytest.fixture
def press(sign_in, django_capture_on_commit_callbacks):
    """Press a button of the profile."""

    def _press(who, page, button, value="sure"):
        with django_capture_on_commit_callbacks(execute=True):
            return sign_in(who).post(page, {button: value})

    return _press


def test_one_press_agrees_on_the_newest_notice_and_one_takes_it_back(press):
    asha = PersonFactory()
    NoticeVersion.objects.create(version=2, texts={"en": {"title": "New", "body": "New."}})
    assert press(asha, STORY, "give")["Location"] == "/people/me/"
    consent = Consent.objects.get(purpose="story")
    assert (consent.person, consent.taken_by, consent.notice.version) == (asha, asha.user, 2)
    press(asha, STORY, "withdraw")
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_who_agrees_again_has_a_second_line_and_the_first_is_kept(press):
    asha = PersonFactory()
    for button in ("give", "give", "withdraw", "withdraw", "give"):
        press(asha, STORY, button)
    kept = Consent.objects.filter(person=asha, purpose="story")
    assert [kept.filter(withdrawn_at=None).count(), kept.count()] == [1, 2]


def test_taking_back_the_first_line_ends_her_training_and_nobody_elses(press):
    cohort = CohortFactory()
    asha, salma = learner_in(cohort), learner_in(cohort)
    join_cohort(asha, CohortFactory().code, by=asha.user)
    press(asha, TRAINING, "withdraw")
    assert set(asha.enrolments.values_list("status", flat=True)) == {EnrolmentStatus.WITHDRAWN}
    assert salma.enrolments.get().status == EnrolmentStatus.ACTIVE


def test_before_training_ends_she_reads_what_ends_and_nothing_has_ended(press):
    asha = learner_in(CohortFactory())
    page = press(asha, TRAINING, "withdraw", "yes").content.decode()
    assert "You leave every cohort you are in" in page
    assert 'name="withdraw" value="sure"' in page
    assert asha.enrolments.get().status == EnrolmentStatus.ACTIVE
    assert has_agreed(asha, "training")


def test_what_ends_is_read_again_in_another_language_for_who_takes_part(sign_in):
    asha = learner_in(CohortFactory())
    client = sign_in(asha)
    assert "You leave every cohort you are in" in client.get(TRAINING).text
    assert client.get(STORY)["Location"] == "/people/me/"
    withdraw_consent(asha, purpose="training", by=asha.user)
    assert client.get(TRAINING)["Location"] == "/people/me/"


def test_taking_back_another_line_ends_no_training(press):
    asha = learner_in(CohortFactory())
    press(asha, STORY, "give")
    press(asha, STORY, "withdraw")
    assert asha.enrolments.get().status == EnrolmentStatus.ACTIVE


def test_who_took_it_back_joins_no_cohort_until_she_agrees_again(press):
    asha, cohort = PersonFactory(), CohortFactory()
    press(asha, TRAINING, "withdraw")
    with pytest.raises(TrainingNotAgreed):
        join_cohort(asha, cohort.code, by=asha.user)
    press(asha, TRAINING, "give")
    assert join_cohort(asha, cohort.code, by=asha.user).status == EnrolmentStatus.ACTIVE


def test_nobody_presses_for_somebody_else(press):
    asha, stranger = PersonFactory(), PersonFactory()
    press(stranger, TRAINING, "withdraw")
    assert Consent.objects.get(person=asha).withdrawn_at is None


@pytest.mark.parametrize("purpose", ["nonsense", "TRAINING"])
def test_there_is_no_consent_to_anything_else(press, purpose):
    assert press(PersonFactory(), f"/people/me/consent/{purpose}/", "give").status_code == 404


def test_consent_is_not_given_by_following_a_link(sign_in):
    assert sign_in(PersonFactory()).get(STORY)["Location"] == "/people/me/"
    assert not Consent.objects.filter(purpose="story").exists()


def test_nobody_is_registered_without_consent_whoever_calls():
    user = UserFactory()
    with pytest.raises(TrainingConsentMissing):
        register_person(
            user=user,
            name="A",
            place=PlaceFactory(),
            language="en",
            gender="woman",
            purposes=["story"],
            notice_language="en",
            by=user,
        )
    assert not Person.objects.exists()


def test_the_profile_shows_what_is_kept_and_agreed_to_and_nothing_of_others(sign_in):
    PersonFactory(name="Salma Khatoon", user__username="M104209")
    asha = PersonFactory(name="Asha Pawar", user__username="M104208", user__phone="+919845012345")
    page = sign_in(asha).get("/people/me/").content.decode()
    for shown in ("Asha Pawar", "M104208", "98450", "Take it back", "I agree", "What we keep"):
        assert shown in page
    assert "Salma" not in page
    assert "M104209" not in page


def test_the_notice_is_open_to_anybody_in_her_language_or_in_english(client, privacy_notice):
    privacy_notice.texts["hi"] = {"title": "हम क्या रखते हैं", "body": "आपका नाम।"}
    privacy_notice.save()
    client.cookies["django_language"] = "hi"
    page = client.get("/people/notice/").content.decode()
    assert "हम क्या रखते हैं" in page
    assert current_notice("ml").title == "What we keep"
    assert current_notice("ml").paragraphs == ["Your name.", "Your answers."]


def test_the_notice_names_who_answers_for_the_data_and_who_hears_complaints(client, settings):
    settings.DATA_FIDUCIARY, settings.GRIEVANCE_CONTACT = "Nadi Teera Trust", "Meera Das, 98450 12345"
    load_notice(Path("people/content/notice.yaml"))
    for language in Language.values:
        notice = " ".join(current_notice(language).paragraphs)
        assert notice.count("Nadi Teera Trust") == notice.count("Meera Das, 98450 12345") == 2
        assert "{" not in notice


def test_the_notice_says_in_each_language_who_sees_the_number_she_signs_in_with_and_the_one_to_call():
    load_notice(Path("people/content/notice.yaml"))
    assert NoticeVersion.objects.latest().version > 2  # whoever agreed before read other words
    said = {
        "en": ("the phone number you sign in with", "only your trainer"),
        "hi": ("जिस फ़ोन नंबर से आप अंदर आते हैं", "सिर्फ़ आपके ट्रेनर"),
        "kn": ("ನೀವು ಒಳಗೆ ಬರಲು ಬಳಸುವ ಫೋನ್ ನಂಬರ್", "ತರಬೇತುದಾರರಿಗೆ ಮಾತ್ರ"),
        "ml": ("നിങ്ങൾ ലോഗിൻ ചെയ്യുന്ന ഫോൺ നമ്പർ", "ട്രെയിനർ മാത്രമേ"),
    }
    for language in Language.values:
        notice = " ".join(current_notice(language).paragraphs)
        assert all(words in notice for words in said[language])
