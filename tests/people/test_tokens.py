"""Letting a program act for oneself: made behind the PIN, shown once, stopped by a press or by a new PIN."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import AuditEntry
from people.errors import TokenNameIsTaken
from people.models import AccessToken, User
from people.services import give_new_pin, set_pin
from people.tokens import MOST_DAYS, note_use, revoke_token
from tests.factories import PIN, PersonFactory, token_of
from tests.people.doors import WRONG_PIN, member

PAGE = "/people/me/programs/"
SENT = {"name": "Our MIS", "scopes": ["me:read", "cohorts:read"], "days": "90", "old": PIN}


def test_the_token_is_shown_once_and_kept_nowhere(sign_in):
    asha = member()
    client = sign_in(asha)
    shown = client.post(PAGE, SENT).content.decode()
    (secret,) = set(re.findall(r"coe_[\w-]{43}", shown))
    token = AccessToken.objects.get()
    assert (token.person, token.scopes) == (asha, ["me:read", "cohorts:read"])
    assert token.expires_on == timezone.localdate() + timedelta(days=90)
    assert secret not in str(AccessToken.objects.values().get())
    for page in (PAGE, "/people/me/kept/", "/people/me/kept/file/"):
        text = client.get(page).content.decode()
        assert "Our MIS" in text
        assert secret not in text
        assert token.digest not in text


@pytest.mark.parametrize("old", [WRONG_PIN, ""])
def test_who_found_the_phone_open_lets_no_program_act(sign_in, old):
    answer = sign_in(member()).post(PAGE, {**SENT, "old": old})
    assert answer.status_code == 422
    assert "old" in answer.context["form"].errors
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("field", ["name", "scopes", "days"])
def test_what_is_missing_is_named_beside_its_field(sign_in, field):
    answer = sign_in(member()).post(PAGE, {name: value for name, value in SENT.items() if name != field})
    assert field in answer.context["form"].errors


def test_two_programs_that_act_have_two_names(sign_in):
    asha = member()
    client = sign_in(asha)
    assert client.post(PAGE, SENT).status_code == 200
    answer = client.post(PAGE, SENT)
    assert "name" in answer.context["form"].errors
    revoke_token(AccessToken.objects.get(), by=asha.user)
    assert client.post(PAGE, SENT).status_code == 200


def test_she_stops_a_program_and_nobody_elses(sign_in):
    asha, salma = PersonFactory(), PersonFactory()
    hers, other = token_of(asha)[0], token_of(salma)[0]
    client = sign_in(asha)
    assert client.post(f"{PAGE}{other.pk}/stop/").status_code == 404
    assert client.post(f"{PAGE}{hers.pk}/stop/").status_code == 302
    assert list(AccessToken.objects.standing()) == [other]
    assert client.post(f"{PAGE}{hers.pk}/stop/").status_code == 404


def test_making_and_stopping_leave_a_line_each_and_no_secret():
    asha = PersonFactory()
    token, secret = token_of(asha, "me:read")
    revoke_token(token, by=asha.user)
    revoke_token(token, by=asha.user)
    lines = list(
        AuditEntry.objects.filter(action__startswith="token.").order_by("pk").values_list("action", "by", "detail")
    )
    assert [(action, by) for action, by, detail in lines] == [
        ("token.made", asha.user.pk),
        ("token.revoked", asha.user.pk),
    ]
    assert secret not in str(lines)


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_a_token_lasts_at_most_a_year(days):
    with pytest.raises(ValueError, match="at most a year"):
        token_of(PersonFactory(), days=days)


def test_a_scope_that_is_none_is_not_given():
    with pytest.raises(ValueError, match="everything"):
        token_of(PersonFactory(), "everything")


def test_a_name_taken_leaves_the_transaction_whole():
    asha = PersonFactory()
    token_of(asha)
    with pytest.raises(TokenNameIsTaken):
        token_of(asha)
    assert AccessToken.objects.count() == 1


def _by_herself(user):
    set_pin(user, "593027")


def _by_her_trainer(user):
    give_new_pin(user.person, by=None)


def _by_a_page_of_the_admin(user):
    user.set_password("turmeric-and-indigo-27")
    user.save()


@pytest.mark.parametrize("change", [_by_herself, _by_her_trainer, _by_a_page_of_the_admin])
def test_a_new_pin_stops_every_program_whoever_changed_it(change):
    asha, salma = member(), PersonFactory()
    token_of(asha)
    token_of(salma)
    change(User.objects.get(pk=asha.user.pk))
    assert [token.person for token in AccessToken.objects.standing()] == [salma]


def test_a_pin_that_is_only_hashed_anew_stops_nothing(settings):
    asha = member()
    token_of(asha)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    assert User.objects.get(pk=asha.user.pk).check_password(PIN)
    assert AccessToken.objects.standing().count() == 1


def test_use_is_noted_at_most_once_a_minute(django_assert_num_queries):
    token, _secret = token_of(PersonFactory())
    note_use(token)
    token.refresh_from_db()
    noted = token.last_used_at
    with django_assert_num_queries(0):
        note_use(token)
    AccessToken.objects.update(last_used_at=noted - timedelta(minutes=2))
    token.refresh_from_db()
    note_use(token)
    token.refresh_from_db()
    assert token.last_used_at >= noted
