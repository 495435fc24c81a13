"""Fields that several apps ask with."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet


class SeveralRows(forms.ModelMultipleChoiceField):
    """Rows by their keys; a key no database can hold is no choice, as any other that was not offered."""

    def clean(self, value: Any) -> QuerySet[Any]:
        try:
            rows: QuerySet[Any] = super().clean(value)
        except OverflowError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value[0]}
            ) from error
        return rows
