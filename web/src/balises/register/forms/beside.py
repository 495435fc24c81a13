from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from balises.register.models import AIUse


class SameToolForm(forms.Form):
    """Which other use of the organisation has the same tool."""

    other = forms.ModelChoiceField(
        label=_("L’autre usage du même outil"),
        queryset=AIUse.objects.none(),
        required=False,
        empty_label=_("Aucun"),
        help_text=_("Ses réponses se liront à côté des nôtres, une fois les nôtres mises en commun."),
    )

    def __init__(self, *args: Any, others: QuerySet[AIUse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]
