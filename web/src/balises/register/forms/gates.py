from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balises.register import rules
from balises.register.rules import Closing, Framing, GainFacts, GainKind
from balises.shared.wording import sentence_for
from balises.trace.models import Node

_DATE = {"type": "date"}


class FramingForm(forms.Form):
    """Who answers for a gate, and by when."""

    owner = forms.CharField(
        label=_("Fonction qui en répond"), max_length=160, help_text=_("Une fonction, jamais le nom d’une personne.")
    )
    due_on = forms.DateField(label=_("Pour quelle date"), widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))

    def framing(self) -> Framing:
        return Framing(self.cleaned_data["owner"], self.cleaned_data["due_on"])


class ClosingForm(forms.Form):
    """Why a gate closes: what changed, what shows it, who says so."""

    cause = forms.CharField(
        label=_("Ce qui a changé, ou ce qui a été fait"), max_length=1500, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = forms.CharField(
        label=_("Ce qui le montre"),
        max_length=500,
        help_text=_("Un document et sa date, un réglage, un compte rendu : où le trouver."),
    )
    body = forms.CharField(
        label=_("L’instance ou la fonction qui le constate"), max_length=200, help_text=_("Jamais un nom.")
    )
    decision = forms.ModelChoiceField(
        label=_("La décision collective qui le dit"),
        queryset=Node.objects.none(),
        required=False,
        empty_label=_("Aucune"),
        help_text=_("Nécessaire pour lever une ligne rouge que l’organisation s’est donnée."),
    )

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]

    def closing(self) -> Closing:
        said = self.cleaned_data
        return Closing(said["cause"].strip(), said["evidence"].strip(), said["body"].strip(), bool(said["decision"]))


class GainForm(forms.Form):
    """A gain promised or observed: never a number that mixes with robustness."""

    kind = forms.ChoiceField(
        label=_("Ce gain est"),
        choices=[(GainKind.PROMISED, _("Promis")), (GainKind.OBSERVED, _("Observé"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Le gain"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    said_by = forms.CharField(label=_("Qui le dit"), max_length=200, help_text=_("Une fonction ou un organisme."))
    is_vendor = forms.BooleanField(label=_("C’est le fournisseur, ou une étude qu’il a payée"), required=False)
    how = forms.CharField(
        label=_("Comment on l’a mesuré"), max_length=500, required=False, help_text=_("Nécessaire s’il est observé.")
    )
    on_whom = forms.CharField(
        label=_("Sur qui"), max_length=300, required=False, help_text=_("Combien d’équipes, quel public, quelle durée.")
    )
    on = forms.DateField(label=_("Quand"), widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            refusal = rules.refusal_to_note_gain(self.gain(), today=timezone.localdate())
            if refusal is not None:
                self.add_error("how" if refusal.code.endswith("says_how") else "on", sentence_for(refusal))
        return said

    def gain(self) -> GainFacts:
        said = self.cleaned_data
        return GainFacts(
            kind=GainKind(said["kind"]),
            text=said["text"],
            said_by=said["said_by"],
            is_vendor=said["is_vendor"],
            how=said["how"],
            on_whom=said["on_whom"],
            on=said["on"],
        )
