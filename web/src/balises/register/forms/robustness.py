from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balises.register.phrases.robustness import HOLD_CHOICES
from balises.register.queries import stress_cards
from balises.register.rules import Hold, KnockFacts, Margin
from balises.shared.wording import Hinted

_DATE = {"type": "date"}


class CardsForm(forms.Form):
    """Which hard knocks the room imagines, and when."""

    cards = forms.MultipleChoiceField(
        label=_("Les cartes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Trois au moins : deux que l’équipe choisit, une tirée au hasard."),
        error_messages={"required": _("Choisissez au moins trois cartes.")},
    )
    on = forms.DateField(label=_("Le jour de la séance"), widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(card["code"], Hinted(card["title"], card["plain"])) for card in stress_cards()]
        self.fields["cards"].choices = choices  # type: ignore[attr-defined]


class KnockForm(forms.Form):
    """What the room says of a card, and the margin it creates."""

    hold = forms.ChoiceField(label=_("Sous ce coup dur, l’usage"), choices=HOLD_CHOICES, widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("Ce qui s’est dit"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce qui tient, ce qui manque. Aucun nom."),
    )
    margin = forms.CharField(
        label=_("Une marge à créer"), required=False, max_length=300, help_text=_("Une seule, petite et datée.")
    )
    owner = forms.CharField(
        label=_("Quelle fonction s’en charge"), required=False, max_length=160, help_text=_("Jamais un nom.")
    )
    due_on = forms.DateField(
        label=_("Pour quelle date"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )

    def knock(self) -> KnockFacts:
        said = self.cleaned_data
        return KnockFacts(Hold(said["hold"]), said["said"], Margin(said["margin"], said["owner"], said["due_on"]))
