"""Joining by the code on the board."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.enums import CohortState
from cohorts.errors import CodeIsUnknown, CohortIsFull, CohortIsOver, CohortNotOpenYet, TrainingNotAgreed
from cohorts.models import Cohort, Enrolment, new_cohort_code
from cohorts.models.cohorts import CODE_ALPHABET
from cohorts.services import invite, join_cohort, wait_for_place, withdraw_learner
from core.models import AuditEntry
from jobs.models import Job
from people.enums import Role
from people.models import Consent, Person, User
from people.services import grant_role, withdraw_consent
from tests.factories import CohortFactory, PersonFactory, UserFactory, learner_in, trainer_of
from tests.ways_of_typing import WAYS

pytestmark = pytest.mark.django_db

JOIN = "/cohorts/join/"


@pytest.fixture
def cohort():
    return CohortFactory(code="MVK4P7")


def join(person: Person, code: str) -> Enrolment:
    return join_cohort(person, code, by=person.user)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_the_code_may_be_typed_in_any_way(cohort, way):
    assert join(PersonFactory(), way("MVK4P7")).cohort == cohort


@pytest.mark.parametrize("typed", ["MVK4P8", "MVK4P", "MVK4P77", "", "------", "M%K4P7", "'; DROP TABLE", "एमवीके"])
def test_a_code_nobody_gave_out_is_refused(cohort, typed):
    with pytest.raises(CodeIsUnknown):
        join(PersonFactory(), typed)
    assert not Enrolment.objects.exists()


def test_a_full_cohort_takes_nobody_more():
    cohort = CohortFactory(capacity=1)
    learner_in(cohort)
    with pytest.raises(CohortIsFull):
        join(PersonFactory(), cohort.code)
    assert cohort.enrolments.count() == 1


def test_the_last_place_goes_to_one_of_two():
    cohort = CohortFactory(capacity=2)
    learner_in(cohort)
    first, second = PersonFactory(), PersonFactory()
    join(first, cohort.code)
    with pytest.raises(CohortIsFull):
        join(second, cohort.code)
    assert set(cohort.enrolments.values_list("person", flat=True)) >= {first.pk}
    assert cohort.enrolments.count() == 2


def test_a_place_given_up_can_be_taken():
    cohort = CohortFactory(capacity=1)
    withdraw_learner(learner_in(cohort).enrolments.get(), by=None)
    assert join(PersonFactory(), cohort.code).status == "active"


def test_a_cohort_that_is_over_takes_nobody():
    cohort = CohortFactory(over=True)
    with pytest.raises(CohortIsOver):
        join(PersonFactory(), cohort.code)


@pytest.mark.parametrize("state", [CohortState.PLANNED, CohortState.FINISHED, CohortState.CLOSED])
def test_the_code_of_a_cohort_that_is_not_open_enrols_nobody_and_puts_nobody_in_line(state, sign_in):
    refusal = CohortNotOpenYet if state == CohortState.PLANNED else CohortIsOver
    full, free = CohortFactory(state=state, capacity=1), CohortFactory(state=state)
    learner_in(full)
    person = PersonFactory()
    for cohort in (full, free):
        for enter in (join_cohort, wait_for_place):
            with pytest.raises(refusal):
                enter(person, cohort.code, by=person.user)
        assert str(refusal.message) in sign_in(person).post(JOIN, {"code": cohort.code}).text
    assert not person.enrolments.exists()


def test_who_did_not_agree_to_be_trained_is_not_enrolled(cohort):
    with pytest.raises(TrainingNotAgreed):
        join(PersonFactory(consent=False), cohort.code)
    assert not Enrolment.objects.exists()


def test_joining_again_changes_nothing_even_when_the_cohort_is_full_by_then():
    cohort, person = CohortFactory(capacity=1), PersonFactory()
    first = join(person, cohort.code)
    again = join(person, cohort.code.lower())
    assert (again.pk, again.joined_at) == (first.pk, first.joined_at)
    assert Enrolment.objects.count() == 1
    assert AuditEntry.objects.filter(action="enrolment.joined").count() == 1
    assert Job.objects.filter(kind="notice").count() == 1


def test_who_left_and_comes_back_has_two_stays_and_the_leaving_is_kept(cohort):
    person = PersonFactory()
    first = join(person, cohort.code)
    withdraw_learner(first, by=person.user)
    again = join(person, cohort.code)
    first.refresh_from_db()
    assert (first.status, first.withdrawn_at is None) == ("withdrawn", False)
    assert (again.status, again.withdrawn_at) == ("active", None)
    assert join(person, cohort.code) == again
    assert cohort.enrolments.filter(person=person).count() == 2


def test_who_withdrew_finds_no_place_kept():
    cohort, person = CohortFactory(capacity=1), PersonFactory()
    withdraw_learner(join(person, cohort.code), by=person.user)
    learner_in(cohort)
    with pytest.raises(CohortIsFull):
        join(person, cohort.code)


def test_the_page_leads_into_the_cohort(cohort, sign_in):
    response = sign_in(PersonFactory()).post(JOIN, {"code": "mvk 4p7"})
    assert response.url == reverse("cohorts:cohort", args=[cohort.pk])


def told(client, cohort: Cohort) -> str:
    return client.post(JOIN, {"code": cohort.code}, follow=True).text


def test_who_has_joined_is_told_that_she_is_in_by_whom_she_is_taught_and_from_when(sign_in):
    cohort = CohortFactory(starts_on=timezone.localdate())
    day = f"First day: {cohort.starts_on:%d-%m-%Y}."
    assert f"You are in. {day}" in told(sign_in(PersonFactory()), cohort)
    trainer_of(cohort)
    assert f"You are in. Your trainer: Rukmini Hegde. {day}" in told(sign_in(PersonFactory()), cohort)


def test_who_joins_a_training_that_has_begun_is_told_so(cohort, sign_in):
    begun = f"The training began on {cohort.starts_on:%d-%m-%Y}; you begin with the first lesson."
    assert f"You are in. {begun}" in told(sign_in(PersonFactory()), cohort)
    trainer_of(cohort)
    assert f"You are in. Your trainer: Rukmini Hegde. {begun}" in told(sign_in(PersonFactory()), cohort)


def test_a_refusal_stands_beside_the_code_as_typed(sign_in):
    response = sign_in(PersonFactory()).post(JOIN, {"code": "WRONG <1>"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "No cohort has this code. Look at it again, or ask your trainer." in page
    assert 'value="WRONG &lt;1&gt;"' in page


def test_every_refusal_is_said_in_words_she_understands(cohort, sign_in):
    full, over = CohortFactory(capacity=1), CohortFactory(over=True)
    learner_in(full)
    for code, words in [(full.code, "This cohort is full."), (over.code, "This cohort is over."), ("", "required")]:
        assert words in sign_in(PersonFactory()).post(JOIN, {"code": code}).content.decode()
    page = sign_in(PersonFactory(consent=False)).post(JOIN, {"code": cohort.code}).content.decode()
    assert "You have not agreed that we keep a learning record." in page


def test_a_code_in_the_address_stands_in_the_form_and_joins_nobody(cohort, sign_in):
    page = sign_in(PersonFactory()).get(JOIN, {"code": cohort.code}).content.decode()
    assert 'value="MVK4P7"' in page
    assert not Enrolment.objects.exists()


def test_after_ten_tries_in_ten_minutes_even_the_right_code_has_to_wait(cohort, sign_in):
    client = sign_in(PersonFactory())
    for _ in range(10):
        assert "No cohort has this code" in client.post(JOIN, {"code": "AAAAAA"}).content.decode()
    response = client.post(JOIN, {"code": cohort.code})
    assert response.status_code == 422
    assert "Too many wrong codes." in response.content.decode()
    assert not Enrolment.objects.exists()


def test_the_tries_of_one_are_not_counted_against_another_in_the_same_room(cohort, sign_in):
    client = sign_in(PersonFactory())
    for _ in range(11):
        client.post(JOIN, {"code": "AAAAAA"})
    assert sign_in(PersonFactory()).post(JOIN, {"code": cohort.code}).status_code == 302


def test_a_stranger_and_an_account_without_a_name_join_nothing(client, cohort, sign_in):
    assert client.post(JOIN, {"code": cohort.code}).url.startswith(reverse("account_login"))
    assert sign_in(UserFactory()).post(JOIN, {"code": cohort.code}).url.startswith(reverse("people:introduce"))
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(("how", "said", "may_wait"), [
    ("planned", "is not open yet", False), ("over", "is over", False), ("full", "is full", True),
    ("teaches", "", False), ("not agreed", "", False),
])  # fmt: skip
def test_who_would_be_refused_is_not_asked_whether_she_wants_both(cohort, sign_in, how, said, may_wait):
    asha = learner_in(CohortFactory(name="Haveri", course_key=cohort.course_key))
    if how == "full":
        Cohort.objects.filter(pk=cohort.pk).update(capacity=0)
    elif how == "teaches":
        grant_role(asha, role=Role.TRAINER, over=cohort, by=None)
    elif how == "not agreed":
        Consent.objects.filter(person=asha).delete()
    else:
        state = {"planned": "planned", "over": "closed"}[how]
        Cohort.objects.filter(pk=cohort.pk).update(state=state)
    page = sign_in(asha).post(JOIN, {"code": "MVK4P7"})
    assert page.status_code == 422
    assert "which takes the same course" not in page.text
    assert ("Wait for a place" in page.text) == may_wait
    assert said in " ".join(page.context["form"].errors["code"])


def test_an_invitation_into_the_cohort_she_is_in_says_nothing_of_another(cohort, sign_in):
    asha = learner_in(CohortFactory(name="Haveri", course_key=cohort.course_key))
    User.objects.filter(pk=asha.user_id).update(phone="+919876543210", phone_verified_at=timezone.now())
    [invitation] = invite(cohort, [("+919876543210", "Asha")], by=trainer_of(cohort).user)
    client, address = sign_in(asha), reverse("cohorts:invitation", args=[invitation.pk])
    assert "which takes the same course" in client.get(address).text
    join_cohort(asha, cohort.code, by=asha.user)
    assert "which takes the same course" not in client.get(address).text


def test_codes_hold_no_signs_that_are_mistaken_for_one_another():
    codes = {new_cohort_code() for _ in range(200)}
    assert len(codes) > 190
    assert all(len(code) == 6 and set(code) <= set(CODE_ALPHABET) for code in codes)
    assert not set(CODE_ALPHABET) & set("0O1IL8B5S2Z")


def test_who_took_back_her_consent_is_led_from_her_desk_and_from_the_refusal_to_where_she_agrees(cohort, sign_in):
    asha = PersonFactory()
    withdraw_consent(asha, purpose="training", by=asha.user)
    client = sign_in(asha)
    desk, refusal = client.get("/desk/").text, client.post(JOIN, {"code": cohort.code}).text
    for page in (desk, refusal):
        assert "To the page “About me”" in page
        assert "/people/me/" in page
    assert "Type the code" not in desk


def test_who_takes_part_in_another_cohort_of_the_course_is_asked_first_whether_she_wants_both(cohort, sign_in):
    asha = learner_in(CohortFactory(name="Haveri", course_key=cohort.course_key))
    client = sign_in(asha)
    asked = client.post(JOIN, {"code": "MVK4P7"})
    assert asked.status_code == 422
    assert "You take part in Haveri, which takes the same course." in asked.text
    assert asha.enrolments.count() == 1
    assert "Wait for a place" not in asked.text
    assert "Wait for a place" in client.post(JOIN, {"code": "MVK4P7", "wait": "1"}).text
    again = {"code": "MVK4P7", "asked": asked.context["form"]["asked"].value()}
    assert client.post(JOIN, again).status_code == 302
    assert asha.enrolments.count() == 2
    for sent in ({}, {"wait": "1"}):  # she takes part here too by now: there is nothing left to ask
        assert client.post(JOIN, {"code": "MVK4P7", **sent}).status_code == 302
    over = learner_in(CohortFactory(over=True, course_key=cohort.course_key))
    assert sign_in(over).post(JOIN, {"code": "MVK4P7"}).status_code == 302
