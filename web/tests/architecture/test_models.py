"""Every row belongs to one organisation, or the reason why not stands here."""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

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

RUNG = re.compile(r"\w+")
LADDER_CONTRACT = "importlinter:contract:ladder"


def rungs() -> dict[str, int]:
    """How high each app stands on the ladder of .importlinter; those beside one another stand at the same height."""
    contracts = ConfigParser()
    contracts.read(Path(__file__).resolve().parents[3] / ".importlinter")
    lines = contracts[LADDER_CONTRACT]["layers"].split("\n")
    return {app: -depth for depth, line in enumerate(lines) for app in RUNG.findall(line)}


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
    here, there, height = model._meta.app_label, field.related_model._meta.app_label, rungs()
    if there == here or there not in height:  # another package's table
        return

    assert height[there] < height[here]


def test_the_ladder_of_keys_is_the_ladder_of_imports() -> None:
    height = rungs()

    assert {model._meta.app_label for model in our_models()} <= height.keys()
    assert height["shared"] < height["organisations"] < height["cards"] == height["assessments"] < height["site"]
