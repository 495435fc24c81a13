"""What hangs on a ballot box is anonymous, or says here why not; an anonymous row leads to no person."""

import pytest
from django.apps import apps
from django.db import models

from balises.boxes.models import Box, Envelope
from balises.cards.models import Card

ANONYMOUS = (Envelope, Card)
# Tables that point at a box without being what somebody answered.
NOT_AN_ANSWER = {
    "boxes.Invitation": "who was invited, erased at closing; it points at no envelope and none at it",
    "cards.CardCollection": "the activity",
    "deliberations.Deliberation": "the activity",
}
PERSONS = {"accounts.User", "organisations.Member", "processes.Seat", "boxes.Invitation", "meetings.Registration"}


def pointing_at(target: type[models.Model]) -> set[str]:
    """Also through keys that hide their way back."""
    return {
        model._meta.label for model in apps.get_models() for field in keys_of(model) if field.related_model is target
    }


def keys_of(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.get_fields() if field.is_relation and field.concrete]


def test_every_table_that_points_at_a_box_is_anonymous_or_listed() -> None:
    assert pointing_at(Box) - {model._meta.label for model in ANONYMOUS} == set(NOT_AN_ANSWER)


@pytest.mark.parametrize("model", ANONYMOUS, ids=lambda model: model.__name__)
def test_an_anonymous_row_leads_to_its_activity_and_no_person_leads_to_it(model: type[models.Model]) -> None:
    led_to = {field.related_model._meta.label for field in keys_of(model)}

    assert len(led_to) == 1
    assert led_to.isdisjoint(PERSONS)
    assert pointing_at(model) == set()


def test_the_persons_named_here_exist() -> None:
    assert {model._meta.label for model in apps.get_models()} >= PERSONS


def test_the_guard_sees_a_person_beside_an_answer() -> None:
    """Seats point at members: the same look finds it."""
    seat = apps.get_model("processes", "Seat")

    assert not {field.related_model._meta.label for field in keys_of(seat)}.isdisjoint(PERSONS)
