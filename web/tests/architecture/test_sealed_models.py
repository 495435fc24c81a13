"""A sealed row is insert-only: nothing in the model may ask the database to change or remove it."""

import pytest
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from balises.shared.sealed_rows import SealRows, sealed_models


def what_could_touch_a_row(model: type[models.Model]) -> list[str]:
    """Fields and constraints that a sealed model may not have."""
    keys = [
        field for field in model._meta.get_fields() if field.is_relation and field.concrete and not field.many_to_many
    ]
    refilled = [field.name for field in model._meta.concrete_fields if getattr(field, "auto_now", False)]
    # REPLACE is refused at insert through each plain unique index; a condition or an expression would escape it.
    partial = [
        constraint.name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and (constraint.condition or constraint.expressions)
    ]
    return [
        *(field.name for field in keys if field.remote_field.on_delete is not models.PROTECT),
        *(field.name for field in model._meta.many_to_many),  # its rows stand in a table that is not sealed
        *refilled,
        *partial,
    ]


@pytest.mark.parametrize("model", sealed_models(), ids=lambda model: model._meta.label)
def test_nothing_in_a_sealed_model_could_touch_its_rows(model: type[models.Model]) -> None:
    assert what_could_touch_a_row(model) == []


@isolate_apps("balises.shared")
def test_the_guard_sees_each_way_to_touch_a_row() -> None:
    class Target(models.Model):
        class Meta:
            app_label = "shared"

    class Leaky(models.Model):
        kept = models.ForeignKey(Target, models.PROTECT, related_name="+")
        falls_with_it = models.ForeignKey(Target, models.CASCADE, related_name="+")
        is_emptied = models.ForeignKey(Target, models.SET_NULL, null=True, related_name="+")
        others = models.ManyToManyField(Target, related_name="+")
        written_at = models.DateTimeField(auto_now=True)
        made_at = models.DateTimeField(auto_now_add=True)

        class Meta:
            app_label = "shared"
            constraints = [  # noqa: RUF012
                models.UniqueConstraint(fields=["made_at"], name="plain"),
                models.UniqueConstraint(fields=["kept"], condition=models.Q(pk__gt=1), name="under_a_condition"),
            ]

    assert what_could_touch_a_row(Leaky) == [
        "falls_with_it", "is_emptied", "others", "written_at", "under_a_condition",
    ]  # fmt: skip


def test_the_migrations_seal_the_models_that_say_so_and_no_others() -> None:
    """A table sealed by its migration alone would lose its triggers at the next rebuild, and nobody would know."""
    migrations = MigrationLoader(None).disk_migrations
    by_migrations = {
        f"{label}.{operation.model_name.lower()}"
        for (label, _), migration in migrations.items()
        for operation in migration.operations
        if isinstance(operation, SealRows)
    }

    assert by_migrations
    assert by_migrations == {model._meta.label_lower for model in sealed_models()}
