"""Anonymous tables: nothing dates an answer, orders it, or leads to a person. A new column must be argued for here."""

import pytest
from django.db import connection, models
from django.db.models.fields.related import RelatedField

from balises.boxes.models import Box, Envelope, Invitation
from balises.cards.models import Card

COLUMNS: dict[type[models.Model], dict[str, str]] = {
    Envelope: {
        "id": "UUIDv4",
        "box_id": "the activity",
        "slot": "an HMAC only the participant's token finds again",
        "item": "the statement voted on",
        "sealed": "one length, opened at closing only",
    },
    Card: {
        "id": "UUIDv4, drawn when the box was opened",
        "collection_id": "the harvest",
        "visibility": "what the person answered",
        "purpose": "what the person wrote",
        "tool": "what the person wrote",
        "information": "what the person wrote",
        "change": "what the person wrote",
        "need": "what the person wrote",
    },
    Invitation: {
        "id": "UUIDv4",
        "box_id": "the activity",
        "address": "where the mail goes; deleted at closing",
        "sent_count": "mails that left, never what came back",
    },
}
REACHABLE = {"boxes.Box", "cards.CardCollection"}
TIMES = (models.DateTimeField, models.DateField, models.TimeField, models.DurationField)


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_the_database_has_the_argued_columns_and_no_other(db: None, model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, model._meta.db_table)

    assert {column.name for column in described} == set(COLUMNS[model])


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_no_column_holds_a_time_a_number_in_order_or_a_person(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        assert not isinstance(field, TIMES), field.name
        assert not isinstance(field, models.AutoField | models.GenericIPAddressField), field.name
        if isinstance(field, RelatedField):
            assert field.related_model._meta.label in REACHABLE


@pytest.mark.parametrize("model", [Box, *COLUMNS], ids=lambda model: model.__name__)
def test_keys_are_drawn_at_random(model: type[models.Model]) -> None:
    assert isinstance(model._meta.pk, models.UUIDField)
    assert model().pk.version == 4


def test_a_box_knows_days_and_never_instants() -> None:
    assert not [field.name for field in Box._meta.get_fields() if isinstance(field, models.DateTimeField)]


def test_no_table_points_at_an_envelope_or_a_card() -> None:
    assert [relation.name for model in (Envelope, Card) for relation in model._meta.related_objects] == []


def test_the_database_keeps_no_order_of_its_own_keys_in_these_tables(db: None) -> None:
    """An index on a text key is fine; an AUTOINCREMENT or a sequence would number the arrivals."""
    tables = [model._meta.db_table for model in COLUMNS]

    with connection.cursor() as cursor:
        sequences = [connection.introspection.get_sequences(cursor, table) for table in tables]
        described = [connection.introspection.get_table_description(cursor, table) for table in tables]

    assert [column for columns in described for column in columns if column.name == "rowid"] == []
    if connection.vendor == "postgresql":
        assert sequences == [[], [], []]
