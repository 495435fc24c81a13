"""Every row belongs to one organisation, or the reason why not stands here."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from balises.organisations.scoping import ScopedModel

GLOBAL_MODELS = {
    "shared.Letter": "a mail that waits belongs to the installation",
    "accounts.User": "a person may be a member of several organisations",
    "organisations.Organisation": "it is the scope itself",
    "library.Edition": "reference content is the same for everyone",
}

LADDER = (
    "shared", "accounts", "organisations", "trace", "library", "analyses", "boxes", "processes", "register",
    "cards", "assessments", "deliberations", "decisions", "charters", "learning", "meetings", "dossiers",
)  # fmt: skip
BESIDE = {"cards", "assessments", "deliberations"}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("balises.")]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_model_is_scoped_or_listed_with_a_reason(model: type[models.Model]) -> None:
    assert issubclass(model, ScopedModel) != (model._meta.label in GLOBAL_MODELS)


def test_no_listed_model_is_stale() -> None:
    assert GLOBAL_MODELS.keys() <= {model._meta.label for model in our_models()}


@pytest.mark.parametrize(
    "model", [model for model in our_models() if issubclass(model, ScopedModel)], ids=lambda model: model._meta.label
)
def test_every_organisation_path_ends_at_the_organisation(model: type[ScopedModel]) -> None:
    reached: type[models.Model] = model
    for part in model.organisation_path.split("__"):
        field = reached._meta.get_field(part)
        assert not field.null, f"{model._meta.label}.{part} may be empty: the row would belong to nobody"
        reached = field.related_model

    assert reached._meta.label == "organisations.Organisation"


def foreign_keys() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in our_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete:
                yield model, field


@pytest.mark.parametrize(("model", "field"), list(foreign_keys()), ids=str)
def test_foreign_keys_never_climb_the_ladder(model: type[models.Model], field: models.Field) -> None:
    here, there = model._meta.app_label, field.related_model._meta.app_label
    if there == here or there not in LADDER:
        return

    assert LADDER.index(there) < LADDER.index(here)
    assert not {here, there} <= BESIDE
