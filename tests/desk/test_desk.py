"""The page a person lands on: what she has to do, by her role, what presses first."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cohorts.models import Session
from cohorts.queries import cohorts_today
from courses.services import finish_lesson
from desk import queries
from desk.cards import Card
from desk.enums import Section
from mentoring.enums import MemberRole
from people.enums import Role
from people.services import grant_role
from talks.services import add_member, record_receipts, send_message
from tests.factories import (
    CohortFactory,
    PersonFactory,
    PlaceFactory,
    UserFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    thread_in,
    trainer_of,
)

DESK = "/desk/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return course_with_lessons(4)


@pytest.fixture
def cohort(course):
    return cohort_on(course, opens_in_days=[-3, 0, 3])


def titles(person):
    person = type(person).objects.get(pk=person.pk)
    return {str(section): [card.title for card in cards] for section, cards in queries.cards_of(person)}


def test_the_next_step_comes_first_and_the_cards_of_a_section_by_what_is_due(monkeypatch):
    def card(section, title, due=None):
        return Card(section, "book", title, "/", due=due)

    made = [
        card(Section.WELL, "praise"),
        card(Section.NOW, "some day"),
        card(Section.NOW, "tomorrow", date(2026, 11, 27)),
        card(Section.NOW, "today", date(2026, 11, 26)),
        card(Section.LATE, "yesterday"),
    ]
    monkeypatch.setattr(queries, "desk_cards", [lambda person: made])
    found = [(str(section), [card.title for card in cards]) for section, cards in queries.cards_of(PersonFactory())]
    assert found == [("now", ["today", "tomorrow", "some day"]), ("late", ["yesterday"]), ("well", ["praise"])]


def test_a_learner_goes_on_with_her_next_lesson_and_sees_what_is_late(course, cohort):
    asha = learner_in(cohort)
    first = lessons_of(course)[0]
    assert titles(asha)["now"] == [first.title]
    assert titles(asha)["late"] == [cohort.name]
    finish_lesson(asha, first)
    assert titles(asha)["now"] == [lessons_of(course)[1].title]


def test_who_has_done_all_is_told_so(course):
    cohort = cohort_on(course)
    asha = learner_in(cohort)
    for lesson in lessons_of(course):
        finish_lesson(asha, lesson)
    assert titles(asha)["well"] == [course.title]


def test_who_is_in_no_cohort_is_shown_how_to_join_one():
    assert titles(PersonFactory()) == {"now": ["Join a cohort"]}


def test_each_cohort_leads_a_learner_to_its_page_and_a_trainer_to_its_learners(cohort, sign_in):
    other = CohortFactory()
    learner, trainer = learner_in(cohort), trainer_of(cohort)
    page, learners = reverse("cohorts:cohort", args=[cohort.pk]), reverse("cohorts:learners", args=[cohort.pk])
    shown = sign_in(learner).get(DESK).content.decode()
    assert page in shown
    assert learners not in shown
    assert other.name not in shown
    assert learners in sign_in(trainer).get(DESK).content.decode()


def test_the_session_of_today_lies_on_the_desk_of_learner_and_trainer(cohort):
    Session.objects.all().delete()
    block = cohort.blocks.first()
    Session.objects.create(block=block, starts_at=timezone.now(), venue="Panchayat hall")
    Session.objects.create(block=block, starts_at=timezone.now() + timedelta(days=3), venue="Elsewhere")
    for person in (learner_in(cohort), trainer_of(cohort)):
        cards = dict(queries.cards_of(person))[Section.NOW]
        (card,) = [card for card in cards if card.icon in ("calendar", "clipboard-list")]
        assert card.text.startswith("Today at")
        assert card.more == "Panchayat hall"


def test_a_talk_with_something_new_is_a_card_and_a_number_in_the_menu(course, cohort, sign_in):
    asha, mentor = learner_in(cohort), mentor_of(cohort)
    thread = thread_in(cohort, lessons_of(course)[0], learner=asha)
    for body in ("Namaste", "How is it going?"):
        send_message(thread.pk, author=mentor, message_id=uuid4(), body=body)
    assert titles(asha)["new"] == ["Talks"]
    assert "new" not in titles(mentor)
    lines = {line.entry.url_name: line.count for line in queries.menu_of(asha, DESK).lines}
    assert lines["talks:threads"] == 1


def test_a_mentor_is_told_who_has_waited_longest(course, cohort):
    mentor, asha, salma = mentor_of(cohort), learner_in(cohort, name="Asha Pawar"), learner_in(cohort, name="Salma Bi")
    for learner in (asha, salma):
        thread = thread_in(cohort, lessons_of(course)[0], learner=learner)
        for body in ("Namaste", "Are you there?"):
            send_message(thread.pk, author=learner, message_id=uuid4(), body=body)
    (card,) = dict(queries.cards_of(type(mentor).objects.get(pk=mentor.pk)))[Section.NEW]
    assert card.text == "2 talks have something new."
    assert card.more.startswith("Asha Pawar has waited longest")


def test_what_a_mentor_has_read_waits_until_she_or_another_mentor_answers(course, cohort):
    mentor, other = mentor_of(cohort), mentor_of(cohort)
    threads = []
    for name in ("Asha Pawar", "Salma Bi"):
        learner = learner_in(cohort, name=name)
        threads.append(thread_in(cohort, lessons_of(course)[0], learner=learner))
        for each in (mentor, other):
            add_member(threads[-1], each, role=MemberRole.MENTOR)
        send_message(threads[-1].pk, author=learner, message_id=uuid4(), body="Namaste")
        record_receipts(threads[-1].pk, mentor, read=1)

    def card() -> Card | None:
        cards = dict(queries.cards_of(type(mentor).objects.get(pk=mentor.pk)))
        return next(iter(cards.get(Section.NEW, [])), None)

    assert card().text == "2 talks wait for your answer."
    assert card().more.startswith("Asha Pawar has waited longest")
    send_message(threads[0].pk, author=mentor, message_id=uuid4(), body="Namaste Asha")
    assert card().text == "1 talk waits for your answer."
    assert card().more.startswith("Salma Bi has waited longest")
    send_message(threads[1].pk, author=other, message_id=uuid4(), body="Namaste Salma", seen=1)
    assert card().text == "1 talk has something new."  # what the other mentor wrote
    assert card().more == ""


def test_who_learns_owes_nobody_an_answer(course, cohort):
    asha, mentor = learner_in(cohort), mentor_of(cohort)
    thread = thread_in(cohort, lessons_of(course)[0], learner=asha)
    send_message(thread.pk, author=mentor, message_id=uuid4(), body="Namaste")
    record_receipts(thread.pk, asha, read=1)
    assert "new" not in titles(asha)


def test_where_nothing_is_near_the_next_session_is_told_and_no_later_one(cohort):
    Session.objects.all().delete()
    block, now = cohort.blocks.first(), timezone.now()
    for days, venue in ((-2, "Over"), (5, "Panchayat hall"), (9, "Elsewhere")):
        Session.objects.create(block=block, starts_at=now + timedelta(days=days), venue=venue)
    cards = dict(queries.cards_of(learner_in(cohort)))[Section.NOW]
    (card,) = [card for card in cards if card.icon == "calendar"]
    assert card.text.startswith("Next: ")
    assert card.more == "Panchayat hall"


def test_a_session_of_today_that_has_ended_gives_way_to_the_next(cohort, sign_in):
    Session.objects.all().delete()
    block, now = cohort.blocks.first(), timezone.now()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    gone = Session.objects.create(block=block, starts_at=midnight, minutes=0, venue="Over")
    Session.objects.create(block=block, starts_at=now + timedelta(days=5), venue="Panchayat hall")
    for person, takes_the_list in ((learner_in(cohort), False), (trainer_of(cohort), True)):
        (card,) = [card for card in dict(queries.cards_of(person))[Section.NOW] if card.icon == "calendar"]
        assert card.more == "Panchayat hall"
        page = sign_in(person).get(reverse("cohorts:cohort", args=[cohort.pk])).text
        # Who was there is written down also when it is over.
        assert page.count("Today at") == page.count("Take attendance") == int(takes_the_list)
    Session.objects.filter(pk=gone.pk).update(starts_at=now, minutes=150)
    (card,) = [card for card in dict(queries.cards_of(person))[Section.NOW] if card.icon == "clipboard-list"]
    assert card.more == "Over"


def test_a_learner_sees_how_far_she_is_and_joining_is_but_a_line_to_her(course, cohort):
    asha = learner_in(cohort)
    finish_lesson(asha, lessons_of(course)[0])
    found = dict(queries.cards_of(asha))
    assert [card.share for card in found[Section.NOW] if card.icon == "play"] == [25]
    assert [card.title for card in found[Section.PLACES] if card.is_small] == ["Join a cohort"]


def test_who_teaches_sees_how_many_learn(cohort):
    trainer = trainer_of(cohort)
    for _ in range(2):
        learner_in(cohort)
    cards = dict(queries.cards_of(type(trainer).objects.get(pk=trainer.pk)))[Section.PLACES]
    assert next(card for card in cards if card.title == cohort.name).text.startswith("2 learners")


def test_who_teaches_sees_in_which_cohort_somebody_is_late_or_stuck_and_who(course, cohort, sign_in):
    trainer, asha = trainer_of(cohort), learner_in(cohort, name="Asha Pawar")
    (card,) = dict(queries.cards_of(type(trainer).objects.get(pk=trainer.pk)))[Section.LATE]
    assert (card.title, card.text) == (cohort.name, "1 learner is late.")
    shown = sign_in(trainer).get(card.link).context["list"].rows
    assert [row[0].value for row in shown] == [asha.name]
    assert "late" not in titles(mentor_of(cohort))


def test_nobody_is_late_while_no_block_is_over(course):
    cohort = cohort_on(course, opens_in_days=[0, 3])
    learner_in(cohort)
    assert "late" not in titles(trainer_of(cohort))


def test_a_mentor_sees_the_cohorts_she_mentors_and_the_session_of_today(cohort):
    mentor = mentor_of(cohort)
    learner_in(cohort)
    Session.objects.create(block=cohort.blocks.first(), starts_at=timezone.now(), venue="Panchayat hall")
    found = dict(queries.cards_of(type(mentor).objects.get(pk=mentor.pk)))
    card = next(card for card in found[Section.PLACES] if card.title == cohort.name)
    assert card.text.startswith("1 learner ·")
    assert card.link == reverse("cohorts:cohort", args=[cohort.pk])
    assert [card.icon for card in found[Section.NOW]] == ["calendar"]


def test_a_manager_makes_a_new_cohort_from_her_desk(cohort, sign_in):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    assert reverse("cohorts:create") in sign_in(manager).get(DESK).content.decode()
    assert reverse("cohorts:create") not in sign_in(trainer_of(cohort)).get(DESK).content.decode()


def test_nothing_of_a_learner_lies_on_the_desk_of_who_helps_and_an_empty_one_says_what_comes(cohort, sign_in):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=PlaceFactory(), by=None)
    for person in (manager, trainer_of(cohort), mentor_of(cohort)):
        assert "Join a cohort" not in sign_in(person).get(DESK).text
    Session.objects.create(block=cohort.blocks.first(), starts_at=timezone.now(), venue="Panchayat hall")
    assert "Here will stand the next session" in sign_in(manager).get(DESK).text
    assert "Here will stand the next session" not in sign_in(trainer_of(cohort)).get(DESK).text


def test_who_teaches_several_cohorts_sees_them_all_together_in_figures(course, cohort):
    trainer, other = trainer_of(cohort), cohort_on(course, opens_in_days=[0, 3])
    learner_in(cohort)
    learner_in(other)
    grant_role(trainer, role=Role.TRAINER, over=other, by=None)
    cards = dict(queries.cards_of(type(trainer).objects.get(pk=trainer.pk)))[Section.PLACES]
    (card,) = [card for card in cards if card.facts]
    assert card.facts == [("Cohorts", 2), ("Learners", 2), ("Late", 1), ("Stuck", 0)]
    assert card.link == reverse("cohorts:all-figures")


def test_an_editor_lands_in_the_editors_pages(sign_in):
    assert sign_in(UserFactory(staff=True)).get(DESK).url == reverse("wagtailadmin_home")


def test_a_cohort_whose_course_is_gone_does_not_take_the_desk_with_it(course, cohort, sign_in):
    course.unpublish()
    for person in (learner_in(cohort), trainer_of(cohort)):
        assert sign_in(person).get(DESK).status_code == 200


def test_all_her_cohorts_are_counted_together_though_only_some_have_a_card(course, sign_in):
    organiser = PersonFactory()
    for number in range(14):
        made = cohort_on(course, name=f"Cohort {number}", opens_in_days=[-30, -3])
        grant_role(organiser, role=Role.TRAINER, over=made, by=None)
        learner_in(made, joined_days_ago=20)
    cards = [card for _, cards in queries.cards_of(type(organiser).objects.get(pk=organiser.pk)) for card in cards]
    together = next(card for card in cards if card.title == "All together")
    assert dict(together.facts) == {"Cohorts": 14, "Learners": 14, "Late": 14, "Stuck": 0}
    assert sum(card.title.startswith("Cohort ") and card.section == Section.PLACES for card in cards) == 12


def test_the_figures_of_a_desk_are_said_in_the_language_it_is_read_in(course, cohort):
    learner_in(cohort)
    trainer = trainer_of(cohort)
    said = []
    for language in ("en", "hi"):
        with translation.override(language):
            today = cohorts_today(trainer, [cohort])
            said.append(str(today[cohort.pk].spark.title))
    assert said[0] != said[1]


def test_the_desk_is_light_and_asks_no_more_for_ten_cohorts_than_for_one(
    course, cohort, sign_in, django_assert_max_num_queries
):
    trainer = trainer_of(cohort)
    client = sign_in(trainer)
    client.get(DESK)
    with django_assert_max_num_queries(14):
        client.get(DESK)
    for number in range(9):
        grant_role(trainer, role=Role.TRAINER, over=cohort_on(course, name=f"Cohort {number}"), by=None)
    client = sign_in(trainer)
    with django_assert_max_num_queries(14):
        page = client.get(DESK)
    assert "Cohort 8" in page.content.decode()
    assert len(page.content) < 80_000
