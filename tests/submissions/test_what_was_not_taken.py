"""What was held or refused stands where its author and who may help find it, and can be sent again."""

import pytest
from django.urls import reverse

from submissions.models import Submission
from submissions.permissions import can_see_submission, submissions_visible_to
from submissions.queries import number_of_needs
from tests.factories import PersonFactory
from tests.submissions.conftest import hand_in, note

MINE = reverse("submissions:mine")


@pytest.fixture
def held(sign_in, author, notes) -> Submission:
    """A note of hers that came while the door was shut."""
    notes.is_shut = True
    hand_in(sign_in(author), author, note("The <shop> is open"))
    return Submission.objects.get()


def again(client, submission: Submission):
    return client.post(reverse("submissions:send-again", args=[submission.pk]))


def test_its_author_finds_it_with_the_reason_and_what_she_wrote(client, held, author):
    page = client.get(MINE).content.decode()
    assert "1 needs you" in page
    assert "Shut for now." in page
    assert "The &lt;shop&gt; is open" in page
    assert 'href="/notes/shop/"' in page
    assert number_of_needs(author) == 1


def test_sent_again_it_is_taken_and_needs_nobody(client, held, notes, author):
    notes.is_shut = False
    assert again(client, held).url == MINE
    assert notes.taken == ["The <shop> is open"]
    assert number_of_needs(author) == 0


def test_sent_again_too_early_it_stays(client, held, author):
    again(client, held)
    assert number_of_needs(author) == 1


def test_sent_again_twice_it_is_taken_once(client, held, notes):
    notes.is_shut = False
    again(client, held)
    again(client, held)
    assert len(notes.taken) == 1


def test_put_away_it_is_no_longer_shown_and_still_there(client, held, author):
    client.post(reverse("submissions:set-aside", args=[held.pk]))
    assert number_of_needs(author) == 0
    assert Submission.objects.filter(pk=held.pk).exists()


def test_who_may_help_sees_whose_it_is_and_sends_it_again_as_hers(sign_in, held, notes):
    helper = sign_in(PersonFactory(name="Helper"))
    page = helper.get(MINE).content.decode()
    assert "Where you can help" in page
    assert "Asha Devi" in page
    notes.is_shut = False
    again(helper, held)
    assert notes.taken == ["The <shop> is open"]


def test_nobody_else_sees_or_touches_it(sign_in, held):
    stranger = sign_in(PersonFactory())
    assert "shop" not in stranger.get(MINE).content.decode()
    assert again(stranger, held).status_code == 404
    assert stranger.post(reverse("submissions:set-aside", args=[held.pk])).status_code == 404


def test_the_predicate_agrees_with_its_queryset(held, author):
    for person in (author, PersonFactory(name="Helper"), PersonFactory(), None):
        assert can_see_submission(person, held) == submissions_visible_to(person).filter(pk=held.pk).exists()


def test_a_kind_that_is_no_longer_taken_is_shown_and_cannot_be_sent(client, held, author):
    Submission.objects.update(kind="gone")
    page = client.get(MINE).content.decode()
    assert "Shut for now." in page
    assert reverse("submissions:send-again", args=[held.pk]) not in page


def test_it_lies_on_the_desk_of_its_author_until_it_is_seen_to(client, held):
    desk = client.get(reverse("desk:home")).content.decode()
    assert "1 needs you" in desk
    assert MINE in desk
    client.post(reverse("submissions:set-aside", args=[held.pk]))
    assert "needs you" not in client.get(reverse("desk:home")).content.decode()
