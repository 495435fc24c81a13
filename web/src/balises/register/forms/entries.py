from dataclasses import asdict
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balises.processes.models import Process
from balises.register import rules
from balises.register.models import AIUse
from balises.register.phrases import STATUS_LABELS, VISIBILITY_HINTS, VISIBILITY_LABELS
from balises.register.rules import AnswerFacts, DetailFacts, NewUseFacts, UseFacts, Visibility
from balises.shared.errors import Refusal
from balises.shared.fields import SeveralRows
from balises.shared.wording import Hinted, sentence_for
from balises.trace.models import Node

_VISIBILITIES = [(code, Hinted(VISIBILITY_LABELS[code], VISIBILITY_HINTS[code])) for code in Visibility]
_STATUSES = [("", _("Tous les statuts")), *((code, label) for code, label in STATUS_LABELS.items())]


_DETAILS = ("plain", "provider", "oversight", "notice", "remedies")
_ANSWERS = ("owner", "review_on", "human_contact", "how_to_refuse", "how_to_contest")


class RegisterSearch(forms.Form):
    """What a visitor looks for; an address that asks for nonsense shows everything."""

    q = forms.CharField(
        label=_("Chercher un mot"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    statut = forms.ChoiceField(label=_("Statut"), required=False, choices=_STATUSES)


class UseForm(forms.ModelForm):
    """What a use is."""

    visibility = forms.ChoiceField(label=_("Visibilité"), choices=_VISIBILITIES, widget=forms.RadioSelect)

    class Meta:
        model = AIUse
        fields: ClassVar[tuple[str, ...]] = (
            "title",
            "purpose",
            "tool",
            "information",
            "people_concerned",
            "visibility",
        )
        help_texts: ClassVar = {
            "title": _("Une tâche, en mots de tous les jours : « Transcrire et résumer un entretien à domicile »."),
            "purpose": _("Ce que l’on cherche à obtenir, et pour qui. Sans nom ni situation reconnaissable."),
            "tool": _("Un genre d’outil, pas une marque : « générateur de texte grand public »."),
            "information": _("Ce que l’outil reçoit, et s’il peut faire reconnaître quelqu’un."),
            "people_concerned": _("Celles et ceux que l’usage touche, même s’ils n’emploient pas l’outil."),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "information": forms.Textarea(attrs={"rows": 4}),
        }

    def use_facts(self) -> UseFacts:
        said = self.cleaned_data
        return UseFacts(
            title=said["title"],
            purpose=said["purpose"],
            tool=said["tool"],
            information=said["information"],
            people_concerned=said["people_concerned"],
            visibility=Visibility(said["visibility"]),
        )


class NewUseForm(UseForm):
    """A use drafted by hand, in one of the organisation's processes."""

    process = forms.ModelChoiceField(label=_("Démarche"), queryset=Process.objects.all(), empty_label=None)
    plain = forms.CharField(
        label=_("L’usage en mots simples"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Ce que lira la personne accompagnée avant de répondre : ce que fait l’outil, avec quoi, pour qui. "
            "Sans mot technique. Si rien n’est écrit ici, elle lira la finalité."
        ),
    )

    field_order = ("process", "title", "purpose", "plain")

    def use_facts(self) -> NewUseFacts:
        return NewUseFacts(**asdict(super().use_facts()), plain=self.cleaned_data["plain"])


class EntryForm(UseForm):
    """What the public register says of a use, and who answers for it."""

    class Meta(UseForm.Meta):
        fields = (*UseForm.Meta.fields, *_DETAILS, *_ANSWERS)
        help_texts: ClassVar = {
            **UseForm.Meta.help_texts,
            "plain": _("Ce qu’une personne accompagnée doit comprendre en une minute, sans mot technique."),
            "provider": _("Qui fabrique ou vend l’outil, et qui l’héberge."),
            "oversight": _("Quelle fonction surveille l’usage, avec quel temps et quel pouvoir de l’arrêter."),
            "notice": _("Quand et comment les personnes apprennent que cet outil est employé."),
            "remedies": _(
                "Les recours qui, eux, gardent les délais : lequel, devant qui, dans quel délai. "
                "Contester auprès de l’organisation n’en interrompt aucun."
            ),
            "owner": _("Une fonction, jamais le nom d’une personne : elle reste quand les personnes changent."),
            "review_on": _("Dans l’année au plus tard. C’est l’instance qui décide qui réexamine."),
            "human_contact": _("Une personne répond, pas une machine : une fonction, un téléphone, un lieu."),
            "how_to_refuse": _("À qui le dire et comment, et ce qui se passe alors. Refuser ne doit rien coûter."),
            "how_to_contest": _("À qui s’adresser, sous quel délai on répond, et vers qui se tourner ensuite."),
        }
        widgets: ClassVar = {
            **UseForm.Meta.widgets,
            "review_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "plain": forms.Textarea(attrs={"rows": 4}),
            "notice": forms.Textarea(attrs={"rows": 3}),
            "remedies": forms.Textarea(attrs={"rows": 3}),
            "how_to_refuse": forms.Textarea(attrs={"rows": 3}),
            "how_to_contest": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _ANSWERS:
            self.fields[name].required = self.instance.is_published  # a draft may be incomplete

    def clean_owner(self) -> str:
        owner: str = self.cleaned_data["owner"]
        _insist_in_the_form(rules.refusal_to_name_owner(owner))
        return owner

    def clean_review_on(self) -> Any:
        """A date that did not change may have fallen due; a new one must be a date to come."""
        review_on = self.cleaned_data["review_on"]
        if review_on is not None and "review_on" in self.changed_data:
            _insist_in_the_form(rules.refusal_to_review(review_on, today=timezone.localdate()))
        return review_on

    def answer_facts(self) -> AnswerFacts:
        said = self.cleaned_data
        return AnswerFacts(
            owner=said["owner"],
            human_contact=said["human_contact"],
            how_to_refuse=said["how_to_refuse"],
            how_to_contest=said["how_to_contest"],
            review_on=said["review_on"],
        )

    def detail_facts(self) -> DetailFacts:
        return DetailFacts(**{name: self.cleaned_data[name] for name in _DETAILS})


class PublishForm(forms.Form):
    """Which adopted articles the entry comes from, if any."""

    articles = SeveralRows(
        label=_("Articles de la charte dont cette fiche vient"),
        queryset=Node.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Le fil de la fiche y mènera, et le fil de l’article mènera à la fiche."),
    )

    def __init__(self, *args: Any, articles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["articles"].queryset = articles  # type: ignore[attr-defined]


def _insist_in_the_form(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise ValidationError(sentence_for(refusal))
