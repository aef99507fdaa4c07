"""A query written once asks what its queryset asks, with the values of each asking."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BigIntegerField, BooleanField, CharField, DateField, Q, TextField, UUIDField
from django.db.models.signals import post_init
from django.forms.models import model_to_dict
from django.utils import timezone

from cohorts.models import Enrolment
from core.models import AuditEntry
from core.prepared import Given, GivenMany, Prepared, PreparedInsert, PreparedUpdate
from courses.models import CoursePage
from jobs.models import Job
from people.models import Person
from portal.postgres.base import DatabaseWrapper
from tests.factories import PersonFactory, PlaceFactory, course_with_lessons

pytestmark = pytest.mark.django_db


def test_it_gives_what_the_queryset_gives_for_each_value_in_turn():
    people = [PersonFactory(), PersonFactory()]
    one = Prepared(lambda: Person.objects.filter(pk=Given("person", UUIDField())).select_related("user"))
    for each in people:
        assert one.all(person=each.pk) == [each]
        assert one.first(person=each.pk).user == each.user
    assert one.first(person=uuid4()) is None


def test_a_row_is_made_as_the_queryset_makes_it_with_what_it_minds_and_what_it_leaves_out():
    her = PersonFactory(contact_phone="+919876543210", place=PlaceFactory())
    rows = Person.objects.filter(pk=her.pk).select_related("user", "place__parent")
    for asked in (
        rows,
        rows.only("user", "name", "contact_phone", "place__parent", "place__name"),
        rows.defer("contact_phone"),
    ):
        made, plain = Prepared(asked.all).first(), asked.get()
        for one, other in ((made, plain), (made.place, plain.place), (made.user, plain.user)):
            assert one.get_deferred_fields() == other.get_deferred_fields()
            assert (one._state.db, one._state.adding) == (other._state.db, other._state.adding)
            assert {name: (type(value), value) for name, value in vars(one).items() if name != "_state"} == {
                name: (type(value), value) for name, value in vars(other).items() if name != "_state"
            }
        assert made.place.parent is None
        assert made.contact_phone.as_e164 == "+919876543210"


def test_a_model_that_does_something_when_a_row_is_made_does_so():
    course = course_with_lessons(1)
    told = []

    def tell(instance, **_kwargs):
        told.append(instance)

    post_init.connect(tell, sender=Person)
    try:
        her = Prepared(Person.objects.filter(pk=PersonFactory().pk).all).first()
    finally:
        post_init.disconnect(tell, sender=Person)
    assert her in told
    page = Prepared(CoursePage.objects.filter(pk=course.pk).all).first()
    assert page.get_children().exists()


def test_rows_of_values_come_as_the_queryset_gives_them():
    her = PersonFactory()
    rows = Person.objects.filter(name=her.name).order_by("pk")
    pairs = Prepared(lambda: Person.objects.filter(name=Given("name", CharField())).values_list("pk", "name"))
    flat = Prepared(lambda: Person.objects.filter(name=Given("name", CharField())).values_list("pk", flat=True))
    assert pairs.all(name=her.name) == list(rows.values_list("pk", "name"))
    assert flat.all(name=her.name) == list(rows.values_list("pk", flat=True))


def test_of_many_values_it_asks_for_as_many_as_are_given():
    people = PersonFactory.create_batch(3)
    some = Prepared(
        lambda: Person.objects.filter(pk__in=[GivenMany("people", UUIDField())]).exclude(
            name=Given("name", CharField())
        )
    )
    for asked in (people, people[:1], [], people[1:]):
        found = some.all(people=[person.pk for person in asked], name=people[2].name)
        assert {person.pk for person in found} == {person.pk for person in asked if person.name != people[2].name}


def test_many_values_may_be_asked_for_in_two_places():
    people = PersonFactory.create_batch(3)

    def twice():
        return Person.objects.filter(
            Q(name__in=[GivenMany("names", CharField())]) & Q(name__in=[GivenMany("names", CharField())])
        )

    asking = Prepared(twice)
    for asked in (people, people[:1], []):
        assert set(asking.all(names=[person.name for person in asked])) == set(asked)


@pytest.mark.parametrize("name", ["Asha, of the hill", 'Asha "Ash"', "As\\ha", "{Asha}", "NULL", "", "%s", "आशा"])
def test_a_word_among_many_may_hold_anything(name):
    her = PersonFactory(name=name)
    PersonFactory(name="Ash")
    named = Prepared(lambda: Person.objects.filter(name__in=[GivenMany("names", CharField())]))
    assert named.all(names=["another", name]) == [her]


def test_of_numbers_it_asks_for_as_many_as_are_given():
    users = [PersonFactory().user.pk for _ in range(3)]
    some = Prepared(
        lambda: Person.objects.filter(user__pk__in=[GivenMany("users", BigIntegerField())]).values_list(
            "user", flat=True
        )
    )
    for asked in (users, users[1:], []):
        assert set(some.all(users=asked)) == set(asked)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (UUIDField(), uuid4()),
        (AuditEntry._meta.get_field("at"), timezone.now()),
        (DateField(), date(2026, 11, 28)),
        (BooleanField(), False),
        (CharField(), "100 %"),
        (TextField(), ""),
        (Enrolment._meta.get_field("person"), uuid4()),
    ],
)
def test_what_goes_to_postgresql_as_it_is_is_what_its_field_would_give(field, value):
    assert type(value) is Given("value", field).as_it_is
    assert field.get_db_prep_save(value, DatabaseWrapper(connection.settings_dict)) is value


def test_where_its_shape_follows_from_something_it_is_written_anew_when_that_changes():
    her, wanted = PersonFactory(), ["name"]
    rows = Prepared(
        lambda: Person.objects.filter(pk=Given("person", UUIDField())).values_list(*wanted), shape=lambda: list(wanted)
    )
    assert rows.all(person=her.pk) == [(her.name,)]
    wanted.append("pk")
    assert rows.all(person=her.pk) == [(her.name, her.pk)]


def test_a_value_left_out_is_not_passed_over():
    one = Prepared(lambda: Person.objects.filter(pk=Given("person", UUIDField())))
    with pytest.raises(KeyError):
        one.all()


@pytest.mark.parametrize("details", [{"count": 2}, {}, {"word": "नमस्ते 100 %"}])
def test_a_row_is_written_as_it_is_saved(details):
    line = AuditEntry(action="role.ended", subject="people.person:1", detail=details)
    PreparedInsert(AuditEntry).add(line)
    saved = AuditEntry.objects.create(action="role.ended", subject="people.person:1", detail=details)
    written = AuditEntry.objects.exclude(pk=saved.pk).get()
    assert model_to_dict(written, exclude=["id"]) == model_to_dict(saved, exclude=["id"])
    assert written.at == line.at


def test_a_row_that_is_there_stays_as_it_is_and_is_not_new():
    adding, strict = PreparedInsert(Job, passes_over=True), PreparedInsert(Job)
    assert adding.add(Job(kind="mail", key="one", payload={"of": None}))
    assert not adding.add(Job(kind="mail", key="one", payload={"of": 2}))
    with pytest.raises(IntegrityError), transaction.atomic():
        strict.add(Job(kind="mail", key="one"))
    assert Job.objects.get(key="one").payload == {"of": None}


def test_rows_are_changed_as_the_queryset_changes_them_and_counted():
    her, other = PersonFactory(name="Asha"), PersonFactory(name="Rukmini")
    named = PreparedUpdate(
        lambda: Person.objects.filter(pk=Given("person", UUIDField())), lambda: {"name": Given("name", CharField())}
    )
    assert named.execute(person=her.pk, name="Asha Bai") == 1
    assert named.execute(person=uuid4(), name="Nobody") == 0
    assert sorted(Person.objects.filter(pk__in=[her.pk, other.pk]).values_list("name", flat=True)) == [
        "Asha Bai",
        "Rukmini",
    ]
