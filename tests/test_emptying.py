"""Tests that commit leave nothing behind."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from tests.emptying import empty_the_database
from tests.factories import cohort_on, course_with_lessons


def rows() -> dict[str, set]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.can_migrate(connection)]
    left = {model._meta.label: {*model._base_manager.values_list("pk", flat=True)} for model in models}
    return {label: keys for label, keys in left.items() if keys}


@pytest.mark.django_db
def test_of_all_that_was_written_only_the_types_of_rows_and_their_permissions_stay():
    cohort_on(course_with_lessons())
    empty_the_database()
    assert {*rows()} == {Permission._meta.label, ContentType._meta.label}


@pytest.mark.django_db
def test_what_stays_is_what_django_would_make_of_an_empty_database():
    empty_the_database()
    left = rows()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert rows() == left
