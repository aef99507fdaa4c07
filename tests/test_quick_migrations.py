"""Where migrations are made quick, a field of a state is what Django itself would have made of it."""

from django.apps.registry import apps
from django.db.migrations.state import ProjectState

from tests.quick_migrations import quick_migrations

SWAPPABLE, NOT_SWAPPABLE = ("people.User", "auth.User"), ("people.Person", "wagtailcore.Page")


def test_a_field_is_copied_as_django_makes_it_anew():
    models = ProjectState.from_apps(apps).models
    fields = [(name, field) for key in sorted(models) for name, field in models[key].fields.items()]
    made = [(name, field.clone()) for name, field in fields]
    with quick_migrations():
        copied = [(name, field.clone()) for name, field in fields]
    assert len(fields) > 1000
    for (name, one), (_name, other) in zip(made, copied, strict=True):
        assert type(one) is type(other), name
        assert one.deconstruct() == other.deconstruct(), name
    order = [field.creation_counter for _name, field in copied]
    assert order == sorted(order)


def test_what_is_swappable_is_known_as_ever():
    with quick_migrations():
        found = {name: apps.get_swappable_settings_name(name) for name in (*SWAPPABLE, *NOT_SWAPPABLE)}
    assert found == {name: apps.get_swappable_settings_name(name) for name in found}
    assert found["people.Person"] is None
