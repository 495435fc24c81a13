from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balises.charters.queries import unused_decisions
from balises.charters.rules import ArticleText
from balises.decisions.models import Decision
from balises.decisions.queries import adopted_decisions
from balises.shared.wording import day

_TEXT_LENGTH = 3000
_DEFAULT_TITLE = _("Charte des usages de l’IA")
_BEGINNINGS = [
    ("model", _("Partir du modèle : des articles à discuter, réécrire, retirer")),
    ("blank", _("Partir d’une page blanche")),
]


class LongText(forms.CharField):
    """Several lines, with one spelling of a line's end whatever the browser sends: digests depend on it."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=_TEXT_LENGTH, **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class DecisionField(forms.ModelChoiceField):
    """An adopted decision, by its title and its date."""

    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj.proposal.title} ({day(obj.decided_on)})"


class StartForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=200, initial=_DEFAULT_TITLE)
    beginning = forms.ChoiceField(label=_("Point de départ"), choices=_BEGINNINGS, widget=forms.RadioSelect)


class CharterForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=200)
    preamble = LongText(
        label=_("Préambule"),
        rows=6,
        required=False,
        help_text=_("À qui la charte s’adresse, et ce qu’elle n’empêche pas."),
    )


class ArticleForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=160)
    text = LongText(label=_("Texte"), rows=8)
    decision = DecisionField(
        label=_("Décision qui l’a voulu"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("Celle qui adoptera la charte"),
        help_text=_("Le fil de l’article y mènera, et de là aux cartes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = adopted_decisions()  # type: ignore[attr-defined]

    def article_text(self) -> ArticleText:
        return ArticleText(self.cleaned_data["title"], self.cleaned_data["text"])


class AdoptForm(forms.Form):
    decision = DecisionField(
        label=_("Décision qui adopte la charte"),
        queryset=Decision.objects.none(),
        empty_label=_("Choisissez une décision"),
        help_text=_("Sa date est celle de l’adoption ; sa date de réexamen, celle de la charte."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = unused_decisions()  # type: ignore[attr-defined]
