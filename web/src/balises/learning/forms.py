from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from balises.trace.models import Node


class CiteForm(forms.Form):
    """Which adopted article a page of the course shows."""

    article = forms.ModelChoiceField(
        label=_("Article à citer ici"),
        queryset=Node.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_("Le fil de l’article mènera au module, et le module à l’article."),
    )

    def __init__(self, *args: Any, articles: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = articles  # type: ignore[attr-defined]
