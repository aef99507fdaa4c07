"""What was held or refused stands where its author and who may help find it, and can be sent again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.limits import Budget
from core.models import AuditEntry
from submissions.models import Submission
from submissions.queries import number_of_needs
from submissions.services import purge_settled
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


def test_she_comes_to_it_from_the_page_about_herself_and_from_her_desk(client, held):
    for page in (reverse("people:profile"), reverse("desk:home")):
        assert f'href="{MINE}"' in client.get(page).text
    assert f'href="{reverse("offline:kept")}"' in client.get(reverse("people:profile")).text


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


def test_who_put_it_away_or_sent_it_again_is_written_down(sign_in, held, notes):
    helper = PersonFactory(name="Helper")
    client = sign_in(helper)
    again(client, held)
    client.post(reverse("submissions:set-aside", args=[held.pk]))
    client.post(reverse("submissions:set-aside", args=[held.pk]))
    lines = AuditEntry.objects.filter(by=helper.user, subject=f"submissions.submission:{held.pk}")
    assert [line.action for line in lines.order_by("pk")] == ["submission.sent_again", "submission.set_aside"]


def test_sent_again_more_often_than_anybody_writes_it_stays_and_she_is_told(client, held, author, monkeypatch):
    monkeypatch.setattr("submissions.services.RECORDS", Budget("records", most=0, seconds=3600))
    page = client.post(reverse("submissions:send-again", args=[held.pk]), headers={"referer": MINE}, follow=True).text
    assert "This is a lot at once" in page
    assert number_of_needs(author) == 1


def test_what_was_seen_to_is_cleared_after_three_months_and_what_waits_is_not(client, held, author):
    Submission.objects.update(received_at=timezone.now() - timedelta(days=400))
    purge_settled({})
    assert number_of_needs(author) == 1
    Submission.objects.update(settled_at=timezone.now() - timedelta(days=91))
    purge_settled({})
    assert not Submission.objects.exists()


def test_the_number_is_counted_without_what_was_typed(held, author, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert number_of_needs(author) == 1
    assert "payload" not in asked.captured_queries[0]["sql"]


def test_nobody_else_sees_or_touches_it(sign_in, held):
    stranger = sign_in(PersonFactory())
    assert "shop" not in stranger.get(MINE).content.decode()
    assert again(stranger, held).status_code == 404
    assert stranger.post(reverse("submissions:set-aside", args=[held.pk])).status_code == 404


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
    assert "1 needs you" not in client.get(reverse("desk:home")).content.decode()
