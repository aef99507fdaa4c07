"""A column that is added to a table says in the database what stands there: while a new version is put in place, a
process of the version before still writes rows, and knows nothing of it.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db.migrations.operations import AddField, CreateModel
from django.db.models import NOT_PROVIDED

ROOT = Path(__file__).parent.parent
# Added before any installation was in use, or to pages that nobody makes while a version is put in place.
WITHOUT = {"cohorts.enrolment.person_name", "cohorts.cohort.state", "cohorts.cohort.venue", "outreach.homepage.works"}


def added_columns() -> Iterator[str]:
    """``app.model.field`` of each that is not null and was added to a table that was there."""
    for path in sorted(ROOT.glob("*/migrations/[0-9]*.py")):
        app, name = path.parts[-3], path.stem
        if name.endswith("_initial"):
            continue
        operations = import_module(f"{app}.migrations.{name}").Migration.operations
        made_here = {each.name.lower() for each in operations if isinstance(each, CreateModel)}
        for each in operations:
            if not isinstance(each, AddField) or each.field.null or each.field.many_to_many:
                continue
            if each.model_name.lower() not in made_here:
                yield f"{app}.{each.model_name.lower()}.{each.name}"


def has_no_default(column: str) -> bool:
    app, model, name = column.split(".")
    fields = {field.name: field for field in apps.get_model(app, model)._meta.concrete_fields}
    return name in fields and fields[name].db_default is NOT_PROVIDED


def test_each_column_that_was_added_has_a_default_in_the_database():
    assert {column for column in added_columns() if has_no_default(column)} == WITHOUT
