import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from balises.cards.phrases import (
    BAD_ADDRESSES,
    HINTS,
    NO_CHOICE,
    QUESTIONS,
    REQUIRED,
    TOO_LONG,
    TOO_MANY_ADDRESSES,
    VISIBILITY_CHOICES,
)
from balises.cards.rules import LIMITS, CardContent
from balises.processes.models import OpenQuestion, Process
from balises.processes.rules import QuestionState
from balises.register.queries import visibility_label
from balises.register.rules import UseFacts, Visibility
from balises.shared.wording import join_words

ADDRESSES_AT_ONCE = 300
_UNSEEN = {"Cc", "Cs"}  # control characters and halves of surrogates


class PlainText(forms.CharField):
    """Text of any alphabet, counted as phones count it: one character for a new line, none that cannot be seen."""

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", str(value or "")).replace("\r\n", "\n").replace("\r", "\n")
        seen = (each for each in text.replace("\t", " ") if each == "\n" or unicodedata.category(each) not in _UNSEEN)
        return str(super().to_python("".join(seen)))


def _text(name: str, *, rows: int, is_required: bool = False) -> PlainText:
    return PlainText(
        label=QUESTIONS[name],
        help_text=HINTS[name],
        required=is_required,
        max_length=LIMITS[name],
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}) if rows > 1 else forms.TextInput(),
        error_messages={"required": REQUIRED, "max_length": TOO_LONG},
    )


class CardForm(forms.Form):
    """What one person writes, in three minutes on a phone."""

    visibility = forms.ChoiceField(
        label=QUESTIONS["visibility"],
        choices=list(VISIBILITY_CHOICES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": NO_CHOICE, "invalid_choice": NO_CHOICE},
    )
    purpose = _text("purpose", rows=4, is_required=True)
    tool = _text("tool", rows=1, is_required=True)
    information = _text("information", rows=2)
    change = _text("change", rows=3)
    need = _text("need", rows=2)

    def card(self) -> CardContent:
        said = self.cleaned_data
        return CardContent(**{**said, "visibility": Visibility(said["visibility"])})


class CollectionForm(forms.Form):
    """A harvest to prepare; from an open question it is the next exploration."""

    process = forms.ModelChoiceField(label=_("Démarche"), queryset=Process.objects.all(), empty_label=None)
    title = forms.CharField(
        label=_("Titre"),
        help_text=_("Ce que l’on verra dans la salle et dans le fil : « Ce que l’IA fait déjà chez nous »."),
        max_length=160,
    )
    question = forms.ModelChoiceField(
        label=_("Question ouverte à explorer"),
        help_text=_("Une récolte qui part d’une question de l’ordre du jour est une nouvelle exploration."),
        queryset=OpenQuestion.objects.filter(state=QuestionState.OPEN),
        required=False,
        empty_label=_("Aucune : une première récolte"),
    )


class InvitationForm(forms.Form):
    """Addresses pasted one per line; commas and semicolons do too."""

    addresses = forms.CharField(
        label=_("Adresses électroniques"),
        help_text=_("Une par ligne. Les rappels partiront à tout le monde : personne ne sait qui a écrit."),
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_addresses(self) -> list[str]:
        text = str(self.cleaned_data["addresses"]).replace(",", "\n").replace(";", "\n")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > ADDRESSES_AT_ONCE:
            raise ValidationError(TOO_MANY_ADDRESSES, params={"limit": ADDRESSES_AT_ONCE})
        bad = [line for line in lines if not _is_address(line)]
        if bad:
            raise ValidationError(BAD_ADDRESSES, params={"lines": join_words(bad[:5])})
        return lines


class ReminderForm(forms.Form):
    """After how many mailings a reminder is asked for: a second click asks for the same one."""

    after = forms.IntegerField()


class UseFromCardsForm(forms.Form):
    """A use in the lead's own words: a card is never quoted here."""

    title = forms.CharField(
        label=_("Titre de l’usage"), max_length=160, help_text=_("Une tâche, avec des mots de tous les jours.")
    )
    purpose = forms.CharField(
        label=_("Finalité"),
        max_length=1500,
        help_text=_("Ce que l’on cherche à obtenir, et pour qui."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    tool = forms.CharField(label=_("Genre d’outil"), max_length=200, help_text=_("Un genre d’outil, pas une marque."))
    information = forms.CharField(
        label=_("Informations confiées à l’outil"), max_length=1500, widget=forms.Textarea(attrs={"rows": 3})
    )
    people_concerned = forms.CharField(label=_("Personnes concernées"), max_length=300)
    visibility = forms.ChoiceField(
        label=_("Visibilité"),
        choices=lambda: [(code.value, visibility_label(code)) for code in Visibility],
        widget=forms.RadioSelect,
    )

    def use_facts(self) -> UseFacts:
        said = self.cleaned_data
        return UseFacts(**{**said, "visibility": Visibility(said["visibility"])})


def _is_address(line: str) -> bool:
    try:
        validate_email(line)
    except ValidationError:
        return False
    return len(line) <= 254
