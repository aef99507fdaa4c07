"""A session of today has one card on the trainer's desk, with one way: to its list."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from attendance.queries import people_counted, sessions_counted
from cohorts.models import Enrolment
from cohorts.services import add_make_up
from desk.enums import Section
from desk.queries import cards_of
from jobs.services import run_due_jobs
from people.models import Person
from tests.attendance.meetings import list_of, mark, session_of
from tests.factories import learner_in, trainer_of


def cards_about(person: Person, section: Section, title: str):
    fresh = Person.objects.get(pk=person.pk)
    return [card for found, cards in cards_of(fresh) if found == section for card in cards if card.title == title]


def test_who_teaches_finds_a_session_of_today_once(cohort, trainer, lakshmi):
    session = session_of(cohort, hour=timezone.localtime().hour, minutes=120)
    (card,) = cards_about(trainer, Section.NOW, cohort.name)
    assert (card.action, card.link) == ("Take attendance", reverse("attendance:mark", args=[session.pk]))
    assert card.more == "Panchayat hall"
    mark(session, lakshmi, "present", by=trainer)
    assert cards_about(trainer, Section.NOW, cohort.name) == []
    (card,) = cards_about(trainer, Section.WELL, cohort.name)
    # The other trainer of the cohort goes on with it, in a hall without network too.
    assert (card.action, card.link, card.goes_along) == (
        "See the list",
        reverse("attendance:mark", args=[session.pk]),
        True,
    )


def test_a_list_that_is_begun_says_how_many_are_not_marked_yet_on_desk_and_cohort(sign_in, cohort, trainer, lakshmi):
    others = [learner_in(cohort) for _ in range(2)]
    learner_in(cohort, joined_days_ago=-1)  # she comes tomorrow
    here = Enrolment.objects.active().filter(cohort=cohort).count() - 1
    session = session_of(cohort, hour=timezone.localtime().hour, minutes=120)
    mark(session, lakshmi, "present", by=trainer)
    for people in ([], others):
        for person in people:
            mark(session, person, "absent", by=trainer)
        left = here - 1 - len(people)
        words = f"1 here, {len(people)} absent, {left} not marked yet" if left else f"1 here, {len(people)} absent"
        section = Section.NOW if left else Section.WELL
        (card,) = cards_about(trainer, section, cohort.name)
        assert card.text == words
        assert card.action == ("Go on with the list" if left else "See the list")
        assert words in sign_in(trainer).get(reverse("cohorts:cohort", args=[cohort.pk])).text
        assert list_of(session).counts["open"] == left


def test_of_whom_two_marks_differ_is_counted_once_as_to_be_decided(cohort, trainer, lakshmi, sign_in):
    other = learner_in(cohort)
    session = session_of(cohort, hour=timezone.localtime().hour, minutes=120)
    mark(session, other, "present", by=trainer)
    for word, by in (("present", trainer), ("absent", trainer_of(cohort))):
        mark(session, lakshmi, word, by=by)
    assert list_of(session).counts["open"] == 0
    (card,) = cards_about(trainer, Section.NOW, cohort.name)
    assert (card.text, card.action) == ("1 here, 0 absent · 1 to decide", "Decide")
    hers = sign_in(lakshmi).get(reverse("attendance:mine", args=[cohort.pk])).text
    assert "Your trainer decides" in hers
    assert "Missed" not in hers


def test_a_list_that_stays_half_taken_is_asked_for_until_all_who_are_expected_are_marked(
    sign_in, cohort, trainer, lakshmi
):
    learner_in(cohort)
    learner_in(cohort, joined_days_ago=0)  # she came after that day
    session = session_of(cohort, days=-1)
    mark(session, lakshmi, "present", by=trainer)
    client, left = sign_in(trainer), list_of(session).counts["open"]
    pages = [reverse("attendance:today"), reverse("attendance:cohort", args=[cohort.pk])]
    (card,) = cards_about(trainer, Section.LATE, "Attendance")
    assert card.text == "In 1 session not everybody is marked."
    assert [f"{left} not marked<" in client.get(page).text for page in pages] == [True, True]
    team_page = reverse("cohorts:cohort", args=[cohort.pk])
    assert f"1 here, 0 absent, {left} not marked yet" in client.get(team_page).text
    for row in list_of(session).rows:
        if not row.stands and row.person != lakshmi.pk:
            mark(session, Person.objects.get(pk=row.person), "absent", by=trainer)
    assert cards_about(trainer, Section.LATE, "Attendance") == []
    assert not any("not marked" in client.get(page).text for page in [*pages, team_page])


def test_who_learns_there_is_led_to_the_session_and_who_teaches_to_the_list_of_tomorrow(
    cohort, trainer, lakshmi, monkeypatch
):
    noon = timezone.localtime().replace(hour=12, minute=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    session_of(cohort, hour=23, minutes=59)
    tomorrow = session_of(cohort, days=1)
    actions = [card.action for card in cards_about(lakshmi, Section.NOW, cohort.name)]
    assert actions == ["To the session", "To the session"]
    hers = cards_about(trainer, Section.NOW, cohort.name)
    assert hers[0].more == "Panchayat hall · The list opens at 22:00"
    assert [card.action for card in hers] == ["Take attendance", "To the session"]
    assert hers[1].link == reverse("attendance:mark", args=[tomorrow.pk])


def test_the_list_of_a_session_still_to_be_taken_goes_along_by_itself(sign_in, cohort, trainer, lakshmi):
    session = session_of(cohort, hour=0, minutes=0)
    address = reverse("attendance:mark", args=[session.pk])
    assert f'href="{address}" data-along' in sign_in(trainer).get(reverse("desk:home")).text
    assert "data-along" not in sign_in(lakshmi).get(reverse("desk:home")).text


def test_a_make_up_leaves_her_desk_and_timetable_once_another_session_of_the_day_makes_it_count(
    sign_in, cohort, trainer, lakshmi
):
    morning, noon = session_of(cohort, days=-1, hour=9), session_of(cohort, days=-1, hour=12)
    mark(morning, lakshmi, "absent", by=trainer)
    session_of(cohort, days=1, title="Goats again", makes_up=morning)
    timetable = reverse("cohorts:timetable")
    assert "Goats again" in sign_in(lakshmi).get(timetable).text
    assert len(cards_about(lakshmi, Section.NOW, cohort.name)) == 1
    mark(noon, lakshmi, "present", by=trainer)
    assert "Goats again" not in sign_in(lakshmi).get(timetable).text
    assert cards_about(lakshmi, Section.NOW, cohort.name) == []


def test_the_news_of_a_make_up_says_that_she_need_not_come_once_the_day_counts(sign_in, cohort, trainer, lakshmi):
    morning, noon = session_of(cohort, days=-1, hour=9), session_of(cohort, days=-1, hour=12)
    mark(morning, lakshmi, "absent", by=trainer)
    tomorrow = timezone.localtime().replace(hour=11, minute=0) + timedelta(days=1)
    add_make_up(morning, starts_at=tomorrow, venue="Hall", by=trainer.user)
    run_due_jobs()
    news = reverse("notifications:list")
    assert "A make-up session on" in sign_in(lakshmi).get(news).text
    mark(noon, lakshmi, "late", by=trainer)
    page = sign_in(lakshmi).get(news).text
    assert "You need not come to the make-up session" in page
    assert "A make-up session on" not in page


def test_one_rule_says_of_people_and_of_sessions_that_a_day_counts(cohort, trainer, lakshmi):
    other = learner_in(cohort)
    first, second = session_of(cohort, days=-2), session_of(cohort, days=-2, hour=12)
    alone, cancelled = session_of(cohort, days=-1), session_of(cohort, days=-2, hour=15, cancelled_at=timezone.now())
    mark(second, lakshmi, "present", by=trainer)
    mark(first, other, "present", by=trainer)
    mark(first, other, "absent", by=trainer_of(cohort))  # in doubt: neither word is over the other
    mark(session_of(cohort, makes_up=alone), lakshmi, "present", by=trainer)  # a make-up is no session of a day
    sessions = [first, second, alone, cancelled]
    for person in (lakshmi, other):
        counted = sessions_counted(person, [each.pk for each in sessions])
        assert counted == {each.pk for each in sessions if person.pk in people_counted(each)}
    assert sessions_counted(lakshmi, [each.pk for each in sessions]) == {first.pk, second.pk}
    assert sessions_counted(other, [each.pk for each in sessions]) == set()
