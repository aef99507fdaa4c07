"""Three phones mark one session without a network; what comes of it does not depend on how it is delivered."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.days import was_there
from attendance.enums import Shown
from attendance.marks import Made, Said, decides, initials, standing
from attendance.models import Mark
from attendance.queries import stands_of
from attendance.services import mark_herself, mark_people
from tests.attendance.meetings import list_of, said
from tests.factories import learner_in, trainer_of

PHONES = 3
PRESENCES = st.sampled_from(["present", "late", "absent", "open"])


@dataclass
class Phone:
    """What lies on it: the ids that stand on its screen, by person, and the sheets it wrote."""

    trainer: object
    shown: dict[UUID, list[UUID]] = field(default_factory=dict)
    written: list[Said] = field(default_factory=list)

    def tap(self, person, presence: str) -> None:
        made = said(person, presence, *self.shown.get(person.pk, []))
        self.shown[person.pk] = [made.id, *self.shown.get(person.pk, [])]
        self.written.append(made)


def model_of(phones: list[Phone]) -> dict[UUID, set[str]]:
    """{person: what stands of her}: the last word of each phone that said something of her and did not take it back."""
    stands: dict[UUID, set[str]] = {}
    for phone in phones:
        last = {made.person: made.presence for made in phone.written}
        for person, presence in last.items():
            if presence != "open":
                stands.setdefault(person, set()).add(presence)
    return stands


def scan_where_marked(session, person) -> None:
    """Scanning is a mark only of whom no mark says that she was there: where one does, it changes nothing."""
    if was_there(stands_of(session, person)):
        assert mark_herself(session, person) == Shown.ALREADY


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_streams_of_three_phones_shuffled_repeated_and_cut_come_to_the_same(data, cohort, session):
    Mark.objects.all().delete()
    people = list({stay.person for stay in cohort.enrolments.select_related("person")}) or [
        learner_in(cohort) for _ in range(3)
    ]
    phones = [Phone(trainer_of(cohort)) for _ in range(PHONES)]
    taps = st.tuples(st.integers(0, PHONES - 1), st.integers(0, len(people) - 1), PRESENCES)
    for phone, person, presence in data.draw(st.lists(taps, max_size=12)):
        phones[phone].tap(people[person], presence)
    # A sheet is any run of what a phone wrote: it goes, is cut off, and goes again in a larger one.
    sheets = []
    for phone in phones:
        sheets += [(phone, phone.written[start:]) for start in range(len(phone.written))]
    cut = data.draw(st.lists(st.sampled_from(sheets), max_size=8)) if sheets else []
    whole = [(phone, phone.written) for phone in phones if phone.written]
    for phone, sheet in data.draw(st.permutations([*cut, *whole])):
        for person in data.draw(st.sets(st.sampled_from(people))):
            scan_where_marked(session, person)
        length = data.draw(st.integers(1, len(sheet))) if (phone, sheet) not in whole else len(sheet)
        mark_people(session, sheet[:length], by=phone.trainer)
    rows = {row.person: set(row.says) for row in list_of(session).rows if row.says}
    assert rows == model_of(phones)
    assert Mark.objects.count() == sum(len(phone.written) for phone in phones)


IDS = [uuid4() for _ in range(6)]
MARKS = st.lists(
    st.builds(Made, st.sampled_from(IDS), st.just("present"), st.frozensets(st.sampled_from(IDS), max_size=3)),
    max_size=6,
)


@given(MARKS, st.randoms())
def test_what_stands_does_not_depend_on_the_order(marks, random):
    marks = list({mark.id: mark for mark in marks}.values())
    shuffled = [*marks, *marks]
    random.shuffle(shuffled)
    assert standing(shuffled) == standing(marks)


def test_a_mark_over_marks_that_never_came_stands():
    made = Made(uuid4(), "late", frozenset([uuid4()]))
    assert standing([made]) == [made]


def test_a_decision_is_a_mark_over_several_that_differed():
    one, two = Made(uuid4(), "present"), Made(uuid4(), "absent")
    both = Made(uuid4(), "present", frozenset([one.id, two.id]))
    later = Made(uuid4(), "late", frozenset([one.id, two.id, both.id]))
    assert decides(both, [one, two, both, later])
    assert not decides(later, [one, two, both, later])


def test_initials_are_letters_as_they_are_read():
    names = ("Lakshmi Devi", "Asha", "लक्ष्मी देवी", "ശ്രീജ മേനോൻ", "A. B. Kumari", "")
    assert [initials(name) for name in names] == ["LD", "A", "ल", "ശ്രീ", "AK", ""]


def test_pages_ask_as_often_for_forty_as_for_four_hundred(
    cohort, session, trainer, sign_in, django_assert_max_num_queries
):
    client = sign_in(trainer)
    pages = [reverse(f"attendance:{name}", args=[session.pk]) for name in ("mark", "session")]
    pages.append(reverse("attendance:cohort", args=[cohort.pk]))
    for more in (40, 360):
        people = [learner_in(cohort) for _ in range(more)]
        mark_people(session, [said(person, "present") for person in people], by=trainer)
        for page in pages:
            with django_assert_max_num_queries(14):
                assert client.get(page).status_code == 200
