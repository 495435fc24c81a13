from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balises.decisions import rules
from balises.decisions.phrases import OBJECTION_LABELS, OUTCOME_LABELS
from balises.decisions.rules import Draft, ObjectionState, Outcome, Ruling, Settlement
from balises.processes.models import Process, Seat
from balises.register.models import AIUse
from balises.register.queries import status_choices
from balises.register.rules import Status
from balises.shared.errors import Refusal
from balises.shared.wording import sentence_for
from balises.trace.models import Node
from balises.trace.queries import kind_label

_TEXT_LENGTH = 3000
_WORDS_LENGTH = 1500
_NO_STATUS = "none"
_NOT_ALLOWED = _("%(status)s (des portes ouvertes ne le permettent pas)")


class LongText(forms.CharField):
    """Several lines, with one spelling of a line's end whatever the browser sends: digests depend on it."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class NodeField(forms.ModelChoiceField):
    """A thing of the chain, by its kind and its title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{kind_label(obj)} : {obj.title}"


class GreyedSelect(forms.Select):
    """Some choices stay readable and cannot be made now: each says so in its own words."""

    greyed: Collection[str] = ()

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["value"] in self.greyed:
            option["label"] = _NOT_ALLOWED % {"status": option["label"]}
            option["attrs"]["disabled"] = True
        return option


class ProposeForm(forms.Form):
    process = forms.ModelChoiceField(label=_("Démarche"), queryset=Process.objects.all(), empty_label=None)
    source = NodeField(
        label=_("D’où vient cette proposition"),
        queryset=Node.objects.order_by("-on", "-pk"),
        empty_label=_("Choisissez"),
        help_text=_("Le fil de la décision y mènera : une délibération, une question, une grille."),
    )
    use = forms.ModelChoiceField(
        label=_("Usage de l’IA concerné"),
        queryset=AIUse.objects.all(),
        required=False,
        empty_label=_("Aucun en particulier"),
        help_text=_("S’il y en a un, l’instance dira son statut en concluant."),
    )
    title = forms.CharField(label=_("Titre"), max_length=200)
    text = LongText(
        label=_("Texte proposé"),
        max_length=_TEXT_LENGTH,
        rows=8,
        help_text=_("Ce qui serait écrit dans la charte ou décidé pour l’usage. Chaque reformulation sera gardée."),
    )

    def draft(self) -> Draft:
        return Draft(title=self.cleaned_data["title"], text=self.cleaned_data["text"])


class QuestionForm(forms.Form):
    question = LongText(
        label=_("Question posée pour comprendre"),
        max_length=500,
        rows=2,
        help_text=_("Notez la question, pas qui la pose."),
    )


class AnswerForm(forms.Form):
    answer = LongText(label=_("Réponse"), max_length=_WORDS_LENGTH, rows=4)


class ObjectionForm(forms.Form):
    """An objection is said by a seat of the process, never by a name."""

    seat = forms.ModelChoiceField(label=_("Siège"), queryset=Seat.objects.none(), empty_label=_("Choisissez un siège"))
    text = LongText(
        label=_("Objection"),
        max_length=_WORDS_LENGTH,
        rows=3,
        help_text=_(
            "Un risque pour la mission, ou pour celles et ceux qui vivront avec la décision. "
            "Une préférence n’en est pas une."
        ),
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = Seat.objects.filter(process=process)  # type: ignore[attr-defined]


class AmendForm(forms.Form):
    text = LongText(label=_("Texte reformulé"), max_length=_TEXT_LENGTH, rows=8)

    def __init__(self, *args: Any, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._current = current

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text == self._current:
            raise ValidationError(sentence_for(Refusal("decisions.same_wording")))
        return text


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Qu’est devenue cette objection ?"),
        choices=[(code, OBJECTION_LABELS[code]) for code in ObjectionState],
        widget=forms.RadioSelect,
    )
    what_it_changed = LongText(
        label=_("Ce qu’elle a changé"),
        max_length=_WORDS_LENGTH,
        required=False,
        rows=3,
    )
    dissent = LongText(
        label=_("Opinion minoritaire"),
        max_length=_WORDS_LENGTH,
        required=False,
        rows=4,
        help_text=_(
            "Si l’objection est maintenue : dans les mots de qui la porte. Elle sera scellée avec la décision."
        ),
    )
    has_consent = forms.BooleanField(
        label=_("Le siège accepte que son opinion soit imprimée avec la décision."), required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            _insist(rules.refusal_to_say(self.settlement()))
        return said

    def settlement(self) -> Settlement:
        said = self.cleaned_data
        return Settlement(
            state=ObjectionState(said["state"]),
            what_it_changed=said["what_it_changed"],
            dissent=said["dissent"],
            has_consent=said["has_consent"],
        )


class DecideForm(forms.Form):
    """What the body decided. The software proposes nothing here: no choice is made in advance."""

    outcome = forms.ChoiceField(
        label=_("Issue"), choices=[(code, OUTCOME_LABELS[code]) for code in Outcome], widget=forms.RadioSelect
    )
    status = forms.ChoiceField(
        label=_("Statut que l’instance donne à l’usage"),
        choices=[("", _("Choisissez")), (_NO_STATUS, _("Aucun")), *status_choices()],
        widget=GreyedSelect,
        help_text=_("Aucun si la proposition n’est pas adoptée. C’est l’instance qui choisit, personne d’autre."),
    )
    reasons = LongText(
        label=_("Raisons"),
        max_length=_TEXT_LENGTH,
        rows=6,
        help_text=_("Pourquoi cette issue, sur quoi elle s’appuie, ce qui a été pesé."),
    )
    decided_on = forms.DateField(
        label=_("Date de la décision"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    review_on = forms.DateField(
        label=_("Date de réexamen"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Dans l’année au plus tard."),
    )

    def __init__(self, *args: Any, has_use: bool, opened_on: Any, refused: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_use, self._opened_on = has_use, opened_on
        self.fields["status"].widget.greyed = refused
        if not has_use:
            del self.fields["status"]

    def clean_decided_on(self) -> Any:
        decided_on = self.cleaned_data["decided_on"]
        _insist(rules.refusal_to_date(decided_on, opened_on=self._opened_on, today=timezone.localdate()))
        return decided_on

    def clean_review_on(self) -> Any:
        review_on = self.cleaned_data["review_on"]
        _insist(rules.refusal_to_review(review_on, today=timezone.localdate()))
        return review_on

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        refusal = None if self.errors else rules.refusal_to_set_status(self.ruling(), is_about_a_use=self._has_use)
        if refusal is not None:
            self.add_error("status", sentence_for(refusal))
        return said

    def ruling(self) -> Ruling:
        said = self.cleaned_data
        status = said.get("status", _NO_STATUS)
        return Ruling(
            outcome=Outcome(said["outcome"]),
            reasons=said["reasons"],
            decided_on=said["decided_on"],
            review_on=said["review_on"],
            status=None if status == _NO_STATUS else Status(status),
        )


def _insist(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise ValidationError(sentence_for(refusal))
